import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { wholePicture } from '../artifact.ts';
import { isOnBeat, keepsToAccents, type MusicalContext } from '../music.ts';
import { spreadOf } from '../series.ts';
import type { Swing } from './part-light.ts';
import type { ShotLight } from './quiet-light.ts';

/** What light goes up or down by until it turns round, as a natural logarithm: less is hardly seen, more is a scene's. */
const leastGain = 0.05;
const mostGain = 0.5;
/** Seconds from turn to turn, at most: clouds and dusk take longer. */
const longest = 1.6;
/** Share of the cells that tell light which go along from turn to turn, by what share of the whole picture's light. */
const leastCells = 0.8;
const leastAlong = 0.6;
const mostAlong = 1.4;
/** Median distance of the cells from their median, as a share of it: lamps and things that move reach cells unevenly. */
const mostUneven = 0.1;
/** The same of a way from the level or back to it, which is half as long and less sure. */
const leastCellsOfHalf = 0.6;
const mostUnevenOfHalf = 0.2;
/** Cells that must tell light, and the share of the frames on which they must. */
const leastTold = 24;
const leastOfFrames = 0.8;
/** So many times light goes one way, and so many of them by and by: its largest step is no more of the whole way. */
const leastWays = 3;
const leastOfAll = 2;
const leastSlow = 2;
const mostAtOnce = 0.6;
/** A brightening of this size at once is a flash. */
const flash = 0.2;
/** What of a way, at least, is gone in its second half: what shines up and has died away soon is a flash. */
const leastLate = 0.15;
/** How much farther light may go one way than the way before. */
const mostUnlike = 4;
/** Share of a way that light has gone when it has surely left its level. */
const left = 0.1;
/**
 * Frames before or after that show a level, and by what share of the least way light may leave it there: what wavers all
 * along was filmed so, as in a time lapse or by a camera that sets its exposure over and over.
 */
const leastCalm = 8;
const mostOfCalm = 0.3;
/** What light may be off its old level by when it is calm again, as a share of the longest way. */
const mostLost = 0.4;
/** Share of the turns on beats from which on they are drawn to them. */
const mostOnBeats = 0.7;

/** How sure each way is; more of them are surer. */
const certainty = 0.4;

/** Light that goes one way from one frame to another one, and whether it does so by and by. */
interface Way {
  start: number;
  end: number;
  gain: number;
  isSlow: boolean;
  /** Whether it brightens at once by what a flash does. */
  isFlash: boolean;
}

/**
 * Finds light of the whole picture that wanders up and down by and by, as exposure that pumps and a gain that hunts for
 * its level. From frame to frame it changes by less than can be told, but from turn to turn all places have changed by the
 * same factor, to a few hundredths: lamps, shadows, fire and things that come into view do not reach all places alike.
 * What keeps to the beats is the music's.
 */
export function findWaveringLight(shot: readonly FrameMeasures[], light: ShotLight, music: MusicalContext): Swing[][] {
  const level = [0];
  for (let i = 1; i < shot.length; i++) level.push(level[i - 1] + (light.all[i]?.gain ?? 0));
  const ways = waysOf(level);
  const found: Swing[][] = [];
  for (let first = 0, end = 0; first < ways.length; first = Math.max(end, first + 1)) {
    for (end = first; end < ways.length && goesOn(ways, first, end) && isOfAll(shot, ways[end]); end++);
    if (end - first < leastOfAll) continue;
    const isHalf = (k: number): boolean => isOfAll(shot, ways[k], leastCellsOfHalf, mostUnevenOfHalf);
    const from = first > 0 && goesOn(ways, first - 1, first) && isHalf(first - 1) ? first - 1 : first;
    if (end < ways.length && goesOn(ways, first, end) && isHalf(end)) end++;
    const group = trimmed(level, ways.slice(from, end));
    if (group.length < leastWays || group.filter(({ isSlow }) => isSlow).length < leastSlow) continue;
    if (isOfMusic(group, shot, music) || !liesInCalm(level, group)) continue;
    found.push(group.map(({ start, end, gain }) => ({ start, end, deviation: gain, region: wholePicture, certainty })));
  }
  return found;
}

