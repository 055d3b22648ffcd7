/**
 * What a model's `scheduler/scheduler_config.json` says, as the public hub writes it; the rest of the file is of no
 * effect here.
 */
export interface SchedulerConfig {
  num_train_timesteps: number;
  beta_start: number;
  beta_end: number;
  beta_schedule: 'linear' | 'scaled_linear' | 'squaredcos_cap_v2';
  prediction_type: 'epsilon' | 'v_prediction' | 'sample';
  timestep_spacing: 'leading' | 'linspace' | 'trailing';
  steps_offset: number;
  /** DDIM and LCM: whether the step after the last one is the clean picture, or time step 0. */
  set_alpha_to_one: boolean;
  /** LCM: steps of the teacher that it was distilled from. */
  original_inference_steps: number;
  /** LCM: scale of the time in its boundary condition. */
  timestep_scaling: number;
}

/** Values that Stable Diffusion 1.5 was published with. */
export const defaultSchedulerConfig: SchedulerConfig = {
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  prediction_type: 'epsilon',
  timestep_spacing: 'leading',
  steps_offset: 1,
  set_alpha_to_one: false,
  original_inference_steps: 50,
  timestep_scaling: 10,
};

/**
 * Share of the picture's variance that is left at each time step: the cumulative product of 1 - beta (Ho et al. 2020,
 * equation 4).
 *
 * @returns one number a training time step, falling from nearly 1 to nearly 0
 */
export function cumulativeAlphas(config: SchedulerConfig): Float64Array {
  const { num_train_timesteps: count, beta_start: first, beta_end: last, beta_schedule: kind } = config;
  const alphas = new Float64Array(count);
  // Nichol and Dhariwal 2021, equation 17.
  const cosine = (t: number): number => Math.cos((((t + 0.008) / 1.008) * Math.PI) / 2) ** 2;
  let product = 1;
  for (let t = 0; t < count; t++) {
    const share = t / (count - 1);
    const beta =
      kind === 'linear'
        ? first + (last - first) * share
        : kind === 'scaled_linear'
          ? (Math.sqrt(first) + (Math.sqrt(last) - Math.sqrt(first)) * share) ** 2
          : Math.min(0.999, 1 - cosine((t + 1) / count) / cosine(t / count));
    product *= 1 - beta;
    alphas[t] = product;
  }
  return alphas;
}

/** Noise over signal at each time step, as Karras et al. 2022 count it. */
export function noiseLevels(alphas: Float64Array): Float64Array {
  return alphas.map(alpha => Math.sqrt((1 - alpha) / alpha));
}

/** A value of a table between two of its places. */
export function interpolated(table: Float64Array, at: number): number {
  const low = Math.min(table.length - 1, Math.max(0, Math.floor(at)));
  const high = Math.min(table.length - 1, low + 1);
  return table[low] + (table[high] - table[low]) * (at - low);
}

/** Rounds halves to the even neighbour, as the reference's NumPy does. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest < 0.5 || (rest === 0.5 && floor % 2 === 0) ? floor : floor + 1;
}

/**
 * The time steps of a run, from noise to picture: "Common Diffusion Noise Schedules and Sample Steps are Flawed" (Lin
 * et al. 2023), table 2.
 *
 * @param steps number of steps, 1 to the number of training steps
 */
export function spacedTimesteps(config: SchedulerConfig, steps: number): number[] {
  const { num_train_timesteps: count, timestep_spacing: spacing, steps_offset: offset } = config;
  if (spacing === 'linspace')
    return Array.from({ length: steps }, (_, i) => (steps === 1 ? 0 : ((steps - 1 - i) * (count - 1)) / (steps - 1)));
  if (spacing === 'leading') {
    const ratio = Math.floor(count / steps);
    return Array.from({ length: steps }, (_, i) => (steps - 1 - i) * ratio + offset);
  }
  return Array.from({ length: steps }, (_, i) => roundHalfEven(count - (i * count) / steps) - 1);
}
