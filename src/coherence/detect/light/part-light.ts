import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { wholePicture } from '../artifact.ts';
import { regionOfCells } from '../grid-parts.ts';
import { findMatchedStretches } from '../matched-edges.ts';
import { isOnAccent, type MusicalContext } from '../music.ts';
import { groupNearby, quantile, spreadOf } from '../series.ts';
import { isBetweenSwings, isQuickerThanMusic, many, nearby, type Swing } from './swing.ts';

/** Frames after which a new level of light is a new level. */
const longest = 32;
/** Smaller swings of a part of the picture are a scene's. */
const leastOfPart = 0.07;
/** Clarity of both edges of a place, places needed, and their clarity in all. */
const clear = 2.5;
const leastPlaces = 4;
const leastWeight = 19;
/** Noise of a cell's gain, and the least gain that is looked at, as natural logarithms. */
const noise = 0.015;
const leastGain = 0.03;
/** What shines up or goes out of itself changes by more than a lamp's current or an exposure does. */
const mostGain = 0.42;
/** Of the jumps of a place, what may be left when it has come back, as a share of both. */
const mostLeft = 0.4;
/** Frames after which the light of a part of the picture may be a lamp's that went on and out again. */
const longestOfPart = 8;
/**
 * What longer light must weigh that is held at one level, what it may move by between both jumps, and what it does
 * otherwise on one step in twenty around, as shares of the jump: lamps and pulses do more, and do it again.
 */
const leastWeightOfHeld = 30;
const mostBetween = 0.12;
const mostOtherwise = 0.3;
/** Frames on either side that tell what it does otherwise, and how often that is. */
const around = 20;
const often = 0.95;
/** How far the places may differ in what comes back of what went: median distance from the median, as a share of it. */
const mostUnlike = 0.15;
/** Share of a jump that is one, too, a frame before or after; and how many places may show it, as a share of the part. */
const mostOfRunning = 0.4;
const mostRunning = 0.4;
/** Median distance from their median up to which gains are one and the same, as a share of it. */
const even = 0.13;
/** So many places are the whole picture. */
const nearlyAll = 34;

/**
 * In a part of the picture lamps go on and out in scenes of all kinds. What swings from frame to frame, or jumps and
 * comes back and is no lamp that goes on with an accent, is none.
 */
function isSurelyNoLamp(group: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  if (group.length >= many && isQuickerThanMusic(group, shot)) return true;
  const isLamp = (e: Swing): boolean => e.deviation > 0 && isOnAccent(music, shot[e.start].time);
  return group.length <= many && group.every(e => Math.abs(e.deviation) > leastOfPart && !isLamp(e));
}

/**
 * Swings of light in many places at once, there as much as back. A fault need not be as strong in all of them, as where
 * its part of the picture fades out, but what it did to a place it takes back.
 */
function evenSwings(shot: readonly FrameMeasures[], music: MusicalContext): Swing[] {
  const isOnAccents = ({ start, end }: { start: number; end: number }): boolean =>
    isOnAccent(music, shot[start].time) && isOnAccent(music, shot[end].time);
  const rising = Array.from({ length: cells }, (_, c) => Float32Array.from(shot, (f, i) => (i > 0 ? (f.step?.gain[c] ?? Number.NaN) : Number.NaN)));
  const falling = rising.map(curve => curve.map(value => -value));
  return ([1, -1] as const).flatMap(sign => {
    const [into, out] = sign > 0 ? [rising, falling] : [falling, rising];
    const isReturn = (c: number, start: number, end: number): boolean => {
      const [there, back] = [into[c][start], out[c][end]];
      return Math.min(there, back) > leastGain && Math.abs(there - back) < mostLeft * (there + back);
    };
    // Also what is too long for a fault claims its ends: the second half of a lamp's light is none.
    const options = { times: clear, longest, leastCells: leastPlaces, staysAway: isReturn };
    return findMatchedStretches({ into, out, floor: noise }, options).flatMap(e => {
      const gain = Math.min(medianOf(into, e.start, e.part), medianOf(out, e.end, e.part));
      const own = shot.map((_, i) => quantile(e.part.map(c => into[c][i]), 0.5));
      if (isBetweenSwings(own, e) || runsOn(into, e.start, e.part) || runsOn(out, e.end, e.part)) return [];
      if (e.weight < leastWeight || gain > mostGain) return [];
      if (e.end - e.start > longestOfPart && !(e.weight >= leastWeightOfHeld && isHeld(own, e, gain) && !isOnAccents(e))) return [];
      if (spreadOf(e.part.map(c => out[c][e.end] / into[c][e.start])) > mostUnlike) return [];
      const region = e.part.length >= nearlyAll ? wholePicture : regionOfCells(e.part);
      return [{ start: e.start, end: e.end, deviation: sign * gain, region, certainty: Math.min(1, 0.5 + e.weight / 100) }];
    });
  });
} // biome-ignore format: there and back on a line

/**
 * Whether the places of a part go on changing the same way a frame before or after they jump: light that runs over the
 * picture, as a wave or a lamp that passes. A fault changes all of them at once, and where it goes on, all alike.
 */
function runsOn(jumps: readonly ArrayLike<number>[], at: number, part: readonly number[]): boolean {
  const least = mostOfRunning * medianOf(jumps, at, part);
  const unlike = [at - 1, at + 1].filter(i => spreadOf(part.map(c => jumps[c][i] || 0)) > even);
  const running = part.filter(c => unlike.some(i => jumps[c][i] > least));
  return running.length > mostRunning * part.length;
} // biome-ignore format: one condition a line

/** Whether light stays where it jumped to until it jumps back, and does nothing like it around. */
function isHeld(gains: readonly number[], { start, end }: { start: number; end: number }, gain: number): boolean {
  const inside = gains.slice(start + 1, end);
  const beside = [...gains.slice(Math.max(1, start - around), start), ...gains.slice(end + 1, end + around)];
  const between = Math.abs(inside.reduce((sum, own) => sum + own, 0));
  return between <= mostBetween * gain && quantile([...inside, ...beside].map(Math.abs), often) <= mostOtherwise * gain;
}

/** Median of what the places of a part jump by at a frame. */
const medianOf = (jumps: readonly ArrayLike<number>[], at: number, part: readonly number[]): number =>
  quantile(
    part.map(c => jumps[c][at]),
    0.5,
  );

/** Finds light that jumps and comes back in parts of the picture and is no lamp's: swings that follow each other closely. */
export const findSwingsOfParts = (shot: readonly FrameMeasures[], music: MusicalContext): Swing[][] =>
  groupNearby(evenSwings(shot, music), nearby).filter(group => isSurelyNoLamp(group, shot, music));
