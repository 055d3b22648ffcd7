import { decodeVideo, probeVideo } from '../../media/index.ts';
import { findPatchFlow, type GreyPicture, picturePyramid } from '../measure/patch-flow.ts';
import { type CameraMove, cameraMove, type FoundMove, steadyPath } from './camera-path.ts';

/** Width at which the camera's moves are found: wide enough that a tenth of a pixel is nothing at 1080 lines. */
const flowWidth = 320;
/** A quick shift of less than this share of the width (root mean square) is none. */
const leastShake = 0.0015;
/**
 * Where less of the picture than this moves as one, on the worse quarter of the frames, something large moves before the
 * camera, or the camera through a space: its own path is not known.
 */
const leastAgreed = 0.7;
/** Shots shorter than this have no path to speak of. */
const leastSeconds = 0.7;
/** Moves this much larger on accents than elsewhere are the music's. */
const meantShare = 1.8;

/** A stretch of frames that one camera shows. */
export interface SteadiedShot {
  firstFrame: number;
  endFrame: number;
  /** Root mean square of the quick shift, in shares of the width. */
  shake: number;
  enlarged: number;
}

/** How a video is steadied. */
export interface SteadyPlan {
  /** Shots that shake; the others stay as they are. */
  shots: SteadiedShot[];
  /** Shots that shake in time with the music, and are left as they are. */
  meant: number;
  /** What is done to a frame; undefined for nothing. */
  moveOf(frame: number): CameraMove | undefined;
}

/** Whether the quick moves of a shot lie on the accents of the music. */
function isMeant(steps: readonly CameraMove[], times: readonly number[], accents: readonly number[]): boolean {
  const onAccent = (time: number): boolean => accents.some(accent => time >= accent - 0.03 && time <= accent + 0.13);
  let [on, off, ons, offs] = [0, 0, 0, 0];
  steps.forEach((step, i) => {
    const before = steps[Math.max(0, i - 1)];
    const change = Math.hypot(step.x - before.x, step.y - before.y);
    if (onAccent(times[i + 1])) {
      on += change;
      ons++;
    } else {
      off += change;
      offs++;
    }
  });
  return ons >= 8 && offs >= 8 && on / ons > meantShare * (off / offs);
}

/**
 * Finds out which shots of a video shake, and how each of their frames is moved to be steady.
 *
 * @param shots   in order, without overlap
 * @param accents seconds at which the music has its beats: what shakes with them is meant
 * @throws {MediaError}
 */
export async function planSteadying(
  path: string,
  shots: readonly { firstFrame: number; endFrame: number }[],
  options: { accents?: readonly number[]; signal?: AbortSignal; progress?(frames: number): void } = {},
): Promise<SteadyPlan> {
  const { width, height, frameRate } = await probeVideo(path);
  const scale = Math.min(1, flowWidth / width);
  const size = { width: Math.round((width * scale) / 2) * 2, height: Math.round((height * scale) / 2) * 2 };
  const moves = new Map<number, CameraMove>();
  const steadied: SteadiedShot[] = [];
  let meant = 0;
  const waiting = [...shots].filter(s => s.endFrame - s.firstFrame >= leastSeconds * frameRate);
  let steps: FoundMove[] = [];
  let times: number[] = [];
  let before: GreyPicture[] | undefined;
  const finish = ({ firstFrame, endFrame }: { firstFrame: number; endFrame: number }): void => {
    const { moves: own, shake, enlarged } = steadyPath(steps, frameRate, height / width);
    const agreed = steps.map(step => step.agreed).sort((a, b) => a - b)[steps.length >> 2];
    if (shake >= leastShake && agreed >= leastAgreed) {
      if (isMeant(steps, times, options.accents ?? [])) meant++;
      else {
        steadied.push({ firstFrame, endFrame, shake, enlarged });
        own.forEach((move, i) => void moves.set(firstFrame + i, move));
      }
    }
    steps = [];
    times = [];
    before = undefined;
  };
  let frame = 0;
  for await (const { data, time } of decodeVideo(path, { format: 'gray', ...size })) {
    options.signal?.throwIfAborted();
    const shot = waiting[0];
    if (shot && frame >= shot.firstFrame && frame < shot.endFrame) {
      const pyramid = picturePyramid({ ...size, data: Float32Array.from(data) });
      if (before) steps.push(cameraMove(findPatchFlow(before, pyramid), size));
      times.push(time);
      before = pyramid;
      if (frame === shot.endFrame - 1) finish(waiting.shift()!);
    }
    frame++;
    options.progress?.(frame);
  }
  return { shots: steadied, meant, moveOf: at => moves.get(at) };
}
