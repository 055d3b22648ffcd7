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
