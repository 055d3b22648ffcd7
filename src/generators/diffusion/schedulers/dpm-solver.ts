import { cumulativeAlphas, interpolated, noiseLevels, roundHalfEven, type SchedulerConfig } from './noise-schedule.ts';
import { cleanFrom } from './prediction.ts';
import type { Scheduler } from './scheduler.ts';

/** Time steps of the reference's multistep solver: it spaces one more than it uses. */
function timestepsOf(config: SchedulerConfig, steps: number): number[] {
  const { num_train_timesteps: count, timestep_spacing: spacing, steps_offset: offset } = config;
  if (spacing === 'trailing')
    return Array.from({ length: steps }, (_, i) => roundHalfEven(count - (i * count) / steps) - 1);
  if (spacing === 'linspace')
    return Array.from({ length: steps }, (_, i) => roundHalfEven(((steps - i) * (count - 1)) / steps));
  const ratio = Math.floor(count / (steps + 1));
  return Array.from({ length: steps }, (_, i) => (steps - i) * ratio + offset);
}

/**
 * DPM-Solver++ of second order, multistep (Lu et al. 2022, algorithm 2, "2M"); the first and the last step are of first
 * order.
 */
export function createDpmSolver(config: SchedulerConfig, steps: number, skipped: number): Scheduler {
  const levels = noiseLevels(cumulativeAlphas(config));
  const timesteps = timestepsOf(config, steps).slice(skipped);
  const sigmas = [...timesteps.map(t => interpolated(levels, t)), 0];
  const signals = sigmas.map(sigma => 1 / Math.sqrt(sigma ** 2 + 1));
  const noises = sigmas.map((sigma, i) => sigma * signals[i]);
  const lambdas = sigmas.map(sigma => -Math.log(sigma));
  let before: Float32Array | undefined;
  return {
    timesteps,
    initialNoise: 1,
    addsNoise: false,
    modelInput: (_, sample) => sample,
    step(index, output, sample) {
      const clean = sample.map((value, i) =>
        cleanFrom(config.prediction_type, output[i], value, signals[index], noises[index]),
      );
      const h = lambdas[index + 1] - lambdas[index];
      const move = -signals[index + 1] * Math.expm1(-h);
      const keep = noises[index + 1] / noises[index];
      const second = before && index > 0 && index < timesteps.length - 1 ? before : undefined;
      const slope = second ? (0.5 * h) / (lambdas[index] - lambdas[index - 1]) : 0;
      const next = sample.map((value, i) => {
        const guess = second ? clean[i] + slope * (clean[i] - second[i]) : clean[i];
        return keep * value + move * guess;
      });
      before = clean;
      return next;
    },
    noised: (index, clean, noise) => clean.map((value, i) => signals[index] * value + noises[index] * noise[i]),
  };
}
