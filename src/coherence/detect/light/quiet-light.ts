import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { quantile, quantilesByPlace } from '../series.ts';
import { type Gains, surprisingGains, type WayOfLight, waysOfLight } from './surprising-light.ts';
import { unexplainedGains } from './unexplained-light.ts';

/** A change of light at a step: natural logarithm of the gain, and its places' median distance from it as a share of it. */
export interface Light {
  gain: number;
  uneven: number;
}

/** Light at each step of a shot; undefined where it cannot be told. */
export type LightSeries = readonly (Light | undefined)[];

/** The light of a shot, told in several ways. */
export interface ShotLight {
  /** By the places that are quiet of themselves, or by all of them where those tell it more evenly; and by all. */
  quiet: LightSeries;
  all: LightSeries;
  /** What is left of the quiet places' light when that is taken out which goes on evenly on the frames beside. */
  sudden: LightSeries;
  /** What is left when that is taken out which it does on other beats; where it keeps to no beat, `sudden`. */
  offBeat: LightSeries;
  /** What is left when that is taken out which goes with the same pattern at other times. */
  unexplained: LightSeries;
  /** Natural logarithm of the gain at each step, of quiet places if they tell it. */
  asItIs: readonly number[];
  /** How it may go of itself: evenly, and by its beat, if it keeps to one. */
  ways: readonly WayOfLight[];
  /** For each step, how many that follow each other with it go to and fro. */
  turns: Uint16Array;
  /** Gain of each patch at each step; NaN where none is told. */
  gains: Gains;
}

const black = 16;
/** Brighter patches are clipped, darker ones hold too few levels. */
const clipped = 228;
const dark = 3;
/** The quietest of the patches, and how many there must be. */
const quietShare = 0.25;
const leastQuiet = 40;
const leastSeen = 30;
/** Steps that must tell how restless a patch is. */
const leastTold = 8;
/** Which patches are quiet is told anew after so many frames, from these and so many on either side. */
const stride = 24;
const beside = 24;
/** Smallest gain that is looked at, as a natural logarithm. */
const leastGain = 0.04;
/** Unevenness up to which all places tell a change of light, and where it goes to and fro; and steps that do so. */
const allAlike = 0.12;
const alikeInTurns = 0.2;
const leastTurns = 6;

/** Gains of each patch along the motion; NaN where it is too dark or too bright to tell. */
function gainsOf({ step, thumbnail }: FrameMeasures): Float32Array | undefined {
  return step && thumbnail.map((value, p) => {
    const [now, then] = [value - black, step.before[p] - black];
    if (Math.max(now, then) <= dark || Math.min(value, step.before[p]) >= clipped) return Number.NaN;
    return Math.log((Math.max(0, now) + 1) / (Math.max(0, then) + 1));
  });
} // biome-ignore format: one condition a line

/**
 * The light of the quiet patches at each step: what is quiet of itself tells a small change of all light amid things
 * that shine and pulse.
 */
function lightOfQuietPlaces(gains: Gains): (Light | undefined)[] {
  const light: (Light | undefined)[] = gains.map(() => undefined);
  const patches = gains.find(own => own)?.length ?? 0;
  const told = new Float32Array(patches);
  for (let from = 0; from < gains.length; from += stride) {
    const near = gains.slice(Math.max(0, from - beside), from + stride + beside).filter(g => g !== undefined);
    const quiet = quietest(usualSizes(near));
    if (quiet.length < leastQuiet) continue;
    for (let i = from; i < Math.min(gains.length, from + stride); i++) {
      const own = gains[i];
      if (!own) continue;
      const values = valuesAt(own, quiet, told);
      if (values.length < leastSeen) continue;
      const gain = quantile(values, 0.5);
      takeDistances(values, gain);
      light[i] = { gain, uneven: quantile(values, 0.5) / Math.max(1e-6, Math.abs(gain)) };
    }
  }
  return light;
} // biome-ignore format: short lines

/** What each place usually changes by on some steps; infinite where too few tell it. */
function usualSizes(steps: readonly Float32Array[]): Float64Array {
  const told = new Uint32Array(steps[0]?.length ?? 0);
  const usual = quantilesByPlace(steps, 0.7, 'sizes', told);
  for (let p = 0; p < usual.length; p++) if (told[p] <= leastTold) usual[p] = Number.POSITIVE_INFINITY;
  return usual;
}

