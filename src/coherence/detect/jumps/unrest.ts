import { cellOfPatch, type FrameMeasures } from '../../measure/frame-measures.ts';
import { quantilesByPlace } from '../series.ts';
import { type PartMotion, partMotion, type Way, waysOf } from './part-motion.ts';
import { densestBox, type PatchBox, quiet } from './patch-boxes.ts';

/*
 * Where a picture is replaced: patches that neither of two frames finds in the other, or whose light is another one,
 * beyond what they do of themselves. Where all stirs anyway nothing is found again, and the light tells; where all is
 * alike in light, the content.
 */

/** Which patches are restless is told anew after so many frames, from these and so many on either side. */
const stride = 24;
const beside = 24;
const usualShare = 0.75;
/** What a patch does of itself is taken so many times, and noise that all have is added. */
const times = 1.2;
const noise = 0.08;
/** No single patch speaks more than this for a place. */
const most = 0.35;
/** A level that is black, and levels above it below which a change of light counts less. */
const black = 16;
const dim = 20;
/** Change of all light (natural logarithm) up to which it is taken out. */
const mostGain = 0.7;

/** How badly each patch is explained in both directions: a thing in front of another is in neither frame. */
function unrest({ step }: FrameMeasures): Float32Array | undefined {
  if (!step) return undefined;
  const { appeared, vanished } = step;
  const least = new Float32Array(appeared.length);
  for (let p = 0; p < least.length; p++) least[p] = Math.min(appeared[p], vanished[p]);
  return least;
}

/**
 * Change of each patch's light, from 0 to 1, against the frame before where it seems to come from and at the same
 * place, whichever is less, and beyond what all light changes by.
 */
function lightUnrest({ thumbnail, step }: FrameMeasures, before: FrameMeasures): Float32Array | undefined {
  if (!step) return undefined;
  const gain = Math.exp(Math.max(-mostGain, Math.min(mostGain, step.lightGain)));
  const change = (now: number, old: number): number => {
    const then = gain * Math.max(0, old - black);
    return Math.abs(now - then) / (dim + Math.max(now, then));
  };
  const changes = new Float32Array(thumbnail.length);
  for (let p = 0; p < changes.length; p++) {
    const now = Math.max(0, thumbnail[p] - black);
    changes[p] = Math.min(change(now, step.before[p]), change(now, before.thumbnail[p]));
  }
  return changes;
}

/** By how much each patch exceeds at each frame what it does of itself, from {@link quiet} to 0.35. */
function beyondUsual(all: readonly (Float32Array | undefined)[]): (Float32Array | undefined)[] {
  const surprise = all.map(values => values && new Float32Array(values.length));
  for (let from = 0; from < all.length; from += stride) {
    const near = all.slice(Math.max(0, from - beside), from + stride + beside).filter(values => values !== undefined);
    const usual = quantilesByPlace(near, usualShare, 'values');
    for (let i = from; i < Math.min(all.length, from + stride); i++) {
      const values = all[i];
      if (values) takeBeyond(values, usual, surprise[i]!);
    }
  }
  return surprise;
}

/** What values have beyond what is usual. */
function takeBeyond(values: Float32Array, usual: Float64Array, beyond: Float32Array): void {
  for (let p = 0; p < values.length; p++)
    beyond[p] = Math.max(quiet, Math.min(most, values[p] - times * usual[p] - noise));
}

/**
 * How much more each patch is replaced at each frame than it is of itself, by content and by light, from {@link quiet}
 * to 0.35; undefined where there is no step, and at the first frame, whose own leads in from the shot before.
 */
export function surprisingUnrest(shot: readonly FrameMeasures[]): (Float32Array | undefined)[] {
  const content = beyondUsual(shot.map((frame, i) => (i > 0 ? unrest(frame) : undefined)));
  const light = beyondUsual(shot.map((frame, i) => (i > 0 ? lightUnrest(frame, shot[i - 1]) : undefined)));
  return content.map((values, i) =>
    values?.map((value, p) => Math.max(quiet, Math.min(most, value + light[i]![p]))),
  );
} // biome-ignore format: a series a line

/** What is known of a shot before its places are looked for. */
export interface ShotUnrest {
  shot: readonly FrameMeasures[];
  columns: number;
  rows: number;
  surprise: readonly (Float32Array | undefined)[];
  /** Surprise in the densest box of each frame, and positive surprise in the whole of it. */
  densest: readonly number[];
  total: readonly number[];
  motions: readonly PartMotion[];
  /** How far each part of the picture has moved. */
  ways: readonly Way[];
}

/** Measures where and how far a shot of two frames or more is replaced, and how its parts move. */
export function unrestOf(shot: readonly FrameMeasures[]): ShotUnrest {
  const { columns, rows } = shot[1].step!;
  const surprise = surprisingUnrest(shot);
  const densest = surprise.map(map => (map ? densestBox(map, columns, rows).sum : 0));
  const total = surprise.map(map => map?.reduce((sum, value) => sum + Math.max(0, value), 0) ?? 0);
  const motions = shot.map(partMotion);
  return { shot, columns, rows, surprise, densest, total, motions, ways: waysOf(motions) };
}

/** How the part of the picture moves in which the middle of a place lies. */
export function wayOf({ ways, columns, rows }: ShotUnrest, { left, top, width, height }: PatchBox): Way {
  return ways[cellOfPatch((top + (height >> 1)) * columns + left + (width >> 1), columns, rows)];
}
