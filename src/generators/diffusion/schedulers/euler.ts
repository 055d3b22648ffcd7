import {
  cumulativeAlphas,
  interpolated,
  noiseLevels,
  type SchedulerConfig,
  spacedTimesteps,
} from './noise-schedule.ts';
import { cleanFrom } from './prediction.ts';
import type { Scheduler } from './scheduler.ts';

/**
 * Euler's method on the probability flow (Karras et al. 2022, algorithm 2 without churn), or its ancestral form, which
 * steps further down and puts fresh noise back (Katherine Crowson's k-diffusion). The latent is kept unscaled: clean
 * plus sigma times noise.
 */
export function createEuler(config: SchedulerConfig, steps: number, skipped: number, ancestral: boolean): Scheduler {
  const levels = noiseLevels(cumulativeAlphas(config));
  const all = spacedTimesteps(config, steps);
  const timesteps = all.slice(skipped);
  const sigmas = [...timesteps.map(t => interpolated(levels, t)), 0];
  const largest = interpolated(levels, all[0]);
  return {
    timesteps,
    initialNoise: config.timestep_spacing === 'leading' ? Math.sqrt(largest ** 2 + 1) : largest,
    addsNoise: ancestral,
    modelInput(index, sample) {
      const scale = 1 / Math.sqrt(sigmas[index] ** 2 + 1);
      return sample.map(value => value * scale);
    },
    step(index, output, sample, noise) {
      const from = sigmas[index];
      const to = sigmas[index + 1];
      const up = ancestral ? Math.sqrt((to ** 2 * (from ** 2 - to ** 2)) / from ** 2) : 0;
      const down = Math.sqrt(to ** 2 - up ** 2);
      const signal = 1 / Math.sqrt(from ** 2 + 1);
      return sample.map((value, i) => {
        const clean = cleanFrom(config.prediction_type, output[i], value * signal, signal, from * signal);
        const next = value + ((value - clean) / from) * (down - from);
        return ancestral ? next + noise![i] * up : next;
      });
    },
    noised: (index, clean, noise) => clean.map((value, i) => value + noise[i] * sigmas[index]),
  };
}
