import type { FrameMeasures } from '../measure/frame-measures.ts';
import { quantile, withoutShared } from './series.ts';
import { type Gains, surprisingGains, waysOfLight } from './surprising-light.ts';
import { unexplainedGains } from './unexplained-light.ts';

/** A change of light, there and back, of the places that do not change of themselves. */
export interface QuietSwing {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Natural logarithm of the gain at the beginning. */
  gain: number;
  /** Clarity over unevenness: the higher, the surer. */
  score: number;
  /** Whether both ends stand out against what the light does on one frame in twenty around. */
  isDistinct: boolean;
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
/** Smallest gain that is looked at; the noise that all light has. */
const leastGain = 0.04;
const noise = 0.008;
/** Frames on either side of a swing that show the level it leaves, and how much of the swing they may move by. */
const outside = 4;
const mostOutside = 0.5;
/** Share of a swing at which the light must stay, for most of the time. */
const leastAway = 0.1;
const mostlyAway = 0.5;
/** Frames beside a swing that tell how the light changes otherwise. */
const around = 20;
/** The way back over the way there, at most, and one over it at least. */
const mostShift = 1.8;
const mostShiftOfUnclear = 1.35;
/** How far from the level that was left the light may come back, as a share of the larger jump. */
const mostOff = 0.5;
/** Unevenness: median distance of the patches' gains from their median, as a share of it. */
const mostUneven = 0.5;
/** Light that changes by more than this, and stays for longer, is a scene's. */
const mostForLong = 0.5;
const short = 3;
const even = 0.2;
const allAlike = 0.12;
/** Steps to and fro, one after the other, as nothing but a fault makes them. */
const leastTurns = 6;
/** What the light does between both edges, as a share of them. */
const mostBetween = 0.9;
const mostBetweenOfUnclear = 0.3;
const leastScore = 10;
const leastScoreOfUnclear = 4.4;
const longestUnclear = 8;

/**
 * Both ends against what the light does otherwise on one frame in twenty, and what is asked of a swing besides that is
 * told by it: such a one may be less even, or stand out less against most frames.
 */
const leastDistinctness = 1.5;
const often = 0.95;
const mostUnevenOfDistinct = 0.4;
const mostShiftOfDistinct = 1.5;
const mostBetweenOfDistinct = 0.5;

/** How far light must be beyond what it is on other beats, as a share of the swing. */
const mostUsual = 0.4;

/** What may have been explained of a change of light, as a share of what is left: no explanation is exact. */
const mostExplained = 0.4;
/** What shines up or goes out by more than an exposure does is the scene's, though nothing else in it explains that. */
const mostLeft = 0.42;

interface Light {
  gain: number;
  uneven: number;
}

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
  const seen = new Float32Array(stride + 2 * beside);
  const usual = new Float32Array(patches);
  const told = new Float32Array(patches);
  for (let from = 0; from < gains.length; from += stride) {
    const near = gains.slice(Math.max(0, from - beside), from + stride + beside).filter(g => g !== undefined);
    for (let p = 0; p < patches; p++) {
      const sizes = sizesOf(near, p, seen);
      usual[p] = sizes.length > leastTold ? quantile(sizes, 0.7) : Number.POSITIVE_INFINITY;
    }
    const quiet = quietest(usual);
    if (quiet.length < leastQuiet) continue;
    for (let i = from; i < Math.min(gains.length, from + stride); i++) {
      const own = gains[i];
      if (!own) continue;
      const values = valuesAt(own, quiet, told);
      if (values.length < leastSeen) continue;
      const gain = quantile(values, 0.5);
      for (let k = 0; k < values.length; k++) values[k] = Math.abs(values[k] - gain);
      light[i] = { gain, uneven: quantile(values, 0.5) / Math.max(1e-6, Math.abs(gain)) };
    }
  }
  return light;
} // biome-ignore format: short lines

/** By how much a place changes on each of some steps that tell it. @param room for as many values */
function sizesOf(steps: readonly Float32Array[], place: number, room: Float32Array): Float32Array {
  let count = 0;
  for (let k = 0; k < steps.length; k++) if (!Number.isNaN(steps[k][place])) room[count++] = Math.abs(steps[k][place]);
  return room.subarray(0, count);
}

/** What some places tell of a step. @param room for as many values */
function valuesAt(step: Float32Array, places: Uint32Array, room: Float32Array): Float32Array {
  let count = 0;
  for (let k = 0; k < places.length; k++) if (!Number.isNaN(step[places[k]])) room[count++] = step[places[k]];
  return room.subarray(0, count);
}

