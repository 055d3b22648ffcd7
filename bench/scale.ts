/**
 * What a video costs, and how long it takes, when many are made at once: a simulation of a fleet, piece by piece, with
 * the limits, latencies and list prices of the catalogue and with figures measured on small machines. Its assumptions
 * are printed with it; change them here.
 *
 *   node bench/scale.ts [--generator runway/gen4.5]
 */

import { parseArgs } from 'node:util';
import { findGenerator } from '../src/generators/catalogue.ts';
import { durationOnGrid, listPrice } from '../src/generators/port.ts';

const { values } = parseArgs({ options: { generator: { type: 'string', default: 'runway/gen4.5' } } });
const generator = findGenerator(values.generator)!;
const { model, provider } = generator;

const assumed = {
  /** Seconds of a video; 1080p24 in standard quality. */
  video: 180,
  /** CPU seconds for a second of it: two cores draw 0.7 times realtime (README). */
  coreSecondsPerSecond: 2 / 0.7,
  /** CPU seconds for analysis and plan, and for putting it together. */
  analysis: 5,
  assembly: 8,
  /** Seconds of video in one reel, and of one ordered shot. */
  reel: 20,
  shot: 5,
  /** A machine of the fleet, and its price. */
  cores: 8,
  dollarsPerCoreHour: 0.04,
  /** Megabytes of a finished video (10 Mb/s), stored as takes and again as the video, read as often; for 30 days. */
  megabytes: 225,
  dollarsPerGigabyteMonth: 0.023,
  dollarsPerGigabyteOut: 0.09,
  dollarsPerThousandPuts: 0.005,
  /**
   * Commits in the database: for a production, for an ordered shot beside its polls, for an idle machine each second
   * (all measured).
   */
  commitsOfProduction: 245,
  commitsOfShot: 15,
  commitsOfIdleMachine: 5,
  /** Commits a second that a database of two cores and 4 GB bears, and what it costs an hour. */
  commitsBorne: 5000,
  dollarsPerDatabaseHour: 0.07,
  /** Spread of a service's latency: sigma of the logarithm. */
  spread: 0.4,
};

let state = 1;
function random(): number {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return (state + 0.5) / 2 ** 32;
}
/** Around a median, with a long tail, as services' waiting times are. */
const latency = (median: number): number =>
  median * Math.exp(assumed.spread * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()));

/** Places that are taken one after another: the earliest free one comes first. A binary heap of times. */
function createPlaces(count: number): { take(from: number, seconds: number): number } {
  const free = new Float64Array(count);
  return {
    take(from, seconds) {
      const end = Math.max(from, free[0]) + seconds;
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= count) break;
        if (child + 1 < count && free[child + 1] < free[child]) child++;
        if (free[child] >= end) break;
        free[at] = free[child];
        at = child;
      }
      free[at] = end;
      return end;
    },
  };
}

interface Outcome {
  /** Seconds until half of the videos, and the last one, are there. */
  median: number;
  last: number;
  /** Share of the machines' time that is used until then. */
  busy: number;
  /** Commits a second. */
  commits: number;
  /** Dollars a video. */
  machines: number;
  storage: number;
  database: number;
  orders: number;
}

/** @param places jobs at a time at the service; 0 where all is drawn */
function simulate(videos: number, machines: number, places: number): Outcome {
  const { video, coreSecondsPerSecond, analysis, assembly, reel, shot, cores } = assumed;
  const fleet = createPlaces(machines);
  const service = createPlaces(Math.max(1, places));
  const planned = Array.from({ length: videos }, () => fleet.take(0, analysis / 2));
  const ready = planned.map(() => 0);
  let work = videos * (analysis / 2);
  let polls = 0;
  if (places > 0) {
    // The engine gives work out in the order in which it was asked for.
    for (const [i, at] of planned.entries())
      for (let n = 0; n < video / shot; n++) {
        const seconds = latency(model.typicalSeconds);
        polls += seconds / provider.limits.pollSeconds;
        ready[i] = Math.max(ready[i], service.take(at, seconds));
      }
  } else {
    const seconds = (reel * coreSecondsPerSecond) / cores;
    for (const [i, at] of planned.entries())
      for (let n = 0; n < video / reel; n++) {
        ready[i] = Math.max(ready[i], fleet.take(at, seconds));
        work += seconds;
      }
  }
  const done = ready.map(at => {
    work += assembly / 2;
    return fleet.take(at, assembly / 2);
  });
  done.sort((a, b) => a - b);
  const last = done[done.length - 1];
  const shots = places > 0 ? video / shot : 0;
  const commits =
    (videos * (assumed.commitsOfProduction + shots * assumed.commitsOfShot) + polls) / last +
    machines * assumed.commitsOfIdleMachine;
  const gigabytes = assumed.megabytes / 1000;
  const seconds = durationOnGrid(model.capabilities, shot) ?? shot;
  const databases = Math.max(1, Math.ceil(commits / assumed.commitsBorne));
  return {
    median: done[done.length >> 1],
    last,
    busy: work / (machines * last),
    commits,
    machines: (machines * cores * assumed.dollarsPerCoreHour * last) / 3600 / videos,
    storage:
      2 * gigabytes * assumed.dollarsPerGigabyteMonth +
      gigabytes * assumed.dollarsPerGigabyteOut +
      ((video / reel + shots + 20) / 1000) * assumed.dollarsPerThousandPuts,
    database: (databases * assumed.dollarsPerDatabaseHour * last) / 3600 / videos,
    orders: shots * (listPrice(model, seconds) ?? 0),
  };
}

const time = (seconds: number): string =>
  seconds < 90
    ? `${seconds.toFixed(0)} s`
    : seconds < 5400
      ? `${(seconds / 60).toFixed(0)} min`
      : `${(seconds / 3600).toFixed(1)} h`;
const dollars = (usd: number): string => `$${usd < 0.1 ? usd.toFixed(4) : usd.toFixed(2)}`;

console.log('Assumed:', JSON.stringify(assumed));
console.log(
  `Ordered shots: ${generator.name}, ${model.typicalSeconds} s each, ${provider.limits.concurrent} at a time on its smallest plan, ${model.price.usdPerSecond ?? '?'} dollars a second.\n`,
);
console.log(
  '| videos at once | made by | machines of 8 cores | half there after | all there after | machines busy | commits/s | machines | storage | database | orders | a video |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|---|');
const cases: [number, number, number][] = [
  [1, 1, 0], [1, 9, 0], [100, 9, 0], [100, 100, 0], [10_000, 100, 0], [10_000, 1000, 0],
  [1, 1, provider.limits.concurrent], [100, 2, provider.limits.concurrent], [100, 2, 20], [10_000, 20, 20], [10_000, 20, 1000],
]; // biome-ignore format: a table
for (const [videos, machines, places] of cases) {
  const { median, last, busy, commits, orders, storage, database, ...cost } = simulate(videos, machines, places);
  const sum = cost.machines + storage + database + orders;
  const made = places > 0 ? `${generator.name}, ${places} jobs` : 'built-in';
  console.log(
    `| ${videos} | ${made} | ${machines} | ${time(median)} | ${time(last)} | ${(busy * 100).toFixed(0)}% | ${commits.toFixed(0)} | ${dollars(cost.machines)} | ${dollars(storage)} | ${dollars(database)} | ${dollars(orders)} | ${dollars(sum)} |`,
  );
}
