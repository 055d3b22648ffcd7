import { cells, type FrameMeasures } from '../measure/frame-measures.ts';
import { type Artifact, type Region, wholePicture } from './artifact.ts';
import { regionOfCells } from './cell-region.ts';
import { findMatchedStretches } from './matched-edges.ts';
import { accentShare, isOnAccent, keepsToAccents, type MusicalContext } from './music.ts';
import { findQuietSwings, isBetweenSwings, type QuietSwing } from './quiet-light.ts';
import { groupNearby, quantile } from './series.ts';

/** Frames after which a new level of light is a new level. */
const longest = 24;
/**
 * A brightening of this size (natural logarithm) that begins on an accent is a flash that is meant, even if it is the
 * only one.
 */
const flash = 0.12;
/** A brightening of this size on an accent is meant however dense the accents are. */
const largeFlash = 0.3;
/** Accents near more of the frames than this say nothing of a single moment. */
const denseAccents = 0.25;
/** Seconds of half a swing below which it is no music's. */
const quickest = 0.045;
/** Swings that are more than a few. */
const many = 3;
/** Smaller swings of a part of the picture are a scene's. */
const leastOfPart = 0.07;

/** Light that leaves its level and comes back, everywhere alike. */
interface Swing {
  start: number;
  end: number;
  /** Natural logarithm of the gain, with its sign. */
  deviation: number;
  region: Region;
  /** 0 to 1: how sure it is of itself. */
  certainty: number;
}

/** Whether rises of light like this one keep to the accents all through the shot: then they are drawn to the music. */
function isDesign(e: Swing, all: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  const alike = all.filter(o => o.deviation > 0.4 * e.deviation);
  const moments = groupNearby(alike, 2).map(([first]) => shot[first.start].time);
  return moments.length >= 2 && keepsToAccents(music, moments, shot.map(f => f.time));
} // biome-ignore format: one line each

const isQuickerThanMusic = (group: readonly Swing[], shot: readonly FrameMeasures[]): boolean =>
  shot[Math.max(...group.map(e => e.end))].time - shot[group[0].start].time < quickest * 2 * group.length;

/**
 * In a part of the picture lamps go on and out in scenes of all kinds. What swings from frame to frame, or jumps and
 * comes back and is no lamp that goes on with an accent, is none.
 */
function isSurelyNoLamp(group: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  if (group.length >= many && isQuickerThanMusic(group, shot)) return true;
  const isLamp = (e: Swing): boolean => e.deviation > 0 && isOnAccent(music, shot[e.start].time);
  return group.length <= many && group.every(e => Math.abs(e.deviation) > leastOfPart && !isLamp(e));
}

/** Puts swings together that follow each other closely, and keeps those that the music does not mean. */
function withoutMusic(
  swings: readonly Swing[],
  shot: readonly FrameMeasures[],
  music: MusicalContext,
  isLocal: boolean,
): Swing[][] {
  const times = shot.map(f => f.time);
  const isTelling = accentShare(music, times) < denseAccents;
  return groupNearby(swings, 4).filter(group => {
    const isMany = group.length >= many;
    if (isLocal && !isSurelyNoLamp(group, shot, music)) return false;
    // No music is as quick as light that swings from frame to frame.
    const isQuick = isMany && isQuickerThanMusic(group, shot);
    const isMeant = (e: Swing): boolean =>
      !isQuick &&
      e.deviation > 0 &&
      isOnAccent(music, shot[e.start].time) &&
      ((!isMany && e.deviation > (isTelling ? flash : largeFlash)) || isDesign(e, swings, shot, music));
    // Between flashes that are meant lie dips that are none.
    return group.filter(e => !isMeant(e)).length >= Math.max(1, 0.6 * group.length);
  });
}

/** Swings of the whole picture's light, as the places tell it that are quiet of themselves. */
const ofWhole = (swings: readonly QuietSwing[]): Swing[] =>
  swings
    .map(({ start, end, gain, score }) => ({ start, end, deviation: gain, region: wholePicture, certainty: Math.min(1, 0.5 + score / 60) }))
    .sort((a, b) => a.start - b.start); // biome-ignore format: a swing a line

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
 * Swings of light in many places at once, there as much as back. A fault need not be as strong in all of them, as where
 * its part of the picture fades out, but what it did to a place it takes back.
 */