/** The quarter of the places that change least of themselves; of those that do alike the first ones. */
function quietest(usual: Float32Array): Uint32Array {
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
 * Whether a stretch is merely what lies between two swings the other way: a light that dies away after one accent and
 * shines up on the next leaves a dip between them, in which nothing is wrong. What is told of one side only says nothing.
 *
 * @param gains natural logarithm of the gain at each step
 */
export function isBetweenSwings(gains: ArrayLike<number>, { start, end }: { start: number; end: number }): boolean {
  const reach = Math.min(outside, end - start - 1);
  if (reach < 1) return false;
  // The farthest that the light is from the level at the edge, against the swing.
  const away = (from: number, way: 1 | -1, edge: number): number => {
    let [sum, farthest] = [0, 0];
    for (let k = 0; k < reach; k++) {
      const i = from + way * k;
      // A shot's first frame has no step of its own.
      if (i < 1 || i >= gains.length) break;
      if (Number.isFinite(gains[i])) sum += gains[i] / edge;
      farthest = Math.min(farthest, sum);
    }
    return farthest;
  };
  const before = away(start - 1, -1, gains[start]);
  const after = away(end + 1, 1, gains[end]);
  return (start < 2 || before < -mostOutside) && after < -mostOutside;
}

/** Whether the light stays, for most of a stretch, on the side to which it jumped. */
function staysAway(gains: ArrayLike<number>, { start, end }: { start: number; end: number }): boolean {
  let [level, away] = [0, 0];
  for (let i = start; i < end; i++) {
    level += gains[i];
    if (level / gains[start] > leastAway) away++;
  }
  return away >= mostlyAway * (end - start);
}

/**
 * Light that jumps away from its level and back: as it is, against what the scene does at other times, and against what
 * it does when it looks as it does then.
 */
export interface QuietSwings {
  plain: QuietSwing[];
  surprising: QuietSwing[];
  unexplained: QuietSwing[];
}

/** Whether a swing is clear, or stands out at both ends: what is asked of light that is held against other light. */
const isSure = ({ score, isDistinct }: QuietSwing): boolean => score >= leastScore || isDistinct;

/**
 * Finds stretches of at most `longest` frames into which and out of which the light of quiet places jumps evenly.
 * Exposure and lamps' current change all places alike, so those that are steady of themselves tell it best; what shines
 * and pulses in a scene leaves them as they are. Where nothing is quiet, what the light does on other beats, on the frames
 * beside, or on steps of the same pattern is taken out first.
 */
export function findQuietSwings(shot: readonly FrameMeasures[], longest: number): QuietSwings {
  if (shot.length < 4) return { plain: [], surprising: [], unexplained: [] };
  const gains = shot.map((frame, i) => (i > 0 ? gainsOf(frame) : undefined));
  const all = shot.map(({ step }, i): Light | undefined =>
    i > 0 && step && Math.abs(step.lightGain) >= leastGain
      ? { gain: step.lightGain, uneven: step.lightSpread / Math.abs(step.lightGain) }
      : undefined,
  );
  const turns = stepsToAndFro(all);
  // Where all places change alike the quiet ones are merely those too dark to follow. Clipped at the bright end a fault
  // is less even.
  const light = lightOfQuietPlaces(gains).map((quiet, i) => {
    const own = all[i];
    if (!own || own.uneven >= (quiet?.uneven ?? 1)) return quiet;
    return own.uneven <= allAlike || (own.uneven <= even && turns[i] >= leastTurns) ? own : quiet;
  });
  const whole = light.map((l, i) => l?.gain ?? shot[i].step?.lightGain ?? 0);
  const found = waysOfLight(whole).map(({ distances, longest: most, jitter }) => {
    const surprising = lightOfQuietPlaces(surprisingGains(gains, distances));
    // A fault on another beat, or on a frame beside, echoes here; what is not beyond all of them is such an echo.
    const others = distances.flatMap(d => Array.from({ length: 2 * jitter + 1 }, (_, k) => d + k - jitter));
    const isOfItsOwn = (at: number, gain: number): boolean =>
      others.every(d => at + d < 1 || at + d >= shot.length || Math.sign(gain) * (whole[at] - whole[at + d]) > mostUsual * Math.abs(gain));
    return swingsIn(surprising, whole, most).filter(
      swing => isSure(swing) && isOfItsOwn(swing.start, swing.gain) && isOfItsOwn(swing.end, -swing.gain),
    );
  });
  const left = lightOfQuietPlaces(unexplainedGains(gains));
  const isMostlyLeft = (at: number): boolean =>
    Math.abs(whole[at] - left[at]!.gain) <= mostExplained * Math.abs(left[at]!.gain);
  const unexplained = swingsIn(left, whole, longestUnclear).filter(
    swing =>
      isSure(swing) && Math.abs(swing.gain) <= mostLeft && isMostlyLeft(swing.start) && isMostlyLeft(swing.end),
  );
  return { plain: swingsIn(light, whole, longest), surprising: found.flat(), unexplained };
} // biome-ignore format: a condition on a line

/** Whether the light of a step goes the other way than that of another one, by enough to be looked at. */
const isAgainst = (one: Light | undefined, other: Light | undefined): boolean =>
  one !== undefined && other !== undefined && one.gain * other.gain < 0 && Math.abs(one.gain) >= leastGain;

/** For each step, how many that follow each other with it go to and fro. */
function stepsToAndFro(light: readonly (Light | undefined)[]): Uint16Array {
  const steps = new Uint16Array(light.length);
  for (let start = 0, end = 0; start < light.length; start = end) {
    for (end = start + 1; end < light.length && isAgainst(light[end], light[end - 1]); end++);
    steps.fill(end - start, start, end);
  }
  return steps;
}

/**
 * Stretches into which and out of which light jumps evenly.
 *
 * @param asItIs natural logarithm of the whole gain at each step, of which `light` may be what is left: only the whole
 * tells whether light dies away from one accent to the next, since what goes on evenly is taken out of what is left
 */
function swingsIn(light: readonly (Light | undefined)[], asItIs: readonly number[], longest: number): QuietSwing[] {
  // Light that swings to and fro evenly for long must not pass for the light's own restlessness.
  const isEven = (l: Light | undefined): boolean =>
    l !== undefined && Math.abs(l.gain) >= leastGain && l.uneven <= even;
  const swings = light.map((l, i) => {
    const beside = [light[i - 1], light[i + 1]];
    if (!l) return false;
    if (isEven(l)) return beside.some(o => isAgainst(o, l) && isEven(o));
    // Nothing else than a fault goes to and fro from frame to frame.
    return Math.abs(l.gain) >= leastGain && beside.every(o => isAgainst(o, l));
  });
  const gains = light.map(l => l?.gain ?? 0);
  const found: QuietSwing[] = [];
  for (let start = 1; start < light.length; start++) {
    const into = light[start];
    if (!into || Math.abs(into.gain) < leastGain || into.uneven > mostUneven) continue;
    let between = 0;
    for (let end = start + 1; end < Math.min(light.length, start + longest + 1); end++) {
      if (end > start + 1) between += light[end - 1]?.gain ?? 0;
      const out = light[end];
      if (!out || out.gain * into.gain >= 0 || Math.abs(out.gain) < leastGain || out.uneven > mostUneven) continue;
      const ratio = Math.abs(out.gain / into.gain);
      const shift = Math.max(ratio, 1 / ratio);
      const inner = Math.abs(between / into.gain);
      if (shift > mostShift || inner > mostBetween) continue;
      if (Math.abs(into.gain) > mostForLong && end - start > short) continue;
      const off = Math.abs(into.gain + between + out.gain);
      if (off > mostOff * Math.max(Math.abs(into.gain), Math.abs(out.gain))) continue;
      if (isBetweenSwings(asItIs, { start, end }) || !staysAway(gains, { start, end })) continue;
      const near: number[] = [];
      for (let i = Math.max(1, start - around); i < Math.min(light.length, end + around); i++)
        if ((i < start - 1 || i > end + 1) && !swings[i]) near.push(Math.abs(light[i]?.gain ?? Number.NaN));
      const less = Math.min(Math.abs(into.gain), Math.abs(out.gain));
      const uneven = Math.max(into.uneven, out.uneven);
      const score = less / (quantile(near, 0.75) + noise) / (uneven + 0.1);
      const isClear = score >= leastScore;
      const isShortAndAlike =
        score >= leastScoreOfUnclear &&
        shift <= mostShiftOfUnclear &&
        inner <= mostBetweenOfUnclear &&
        end - start <= longestUnclear;
      const isDistinct =
        uneven <= mostUnevenOfDistinct &&
        shift <= mostShiftOfDistinct &&
        inner <= mostBetweenOfDistinct &&
        end - start <= longestUnclear &&
        less >= leastDistinctness * (quantile(near, often) + noise);
      if (isClear || isShortAndAlike || isDistinct) found.push({ start, end, gain: into.gain, score, isDistinct });
    }
  }
  // Of a run of swings each is told by itself.
  const worth = ({ score, start, end }: QuietSwing): number => score / (end - start + 4);
  return withoutShared(found.sort((a, b) => worth(b) - worth(a)));
}
