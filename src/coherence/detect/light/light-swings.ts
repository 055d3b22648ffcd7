import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { accentShare, type MusicalContext, nearnessToAccents } from '../music.ts';
import { quantile } from '../series.ts';
import { type Light, type LightSeries, type ShotLight, swingsToAndFro } from './quiet-light.ts';
import { isBetweenSwings } from './swing.ts';
import {
  type CellsAtSwing,
  type ColourOfLight,
  type ColourOfSteps,
  cellsAtSwing,
  colourOfLight,
  colourOfSteps,
} from './swing-picture.ts';

/** What one way of telling the light says of a swing; gains are natural logarithms, counted along the swing. */
export interface ToldSwing {
  /** The lesser and the greater of both jumps; negative where the light goes the other way. */
  less: number;
  more: number;
  /** What light does otherwise on one step of four, and on one of twenty. */
  often: number;
  seldom: number;
  /** The more uneven of both. */
  uneven: number;
}

/** How light goes before, within and after a stretch, in units of the larger jump. */
export interface CourseOfSwing {
  /** How far light moves between both jumps, and how far from where it was it comes back. */
  between: number;
  off: number;
  /** Share of its frames on which the light is away. */
  away: number;
  /** The least and the most that light is away within four frames before, and after. */
  before: readonly [number, number];
  after: readonly [number, number];
  /** Changes of light on the steps beside both jumps. */
  beside: readonly number[];
}

/** What speaks for a stretch in which light is at fault, and against it. */
export interface SwingEvidence extends CourseOfSwing {
  /** By quiet places, all places, and what is left beyond the frames beside, other beats and other patterns. */
  told: readonly (ToldSwing | undefined)[];
  /** 1 if it brightens, -1 if it darkens. */
  sign: number;
  length: number;
  /** The most that light does the same on other beats, as a share of the jump. */
  onOtherBeats: number;
  /** What other steps of the pattern explain, as a share of what is left. */
  explained: number;
  /** How many steps go to and fro there, the more and the fewer of both ends. */
  turns: readonly [number, number];
  /** How near accents both ends lie, 0 to 1, and the share of the shot's frames that lie on some. */
  accents: readonly [number, number];
  accentShare: number;
  /** Steps of the shot on which light does as much, like the beginning and like the end. */
  alike: readonly [number, number];
  /** Frames from the shot's beginning, and to its end. */
  fromCuts: readonly [number, number];
  cells: CellsAtSwing;
  colour: ColourOfLight;
}

/** A stretch of frames into which and out of which light jumps. */
export interface LightSwing {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Natural logarithm of the gain at the beginning. */
  gain: number;
  evidence: SwingEvidence;
}

const longest = 16;
/** The least that both jumps must be by some way of telling, how uneven and how unlike each other they may be. */
const leastGain = 0.03;
const mostUneven = 0.8;
const mostUnlike = 0.8;
/** The lesser jump, over what light seldom does and over how uneven it is: less is not looked at. */
const leastClarity = 0.7;
const noise = 0.008;
/** Frames beside a swing that tell how light changes otherwise. */
const around = 20;
/** Share of a jump that is away; and frames before and after a swing that show where it came from and comes to. */
const leastAway = 0.1;
const outside = 4;
/** Of a jump, what another step must be to be like it. */
const muchAlike = 0.7;

/** Sizes of a series' changes that tell what light does of itself: NaN where it cannot be told, or goes to and fro. */
function ownSizes(series: LightSeries): Float64Array {
  const swings = swingsToAndFro(series);
  return Float64Array.from(series, (own, i) => (own && !swings[i] ? Math.abs(own.gain) : Number.NaN));
}

/** Whether both jumps are opposite, large and even enough, and enough like each other, to be looked at. */
function mayBeSwing(into: Light | undefined, out: Light | undefined): boolean {
  if (!into || !out || into.gain * out.gain >= 0) return false;
  if (Math.min(Math.abs(into.gain), Math.abs(out.gain)) < leastGain) return false;
  return Math.max(into.uneven, out.uneven) <= mostUneven && Math.abs(Math.log(-into.gain / out.gain)) <= mostUnlike;
}

/** What is known of a shot's light before swings are looked for. */
interface KnownLight {
  shot: readonly FrameMeasures[];
  light: ShotLight;
  series: readonly LightSeries[];
  sizes: readonly Float64Array[];
  accents: readonly number[];
  share: number;
  colour: ColourOfSteps;
}

/** What light does otherwise around a swing, on one step of four and one of twenty. */
function usualAround(sizes: Float64Array, start: number, end: number): [number, number] {
  const near = sizes.slice(Math.max(1, start - around), end + around);
  const from = Math.max(1, start - around);
  near.fill(Number.NaN, Math.max(0, start - 1 - from), end + 2 - from);
  return [quantile(near, 0.75) + noise, quantile(near, 0.95) + noise];
}

