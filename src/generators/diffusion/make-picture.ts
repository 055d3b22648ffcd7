import { mixSeed } from '../../scene-map/index.ts';
import { ModelError } from '../neural/model-error.ts';
import { gaussianNoise } from './latents.ts';
import type { DiffusionModel, Embedding, Latent } from './model/diffusion-model.ts';
import { createScheduler } from './schedulers/create-scheduler.ts';
import type { SchedulerName } from './schedulers/scheduler.ts';

/** What to make. */
export interface PictureRequest {
  /** What is to be seen. */
  embedding: Embedding;
  /** What guidance leads away from: the embedding of the negative prompt, or of no words. */
  away: Embedding;
  /**
   * Classifier-free guidance (Ho and Salimans 2022): 1 follows the prompt alone and costs half; 5 to 15 is usual for
   * undistilled models.
   */
  guidanceScale: number;
  /** Model calls of a picture from nothing. */
  steps: number;
  scheduler?: SchedulerName;
  /** Pixels; whole multiples of the model's latent cell. */
  width: number;
  height: number;
  /** Seed of the noise. Equal requests give equal latents. */
  seed: number;
  /** Noise to begin with in place of the seed's, as many numbers as the latent has. */
  noise?: Float32Array;
  /** Image-to-image: where to begin, and how much of the way is done anew (0 to 1). */
  start?: { latent: Latent; strength: number };
  signal?: AbortSignal;
  /** Called after each step with the steps done and the steps in all. */
  progress?(done: number, all: number): void;
}

/**
 * Runs a diffusion from noise, or from a noised picture, to a clean latent.
 *
 * @throws {ModelError} when the size does not fit the model's cells
 * @throws {RangeError} when steps or strength lie outside
 */
export async function makeLatent(model: DiffusionModel, request: PictureRequest): Promise<Latent> {
  const { pixelsPerLatent: ratio, latentChannels: channels, scheduler: config, schedulerName } = model.folder;
  const { width, height, guidanceScale, embedding, away, seed, start, signal } = request;
  if (width % ratio !== 0 || height % ratio !== 0)
    throw new ModelError(`${width}x${height} does not fit the model: both sides must be multiples of ${ratio}.`);
  const size = { width: width / ratio, height: height / ratio };
  const length = channels * size.width * size.height;
  const scheduler = createScheduler(request.scheduler ?? schedulerName, config, request.steps, start?.strength);
  const noise = request.noise ?? gaussianNoise(seed, length);
  let data = start ? scheduler.noised(0, start.latent.data, noise) : noise.map(value => value * scheduler.initialNoise);
  for (const [index, timestep] of scheduler.timesteps.entries()) {
    signal?.throwIfAborted();
    const input = { ...size, data: scheduler.modelInput(index, data) };
    let output = await model.predict(input, timestep, embedding, guidanceScale);
    if (guidanceScale > 1 && !model.takesGuidance) {
      const plain = await model.predict(input, timestep, away, guidanceScale);
      output = plain.map((value, i) => value + guidanceScale * (output[i] - value));
    }
    const fresh = scheduler.addsNoise ? gaussianNoise(mixSeed(seed, 'step', index), length) : undefined;
    data = scheduler.step(index, output, data, fresh);
    request.progress?.(index + 1, scheduler.timesteps.length);
  }
  return { ...size, data };
}
