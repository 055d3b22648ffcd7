import { createDdim } from './ddim.ts';
import { createDpmSolver } from './dpm-solver.ts';
import { createEuler } from './euler.ts';
import { createLcm } from './lcm.ts';
import type { SchedulerConfig } from './noise-schedule.ts';

/** Ways from noise to picture. */
export const schedulerNames = ['euler', 'euler-ancestral', 'ddim', 'lcm', 'dpm-solver'] as const;
export type SchedulerName = (typeof schedulerNames)[number];

/** One run from noise to picture. Some schedulers remember the step before, so a run has its own. */
export interface Scheduler {
  /** Time step of each model call, falling. */
  readonly timesteps: readonly number[];
  /** Standard deviation of the noise that a run from nothing begins with. */
  readonly initialNoise: number;
  /** Whether `step` adds fresh noise. */
  readonly addsNoise: boolean;
  /** What the model is given in place of the latent at this step. */
  modelInput(index: number, sample: Float32Array): Float32Array;
  /**
   * The latent after a step.
   *
   * @param output what the model answered
   * @param noise  standard normal numbers, as long as the sample; only read where {@link addsNoise}
   */
  step(index: number, output: Float32Array, sample: Float32Array, noise?: Float32Array): Float32Array;
  /** A clean latent with as much noise as belongs to this step: where image-to-image begins. */
  noised(index: number, clean: Float32Array, noise: Float32Array): Float32Array;
}

/**
 * A scheduler for one run.
 *
 * @param steps    model calls of a run from nothing, from 1
 * @param strength 0 to 1: image-to-image runs only this last share of the steps, at least one
 * @throws {RangeError} when steps or strength lie outside
 */
export function createScheduler(name: SchedulerName, config: SchedulerConfig, steps: number, strength = 1): Scheduler {
  if (!Number.isInteger(steps) || steps < 1 || steps > config.num_train_timesteps)
    throw new RangeError(`steps must be a whole number from 1 to ${config.num_train_timesteps}, not ${steps}`);
  if (!(strength > 0 && strength <= 1)) throw new RangeError(`strength must be above 0 and at most 1, not ${strength}`);
  if (name === 'lcm') return createLcm(config, steps, strength);
  const skipped = steps - Math.max(1, Math.min(steps, Math.floor(steps * strength)));
  if (name === 'ddim') return createDdim(config, steps, skipped);
  if (name === 'dpm-solver') return createDpmSolver(config, steps, skipped);
  return createEuler(config, steps, skipped, name === 'euler-ancestral');
}
