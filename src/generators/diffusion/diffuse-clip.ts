import { type Analysis, createEmbedder } from '../../audio/index.ts';
import { interpolate, motionBetween, type Nv12Picture, type PixelMotion, pixelMotion } from '../../coherence/index.ts';
import { createVideoEncoder } from '../../media/index.ts';
import type { DiffusionSettings } from '../../scene-map/index.ts';
import type { DepthModel } from '../depth/depth-model.ts';
import { nv12FromPicture, type Picture } from '../neural/picture.ts';
import { moveCamera, moveOver } from './animation/camera.ts';
import { warpByDepth } from './animation/depth-warp.ts';
import { diffuseKeyframes, type Keyframe } from './animation/diffuse-keyframes.ts';
import type { DiffusionModel } from './model/diffusion-model.ts';
import type { ModelFolder } from './model/model-folder.ts';
import { createSchedule, type ScheduleScene, steadily } from './schedule/schedule.ts';

/** A clip to diffuse. */
export interface DiffusedClip {
  analysis: Analysis;
  /** Seconds in the track at which the clip begins, and its length. */
  start: number;
  seconds: number;
  prompt: string;
  negativePrompt?: string;
  /** 1 to 10. */
  motion: number;
  settings: DiffusionSettings;
  width: number;
  height: number;
  /** Whole frames a second. */
  frameRate: number;
  seed: number;
  /** Where it goes on from, in place of noise. */
  firstFrame?: Picture;
  /** Tells near from far: the camera then moves through space. Needed where the settings have a dolly. */
  depth?: DepthModel;
}

const isDistilled = ({ schedulerName, path }: Pick<ModelFolder, 'schedulerName' | 'path'>): boolean =>
  schedulerName === 'lcm' || /turbo|lcm|lightning|hyper/i.test(path);

/** Steps of a picture from nothing, where nobody says: distilled models need few. */
export const usualSteps = (folder: Pick<ModelFolder, 'schedulerName' | 'path'>): number =>
  isDistilled(folder) ? 4 : 20;

/** Guidance, where nobody says: distilled models have theirs built in, and more burns the picture. */
export function usualGuidance({
  folder,
  takesGuidance,
}: {
  folder: Pick<ModelFolder, 'schedulerName' | 'path'>;
  takesGuidance: boolean;
}): number {
  if (takesGuidance) return 8;
  return isDistilled(folder) ? 1 : 6;
}

/** The clip's size that suits a model: the wanted shape at the area that it was trained at, in whole cells. */
export function fittingSize(
  { nativeSide, sizeStep }: ModelFolder,
  width: number,
  height: number,
): { width: number; height: number } {
  const ratio = width / height;
  const whole = (side: number): number => Math.max(sizeStep, Math.round(side / sizeStep) * sizeStep);
  return { width: whole(nativeSide * Math.sqrt(ratio)), height: whole(nativeSide / Math.sqrt(ratio)) };
}

/**
 * Diffuses a clip into a file: pictures on the beats, those between by following their motion. Equal requests give
 * equal pictures.
 *
 * @param progress hears a share, 0 to 1
 * @param show     sees each diffused picture as it is made
 * @throws {ModelError} when the model fails
 */
export async function diffuseClip(
  model: DiffusionModel,
  clip: DiffusedClip,
  path: string,
  {
    progress,
    show,
    signal,
  }: { progress?(share: number): void; show?(picture: Picture): void; signal?: AbortSignal } = {},
): Promise<void> {
  const { analysis, start, seconds, width, height, frameRate } = clip;
  const settings: DiffusionSettings = {
    ...clip.settings,
    guidance_scale: clip.settings.guidance_scale ?? steadily(usualGuidance(model), 1, 30),
  };
  const scene: ScheduleScene = { start, end: start + seconds, description: clip.prompt, motion: clip.motion, settings };
  const schedule = createSchedule(scene, analysis);
  const embedder = createEmbedder(analysis.features);
  const keyframes = diffuseKeyframes({
    model,
    schedule,
    width,
    height,
    seed: clip.seed,
    steps: settings.steps ?? usualSteps(model.folder),
    scheduler: settings.scheduler,
    negativePrompt: clip.negativePrompt,
    soundAt: time => embedder.at(Math.round(time * frameRate), frameRate),
    firstFrame: clip.firstFrame,
    findMotion: opticalFlow,
    findDepth: clip.depth && (one => clip.depth!.nearnessOf(one)),
    signal,
    progress: (done, all) => progress?.(done / all),
  });
  const nextKeyframe = async (): Promise<Keyframe | undefined> => {
    const keyframe = (await keyframes.next()).value as Keyframe | undefined;
    if (keyframe) show?.(keyframe.picture);
    return keyframe;
  };
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate: { numerator: frameRate, denominator: 1 },
    codec: 'h264',
    bitRate: 0,
    // What comes out of this is enlarged and encoded once more: its own encoding must not be seen.
    constantQuality: 12,
    speed: 'balanced',
  });
  try {
    let from = (await nextKeyframe())!;
    let next = await nextKeyframe();
    let between = next && motionOf(from, next);
    // Only after the last picture the camera goes on by itself.
    let lastNearness: Float32Array | undefined;
    for (let frame = 0; frame < Math.round(seconds * frameRate); frame++) {
      const time = start + frame / frameRate;
      while (next && time >= next.time) {
        from = next;
        next = await nextKeyframe();
        between = next && motionOf(from, next);
      }
      const since = Math.max(0, time - from.time);
      if (next && between) {
        const share = since / (next.time - from.time);
        await encoder.write(
          share < 1e-6 ? between.a.data : interpolate(between.a, between.b, between.motion, share).data,
        );
      } else {
        const move = moveOver(schedule.at(from.time).camera, since);
        lastNearness ??= await clip.depth?.nearnessOf(from.picture);
        const moved = lastNearness
          ? warpByDepth(from.picture, lastNearness, move).picture
          : moveCamera(from.picture, move);
        await encoder.write(nv12FromPicture(moved));
      }
    }
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  } finally {
    await keyframes.return(undefined);
  }
}

const nv12Of = (picture: Picture): Nv12Picture => ({
  width: picture.width,
  height: picture.height,
  data: nv12FromPicture(picture),
});

/** Motion of each pixel from one picture to the next. */
export function opticalFlow(from: Picture, to: Picture): PixelMotion {
  return pixelMotion(motionBetween(nv12Of(from), nv12Of(to)), from.width, from.height);
}

function motionOf(from: Keyframe, to: Keyframe) {
  const [a, b] = [nv12Of(from.picture), nv12Of(to.picture)];
  return { a, b, motion: motionBetween(a, b) };
}
