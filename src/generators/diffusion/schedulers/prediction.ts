import type { SchedulerConfig } from './noise-schedule.ts';

/**
 * The clean latent that a model's answer means, for a latent `signal * clean + noise * epsilon` with signal² + noise² =
 * 1.
 *
 * Epsilon: Ho et al. 2020; velocity: Salimans and Ho 2022, appendix D.
 */
export function cleanFrom(
  kind: SchedulerConfig['prediction_type'],
  output: number,
  sample: number,
  signal: number,
  noise: number,
): number {
  if (kind === 'epsilon') return (sample - noise * output) / signal;
  if (kind === 'v_prediction') return signal * sample - noise * output;
  return output;
}
