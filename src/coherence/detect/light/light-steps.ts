import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { wholePicture } from '../artifact.ts';
import { accentsTell, isOnAccent, keepsToAccents, type MusicalContext } from '../music.ts';
import { quantile, withoutShared } from '../series.ts';
import type { Light, LightSeries, ShotLight } from './quiet-light.ts';
import type { Gains } from './surprising-light.ts';
import type { Swing } from './swing.ts';

/** What the gain of all light may be, as a natural logarithm: less is hardly seen, more is a scene's. */
const leastGain = 0.06;
const mostGain = 0.42;
/** Median distance of the places' gains from their median, as a share of it. */
const mostUneven = 0.2;
/** The step over what light seldom does around it, over how uneven it is. */
const leastClarity = 8;
const noise = 0.008;
const often = 0.95;
/** Frames before and after the step that tell what light does otherwise. */
const before = 20;
const after = 40;
/** What the steps beside may be, as shares of it: what is left when the scene's own light is taken out, and as it is. */
const mostBeside = 0.35;
const mostBesideAsItIs = 0.6;
/** Share of the cells whose light goes along, and what goes along, as a share of the gain. */
const leastCells = 0.5;
const leastAlong = 0.5;
const mostAlong = 1.7;
/** What may be left of a step when light is back, and frames in which it comes back: sooner it jumps, or flashes. */
const mostLeft = 0.35;
const shortest = 4;
/** A brightening that comes back sooner is a flash that dies away, whose music may not be known. */
const shortestOfBright = 9;
/** What light changes by at most in one step on its way back, as a share of the step. */
const mostAtOnce = 0.5;
const longest = 46;
/** What light does on most steps, as a share of the step, where a coder leaves it as it is. */
const mostOfStill = 0.1;
/** Frames for which a flash dies away at most, and what it falls by on each at least (natural logarithm). */
const longestFall = 24;
const stillFalling = 0.01;
/** On an accent a brightening up to this is a fault, where accents are so dense that they tell little. */
const mostOnAccent = 0.2;
/** Of a step, what another one must be to be like it. */
const alike = 0.4;

/** A step of light, and the stretch on which it is off. */
interface LightStep extends Swing {
  at: number;
  clarity: number;
}

/**
 * Finds light that is off at one frame and comes back by and by, or goes off by and by and is back at one frame: where a
 * chunk of generated frames begins or ends. All light changes by the same factor there, in a single step, and nothing
 * else in the shot explains it. What nature, lamps and editors do differs in one of these: lightning and flashes are
 * bright, on an accent, and die away within a few frames; lamps do not reach everywhere alike; exposure that is drawn
 * takes several frames.
 */
export function findLightSteps(shot: readonly FrameMeasures[], light: ShotLight, music: MusicalContext): Swing[] {
  const times = shot.map(({ time }) => time);
  const isTelling = accentsTell(music, times);
  const steps: LightStep[] = [];
  for (let at = 2; at < shot.length - 1; at++) {
    const told = clearest(light, at);
    if (!told || !goesEverywhere(shot[at], told.gain)) continue;
    // A picture that brightens on an accent flashes, if that can be told by its being on one.
    const mayFlash = told.gain > 0 && isOnAccent(music, times[at]);
    if (mayFlash && (isTelling || light.asItIs[at] > mostOnAccent || !told.isUnexplained)) continue;
    if (told.gain < 0 && endsFlash(light.asItIs, at, music, times)) continue;
    const stretch = offStretch(told.isUnexplained ? light.unexplained : [], light, at, told.gain);
    if (!stretch || (told.gain > 0 && stretch.start === at && stretch.end - at < shortestOfBright)) continue;
    const certainty = Math.min(1, 0.5 + told.clarity / 60);
    steps.push({ ...stretch, at, clarity: told.clarity, deviation: told.gain, region: wholePicture, certainty });
  }
  const meaningless = steps.filter(step => {
    const others = steps.filter(o => o.deviation / step.deviation > alike);
    return others.length < 2 || !keepsToAccents(music, others.map(o => times[o.at]), times);
  });
  return withoutShared(meaningless.sort((a, b) => b.clarity - a.clarity)).map(({ at, clarity, ...swing }) => swing);
} // biome-ignore format: a condition on a line

/** A step that stands alone, by what nothing explains, by quiet places or by all, whichever is clearest; undefined for none. */
function clearest(light: ShotLight, at: number): (Light & { clarity: number; isUnexplained: boolean }) | undefined {
  const asItIs = (i: number): number => Math.abs(light.asItIs[i] ?? 0);
  const ways = [light.unexplained, light.quiet, light.all].flatMap((series, k) => {
    const own = series[at];
    if (!own || own.uneven > mostUneven || own.gain * light.asItIs[at] <= 0) return [];
    const size = Math.abs(own.gain);
    if (size < leastGain || Math.max(size, asItIs(at)) > mostGain) return [];
    const beside = Math.max(...[at - 1, at + 1].map(i => Math.abs(series[i]?.gain ?? 0)));
    if (beside > mostBeside * size || Math.max(asItIs(at - 1), asItIs(at + 1)) > mostBesideAsItIs * size) return [];
    const clarity = size / seldomAround(series, at) / (own.uneven + 0.1);
    return clarity < leastClarity ? [] : [{ ...own, clarity, isUnexplained: k === 0 }];
  });
  return ways.sort((a, b) => b.clarity - a.clarity)[0];
}