/** Distances of values from a level; they take their place. */
function takeDistances(values: Float32Array, level: number): void {
  for (let k = 0; k < values.length; k++) values[k] = Math.abs(values[k] - level);
}

/** What some places tell of a step. @param room for as many values */
function valuesAt(step: Float32Array, places: Uint32Array, room: Float32Array): Float32Array {
  let count = 0;
  for (let k = 0; k < places.length; k++) if (!Number.isNaN(step[places[k]])) room[count++] = step[places[k]];
  return room.subarray(0, count);
}

/** The quarter of the places that change least of themselves; of those that do alike the first ones. */
function quietest(usual: Float64Array): Uint32Array {
  const rising = usual.filter(Number.isFinite).sort();
  const count = Math.min(rising.length, Math.max(leastQuiet, Math.floor(rising.length * quietShare)));
  const last = rising[count - 1];
  let alike = count;
  for (let k = 0; k < count && rising[k] < last; k++) alike--;
  const quiet = new Uint32Array(count);
  for (let p = 0, k = 0; k < count; p++) if (usual[p] < last || (usual[p] === last && alike-- > 0)) quiet[k++] = p;
  return quiet;
}

/**
 * Tells the light of a shot. Exposure and lamps' current change all places alike, so those that are steady of themselves
 * tell it best; what shines and pulses in a scene leaves them as they are. Where nothing is quiet, what the light does on
 * other beats, on the frames beside, or on steps of the same pattern is taken out first.
 */
export function lightOfShot(shot: readonly FrameMeasures[]): ShotLight {
  const gains = shot.map((frame, i) => (i > 0 ? gainsOf(frame) : undefined));
  const all = shot.map(({ step }, i): Light | undefined =>
    i > 0 && step ? { gain: step.lightGain, uneven: step.lightSpread / Math.max(1e-6, Math.abs(step.lightGain)) } : undefined,
  );
  const turns = stepsToAndFro(all);
  // Where all places change alike the quiet ones are merely those too dark to follow. Clipped at the bright end a fault
  // is less even.
  const quiet = lightOfQuietPlaces(gains).map((own, i) => {
    const every = all[i];
    if (!every || Math.abs(every.gain) < leastGain || every.uneven >= (own?.uneven ?? 1)) return own;
    return every.uneven <= allAlike || (every.uneven <= alikeInTurns && turns[i] >= leastTurns) ? every : own;
  });
  const asItIs = quiet.map((own, i) => own?.gain ?? all[i]?.gain ?? 0);
  const ways = waysOfLight(asItIs);
  const [sudden, offBeat] = ways.map(({ distances }) => lightOfQuietPlaces(surprisingGains(gains, distances)));
  const unexplained = lightOfQuietPlaces(unexplainedGains(gains));
  return { quiet, all, sudden, offBeat: offBeat ?? sudden, unexplained, asItIs, ways, turns, gains };
} // biome-ignore format: a condition on a line

/** Whether the light of a step goes the other way than that of another one, by enough to be looked at. */
const isAgainst = (one: Light | undefined, other: Light | undefined): boolean =>
  one !== undefined && other !== undefined && one.gain * other.gain < 0 && Math.abs(one.gain) >= leastGain;

/**
 * Whether the light of each step swings to and fro, evenly or from frame to frame. Light that does so for long must not
 * pass for what it does of itself.
 */
export function swingsToAndFro(series: LightSeries): boolean[] {
  const isEven = (l: Light | undefined): boolean =>
    l !== undefined && Math.abs(l.gain) >= leastGain && l.uneven <= alikeInTurns;
  return series.map((own, i) => {
    if (!own) return false;
    const beside = [series[i - 1], series[i + 1]];
    if (isEven(own)) return beside.some(other => isAgainst(other, own) && isEven(other));
    // Nothing else than a fault goes to and fro from frame to frame.
    return Math.abs(own.gain) >= leastGain && beside.every(other => isAgainst(other, own));
  });
}

/** For each step, how many that follow each other with it go to and fro. */
function stepsToAndFro(light: readonly (Light | undefined)[]): Uint16Array {
  const steps = new Uint16Array(light.length);
  for (let start = 0, end = 0; start < light.length; start = end) {
    for (end = start + 1; end < light.length && isAgainst(light[end], light[end - 1]); end++);
    steps.fill(end - start, start, end);
  }
  return steps;
}
