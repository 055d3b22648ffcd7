import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { wholePicture } from '../artifact.ts';
import { keepsToMusic, type MusicalContext } from '../music.ts';
import { quantile, withoutShared } from '../series.ts';
import { goesEverywhere } from './light-steps.ts';
import type { LightSeries, ShotLight } from './quiet-light.ts';
import { summedGains } from './summed-light.ts';
import type { Gains } from './surprising-light.ts';
import type { Swing } from './swing.ts';

/** What a step of a train may be, as a natural logarithm: less is not seen, more is a flash. */
const leastGain = 0.015;
const mostGain = 0.3;
/** Median distance of the places' gains from their median, as a share of it. */
const mostUneven = 0.15;
/** Frames from step to step, and by how many they may differ. */
const shortest = 5;
const longest = 60;
const mostJitter = 1;
/** So many steps at one interval are a train. */
const leastSteps = 3;
/** How far the steps of a train may differ in size. */
const mostUnlike = 1.5;
/** What light changes by from one frame to the next between them, as a share of a step: at any time, and seldom. */
const mostBetween = 0.5;
const mostSeldomBetween = 0.35;
/** What light comes back by from step to step, as a share of a step. */
const leastBack = 0.6;
const mostBack = 1.4;
/** What of that it does in the second half of the time: a flash has died away by then. */
const leastLate = 0.3;

/** How sure each tooth is; more of them are surer. */
const certainty = 0.5;

/** A train of steps: the frames at which they are, and their size, with its sign. */
interface Train {
  steps: number[];
  gain: number;
}

/**
 * Finds light that jumps at a fixed interval, always by as much and the same way, and drifts back evenly in between: a
 * sawtooth, as where each key frame, or each chunk of generated frames, sets right at once what has drifted since the
 * one before. Of the steps each is small; that they are even over the whole picture, alike, and come like clockwork makes
 * them sure. Flashes that are drawn to the music come on its beats, and have died away long before the next one.
 */
export function findSawtoothLight(shot: readonly FrameMeasures[], light: ShotLight, music: MusicalContext): Swing[][] {
  const times = shot.map(({ time }) => time);
  const trains = [light.quiet, light.all, light.unexplained].flatMap(series => trainsIn(series, light, shot));
  const momentsOf = ({ steps }: Train): number[] => steps.map(at => times[at]);
  const meaningless = trains.filter(train => !keepsToMusic(music, momentsOf(train), times));
  const longestFirst = meaningless
    .map(train => ({ ...train, ...stretchOf(train, shot.length) }))
    .sort((a, b) => b.end - b.start - (a.end - a.start));
  return withoutShared(longestFirst).map(({ steps, gain, end }) =>
    steps.map((start, k) => ({ start, end: steps[k + 1] ?? end, deviation: gain, region: wholePicture, certainty })),
  );
}

/** From the first step of a train to where light is back from the last one. */
function stretchOf({ steps }: Train, frames: number): { start: number; end: number } {
  const last = steps[steps.length - 1];
  const interval = Math.round((last - steps[0]) / (steps.length - 1));
  return { start: steps[0], end: Math.min(frames, last + interval) };
}

/** The trains of steps that one way of telling light shows. */
function trainsIn(series: LightSeries, { asItIs, gains: ofPatches }: ShotLight, shot: readonly FrameMeasures[]): Train[] {
  const gains = series.map((own, i) => own?.gain ?? asItIs[i] ?? 0);
  const steps: number[] = [];
  const isStep = new Uint8Array(shot.length);
  for (let at = 2; at < shot.length - 1; at++) {
    const own = series[at];
    if (!own || own.uneven > mostUneven) continue;
    const size = Math.abs(own.gain);
    if (size < leastGain || size > mostGain || own.gain * asItIs[at] <= 0) continue;
    if (Math.max(Math.abs(gains[at - 1]), Math.abs(gains[at + 1])) > mostBetween * size) continue;
    if (!goesEverywhere(shot[at], own.gain)) continue;
    steps.push(at);
    isStep[at] = 1;
  }
  const trains: Train[] = [];
  const isOfTrain = new Set<string>();
  for (const first of steps)
    for (let interval = shortest; interval <= longest; interval++) {
      if (!isStep[first + interval] || isOfTrain.has(`${first} ${interval}`) || !isPeriod(gains, ofPatches, first, first + interval)) continue;
      const train = [first, first + interval];
      for (;;) {
        const last = train[train.length - 1];
        isOfTrain.add(`${train[train.length - 2]} ${last - train[train.length - 2]}`);
        const next = [0, -mostJitter, mostJitter]
          .map(jitter => last + interval + jitter)
          .find(at => isStep[at] && isAlike(gains, first, at) && isPeriod(gains, ofPatches, last, at));
        if (next === undefined) break;
        train.push(next);
      }
      if (train.length >= leastSteps) trains.push({ steps: train, gain: quantile(train.map(at => gains[at]), 0.5) });
    }
  return trains;
} // biome-ignore format: a train on a line

/** Whether two steps are as large, the same way. */
const isAlike = (gains: readonly number[], one: number, other: number): boolean => {
  const ratio = gains[other] / gains[one];
  return ratio > 1 / mostUnlike && ratio < mostUnlike;
};

/** Whether light drifts back from one step to the next one, which is like it. */
function isPeriod(gains: readonly number[], ofPatches: Gains, from: number, to: number): boolean {
  if (!isAlike(gains, from, to)) return false;
  const step = (gains[from] + gains[to]) / 2;
  const between = gains.slice(from + 1, to).map(gain => -gain / step);
  const sizes = between.map(Math.abs);
  if (Math.max(...sizes) > mostBetween || quantile(sizes, 0.9) > mostSeldomBetween) return false;
  const backOf = (first: number): number => -quantile(summedGains(ofPatches, first, to), 0.5) / step;
  const [back, late] = [from + 1, (from + 1 + to) >> 1].map(backOf);
  return back >= leastBack && back <= mostBack && late >= leastLate * back;
}