/** What light does otherwise around a step on one frame in twenty. */
function seldomAround(series: LightSeries, at: number): number {
  const sizes: number[] = [];
  for (let i = Math.max(1, at - before); i < Math.min(series.length, at + after); i++) {
    const own = series[i];
    if (own && Math.abs(i - at) > 1) sizes.push(Math.abs(own.gain));
  }
  return quantile(sizes, often) + noise;
}

/** Whether light goes along in most cells that tell it, as exposure does and a lamp does not. */
export function goesEverywhere({ step }: FrameMeasures, gain: number): boolean {
  if (!step) return false;
  let [told, along] = [0, 0];
  for (let c = 0; c < cells; c++) {
    if (!Number.isFinite(step.gain[c])) continue;
    told++;
    const share = step.gain[c] / gain;
    if (share > leastAlong && share < mostAlong) along++;
  }
  return told > 0 && along >= leastCells * told;
}

/**
 * Whether light that falls on a step goes on falling, without a pause, from a flash on an accent that was larger.
 *
 * @param gains of the light, natural logarithms
 */
export function endsFlash(
  gains: readonly number[],
  at: number,
  music: MusicalContext,
  times: readonly number[],
): boolean {
  let flash = at - 1;
  while (flash > Math.max(1, at - longestFall) && gains[flash] < -stillFalling) flash--;
  return gains[flash] > -gains[at] && isOnAccent(music, times[flash]);
}

/** How light comes back to a level: after how many frames, and the most that it does in one step, as a share of the way. */
interface WayBack {
  frames: number;
  most: number;
}

/**
 * The frames on which light is off: up to where it has come back to the level before the step, or from where it left the
 * level after it, if what is left goes as the rest did. Undefined where it does neither, or at once.
 *
 * @param series what told the step, where it tells light; otherwise as it is
 */
function offStretch(
  series: LightSeries,
  { asItIs, gains }: ShotLight,
  at: number,
  gain: number,
): { start: number; end: number } | undefined {
  const gainAt = (i: number): number => series[i]?.gain ?? asItIs[i];
  const step = gainAt(at);
  const way = (from: number, by: 1 | -1, levelAt: (i: number) => number): WayBack | undefined => {
    let [level, most] = [1, 0];
    for (let frames = 1, i = from; frames <= longest && i >= 1 && i < asItIs.length; frames++, i += by) {
      const now = levelAt(i);
      most = Math.max(most, Math.abs(now - level));
      level = now;
      if (level < mostLeft) return { frames: Math.round(frames / Math.min(1, 1 - level)), most };
    }
    return undefined;
  };
  const bySteps = (): ((i: number) => number) => {
    let level = 1;
    return i => {
      level += gainAt(i) / step;
      return level;
    };
  };
  // A coder leaves most places as they are on each step of a slow drift, and the steps' medians come to nothing.
  const bySums = (by: 1 | -1): WayBack | undefined => {
    const own = way(at + by, by, summedFrom(gains, gain));
    if (!own) return undefined;
    const between = asItIs.slice(...(by > 0 ? [at + 1, at + 1 + own.frames] : [Math.max(1, at - own.frames), at]));
    return quantile(between.map(Math.abs), 0.5) <= mostOfStill * Math.abs(gain) ? own : undefined;
  };
  const [there, back] = ([1, -1] as const).map(by => way(at + by, by, bySteps()) ?? bySums(by));
  if ([there, back].some(own => own && own.frames < shortest)) return undefined;
  const isEven = (own: typeof there): own is WayBack => own !== undefined && own.most <= mostAtOnce;
  if (isEven(there) && (!back || there.most <= back.most))
    return { start: at, end: Math.min(asItIs.length, at + there.frames) };
  return isEven(back) ? { start: Math.max(1, at - back.frames), end: at } : undefined;
}

/** The level by what the patches have gone by since a step, step after step, as a share of it: 1 where they are still there. */
function summedFrom(gains: Gains, step: number): (i: number) => number {
  const sums = new Float32Array(gains.find(own => own !== undefined)?.length ?? 0);
  return i => {
    const own = gains[i];
    for (let p = 0; own && p < sums.length; p++) if (!Number.isNaN(own[p])) sums[p] += own[p];
    return 1 + quantile(sums, 0.5) / step;
  };
}