/** What all ways of telling say of a stretch, and the sign by the clearest; undefined where none is clear enough. */
function toldOf(
  { series, sizes }: KnownLight,
  start: number,
  end: number,
): Pick<SwingEvidence, 'told' | 'sign'> | undefined {
  let [clearest, sign] = [leastClarity, 0];
  const plain = series.map((own, k) => {
    const [into, out] = [own[start], own[end]];
    if (!into || !out) return undefined;
    const [often, seldom] = usualAround(sizes[k], start, end);
    const uneven = Math.max(into.uneven, out.uneven);
    const clarity = Math.min(Math.abs(into.gain), Math.abs(out.gain)) / seldom / (uneven + 0.1);
    if (into.gain * out.gain < 0 && clarity >= clearest) [clearest, sign] = [clarity, Math.sign(into.gain)];
    return { into: into.gain, out: out.gain, often, seldom, uneven };
  });
  if (sign === 0) return undefined;
  const told = plain.map(own => {
    if (!own) return undefined;
    const { into, out, ...rest } = own;
    return { less: Math.min(sign * into, -sign * out), more: Math.max(sign * into, -sign * out), ...rest };
  });
  return { told, sign };
}

/** The light's course before, within and after a stretch, in units of the larger jump. */
function courseOf(gains: readonly number[], start: number, end: number, sign: number): CourseOfSwing {
  const unit = Math.max(Math.abs(gains[start]), Math.abs(gains[end]), leastGain);
  let [level, away] = [0, 0];
  for (let i = start; i < end; i++) {
    level += gains[i];
    if (sign * level > leastAway * Math.abs(gains[start])) away++;
  }
  const beyond = (from: number, way: 1 | -1): [number, number] => {
    let [sum, least, most] = [0, 0, 0];
    for (let i = from, k = 0; k < outside && i >= 1 && i < gains.length; k++, i += way) {
      sum += (way * sign * gains[i]) / unit;
      [least, most] = [Math.min(least, sum), Math.max(most, sum)];
    }
    return [least, most];
  };
  return {
    between: Math.abs(level - gains[start]) / unit,
    off: Math.abs(level + gains[end]) / unit,
    away: away / (end - start),
    before: beyond(start - 1, -1),
    after: beyond(end + 1, 1),
    beside: [start - 1, start + 1, end - 1, end + 1].map(i => i < 1 || i >= gains.length || i === start || i === end ? 0 : (sign * gains[i]) / unit),
  };
} // biome-ignore format: a value a line

/** Steps of a shot on which light changes the same way as at one of them, and as much. */
const stepsAlike = (gains: readonly number[], at: number, along: number): number =>
  gains.filter(gain => along * gain > 0 && along * gain >= muchAlike * Math.abs(gains[at])).length;

function evidenceOf(known: KnownLight, start: number, end: number): SwingEvidence | undefined {
  const { shot, light, accents, share } = known;
  const { asItIs, unexplained, turns, ways } = light;
  const way = ways.at(-1)!;
  const told = toldOf(known, start, end);
  if (!told || isBetweenSwings(asItIs, { start, end })) return undefined;
  const { sign } = told;
  const ends = [start, end] as const;
  let onOtherBeats = Number.NEGATIVE_INFINITY;
  let explained = 0;
  for (const at of ends) {
    const along = at === start ? sign : -sign;
    const jump = Math.max(leastGain, along * asItIs[at]);
    for (const distance of way.distances)
      for (let i = at + distance - way.jitter; i <= at + distance + way.jitter; i++)
        if (i > 0 && i < shot.length && i !== start && i !== end) onOtherBeats = Math.max(onOtherBeats, (along * asItIs[i]) / jump);
    const left = unexplained[at];
    explained = Math.max(explained, left ? Math.abs(asItIs[at] - left.gain) / Math.max(leastGain, Math.abs(left.gain)) : 1);
  }
  return {
    ...told,
    length: end - start,
    ...courseOf(asItIs, start, end, sign),
    onOtherBeats,
    explained,
    turns: [Math.max(turns[start], turns[end]), Math.min(turns[start], turns[end])],
    accents: [accents[start], accents[end]],
    accentShare: share,
    alike: [stepsAlike(asItIs, start, sign), stepsAlike(asItIs, end, -sign)],
    fromCuts: [start, shot.length - end],
    cells: cellsAtSwing(shot, start, end, sign),
    colour: colourOfLight(known.colour, asItIs, start, end, sign),
  };
} // biome-ignore format: a condition on a line

/**
 * All stretches of up to 16 frames of a shot that may be swings of light, and what speaks for and against each. What lies
 * between two swings the other way is none.
 */
export function findLightSwings(shot: readonly FrameMeasures[], light: ShotLight, music: MusicalContext): LightSwing[] {
  const { quiet, all, sudden, offBeat, unexplained } = light;
  const series = [quiet, all, sudden, offBeat, unexplained];
  const times = shot.map(({ time }) => time);
  const known: KnownLight = {
    shot,
    light,
    series,
    sizes: series.map(ownSizes),
    accents: nearnessToAccents(music, times),
    share: accentShare(music, times),
    colour: colourOfSteps(shot, light.asItIs),
  };
  const found: LightSwing[] = [];
  for (let start = 1; start < shot.length; start++)
    for (let end = start + 1; end < Math.min(shot.length, start + longest + 1); end++) {
      if (!series.some(own => mayBeSwing(own[start], own[end]))) continue;
      const evidence = evidenceOf(known, start, end);
      if (!evidence) continue;
      const gain = evidence.sign * Math.max(...evidence.told.map(own => own?.less ?? 0));
      found.push({ start, end, gain, evidence });
    }
  return found;
}
