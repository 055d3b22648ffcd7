import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withClips } from '../clips/video-clips.ts';
import type { Prepared } from '../planning/prepare-production.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { isMissing, openDrawing, type ShotDrawing, usesClips } from './draw-shots.ts';
import type { ShotPlan } from './plan-shots.ts';
import type { Take } from './render-takes.ts';

/** How long the drawing of a video takes on this machine, told from a trial. */
export interface DrawingTime {
  /** Frames that the built-in generator has still to draw; none where all are there. */
  frames: number;
  /** Seconds that they take, roughly: by what the frames took that were tried. */
  seconds: number;
  /** Frames that are fitted from clips: their time is not in `seconds`, since there are no clips to try it with. */
  framesFromClips: number;
  /** What was tried: frames of so many scenes. */
  tried: { frames: number; scenes: number };
}

/** Frames of a scene that are tried: the encoder's first ones cost less than those that follow. */
const framesTried = 12;
/** Seconds after which no further scene is tried. */
const trialSeconds = 3;

const lengthOf = ({ frames }: Take): number => frames.end - frames.first;
const framesOf = (takes: readonly Take[]): number => takes.reduce((sum, take) => sum + lengthOf(take), 0);
const sceneOf = ({ shot }: Take): string => shot.appearance.scene;

/** The longest take of every scene, those first whose scenes fill most of the video. */
function takesToTry(takes: readonly Take[]): Take[] {
  const byScene = Map.groupBy(takes, sceneOf);
  const longest = (own: readonly Take[]): Take => own.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
  return [...byScene.values()].sort((a, b) => framesOf(b) - framesOf(a)).map(longest);
}

/** Draws and encodes a few frames from the middle of a take. @returns seconds that one takes */
async function trySome(
  { shot, frames, path }: Take,
  draw: ShotDrawing['draw'],
  drawn: { at?: number },
): Promise<number> {
  const count = Math.min(framesTried, frames.end - frames.first);
  const first = frames.first + Math.floor((frames.end - frames.first - count) / 2);
  const began = performance.now();
  drawn.at = undefined;
  await draw([{ shot, frames: { first, end: first + count }, path }]);
  // Until the first frame is there, its shader is compiled: beside the drawing, in a whole video.
  const from = count > 1 ? (drawn.at ?? began) : began;
  return (performance.now() - from) / 1000 / Math.max(1, count - 1);
}

/**
 * How long the drawing that a production still needs will take, told from a trial: some frames of its scenes are drawn and
 * encoded as they would be, for about three seconds, and thrown away.
 *
 * @throws {SettingsError | GeneratorError | LutError} each one clear sentence
 */
export async function timeDrawing(request: RenderRequest, prepared: Prepared, plan: ShotPlan): Promise<DrawingTime> {
  const drawn: { at?: number } = {};
  const progress = (): void => {
    drawn.at ??= performance.now();
  };
  const drawing = await openDrawing({ ...request, progress, take: undefined }, prepared, plan);
  // Beside the takes, whose disk it is that they are written to.
  const folder = mkdtempSync(join(prepared.production.folder, '.trial-'));
  try {
    const { scenes, clips } = plan;
    const takes = drawing.takesOf(await drawing.matched(clips ? withClips(scenes, clips) : scenes, false));
    const missing = takes.filter(isMissing);
    const own = missing.filter(take => !usesClips(take));
    const tried = new Map<string, number>();
    const began = performance.now();
    let frames = 0;
    for (const [index, take] of takesToTry(own).entries()) {
      request.signal?.throwIfAborted();
      if (index > 0 && performance.now() - began > 1000 * trialSeconds) break;
      const seconds = await trySome({ ...take, path: join(folder, `${index}.mp4`) }, drawing.draw, drawn);
      tried.set(sceneOf(take), seconds);
      frames += Math.min(framesTried, lengthOf(take));
    }
    const mean = [...tried.values()].reduce((sum, seconds) => sum + seconds, 0) / Math.max(1, tried.size);
    return {
      frames: framesOf(own),
      seconds: own.reduce((sum, take) => sum + lengthOf(take) * (tried.get(sceneOf(take)) ?? mean), 0),
      framesFromClips: framesOf(missing) - framesOf(own),
      tried: { frames, scenes: tried.size },
    };
  } finally {
    await drawing.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
