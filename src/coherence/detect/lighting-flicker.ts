import { cells, type FrameMeasures } from '../measure/frame-measures.ts';
import { type Artifact, type Region, wholePicture } from './artifact.ts';
import { evennessOf } from './common-light.ts';
import { findMatchedStretches } from './matched-edges.ts';
import { accentShare, isOnAccent, keepsToAccents, type MusicalContext } from './music.ts';
import { findQuietSwings } from './quiet-light.ts';
import { regionOfCells } from './regional-excursions.ts';
import { type Excursion, findExcursions, groupNearby, quantile, restlessness } from './series.ts';

/** Changes of light below this (natural logarithm, so about 4%) are not looked at. */
const leastChange = 0.04;
/** Frames after which a new level of light is a new level. */
const longest = 24;
/** One swing up and one down leave different levels before and after each. */
const mostShift = 0.7;
/** Light that is as even as this need not come and go as abruptly. */
const veryEven = 2;
/** Cells that make a part of the picture. */
/** A brightening of this size that begins on an accent is a flash that is meant, even if it is the only one. */
const flash = 0.12;
/** Seconds of half a swing below which it is no music's. */
const quickest = 0.045;

type Step = NonNullable<FrameMeasures['step']>;

/** Light over the frames of a shot: changes along the motion, added up. */
function curveOf(shot: readonly FrameMeasures[], gainOf: (step: Step) => number): number[] {
  let level = 0;
  return shot.map(({ step }, i) => {
    const gain = i > 0 && step ? gainOf(step) : 0;
    return (level += Number.isFinite(gain) ? gain : 0);
  });
}

interface Swing extends Excursion {
  region: Region;
  /** How evenly the light jumps at the beginning and at the end; 1 and more is even. */
  into: number;
  out: number;
  /** Told by places that do not change of themselves, so that it is no scene's pulse. */
  isQuiet?: boolean;
}

/** How even a group of swings is: of one or two, both jumps of each; of many, most. */
function evennessOfGroup(group: readonly Swing[]): number {
  const all = group.flatMap(e => [e.into, e.out]);
  if (group.length < 3) return Math.min(...all) / 1.1;
  return quantile(all, group.length < 5 ? 0.35 : 0.5) * (group.length < 5 ? 1 : 1.25);
}

/** The even ones of a group of neighbours: all of it where it swings evenly as a whole, otherwise those that do so by themselves. */
function evenOnes(group: readonly Swing[]): Swing[] {
  const isMany = group.length >= 3;
  const abrupt = group.filter(e => e.abruptness > (isMany || Math.min(e.into, e.out) > veryEven ? 0.3 : 0.55));
  if (abrupt.length > 0 && evennessOfGroup(abrupt) >= 1) return abrupt;
  const single = group.filter(e => e.abruptness > 0.55 && evennessOfGroup([e]) >= 1.2);
  return single.length < 3 ? single : [];
}

/** Accents that lie on more of the frames than this say nothing of one moment. */
const denseAccents = 0.4;

/** Whether rises of light like this one keep to the accents all through the shot: then they are drawn to the music. */
function isDesign(e: Swing, all: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  const alike = all.filter(o => o.deviation > 0.4 * e.deviation);
  if (e.isQuiet) {
    const moments = groupNearby(alike.filter(o => o.isQuiet), 2).map(([first]) => shot[first.start].time);
    return moments.length >= 2 && keepsToAccents(music, moments, shot.map(f => f.time));
  }
  const meant = alike.filter(o => isOnAccent(music, shot[o.start].time));
  return meant.length >= 2 && meant.length >= 0.7 * alike.length;
} // biome-ignore format: one line each

const isQuickerThanMusic = (group: readonly Swing[], shot: readonly FrameMeasures[]): boolean =>
  shot[Math.max(...group.map(e => e.end))].time - shot[group[0].start].time < quickest * 2 * group.length;

