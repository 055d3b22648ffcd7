import { createDdim } from './ddim.ts';
import { createDpmSolver } from './dpm-solver.ts';
import { createEuler } from './euler.ts';
import { createLcm } from './lcm.ts';
import type { SchedulerConfig } from './noise-schedule.ts';
import type { Scheduler, SchedulerName } from './scheduler.ts';

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
