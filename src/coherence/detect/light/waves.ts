import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { keepsToMusic, type MusicalContext } from '../music.ts';
import { spreadOf } from '../series.ts';

/** Seconds from turn to turn, at most: clouds and dusk take longer. */
const longest = 1.6;
/**
 * So many times a level goes one way, so many of them surely in all of the picture, and so many by and by: the largest
 * step is no more of the whole way.
 */
const leastWays = 3;
const leastOfAll = 2;
const leastSlow = 2;
const mostAtOnce = 0.6;
/** What of a way, at least, is gone in its second half: what shines up and has died away soon is a flash. */
const leastLate = 0.15;
/** How much farther a level may go one way than the way before. */
const mostUnlike = 4;
/** Share of a way that a level has gone when it has surely been left. */
const left = 0.1;
/**
 * Frames before or after that show a level, and by what share of the least way it may be left there: what wavers all
 * along was filmed so, as in a time lapse or by a camera that sets its exposure over and over.
 */
const leastCalm = 8;
const mostOfCalm = 0.3;
/** What may be missing to the old level when it is calm again, as a share of the longest way. */
const mostLost = 0.4;

/** A level that goes one way from one frame to another one. */
export interface Way {
  start: number;
  end: number;
  gain: number;
  /** Its largest step, as a share of the whole way. */
  atOnce: number;
  /** Whether it goes by and by. */
  isSlow: boolean;
}

/**
 * Finds stretches on which a level goes up and down again and again by and by and all of the picture goes along, while
 * before and after it is calm; what turns round on beats is the music's.
 *
 * @param least   what is smaller turns nothing round
 * @param isOfAll whether all of the picture goes a way; less surely if it is one from the calm level or back to it
 */
export function findWaves(
  level: readonly number[],
  least: number,
  isOfAll: (way: Way, isHalf: boolean) => boolean,
  shot: readonly FrameMeasures[],
  music: MusicalContext,
): Way[][] {
  const ways = waysOf(level, least);
  const isWave = (k: number, isHalf: boolean): boolean =>
    shot[ways[k].end].time - shot[ways[k].start].time <= longest && isOfAll(ways[k], isHalf);
  const found: Way[][] = [];
  for (let first = 0, end = 0; first < ways.length; first = Math.max(end, first + 1)) {
    for (end = first; end < ways.length && goesOn(ways, first, end) && isWave(end, false); end++);
    if (end - first < leastOfAll) continue;
    const surely = trimmed(level, ways.slice(first, end));
    const longestOfAll = Math.max(...surely.map(way => way.end - way.start));
    const isHalf = (k: number): boolean => {
      // A way from the level or back to it is no longer than those that go all the way.
      const later = Math.max(k, first);
      if (k < 0 || k >= ways.length || !goesOn(ways, later - 1, later) || !isWave(k, true)) return false;
      const [own] = trimmed(level, [ways[k]]);
      return own.end - own.start <= longestOfAll;
    };
    const from = isHalf(first - 1) ? first - 1 : first;
    if (isHalf(end)) end++;
    const group = trimmed(level, ways.slice(from, end));
    if (group.length < leastWays || group.filter(({ isSlow }) => isSlow).length < leastSlow) continue;
    if (!isOfMusic(group, shot, music) && liesInCalm(level, group)) found.push(group);
  }
  return found;
}

/** The ways of a level up and down. */
function waysOf(level: readonly number[], least: number): Way[] {
  const turns: number[] = [];
  let [highest, lowest, sign] = [0, 0, 0];
  for (let i = 1; i < level.length; i++) {
    if (level[i] > level[highest]) highest = i;
    if (level[i] < level[lowest]) lowest = i;
    const falls = sign >= 0 && level[highest] - level[i] > least;
    if (!falls && !(sign <= 0 && level[i] - level[lowest] > least)) continue;
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
    const atOnce = Math.max(...steps);
    return { start, end, gain, atOnce, isSlow: atOnce <= mostAtOnce && late >= leastLate };
  });
}

/** Whether a way goes about as far as the one before it among those from a first one on. */
function goesOn(ways: readonly Way[], first: number, at: number): boolean {
  if (at === first) return true;
  const ratio = Math.abs(ways[at].gain / ways[at - 1].gain);
  return ratio < mostUnlike && ratio > 1 / mostUnlike;
}

/** Whether a level turns round on beats, when it is highest or when it is lowest. */
function isOfMusic(ways: readonly Way[], shot: readonly FrameMeasures[], music: MusicalContext): boolean {
  const turns = [ways[0].start, ...ways.map(({ end }) => end)];
  const times = shot.map(({ time }) => time);
  const momentsFrom = (first: number): number[] => turns.filter((_, k) => k % 2 === first).map(i => times[i]);
  return [0, 1].some(first => keepsToMusic(music, momentsFrom(first), times));
}

/** Some ways without the frames on which the level has not been left yet, or is back. */
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

/** Whether a level is kept before and after, up to a cut, and on one side at least for so long that it is seen. */
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

/** How alike the parts of a picture must go: bounds of their shares, and how uneven these may be. */
export interface Alike {
  /** Shares of a part that goes along: as a multiple of what they are held against. */
  least: number;
  most: number;
  /** Median distance of the shares from their median, as a share of it; and of a way from the calm level or back to it. */
  uneven: number;
  unevenOfHalf: number;
}

/** Parts that must tell, and share of them that must go along; and the same where it is less sure. */
const leastTold = 24;
const leastAlong = 0.8;
const leastAlongOfHalf = 0.6;

/** Whether nearly all parts of a picture go a way by the same share of it. @param middle what shares are held against */
export function goAlike(shares: readonly number[], middle: number, isHalf: boolean, alike: Alike): boolean {
  const along = shares.filter(share => share > alike.least * middle && share < alike.most * middle).length;
  return (
    shares.length >= leastTold &&
    middle > 0 &&
    along >= (isHalf ? leastAlongOfHalf : leastAlong) * shares.length &&
    spreadOf(shares) <= (isHalf ? alike.unevenOfHalf : alike.uneven)
  );
}
