import type { Appearance, Shot } from './appearance.ts';
import {
  buildFrameGraph,
  type FrameGraphOptions,
  type PictureSize,
  postPassSizes,
  uniformIndex,
} from './frame-graph.ts';
import { ease, type JoinKind, joinShare } from './join.ts';
import { gradeStrengthAt, type MusicalDrive } from './musical-drive.ts';
import { postBlock } from './post/post-uniforms.ts';
import type { FrameRenderer, RenderGraph } from './render-graph.ts';
import { frameBlock } from './shading/frame-uniforms.ts';

/** What drawing frames needs beside the shot. */
export interface ShotFramesOptions {
  renderer: FrameRenderer;
  drive: MusicalDrive;
  native: PictureSize;
  output: PictureSize;
  /** Frames per second. */
  frameRate: number;
  motionBlur: boolean;
  /** WGSL by scene name. */
  sceneSource(name: string): string;
  /** Strength of the film grain, 1.1 by default; 0 leaves a dither of one step. */
  grain?: number;
  /** The table of a colour correction, by its name. */
  gradeTable?(name: string): { size: number; data: Float32Array };
}

/** Draws any frame of any shot, in any order. */
export interface ShotFrames {
  /**
   * Draws one frame: a pure function of shot, music and frame number.
   *
   * @param frame  number of the frame in the video, within the shot
   * @param output NV12, tightly packed
   */
  draw(shot: Shot, frame: number, output: Uint8Array): Promise<void>;
  /** Compiles what a shot needs, so that its first frame is not late. */
  prepare(shot: Shot): Promise<void>;
}

/** The look of the finish: film-like, the same for all scenes. */
const finish = { exposure: 1, bloom: 0.75, grain: 1.1, vignette: 0.32 };

/** Makes the drawer of frames. Graphs are built once for each scene or pair of scenes. */
export function createShotFrames(options: ShotFramesOptions): ShotFrames {
  const { renderer, drive, native, output, frameRate, motionBlur, sceneSource } = options;
  const graphs = new Map<string, RenderGraph>();

  const graphOf = (appearances: readonly Appearance[], transition?: JoinKind): RenderGraph => {
    const names = appearances.map(a => a.scene);
    const key = `${transition ?? ''}: ${appearances.map(a => `${a.scene} ${a.grade ?? ''}`).join(', ')}`;
    let graph = graphs.get(key);
    if (!graph) {
      const scenes = names.map(sceneSource) as unknown as FrameGraphOptions['scenes'];
      const grades = appearances.map(({ grade }) =>
        grade === undefined ? undefined : { name: grade, ...options.gradeTable!(grade) },
      );
      graph = buildFrameGraph({ native, output, scenes, transition, motionBlur, grades });
      graphs.set(key, graph);
    }
    return graph;
  };

  /** Centre (short side 1), scale and mirror, as the shaders take them. */
  const framingValues = (framing: Appearance['framing']): number[] => {
    if (!framing) return [0, 0, 1, 1];
    const { share, across, up, mirrored } = framing;
    const room = (1 - share) / 2 / Math.min(native.width, native.height);
    return [across * room * native.width, up * room * native.height, share, mirrored ? -1 : 1];
  };

  const sceneUniforms = (appearance: Appearance, frame: number): Float32Array => {
    const { start, duration, seed, look, palette } = appearance;
    const time = frame / frameRate;
    // The music is heard while the frame stands, so hits are looked up at the middle of its time on screen.
    const music = drive.at(time + 0.5 / frameRate, start);
    const motion = (appearance.motion - 1) / 9;
    return frameBlock.pack({
      ...music,
      resolution: [native.width, native.height],
      time,
      sceneTime: time - start,
      sceneDuration: duration,
      sceneProgress: Math.min(1, Math.max(0, (time - start) / duration)),
      seed,
      motion,
      travel: drive.distance(start, time) * (0.35 + 1.3 * motion) + seed * 40,
      look,
      framing: framingValues(appearance.framing),
      palette: palette.flatMap(([r, g, b]) => [r, g, b, 1]),
    });
  };

  const joinAt = (shot: Shot, frame: number): Shot['join'] =>
    shot.join && frame - shot.firstFrame < shot.join.frames ? shot.join : undefined;

  return {
    async prepare(shot) {
      await renderer.prepare(graphOf([shot.appearance]));
      if (shot.join) await renderer.prepare(graphOf([shot.join.from, shot.appearance], shot.join.kind));
    },
    async draw(shot, frame, target) {
      const join = joinAt(shot, frame);
      const appearances = join ? [join.from, shot.appearance] : [shot.appearance];
      const graph = graphOf(appearances, join?.kind);
      const since = frame - shot.firstFrame;
      const left = shot.endFrame - 1 - frame;
      const progress = join ? (since + 0.5) / join.frames : 0;
      const fadeIn = shot.fadeInFrames > 0 ? ease((since + 0.5) / shot.fadeInFrames) : 1;
      const fadeOut = shot.fadeOutFrames > 0 ? ease((left + 0.5) / shot.fadeOutFrames) : 1;
      const post = {
        ...finish,
        grain: options.grain ?? finish.grain,
        frameIndex: frame % 4096,
        visibility: fadeIn * fadeOut,
        gradeStrength: [join?.from ?? shot.appearance, shot.appearance].map(appearance =>
          gradeStrengthAt(drive, appearance, (frame + 0.5) / frameRate),
        ),
        mixAmount: join ? joinShare(join.kind, progress) : 0,
        progress,
        progressStep: join ? 1 / join.frames : 0,
        variant: shot.appearance.seed,
      };
      const uniforms = appearances.map(a => sceneUniforms(a, frame));
      while (uniforms.length < uniformIndex.firstPost) uniforms.push(new Float32Array(frameBlock.floats));
      for (const { width, height } of postPassSizes(graph))
        uniforms.push(postBlock.pack({ ...post, resolution: [width, height] }));
      await renderer.render(graph, uniforms, target);
    },
  };
}
