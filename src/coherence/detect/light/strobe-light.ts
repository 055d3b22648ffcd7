import { isOnAccent, type MusicalContext } from '../music.ts';
import type { LightSeries } from './quiet-light.ts';

/** A stretch in which a light goes on and out evenly, as at a concert. */
export interface Strobe {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
}

/** The least that a strobe changes all light by, as a natural logarithm; and where no music is known to hold it against. */
const leastJump = 0.3;
const leastJumpOfMute = 0.5;
/** The largest jump of a strobe over its smallest, and what light does between its jumps, as a share of one. */
const mostUnlike = 1.6;
const mostBetween = 0.3;
/** How often it goes on at least, and frames by which its phases may differ: a frame more or less is where it falls. */
const leastOften = 3;
const uneven = 1;
/** Seconds from one jump to the next at most: slower light is a lamp's. */
const slowest = 0.5;
/** Frames of the shorter phase where no music is known. Light that is off from frame to frame is a fault then. */
const leastPhaseOfMute = 2;
/** How far jumps of strobes that come again may differ, as a ratio, and their lengths, in frames. */
const mostUnlikeAgain = 1.3;
const mostLonger = 1;

/**
 * Finds strobes that are meant: light that goes on and out evenly and as far each time, from its own level to one side,
 * by more than an exposure or a lamp's current does, and that begins on an accent and ends before the next phase on
 * another one, or that comes again, as long and as large, each time from an accent on. Where no music is known, what
 * changes light by half and is held at either level is taken for meant; no mains, shutter or generated flicker does so.
 *
 * @param light of the whole picture at each step
 * @param times seconds of each frame
 */
export function findMeantStrobes(light: LightSeries, music: MusicalContext, times: readonly number[]): Strobe[] {
  const edges = light.flatMap((own, i) => (own && Math.abs(own.gain) >= leastJump ? [i] : []));
  const gainAt = (at: number): number => light[at]?.gain ?? 0;
  const even: number[][] = [];
  for (let first = 0; first < edges.length; ) {
    const count = countEven(edges.slice(first), gainAt, times);
    const run = edges.slice(first, first + count);
    if (Math.ceil(count / 2) >= leastOften && isOneSided(gainAt, run[0])) even.push(run);
    first += Math.max(1, count);
  }
  const size = ([first]: readonly number[]): number => gainAt(first);
  const length = (run: readonly number[]): number => run.at(-1)! - run[0];
  const begins = (run: readonly number[]): boolean => isOnAccent(music, times[run[0]]);
  const isAgain = (run: readonly number[], other: readonly number[]): boolean =>
    run !== other &&
    Math.abs(Math.log(size(run) / size(other))) <= Math.log(mostUnlikeAgain) &&
    Math.abs(length(run) - length(other)) <= mostLonger;
  return even
    .filter(run => isMeant(run, gainAt, music, times) || (begins(run) && even.some(o => begins(o) && isAgain(run, o))))
    .map(run => ({ start: run[0], end: run.at(-1)! }));
}

/** How many jumps from the first one on go to and fro evenly. */
function countEven(edges: readonly number[], gainAt: (at: number) => number, times: readonly number[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, 0];
  for (let k = 0; k < edges.length; k++) {
    const size = Math.abs(gainAt(edges[k]));
    [least, most] = [Math.min(least, size), Math.max(most, size)];
    if (most > mostUnlike * least) return k;
    if (k === 0) continue;
    if (gainAt(edges[k]) * gainAt(edges[k - 1]) > 0 || times[edges[k]] - times[edges[k - 1]] > slowest) return k;
    for (let i = edges[k - 1] + 1; i < edges[k]; i++) if (Math.abs(gainAt(i)) > mostBetween * least) return k;
    const longer = k < 3 ? 0 : edges[k] - edges[k - 1] - (edges[k - 2] - edges[k - 3]);
    if (longer > uneven) return k;
    // What ends on a beat is broken off in the middle of a phase.
    if (longer < -uneven) return k + 1;
  }
  return edges.length;
}

/** Light that goes to and fro around its own level jumps half as far at first. */
const isOneSided = (gainAt: (at: number) => number, start: number): boolean =>
  -gainAt(start - 1) / gainAt(start) < mostBetween;

function isMeant(
  run: readonly number[],
  gainAt: (at: number) => number,
  music: MusicalContext,
  times: readonly number[],
): boolean {
  if (music.accents.length === 0) {
    const isHeld = run.every((at, k) => k === 0 || k === run.length - 1 || at - run[k - 1] >= leastPhaseOfMute);
    return isHeld && run.every(at => Math.abs(gainAt(at)) >= leastJumpOfMute);
  }
  if (!isOnAccent(music, times[run[0]])) return false;
  // The last phase of the time that it goes on for is dark, so it is over up to a phase after the last jump; or by a cut.
  const last = run.at(-1)!;
  return Array.from({ length: run[2] - run[1] + 1 }, (_, k) => last + k).some(
    at => at >= times.length || isOnAccent(music, times[at]),
  );
}