/** The ways of a level up and down; what is smaller than {@link leastGain} turns nothing round. */
function waysOf(level: readonly number[]): Way[] {
  const turns: number[] = [];
  let [highest, lowest, sign] = [0, 0, 0];
  for (let i = 1; i < level.length; i++) {
    if (level[i] > level[highest]) highest = i;
    if (level[i] < level[lowest]) lowest = i;
    const falls = sign >= 0 && level[highest] - level[i] > leastGain;
    if (!falls && !(sign <= 0 && level[i] - level[lowest] > leastGain)) continue;
    turns.push(falls ? highest : lowest);
    sign = falls ? -1 : 1;
    [highest, lowest] = [i, i];
  }
  if (sign !== 0) turns.push(sign > 0 ? highest : lowest);
  return turns.slice(1).map((end, k) => {
    const start = turns[k];
    const gain = level[end] - level[start];
    const steps = level.slice(start + 1, end + 1).map((value, i) => (value - level[start + i]) / gain);
    const late = 1 - (level[(start + end) >> 1] - level[start]) / gain;
    return {
      start,
      end,
      gain,
      isSlow: Math.max(...steps) <= mostAtOnce && late >= leastLate,
      isFlash: gain > flash && Math.max(...steps) > mostAtOnce,
    };
  });
}

/** Whether a way goes about as far as the one before it among those from a first one on. */
function goesOn(ways: readonly Way[], first: number, at: number): boolean {
  if (at === first) return true;
  const ratio = Math.abs(ways[at].gain / ways[at - 1].gain);
  return ratio < mostUnlike && ratio > 1 / mostUnlike;
}

/** Whether all of the picture goes a way, by the same factor, and in no longer than light at fault takes. */
function isOfAll(
  shot: readonly FrameMeasures[],
  { start, end, gain, isFlash }: Way,
  ofCells = leastCells,
  uneven = mostUneven,
): boolean {
  if (isFlash || Math.abs(gain) > mostGain || shot[end].time - shot[start].time > longest) return false;
  const shares: number[] = [];
  for (let c = 0; c < cells; c++) {
    let [sum, told] = [0, 0];
    for (let i = start + 1; i <= end; i++) {
      const own = shot[i].step?.gain[c] ?? Number.NaN;
      if (!Number.isFinite(own)) continue;
      sum += own;
      told++;
    }
    if (told >= leastOfFrames * (end - start)) shares.push(sum / gain);
  }
  const along = shares.filter(share => share > leastAlong && share < mostAlong).length;
  return shares.length >= leastTold && along >= ofCells * shares.length && spreadOf(shares) <= uneven;
}

/** Whether light turns round on beats, when it is brightest or when it is darkest. */
function isOfMusic(ways: readonly Way[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  const turns = [ways[0].start, ...ways.map(({ end }) => end)];
  const times = shot.map(({ time }) => time);
  return [0, 1].some(from => {
    const moments = turns.filter((_, k) => k % 2 === from).map(i => times[i]);
    const onBeats = moments.filter(time => isOnBeat(music, time)).length;
    return (music.beats && onBeats > mostOnBeats * moments.length) || keepsToAccents(music, moments, times);
  });
}

/** Some ways without the frames on which light has not left its level yet, or is back. */
function trimmed(level: readonly number[], ways: readonly Way[]): Way[] {
  if (ways.length === 0) return [];
  const [first, last] = [ways[0], ways[ways.length - 1]];
  let start = first.start;
  while ((level[start + 1] - level[first.start]) / first.gain < left) start++;
  let end = last.end;
  while ((level[last.end] - level[end - 1]) / last.gain < left) end--;
  return ways.map((way, k) => ({
    ...way,
    start: k === 0 ? start : way.start,
    end: k === ways.length - 1 ? end : way.end,
  }));
}

/** Whether light keeps a level before and after, up to a cut, and on one side at least for so long that it is seen. */
function liesInCalm(level: readonly number[], ways: readonly Way[]): boolean {
  const [{ start }, { end }] = [ways[0], ways[ways.length - 1]];
  const sizes = ways.map(({ gain }) => Math.abs(gain));
  const least = mostOfCalm * Math.min(...sizes);
  const isCalm = (at: number, by: 1 | -1): boolean => {
    for (let k = 1; k <= leastCalm && level[at + by * k] !== undefined; k++)
      if (Math.abs(level[at + by * k] - level[at]) > least) return false;
    return true;
  };
  const isBack = Math.abs(level[end] - level[start]) <= mostLost * Math.max(...sizes);
  return isBack && Math.max(start, level.length - 1 - end) >= leastCalm && isCalm(start, -1) && isCalm(end, 1);
}
