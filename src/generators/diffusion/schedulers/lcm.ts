import { variancePreserving } from './ddim.ts';
import { cumulativeAlphas, type SchedulerConfig } from './noise-schedule.ts';
import { cleanFrom } from './prediction.ts';
import type { Scheduler } from './scheduler.ts';

/** Standard deviation of the data that the boundary condition assumes. */
const dataDeviation = 0.5;

/**
 * Latent consistency models (Luo et al. 2023, algorithm 3): each step guesses the clean latent and noises it again to
 * the next time step.
 *
 * @param strength image-to-image takes its steps from this share of the teacher's
 */
export function createLcm(config: SchedulerConfig, steps: number, strength: number): Scheduler {
  const alphas = cumulativeAlphas(config);
  const stride = Math.floor(config.num_train_timesteps / config.original_inference_steps);
  const taught = Math.floor(config.original_inference_steps * strength);
  if (taught < steps)
    throw new RangeError(
      `${steps} steps at strength ${strength} are more than the ${taught} that the model was taught; take fewer`,
    );
  const origin = Array.from({ length: taught }, (_, i) => (taught - i) * stride - 1);
  const timesteps = Array.from({ length: steps }, (_, i) => origin[Math.floor((i * taught) / steps)]);
  return {
    timesteps,
    initialNoise: 1,
    addsNoise: true,
    modelInput: (_, sample) => sample,
    step(index, output, sample, noise) {
      const t = timesteps[index];
      const alpha = alphas[t];
      const scaled = t * config.timestep_scaling;
      const skip = dataDeviation ** 2 / (scaled ** 2 + dataDeviation ** 2);
      const keep = scaled / Math.sqrt(scaled ** 2 + dataDeviation ** 2);
      const clean = sample.map(
        (value, i) =>
          keep * cleanFrom(config.prediction_type, output[i], value, Math.sqrt(alpha), Math.sqrt(1 - alpha)) +
          skip * value,
      );
      return index === timesteps.length - 1 ? clean : variancePreserving(alphas[timesteps[index + 1]], clean, noise!);
    },
    noised: (index, clean, noise) => variancePreserving(alphas[timesteps[index]], clean, noise),
  };
}