/** In a part of the picture lamps go on and out in scenes of all kinds. What swings from frame to frame, or jumps and comes back at once and off the beat, is none. */
function isSurelyNoLamp(group: readonly Swing[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  if (group.length >= 4 && isQuickerThanMusic(group, shot)) return true;
  return (
    group.length <= 3 &&
    group.every(e => Math.abs(e.deviation) > 0.07 && !(e.deviation > 0 && isOnAccent(music, shot[e.start].time)))
  );
}

/** Puts swings together that follow each other closely, and keeps what comes and goes abruptly, or swings to and fro, unless the music means it. */
function withoutMusic(
  swings: readonly Swing[],
  shot: readonly FrameMeasures[],
  music: MusicalContext,
  isLocal: boolean,
): Swing[][] {
  const kept: Swing[][] = [];
  const isSparse =
    accentShare(
      music,
      shot.map(f => f.time),
    ) < denseAccents;
  for (const group of groupNearby(swings, 4)) {
    const abrupt = evenOnes(group);
    if (abrupt.length === 0) continue;
    const isMany = abrupt.length >= 3;
    if (isLocal && !isSurelyNoLamp(abrupt, shot, music)) continue;
    // No music is as quick as light that swings from frame to frame.
    const isQuick = isMany && isQuickerThanMusic(abrupt, shot);
    const isMeant = (e: Swing): boolean =>
      !isQuick &&
      isOnAccent(music, shot[e.start].time) &&
      e.deviation > 0 &&
      ((!isMany && (isSparse || !e.isQuiet) && e.deviation > flash) || isDesign(e, swings, shot, music));
    const unmeant = abrupt.filter(e => !isMeant(e));
    // Between flashes that are meant lie dips that are none.
    if (unmeant.length >= Math.max(1, 0.6 * abrupt.length)) kept.push(abrupt);
  }
  return kept;
}

function swingsOfWhole(shot: readonly FrameMeasures[]): Swing[] {
  const curve = curveOf(shot, s => s.lightGain);
  const threshold = Math.min(0.08, Math.max(leastChange, 4 * restlessness(curve)));
  const at = (i: number): number => {
    const { lightGain = 0, lightSpread = 1 } = shot[i]?.step ?? {};
    return evennessOf(shot, i, { gain: lightGain, spread: lightSpread });
  };
  return findExcursions(curve, threshold, longest, mostShift).map(e => ({
    ...e,
    region: wholePicture,
    into: at(e.start),
    out: at(e.end),
  }));
}

/** Swings of the whole picture's light: by the median of its places, and by those that are quiet of themselves. */
function wholeSwings(shot: readonly FrameMeasures[]): Swing[] {
  const quiet = findQuietSwings(shot, longest).map(({ start, end, gain }) => ({ start, end, deviation: gain, abruptness: 1, isQuiet: true, region: wholePicture, into: veryEven, out: veryEven }));
  const isNew = (e: Swing): boolean => !quiet.some(q => q.start < e.end && q.end > e.start);
  return [...quiet, ...swingsOfWhole(shot).filter(isNew)].sort((a, b) => a.start - b.start);
} // biome-ignore format: a swing a line

/** Clarity of both edges of a place, places needed, and their clarity in all. */
const clear = 2.5;
const leastPlaces = 4;
const leastWeight = 19;
/** Noise of a cell's gain, and the least gain that is looked at, as natural logarithms. */
const noise = 0.015;
const leastGain = 0.03;
/** What shines up or goes out of itself changes by more than a lamp's current or an exposure does. */
const mostGain = 0.5;
/** Of the jumps of a place, what may be left when it has come back, as a share of both. */
const mostLeft = 0.4;
/** Median distance of the places' gains from their median, as a share of it, up to which they are one; more will do where the whole picture is very clear. */
const mostScatter = 0.13;
const scatterOfMany = 0.35;
const veryClear = 150;
const scatterOfSome = 0.2;
const quiteClear = 50;
/** So many places are the whole picture. */
const nearlyAll = 34;

/** Swings of light that are the same in many places at once, there as much as back. */
function evenSwings(shot: readonly FrameMeasures[]): (Swing & { part: number[] })[] {
  const rising = Array.from({ length: cells }, (_, c) => Float32Array.from(shot, (f, i) => (i > 0 ? (f.step?.gain[c] ?? Number.NaN) : Number.NaN)));
  const falling = rising.map(curve => curve.map(value => -value));
  return ([1, -1] as const).flatMap(sign => {
    const [into, out] = sign > 0 ? [rising, falling] : [falling, rising];
    const isReturn = (c: number, start: number, end: number): boolean => {
      const [there, back] = [into[c][start], out[c][end]];
      return Math.min(there, back) > leastGain && Math.abs(there - back) < mostLeft * (there + back);
    };
    const options = { times: clear, longest, leastCells: leastPlaces, staysAway: isReturn };
    return findMatchedStretches([{ into, out, floor: noise }], options).flatMap(e => {
      const limit = e.weight > veryClear ? scatterOfMany : e.weight > quiteClear ? scatterOfSome : mostScatter;
      const [there, back] = [scatterOf(e.part.map(c => into[c][e.start])), scatterOf(e.part.map(c => out[c][e.end]))];
      const gain = Math.min(there.middle, back.middle);
      if (e.weight < leastWeight || gain > mostGain || Math.max(there.scatter, back.scatter) > limit) return [];
      const region = e.part.length >= nearlyAll ? wholePicture : regionOfCells(e.part);
      const evenness = Math.min(3, (veryEven * limit) / Math.max(0.01, there.scatter, back.scatter));
      return [{ ...e, deviation: sign * gain, abruptness: 1, region, into: evenness, out: evenness }];
    });
  });
} // biome-ignore format: there and back on a line

/** Median, and median distance from it as a share of it. */
function scatterOf(values: readonly number[]): { middle: number; scatter: number } {
  const middle = quantile(values, 0.5);
  return { middle, scatter: quantile(values.map(v => Math.abs(v - middle)), 0.5) / Math.max(1e-6, Math.abs(middle)) };
} // biome-ignore format: one line

/** Finds light that jumps and comes back without the music's leave, in the whole picture or in a part of it. */
export function findLightingFlicker(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const whole = withoutMusic(wholeSwings(shot), shot, music, false);
  const parts = withoutMusic(evenSwings(shot), shot, music, true).filter(
    ([first, ...rest]) =>
      !whole.some(w => w[0].start <= (rest.at(-1) ?? first).end + 2 && w.at(-1)!.end >= first.start - 2),
  );
  return [...whole, ...parts].map(group => {
    const start = group[0].start;
    const end = Math.max(...group.map(e => e.end));
    const strongest = group.reduce((a, e) => (Math.abs(e.deviation) > Math.abs(a.deviation) ? e : a));
    const deviation = Math.abs(strongest.deviation);
    const evenness = evennessOfGroup(group);
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
      confidence: Math.min(1, 0.3 + 0.15 * Math.min(3, evenness) + 0.1 * Math.min(4, group.length - 1) + deviation),
      description: `The light ${group.length > 1 ? 'swings' : 'jumps'} by ${percent}% ${group.length > 1 ? `${group.length} times` : 'and back'}${region.width < 1 ? ' in a part of the picture' : ''} without the music's leave.`,
    };
  });
}
