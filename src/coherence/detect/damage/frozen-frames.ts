import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot, wholePicture } from '../artifact.ts';
import { isOnBeat, type MusicalContext } from '../music.ts';
import { quantile } from '../series.ts';

/** Whether nothing in a frame is brighter than black is coded, but for a little noise. */
export const isBlack = (f: FrameMeasures): boolean => f.brightest <= 20;

/** Frames that repeat the one before, as indices: the first, and the one after the last. */
interface Repeat {
  start: number;
  end: number;
}

/** Mean difference from the frame before, in levels, below which nothing moves, and the same as a share of the usual. */
const still = 0.12;
const stillShare = 0.1;
/** Usual difference in a shot that moves at all. */
const leastMoving = 0.5;
/** Share of the usual difference that the steps beside a frozen frame show, at least. */
const underWay = 0.3;
/** So many repeats at even distances, to within a frame, are a cadence. */
const leastCadence = 5;

/** Stretches of a shot in which frames repeat the one before. */
function repeatsOf(shot: readonly FrameMeasures[], moving: number): Repeat[] {
  const limit = Math.min(still, stillShare * moving);
  const isRepeat = (f: FrameMeasures): boolean => f.step !== undefined && f.step.difference < limit && !isBlack(f);
  const repeats: Repeat[] = [];
  for (let start = 0; start < shot.length; start++) {
    if (!isRepeat(shot[start])) continue;
    let end = start + 1;
    while (end < shot.length && isRepeat(shot[end])) end++;
    repeats.push({ start, end });
    start = end;
  }
  return repeats;
}

/**
 * Whether the motion breaks off and goes on at once. What comes to rest and sets out again slows down first: a camera
 * that eases in stands still for some frames to the eye of an encoder.
 */
function isAbrupt(shot: readonly FrameMeasures[], { start, end }: Repeat, moving: number): boolean {
  const sides = [start - 1, end].filter(i => i > 0 && i < shot.length);
  return sides.length > 0 && sides.every(i => (shot[i].step?.difference ?? 0) >= underWay * moving);
}

/**
 * Leaves out repeats that keep to a cadence: footage of fewer frames a second, drawings on twos and slow motion repeat
 * frames at even distances, to within a frame.
 */
function withoutCadence(repeats: readonly Repeat[]): Repeat[] {
  const isRegular = new Uint8Array(repeats.length);
  for (let first = 0; first + 1 < repeats.length; ) {
    let [least, most] = [Number.POSITIVE_INFINITY, 0];
    let last = first;
    while (last + 1 < repeats.length) {
      const distance = repeats[last + 1].start - repeats[last].start;
      [least, most] = [Math.min(least, distance), Math.max(most, distance)];
      if (most - least > 1) break;
      last++;
    }
    if (last - first + 1 >= leastCadence) isRegular.fill(1, first, last + 1);
    first = Math.max(last, first + 1);
  }
  return repeats.filter((_, k) => !isRegular[k]);
}

/** Seconds that a picture stands, at least, for it to be seen to stand on purpose. */
const leastHeld = 0.25;

/** Joins repeats with a single frame between them: an encoder draws a picture that stands anew now and then. */
function joinedRepeats(repeats: readonly Repeat[]): Repeat[] {
  const joined: Repeat[] = [];
  for (const { start, end } of repeats) {
    const last = joined.at(-1);
    if (last && start === last.end + 1) last.end = end;
    else joined.push({ start, end });
  }
  return joined;
}

/**
 * Whether a picture stands from a beat to a beat, as it is cut to music: the frame that stands comes on a beat, and so does
 * the one on which all goes on. Nothing is known to be meant where there is no music.
 */
function isHeldByMusic(shot: readonly FrameMeasures[], { start, end }: Repeat, music: MusicalContext): boolean {
  const frameSeconds = shot[1].time - shot[0].time;
  const [from, to] = [shot[Math.max(0, start - 1)].time, shot[end - 1].time + frameSeconds];
  return to - from >= leastHeld && isOnBeat(music, from) && isOnBeat(music, to);
}

/**
 * Frames that repeat the one before although the shot moves, and moves before and after them; not where the picture
 * stands from a beat to a beat.
 */
export function findFrozenFrames(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const steps = shot.slice(1).map(f => f.step?.difference ?? 0);
  const moving = quantile(steps, 0.5);
  if (moving <= leastMoving) return [];
  const repeats = repeatsOf(shot, moving);
  const held = joinedRepeats(repeats).filter(repeat => isHeldByMusic(shot, repeat, music));
  const isHeld = ({ start, end }: Repeat): boolean => held.some(h => start >= h.start && end <= h.end);
  return withoutCadence(repeats)
    .filter(repeat => isAbrupt(shot, repeat, moving) && !isHeld(repeat))
    .map(({ start, end }) => ({
      kind: 'frozen-frame',
      ...stretchOfShot(shot, start, end),
      region: wholePicture,
      strength: Math.min(1, 0.3 + (end - start) / 24),
      confidence: 0.9,
      description: `${end - start === 1 ? 'A frame repeats' : `${end - start} frames repeat`} the one before while the shot moves.`,
    }));
}