function evenSwings(shot: readonly FrameMeasures[]): (Swing & { part: number[] })[] {
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
    return findMatchedStretches([{ into, out, floor: noise }], options).flatMap(e => {
      const gain = Math.min(medianOf(into, e.start, e.part), medianOf(out, e.end, e.part));
      const own = shot.map((_, i) => quantile(e.part.map(c => into[c][i]), 0.5));
      if (isBetweenSwings(own, e) || runsOn(into, e.start, e.part) || runsOn(out, e.end, e.part)) return [];
      if (e.end - e.start > longestOfPart || e.weight < leastWeight || gain > mostGain) return [];
      if (scatterOf(e.part.map(c => out[c][e.end] / into[c][e.start])) > mostUnlike) return [];
      const region = e.part.length >= nearlyAll ? wholePicture : regionOfCells(e.part);
      return [{ ...e, deviation: sign * gain, region, certainty: Math.min(1, 0.5 + e.weight / 100) }];
    });
  });
} // biome-ignore format: there and back on a line

/**
 * Whether the places of a part go on changing the same way a frame before or after they jump: light that runs over the
 * picture, as a wave or a lamp that passes. A fault changes all of them at once, and where it goes on, all alike.
 */
function runsOn(jumps: readonly ArrayLike<number>[], at: number, part: readonly number[]): boolean {
  const least = mostOfRunning * medianOf(jumps, at, part);
  const unlike = [at - 1, at + 1].filter(i => scatterOf(part.map(c => jumps[c][i] || 0)) > even);
  const running = part.filter(c => unlike.some(i => jumps[c][i] > least));
  return running.length > mostRunning * part.length;
} // biome-ignore format: one condition a line

/** Median of what the places of a part jump by at a frame. */
const medianOf = (jumps: readonly ArrayLike<number>[], at: number, part: readonly number[]): number =>
  quantile(part.map(c => jumps[c][at]), 0.5); // biome-ignore format: one line

/** Median distance from the median, as a share of it. */
function scatterOf(values: readonly number[]): number {
  const middle = quantile(values, 0.5);
  return quantile(values.map(v => Math.abs(v - middle)), 0.5) / Math.max(1e-6, Math.abs(middle));
} // biome-ignore format: one line

/** Finds light that jumps and comes back without the music's leave, in the whole picture or in a part of it. */
export function findLightingFlicker(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const { plain, surprising, unexplained } = findQuietSwings(shot, longest);
  const isBeside = (group: readonly Swing[], others: readonly Swing[][]): boolean =>
    others.some(o => o[0].start <= group.at(-1)!.end + 2 && o.at(-1)!.end >= group[0].start - 2);
  const whole = withoutMusic(ofWhole(plain), shot, music, false);
  for (const swings of [surprising, unexplained])
    whole.push(...withoutMusic(ofWhole(swings), shot, music, false).filter(group => !isBeside(group, whole)));
  const parts = withoutMusic(evenSwings(shot), shot, music, true).filter(group => !isBeside(group, whole));
  return [...whole, ...parts].map(group => {
    const start = group[0].start;
    const end = Math.max(...group.map(e => e.end));
    const strongest = group.reduce((a, e) => (Math.abs(e.deviation) > Math.abs(a.deviation) ? e : a));
    const deviation = Math.abs(strongest.deviation);
    const { region } = strongest;
    const percent = Math.round(100 * (Math.exp(deviation) - 1));
    return {
      kind: 'lighting-flicker',
      firstFrame: shot[start].frame,
      endFrame: shot[end - 1].frame + 1,
      startTime: shot[start].time,
      endTime: shot[Math.min(shot.length - 1, end)].time,
      region,
      strength: Math.min(1, deviation / 0.35),
      confidence: Math.min(1, Math.max(...group.map(e => e.certainty)) + 0.1 * (group.length - 1)),
      description: `The light ${group.length > 1 ? 'swings' : 'jumps'} by ${percent}% ${group.length > 1 ? `${group.length} times` : 'and back'}${region.width < 1 ? ' in a part of the picture' : ''} without the music's leave.`,
    };
  });
}
