import type { MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../../generators/procedural/render-graph.ts';
import { createShotFrames } from '../../generators/procedural/shot-frames.ts';
import { decodeVideo, probeVideo } from '../../media/index.ts';
import type { Size } from '../settings.ts';
import { rgbFromNv12 } from './rgb-from-nv12.ts';
import { type ClipUse, type ResolvedScene, shotsOf } from './shots.ts';

/** Where in a scene its pictures are taken. */
const moments = [0.2, 0.5, 0.8];
/** Longer side of the pictures: colours need no detail. */
const longerSide = 192;

export interface ScenePicturesOptions {
  renderer: FrameRenderer;
  drive: MusicalDrive;
  output: Size;
  frameRate: number;
  /** WGSL by scene name. */
  sceneSource(name: string): string;
  /** Where a clip lies. */
  path(clip: string): string;
}

/**
 * Takes pictures of scenes without their corrections and transitions, to measure their colours by: 8 bits RGB, several
 * small ones in a row.
 */
export function createScenePictures({
  renderer,
  drive,
  output,
  frameRate,
  sceneSource,
  path,
}: ScenePicturesOptions): (scene: ResolvedScene) => Promise<Uint8Array> {
  const scale = longerSide / Math.max(output.width, output.height);
  const side = (length: number): number => Math.max(16, Math.round((length * scale) / 2) * 2);
  const size = { width: side(output.width), height: side(output.height) };
  const drawer = createShotFrames({
    renderer,
    drive,
    native: size,
    output: size,
    frameRate,
    motionBlur: false,
    sceneSource,
  });
  const ofClips = async (clips: readonly ClipUse[]): Promise<Uint8Array[]> => {
    const first = clips[0].firstFrame;
    const length = clips[clips.length - 1].endFrame - first;
    const pictures: Uint8Array[] = [];
    for (const moment of moments) {
      const frame = Math.floor(first + length * moment);
      const use = clips.find(({ endFrame }) => frame < endFrame) ?? clips[clips.length - 1];
      const clip = await probeVideo(path(use.clip));
      const index = Math.floor(((frame - use.firstFrame) / frameRate) * clip.frameRate + 1e-6);
      const frames = [Math.min(clip.frames - 1, Math.max(0, index))];
      for await (const { data } of decodeVideo(path(use.clip), { ...size, format: 'rgb24', frames }))
        pictures.push(data);
    }
    return pictures;
  };
  const drawn = async (scene: ResolvedScene): Promise<Uint8Array[]> => {
    const { grade: _grade, gradeFollow: _follow, ...appearance } = scene.appearance;
    const alone = { ...scene, appearance, transition: 'cut' as const, fadeOutSeconds: 0 };
    const range = { first: Math.round(scene.start * frameRate), end: Math.round(scene.end * frameRate) };
    const [shot] = shotsOf([alone], frameRate, range);
    if (!shot) return [];
    await drawer.prepare(shot);
    const pictures: Uint8Array[] = [];
    for (const moment of moments) {
      const picture = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
      await drawer.draw(shot, Math.floor(range.first + (range.end - range.first) * moment), picture);
      pictures.push(rgbFromNv12(picture, size));
    }
    return pictures;
  };
  return async scene => {
    const { clips } = scene.appearance;
    return new Uint8Array(Buffer.concat(await (clips?.length ? ofClips(clips) : drawn(scene))));
  };
}
