import type { PixelMotion } from '../../../coherence/index.ts';
import { mixSeed } from '../../../scene-map/index.ts';
import { ModelError } from '../../neural/model-error.ts';
import { channelStatistics, colourMatched, type Picture } from '../../neural/picture.ts';
import { mixed, slerp } from '../latents.ts';
import { makeLatent } from '../make-picture.ts';
import type { DiffusionModel, Embedding, Latent } from '../model/diffusion-model.ts';
import type { Moment, Schedule } from '../schedule/schedule.ts';
import type { SchedulerName } from '../schedulers/scheduler.ts';
import { type CameraMove, carryAlong, joinedMoves, moveCamera, moveOver, stillCamera } from './camera.ts';
import { warpByDepth } from './depth-warp.ts';
import { sharpenedTo, sharpnessOf } from './sharpness.ts';
import { createTravellingNoise } from './travelling-noise.ts';

/** A diffused picture and its moment. */
export interface Keyframe {
  /** Seconds from the start of the track. */
  time: number;
  picture: Picture;
}

/** What a scene's pictures are made of. */
export interface KeyframesOptions {
  model: DiffusionModel;
  schedule: Schedule;
  width: number;
  height: number;
  seed: number;
  steps: number;
  scheduler?: SchedulerName;
  negativePrompt?: string;
  /** Where the first picture starts from, in place of noise. */
  firstFrame?: Picture;
  /** Embedding of the music at a time; turns the noise. */
  soundAt?(time: number): Float32Array;
  /** Motion from one picture to another; without it pictures are carried on by the camera alone. */
  findMotion?(from: Picture, to: Picture): PixelMotion;
  /**
   * Nearness of each pixel, 0 to 1, from a depth network: the camera then moves through space. Needed where the
   * schedule has a dolly.
   */
  findDepth?(picture: Picture): Promise<Float32Array>;
  signal?: AbortSignal;
  /** Called with the pictures done and the pictures in all. */
  progress?(done: number, all: number): void;
}

/** Shares of the last pictures in what the next one starts from, the latest first. */
const memoryShares = [0.72, 0.2, 0.08];
/** How much of a picture's motion goes on: things slow down more often than they speed up. */
const inertia = 0.5;
/** How fast the colours that are held may drift, a keyframe. */
const colourDrift = 0.02;

const mixedEmbedding = (a: Embedding, b: Embedding, share: number): Embedding =>
  share <= 0
    ? a
    : {
        width: a.width,
        // Each token's vector goes its own way on the sphere; the mean of two would be weaker than either.
        tokens: perToken(a, b, share),
        pooled: a.pooled && b.pooled && slerp(a.pooled, b.pooled, share),
      };

function perToken(a: Embedding, b: Embedding, share: number): Float32Array {
  const tokens = new Float32Array(a.tokens.length);
  for (let at = 0; at < tokens.length; at += a.width)
    tokens.set(slerp(a.tokens.subarray(at, at + a.width), b.tokens.subarray(at, at + a.width), share), at);
  return tokens;
}

/**
 * Diffuses the pictures of a scene one after another. The first comes from noise. Each next one starts from the last
 * three, carried to now by camera and motion, matched in colour and detail to what the scene began with, and mixed in
 * the model's small space: so errors do not add up.
 *
 * The same options give the same pictures; a scene is made from its start.
 *
 * @throws {ModelError} when the model lacks its encoder or fails
 */
