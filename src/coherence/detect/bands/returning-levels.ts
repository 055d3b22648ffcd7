import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { levelChannels, levelPlaces, teethPerChannel } from '../../measure/uneven-levels.ts';
import { quantile, usualAround } from '../series.ts';
import { bringsThing } from './patches-at-end.ts';

/*
 * Where levels are lost and come back, what the histogram gains at the beginning is what it loses at the end: the same
 * teeth at the same levels. What a histogram has beside its smooth course changes from frame to frame as well, but
 * hardly twice in the same way with opposite signs. So teeth are told that coding or grain has made small against those
 * that the picture has of itself.
 */

/** What a flash leaves that was coded and mended has the same levels at both ends, too, and is shorter. */
const shortest = 4;
const longest = 240;
/** Correlation of what is gained with what is lost. */
const leastAlike = 0.65;
/**
 * What both have in common over what a step has on one frame in twenty around (as squares), times the square of how
 * alike they are.
 */
const leastClarity = 0.8;
const clear = 2;
/**
 * What the frames on either side have of it: 0 where only the stretch has these teeth, -0.5 where it has lost as many as
 * it has gained, as with light that changes and comes back.
 */
const leastOutside = -0.25;
const mostOutside = 0.45;
/** What nearly all frames inside must have of it beyond that. */
const leastInside = 0.5;
const fewFrames = 0.15;
/** Levels that take part, of two each: more than what is drawn in one colour brings along. */
const leastLevels = 2.2;
/** By how much a channel's levels must become more uneven at one end and more even at the other (natural logarithm). */
const leastRise = 0.2;
/** Both ends are of one size, up to this ratio of squares. */
const unequal = 2.5;
/** Frames that are told from others ahead smear both ends; what is clear may differ by more. */
const mostUnequal = 4;
const mostOutsideOfClear = 0.8;
/** Light that changes all levels at both ends by more (natural logarithm) leaves gaps between whole levels. */
const steady = 0.03;

/** A stretch in which the histogram has teeth that it has neither before nor after. */
export interface ReturningLevels {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Correlation of what comes and what goes, 0 to 1. */
  alike: number;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** How many levels share in what a channel gains and loses, of the channel with most of it (participation ratio). */
function levelsThatShare(teeth: Float32Array): number {
  let [most, levels] = [0, 0];
  for (let channel = 0; channel < levelChannels; channel++) {
    const squares = teeth.slice(channel * teethPerChannel, (channel + 1) * teethPerChannel).map(tooth => tooth * tooth);
    const sum = squares.reduce((a, b) => a + b, 0);
    if (sum > most) [most, levels] = [sum, (sum * sum) / dot(squares, squares)];
  }
  return levels;
}

/** By how much the channel of which that is most becomes more uneven at the start and more even at the end. */
function riseOf(shot: readonly FrameMeasures[], start: number, end: number): number {
  const rises = (['unevenness', 'comb'] as const).flatMap(read =>
    Array.from({ length: levelChannels }, (_, channel) => {
      const at = (frame: number): number => shot[frame].levels[read][channel * levelPlaces];
      return Math.min(at(start) - at(start - 1), at(end - 1) - at(end));
    }),
  );
  return Math.max(...rises);
}

/** Finds the stretches at whose ends the same levels are lost and come back; they may lie over each other. */
export function findReturningLevels(shot: readonly FrameMeasures[]): ReturningLevels[] {
  const teeth = shot.map(frame => frame.levels.teeth);
  const steps = teeth.map((now, i) => now.map((tooth, k) => tooth - teeth[Math.max(0, i - 1)][k]));
  const sizes = Float32Array.from(steps, step => dot(step, step));
  const usual = quantile(sizes.subarray(1), 0.5);
  const lightAt = (i: number): number => Math.abs(shot[i].step?.lightGain ?? 0);
  const found: ReturningLevels[] = [];
  for (let start = 1; start < shot.length; start++) {
    if (sizes[start] < usual) continue;
    for (let end = start + shortest; end < Math.min(shot.length, start + longest + 1); end++) {
      const ratio = Math.max(sizes[end] / sizes[start], sizes[start] / sizes[end]);
      if (!(ratio <= mostUnequal) || Math.min(lightAt(start), lightAt(end)) > steady) continue;
      const shared = -dot(steps[start], steps[end]);
      const alike = shared / Math.sqrt(sizes[start] * sizes[end]);
      if (!(alike >= leastAlike)) continue;
      const clarity = (alike ** 2 * shared) / usualAround(i => sizes[i], shot.length, { start, end });
      const isClear = clarity >= clear;
      if (!isClear && (ratio > unequal || !(clarity >= leastClarity))) continue;
      const change = steps[start].map((step, k) => 0.5 * (step - steps[end][k]));
      const scale = 1 / dot(change, change);
      const shareOf = (frame: number): number => scale * dot(teeth[frame], change);
      const outside = 0.5 * (shareOf(start - 1) + shareOf(end));
      if (outside < leastOutside || outside > (isClear ? mostOutsideOfClear : mostOutside)) continue;
      const inside = Array.from({ length: end - start }, (_, i) => shareOf(start + i));
      if (quantile(inside, fewFrames) - outside < leastInside) continue;
      if (levelsThatShare(change) < leastLevels || riseOf(shot, start, end) < leastRise) continue;
      if (bringsThing(shot, start) || bringsThing(shot, end)) continue;
      found.push({ start, end, alike });
    }
  }
  return found;
}
