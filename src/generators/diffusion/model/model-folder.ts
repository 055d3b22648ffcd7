import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from '../../neural/model-error.ts';
import { findNetwork, type WeightForm } from '../../neural/weights-file.ts';
import { defaultSchedulerConfig, type SchedulerConfig } from '../schedulers/noise-schedule.ts';
import type { SchedulerName } from '../schedulers/scheduler.ts';

/** A latent diffusion model on the disk, in the layout of the public hub's ONNX exports. */
export interface ModelFolder {
  path: string;
  /** One text encoder, or two for SDXL, each with its tokenizer's folder. */
  textEncoders: { network: string; tokenizer: string }[];
  unet: string;
  vaeDecoder: string;
  /** Undefined where the export has none: image-to-image and recurrent conditioning need it. */
  vaeEncoder?: string;
  scheduler: SchedulerConfig;
  /** The scheduler that the model names, or the nearest that there is. */
  schedulerName: SchedulerName;
  /** What a latent of the autoencoder is multiplied with before the diffusion sees it. */
  latentScale: number;
  latentChannels: number;
  /** Pixels of a latent's side. */
  pixelsPerLatent: number;
  /** Pixels of the side that it was trained at. */
  nativeSide: number;
  /** Pixels that both sides of a picture must be a multiple of: a latent cell for each halving inside the U-Net. */
  sizeStep: number;
  /** Whether the U-Net wants SDXL's pooled text and picture sizes. */
  sdxl: boolean;
  /**
   * Whether guidance leads away from nothing at all where there is no negative prompt, as SDXL was trained, and not
   * from the empty prompt.
   */
  zerosForNoPrompt: boolean;
}

type Fields = Record<string, unknown>;

function readJson(path: string): Fields {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Fields;
  } catch (error) {
    throw new ModelError(`The model's file ${path} cannot be read: ${(error as Error).message}.`);
  }
}

const numberIn = (fields: Fields, name: string, otherwise: number): number =>
  typeof fields[name] === 'number' ? (fields[name] as number) : otherwise;

const schedulerClasses: Readonly<Record<string, SchedulerName>> = {
  EulerDiscreteScheduler: 'euler',
  EulerAncestralDiscreteScheduler: 'euler-ancestral',
  DDIMScheduler: 'ddim',
  PNDMScheduler: 'ddim',
  LCMScheduler: 'lcm',
  DPMSolverMultistepScheduler: 'dpm-solver',
};

/**
 * Reads how a model is laid out: `model_index.json`, and beside it `scheduler`, `tokenizer`, `text_encoder`, `unet`,
 * `vae_decoder`, `vae_encoder`, for SDXL `tokenizer_2` and `text_encoder_2` too.
 *
 * @param weights form of the weights to take where a part has several files; the plain one by default
 * @throws {ModelError} naming the file that is missing or wrong
 */
export function readModelFolder(path: string, weights?: WeightForm): ModelFolder {
  const at = (...parts: string[]): string => join(path, ...parts);
  const needed = (...parts: string[]): string => {
    const file = at(...parts);
    if (!existsSync(file))
      throw new ModelError(
        `${path} is not a whole diffusion model: ${parts.join('/')} is missing. It must be an ONNX export with model_index.json, scheduler, tokenizer, text_encoder, unet and vae_decoder.`,
      );
    return file;
  };
  const network = (part: string): string => findNetwork(at(part), weights) ?? needed(part, 'model.onnx');
  const index = readJson(needed('model_index.json'));
  const config = readJson(needed('scheduler', 'scheduler_config.json'));
  const name = schedulerClasses[String(config._class_name)];
  if (!name)
    throw new ModelError(
      `The model in ${path} names the scheduler ${config._class_name}; known are ${Object.keys(schedulerClasses).join(', ')}.`,
    );
  const optionalJson = (...parts: string[]): Fields => (existsSync(at(...parts)) ? readJson(at(...parts)) : {});
  const unetConfig = optionalJson('unet', 'config.json');
  const vaeConfig = { ...optionalJson('vae_encoder', 'config.json'), ...optionalJson('vae_decoder', 'config.json') };
  const sdxl = findNetwork(at('text_encoder_2'), weights) !== undefined;
  const blocks = Array.isArray(vaeConfig.block_out_channels) ? vaeConfig.block_out_channels.length : 4;
  const pixelsPerLatent = 2 ** (blocks - 1);
  return {
    path,
    textEncoders: ['', ...(sdxl ? ['_2'] : [])].map(end => ({
      network: network(`text_encoder${end}`),
      tokenizer: existsSync(at(`tokenizer${end}`)) ? at(`tokenizer${end}`) : needed('tokenizer'),
    })),
    unet: network('unet'),
    vaeDecoder: network('vae_decoder'),
    vaeEncoder: findNetwork(at('vae_encoder'), weights),
    scheduler: { ...defaultSchedulerConfig, ...config } as SchedulerConfig,
    schedulerName: name,
    latentScale: numberIn(vaeConfig, 'scaling_factor', sdxl ? 0.13025 : 0.18215),
    latentChannels: numberIn(unetConfig, 'in_channels', 4),
    pixelsPerLatent,
    sizeStep:
      pixelsPerLatent *
      2 ** (Math.max(1, Array.isArray(unetConfig.block_out_channels) ? unetConfig.block_out_channels.length : 4) - 1),
    nativeSide: numberIn(unetConfig, 'sample_size', 64) * pixelsPerLatent,
    sdxl,
    zerosForNoPrompt: index.force_zeros_for_empty_prompt === true,
  };
}
