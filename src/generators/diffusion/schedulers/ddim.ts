import { cumulativeAlphas, roundHalfEven, type SchedulerConfig, spacedTimesteps } from './noise-schedule.ts';
import { cleanFrom } from './prediction.ts';
import type { Scheduler } from './scheduler.ts';

/** Denoising diffusion implicit models (Song et al. 2021, equation 12) without fresh noise (eta 0). */
export function createDdim(config: SchedulerConfig, steps: number, skipped: number): Scheduler {
  const alphas = cumulativeAlphas(config);
  const timesteps = spacedTimesteps(config, steps).slice(skipped).map(roundHalfEven);
  const last = config.set_alpha_to_one ? 1 : alphas[0];
  const stride = Math.floor(config.num_train_timesteps / steps);
  return {
    timesteps,
    initialNoise: 1,
    addsNoise: false,
    modelInput: (_, sample) => sample,
    step(index, output, sample) {
      const before = timesteps[index] - stride;
      const alpha = alphas[timesteps[index]];
      const next = before >= 0 ? alphas[before] : last;
      const signal = Math.sqrt(alpha);
      const noise = Math.sqrt(1 - alpha);
      return sample.map((value, i) => {
        const clean = cleanFrom(config.prediction_type, output[i], value, signal, noise);
        const epsilon = (value - signal * clean) / noise;
        return Math.sqrt(next) * clean + Math.sqrt(1 - next) * epsilon;
      });
    },
    noised: (index, clean, noise) => variancePreserving(alphas[timesteps[index]], clean, noise),
  };
}

/** Clean latent and noise, mixed so that the variance stays one. */
export function variancePreserving(alpha: number, clean: Float32Array, noise: Float32Array): Float32Array {
  const signal = Math.sqrt(alpha);
  const rest = Math.sqrt(1 - alpha);
  return clean.map((value, i) => signal * value + rest * noise[i]);
}
