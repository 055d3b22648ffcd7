import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { patchChanges } from '../coarse-change.ts';
import { quantile } from '../series.ts';
import { type LevelSpectra, levelSpectra, levelsGained, spectrumPlaces, spectrumSize } from './level-spectra.ts';

/*
 * Stretches in which flat pixels have teeth at even distances that they have neither before nor after. One frame's teeth
 * tell little where coding, grain and light change them; those of all frames of a stretch together, and of all before and
 * after it, tell few levels that no single step shows.
 */

/** Power as good as none. */
const noPower = 2e-3;
/** Frames on either side of a place that may be an end, by how much their powers must differ, and how near ends may lie. */
const nearby = 8;
const leastOfEnd = 2.5;
const apart = 3;
const shortest = 6;
const longest = 240;
/** Frames before and after that must not have it. */
const outside = 12;
const fewestOutside = 3;

/** A stretch whose flat levels have teeth at even distances. */
interface SteadyTeeth {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Power inside over that outside, and inside. */
  ratio: number;
  power: number;
  /** Share of what is inside on nearly all frames in it, at least, and on nearly all frames beside it, at most. */
  inside: number;
  beside: number;
  /** By how much of it the few frames on both sides of an end differ, the lesser of both ends. */
  abruptness: number;
  /** How much the strongest power of all distances is above the strongest that most single frames outside have. */
  rise: number;
  /** Where in the spectrum it is. */
  place: number;
}

function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > most) most = values[i];
  return most;
}

/** Where teeth may begin (rising) or end: local maxima of how much more of some distance there is on one side. */
function endsOf(spectra: LevelSpectra): { starts: number[]; ends: number[] } {
  const { frames } = spectra;
  const [before, after] = [new Float32Array(spectrumSize), new Float32Array(spectrumSize)];
  const rises = new Float32Array(frames + 1);
  const falls = new Float32Array(frames + 1);
  for (let t = fewestOutside; t <= frames - fewestOutside; t++) {
    spectra.power(Math.max(0, t - nearby), t, before);
    spectra.power(t, Math.min(frames, t + nearby), after);
    let [rise, fall] = [0, 0];
    for (let place = 0; place < spectrumSize; place++) {
      const [a, b] = [before[place] + noPower, after[place] + noPower];
      if (b - noPower > rise * a) rise = (b - noPower) / a;
      if (a - noPower > fall * b) fall = (a - noPower) / b;
    }
    [rises[t], falls[t]] = [rise, fall];
  }
  const tops = (values: Float32Array): number[] =>
    Array.from(values, (_, t) => t).filter(
      t => values[t] >= leastOfEnd && values[t] === largest(values.subarray(Math.max(0, t - apart), t + apart + 1)),
    );
  return { starts: tops(rises), ends: tops(falls) };
}

/** How far an end may be moved, and frames on both sides of it that tell where it is. */
const moved = 4;
const few = 3;

const meanOf = (values: Float32Array): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** By how much shares rise (1) or fall (-1) from the few frames before one to those from it on. */
const stepAt = (shares: Float32Array, at: number, direction: 1 | -1): number =>
  direction * (meanOf(shares.subarray(at, at + few)) - meanOf(shares.subarray(Math.max(0, at - few), at)));

/**
 * The strongest power that most of some frames have of themselves: teeth that move, as in a fade, are lost where frames
 * are averaged, and are there all the same.
 */
function largestOfMost(spectra: LevelSpectra, from: number, to: number): number {
  const powers: number[] = [];
  for (let i = Math.max(0, from); i < Math.min(spectra.frames, to); i++)
    powers.push(largest(spectra.power(i, i + 1, single)));
  return quantile(powers, 0.5);
}
const single = new Float32Array(spectrumSize);

/** What tells of a stretch. */
function evidenceOf(
  spectra: LevelSpectra,
  start: number,
  end: number,
): Omit<SteadyTeeth, 'start' | 'end' | 'abruptness'> {
  const { frames } = spectra;
  const inside = spectra.power(start, end);
  const sides = [
    ...(start > 0 ? [spectra.power(Math.max(0, start - outside), start)] : []),
    ...(end < frames ? [spectra.power(end, Math.min(frames, end + outside))] : []),
  ];
  let [place, ratio] = [0, 0];
  for (let k = 0; k < spectrumSize; k++) {
    let most = 0;
    for (const side of sides) most = Math.max(most, side[k]);
    const own = inside[k] / (most + noPower);
    if (own > ratio) [place, ratio] = [k, own];
  }
  const sharesOf = (from: number, to: number): Float32Array => spectra.shares(place, start, end, from, to);
  const beside = [sharesOf(Math.max(0, start - outside), start), sharesOf(end, Math.min(frames, end + outside))];
  return {
    ...{ ratio, place, power: inside[place] },
    inside: quantile(sharesOf(start, end), 0.15),
    beside: Math.max(...beside.filter(shares => shares.length > 0).map(shares => quantile(shares, 0.85))),
    rise:
      largest(inside) /
      (Math.max(largestOfMost(spectra, start - outside, start), largestOfMost(spectra, end, end + outside)) + noPower),
  };
}

