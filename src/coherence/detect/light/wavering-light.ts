import { cellOfPatch, cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { wholePicture } from '../artifact.ts';
import type { MusicalContext } from '../music.ts';
import { quantile, withoutShared } from '../series.ts';
import type { ShotLight } from './quiet-light.ts';
import { summedGains, summedLevel } from './summed-light.ts';
import type { Gains } from './surprising-light.ts';
import type { Swing } from './swing.ts';
import { type Alike, findWaves, goAlike, type Way } from './waves.ts';

/** What light goes up or down by until it turns round, as a natural logarithm: less is hardly seen, more is a scene's. */
const leastGain = 0.05;
const mostGain = 0.5;
/** Lamps and things that move reach cells unevenly; a way from the level or back to it is half as long and less sure. */
const alike: Alike = { least: 0.6, most: 1.4, uneven: 0.1, unevenOfHalf: 0.2 };
/** Share of the frames on which a cell must tell light. */
const leastOfFrames = 0.8;
/** A brightening of this size at once is a flash, and what is at once, as a share of it. */
const flash = 0.2;
const atOnceOfFlash = 0.6;
/** How sure each way is; more of them are surer. */
const certainty = 0.4;

/**
 * Finds light of the whole picture that wanders up and down by and by, as exposure that pumps and a gain that hunts for
 * its level. From frame to frame it changes by less than can be told, but from turn to turn all places have changed by the
 * same factor, to a few hundredths: lamps, shadows, fire and things that come into view do not reach all places alike.
 */
export function findWaveringLight(shot: readonly FrameMeasures[], light: ShotLight, music: MusicalContext): Swing[][] {
  const ofSteps = [0];
  for (let i = 1; i < shot.length; i++) ofSteps.push(ofSteps[i - 1] + (light.all[i]?.gain ?? 0));
  const ways: [readonly number[], SharesOfCells][] = [
    [ofSteps, way => sharesOfSteps(shot, way)],
    [summedLevel(light.gains), way => sharesOfSums(shot, light.gains, way)],
  ];
  const waves = ways.flatMap(([level, sharesOf]) =>
    findWaves(
      level,
      leastGain,
      (way, isHalf) => isNoFlash(way) && goAlike(sharesOf(way), 1, isHalf, alike),
      shot,
      music,
    ),
  );
  const stretches = waves.map(group => ({ group, start: group[0].start, end: group[group.length - 1].end }));
  return withoutShared(stretches.sort((a, b) => b.end - b.start - (a.end - a.start))).map(({ group }) =>
    group.map(({ start, end, gain }, k) => ({
      start: k === 0 ? start + 1 : start,
      end,
      deviation: gain,
      region: wholePicture,
      certainty,
    })),
  );
}

/** Whether a way is no more than an exposure may be off, and no brightening at once. */
const isNoFlash = ({ gain, atOnce }: Way): boolean =>
  Math.abs(gain) <= mostGain && !(gain > flash && atOnce > atOnceOfFlash);

/** What each cell that tells light goes a way by, as a share of what the whole picture does. */
type SharesOfCells = (way: Way) => number[];

/** By the medians of the steps in each cell. */
function sharesOfSteps(shot: readonly FrameMeasures[], { start, end, gain }: Way): number[] {
  const shares: number[] = [];
  for (let c = 0; c < cells; c++) {
    const told = shot.slice(start + 1, end + 1).flatMap(({ step }) => (step && Number.isFinite(step.gain[c]) ? [step.gain[c]] : []));
    if (told.length >= leastOfFrames * (end - start)) shares.push(told.reduce((sum, own) => sum + own, 0) / gain);
  }
  return shares;
} // biome-ignore format: a condition on a line

/** By the median of what the patches in each cell have gone by. */
function sharesOfSums(shot: readonly FrameMeasures[], gains: Gains, { start, end, gain }: Way): number[] {
  const { columns, rows } = shot[end].step ?? { columns: 1, rows: 1 };
  const sums = summedGains(gains, start + 1, end + 1);
  const ofCells: number[][] = Array.from({ length: cells }, () => []);
  for (let p = 0; p < sums.length; p++)
    if (!Number.isNaN(sums[p])) ofCells[cellOfPatch(p, columns, rows)].push(sums[p] / gain);
  return ofCells.filter(own => own.length > 0).map(own => quantile(own, 0.5));
}
