import { parentPort } from 'node:worker_threads';
import { createFarnebackFlow, type Expansions, type FarnebackFlow, magnitudeVariance } from './farneback-flow.ts';

/** A run of consecutive pictures: the variance is wanted for every pair. */
export interface PictureRun {
  run: number;
  width: number;
  height: number;
  pictures: Uint8Array[];
}

export interface RunVariances {
  run: number;
  variances: number[];
}

let flow: FarnebackFlow | undefined;

parentPort?.on('message', ({ run, width, height, pictures }: PictureRun) => {
  flow ??= createFarnebackFlow(width, height);
  const variances: number[] = [];
  let previous: Expansions | undefined;
  for (const picture of pictures) {
    const expansions = flow.expand(picture);
    if (previous) variances.push(magnitudeVariance(flow.between(previous, expansions)));
    previous = expansions;
  }
  parentPort!.postMessage({ run, variances } satisfies RunVariances);
});