/** Every stretch that may be one, to be judged; they may lie over each other. */
function steadyTeeth(shot: readonly FrameMeasures[]): SteadyTeeth[] {
  if (shot.length < shortest + fewestOutside) return [];
  const spectra = levelSpectra(shot);
  const { frames } = spectra;
  const all = endsOf(spectra);
  const found: SteadyTeeth[] = [];
  for (const first of [0, ...all.starts])
    for (const last of [...all.ends, frames]) {
      if (last - first < shortest || last - first > longest || (first === 0 && last === frames)) continue;
      const { place } = evidenceOf(spectra, first, last);
      // Few frames tell only about where an end is; the distance that is told by all of them tells which frame it is.
      const shares = spectra.shares(place, first, last, 0, frames);
      const sharpest = (at: number, direction: 1 | -1): number => {
        let best = at;
        for (let t = Math.max(1, at - moved); t <= Math.min(frames - 1, at + moved); t++)
          if (stepAt(shares, t, direction) > stepAt(shares, best, direction)) best = t;
        return best;
      };
      const start = first === 0 ? 0 : sharpest(first, 1);
      const end = last === frames ? frames : sharpest(last, -1);
      if (end - start < shortest || found.some(other => other.start === start && other.end === end)) continue;
      const abruptness = Math.min(
        start === 0 ? Number.POSITIVE_INFINITY : stepAt(shares, start, 1),
        end === frames ? Number.POSITIVE_INFINITY : stepAt(shares, end, -1),
      );
      found.push({ start, end, abruptness, ...evidenceOf(spectra, start, end) });
    }
  return found;
}

/** What a stretch must have at least, or at most. */
interface Demands extends Pick<SteadyTeeth, 'ratio' | 'power' | 'inside' | 'beside' | 'abruptness' | 'rise'> {
  /** Frames. */
  length: number;
  levels: number;
}

/**
 * What is clear; what has little power and is all the steadier; what is so clear that light or things that change at the
 * same moment cannot have done it; and what needs no more than one end. Few levels share in what a title or a flat thing
 * brings along.
 */
const clear: Demands = {
  ratio: 15,
  power: 0.09,
  inside: 0.65,
  beside: 0.45,
  abruptness: 0.6,
  rise: 1.4,
  length: 6,
  levels: 3.5,
};
const steady: Demands = {
  ratio: 4.5,
  power: 0.01,
  inside: 0.8,
  beside: 0.25,
  abruptness: 0.6,
  rise: 1.5,
  length: 12,
  levels: 3.5,
};
const overwhelming: Demands = {
  ratio: 25,
  power: 0.15,
  inside: 0.8,
  beside: 0.3,
  abruptness: 0.7,
  rise: 4,
  length: 6,
  levels: 3.5,
};
const ofOneEnd: Demands = { ratio: 45, power: 0.1, inside: 0.85, beside: 0.2, abruptness: 0.75, rise: 5, length: 10, levels: 3.5 }; // biome-ignore format: a line each
/**
 * Light that changes there and back by more (natural logarithm) presses whole levels together, or pulls them apart, at
 * even distances as well; but of n levels only one is then twice as frequent, or missing, which has less power than this.
 */
const steadyLight = 0.02;
const leastPowerAmidLight = 0.15;
/** Frames that a shot must go on for beyond the one end. */
const leastRest = 12;

/**
 * By how many levels patches may change where a stretch begins or ends, beyond what they do on the steps around, and as a
 * multiple of what most of them do. A thing or a title that comes and goes changes those it covers by more.
 */
const mostChange = 16;
const mostOverMedian = 4;
const nearlyAll = 0.98;
const around = 4;
/** Levels that are more than any thing has. */
const manyLevels = 6;

/** Whether some patches change by more than levels do that are lost, while most of the picture stays: a thing comes or goes. */
function bringsThing(shot: readonly FrameMeasures[], at: number): boolean {
  if (at <= 0 || at >= shot.length) return false;
  const changeOf = (frame: FrameMeasures): number => quantile(patchChanges(frame), nearlyAll);
  const beside = [...shot.slice(Math.max(1, at - around), at), ...shot.slice(at + 1, at + 1 + around)];
  const change = changeOf(shot[at]);
  return (
    change > mostChange + quantile(beside.map(changeOf), 0.5) &&
    change > mostOverMedian * quantile(patchChanges(shot[at]), 0.5)
  );
}

/** A stretch of bands, and how sure that is. */
export interface SteadyBands {
  start: number;
  end: number;
  /** Octaves of its power over that outside. */
  clarity: number;
  /** Whether nothing that changes at its ends can have made it. */
  isOverwhelming: boolean;
}

/** Finds stretches of few levels by the steady teeth of their flat pixels; they may lie over each other. */
export function findSteadyBands(shot: readonly FrameMeasures[]): SteadyBands[] {
  const lightAt = (i: number): number => Math.abs(shot[i]?.step?.lightGain ?? Number.POSITIVE_INFINITY);
  return steadyTeeth(shot).flatMap(stretch => {
    const { start, end, place, power } = stretch;
    if (Math.min(lightAt(start), lightAt(end)) > steadyLight && power < leastPowerAmidLight) return [];
    const meets = (demands: Demands): boolean =>
      stretch.ratio >= demands.ratio &&
      power >= demands.power &&
      stretch.inside >= demands.inside &&
      stretch.beside <= demands.beside &&
      stretch.abruptness >= demands.abruptness &&
      stretch.rise >= demands.rise &&
      end - start >= demands.length &&
      levelsGained(shot, Math.floor(place / spectrumPlaces), stretch, outside) >= demands.levels;
    const isClosed = start > 0 && end < shot.length;
    const isBands = isClosed
      ? meets(clear) || meets(steady)
      : meets(ofOneEnd) && shot.length - (end - start) >= leastRest;
    if (!isBands) return [];
    const levels = levelsGained(shot, Math.floor(place / spectrumPlaces), stretch, outside);
    if (levels < manyLevels && (bringsThing(shot, start) || bringsThing(shot, end))) return [];
    return { start, end, clarity: Math.log2(stretch.ratio), isOverwhelming: meets(overwhelming) };
  });
}