export async function* diffuseKeyframes(options: KeyframesOptions): AsyncGenerator<Keyframe> {
  const { model, schedule, width, height, seed, steps, scheduler, signal } = options;
  const { latentChannels, pixelsPerLatent } = model.folder;
  const length = (latentChannels * width * height) / pixelsPerLatent ** 2;
  const noiseAt = createTravellingNoise(seed, length);
  if (schedule.needsDepth && !options.findDepth)
    throw new ModelError('The scene has a dolly, which needs a depth network, and there is none.');
  const away = await model.embedAway(options.negativePrompt);
  /** The last pictures, latest first, with the camera's way since each. */
  let memory: Remembered[] = [];
  let held: { colours: ReturnType<typeof channelStatistics>; sharpness: number } | undefined;
  let before: Moment | undefined;
  if (options.firstFrame) {
    held = { colours: channelStatistics(options.firstFrame), sharpness: sharpnessOf(options.firstFrame) };
    memory = [{ picture: options.firstFrame, move: stillCamera }];
    before = schedule.at(schedule.keyframeTimes[0]);
  }

  for (const [index, time] of schedule.keyframeTimes.entries()) {
    signal?.throwIfAborted();
    const moment = schedule.at(time);
    const { from, to, share } = moment.prompt;
    const embedding = mixedEmbedding(await model.embed(from), await model.embed(to), share);
    const noise = noiseAt(moment.noisePosition, options.soundAt?.(time));
    let start: { latent: Latent; strength: number } | undefined;
    if (before && held) {
      const step = moveOver(before.camera, time - before.time);
      for (const one of memory) one.move = joinedMoves(one.move, step);
      const carried = await carryMemory(memory, options);
      const latents: Latent[] = [];
      for (const picture of carried)
        latents.push(await model.encode(sharpenedTo(colourMatched(picture, held.colours), held.sharpness)));
      start = { latent: mixLatents(latents), strength: moment.strength };
    }
    const latent = await makeLatent(model, {
      embedding,
      away,
      guidanceScale: moment.guidanceScale,
      steps,
      scheduler,
      width,
      height,
      seed: mixSeed(seed, 'keyframe', index),
      noise,
      start,
      signal,
    });
    let picture = await model.decode(latent);
    if (held) picture = colourMatched(picture, held.colours, 0.6);
    const colours = channelStatistics(picture);
    held = held
      ? {
          colours: held.colours.map((one, c) => ({
            mean: one.mean + colourDrift * (colours[c].mean - one.mean),
            deviation: one.deviation + colourDrift * (colours[c].deviation - one.deviation),
          })),
          sharpness: held.sharpness,
        }
      : { colours, sharpness: sharpnessOf(picture) };
    memory = [{ picture, move: stillCamera }, ...memory].slice(0, memoryShares.length);
    before = moment;
    yield { time, picture };
    options.progress?.(index + 1, schedule.keyframeTimes.length);
  }
}

/** A picture that later ones start from. */
interface Remembered {
  picture: Picture;
  /** The camera's way since then. */
  move: CameraMove;
  /** Found once, with the first move through space. */
  nearness?: Promise<Float32Array>;
}

/** The remembered pictures as they would be seen now. */
async function carryMemory(
  memory: readonly Remembered[],
  { findMotion, findDepth }: KeyframesOptions,
): Promise<Picture[]> {
  const seen: Picture[] = [];
  for (const one of memory) {
    if (findDepth) one.nearness ??= findDepth(one.picture);
    const nearness = await one.nearness;
    seen.push(nearness ? warpByDepth(one.picture, nearness, one.move).picture : moveCamera(one.picture, one.move));
  }
  if (!findMotion || seen.length < 2) return seen;
  // What the camera does not explain is motion of things; it goes on from the latest picture.
  const motion = findMotion(seen[1], seen[0]);
  return seen.map((picture, age) => carryAlong(picture, motion, inertia * (age + 1)));
}

function mixLatents(latents: readonly Latent[]): Latent {
  const shares = memoryShares.slice(0, latents.length);
  const sum = shares.reduce((a, b) => a + b, 0);
  let { data } = latents[0];
  let weight = shares[0] / sum;
  for (let i = 1; i < latents.length; i++) {
    weight += shares[i] / sum;
    data = mixed(data, latents[i].data, shares[i] / sum / weight);
  }
  return { ...latents[0], data };
}
