import { ModelError } from '../../neural/model-error.ts';
import { type Device, type Network, openNetwork, type Values } from '../../neural/onnx-runtime.ts';
import type { Picture } from '../../neural/picture.ts';
import { throughTiles } from '../../neural/tiles.ts';
import type { WeightForm } from '../../neural/weights-file.ts';
import { type ModelFolder, readModelFolder } from './model-folder.ts';
import { openTokenizer, type Tokenize } from './tokenizer.ts';

/** A prompt as the U-Net hears it. */
export interface Embedding {
  /** One vector a token, one token after another. */
  tokens: Float32Array;
  /** Numbers of one vector. */
  width: number;
  /** SDXL's vector of the whole prompt. */
  pooled?: Float32Array;
}

/** A picture in the model's small space: `channels` planes of `width` by `height`. */
export interface Latent {
  width: number;
  height: number;
  data: Float32Array;
}

/** A latent diffusion model, open. Its calls are not meant to run at the same time. */
export interface DiffusionModel {
  folder: ModelFolder;
  /** What the U-Net runs on. */
  device: Device;
  /**
   * Whether it was distilled to take guidance as an input (latent consistency models): one call a step, whatever the
   * guidance.
   */
  takesGuidance: boolean;
  embed(prompt: string): Promise<Embedding>;
  /** What guidance leads away from: the negative prompt, or what the model was trained to take for none. */
  embedAway(negativePrompt?: string): Promise<Embedding>;
  /**
   * What the U-Net predicts.
   *
   * @param sample as the scheduler's `modelInput` gives it
   * @param guidanceEmbedding guidance for models that were distilled to take it as an input; others ignore it
   */
  predict(sample: Latent, timestep: number, embedding: Embedding, guidanceEmbedding?: number): Promise<Float32Array>;
  /** @throws {ModelError} when the export has no encoder */
  encode(picture: Picture): Promise<Latent>;
  decode(latent: Latent): Promise<Picture>;
  close(): Promise<void>;
}

/** How to open a model. */
export interface OpenModelOptions {
  device?: Device | 'auto';
  threads?: number;
  /** Form of the weights to take where the export has several; the plain one by default. */
  weights?: WeightForm;
  /** Side in pixels above which the autoencoder works tile by tile; smaller saves memory. Default 768. */
  tileSide?: number;
}

/**
 * Sine and cosine of a guidance value, as latent consistency models take it (Luo et al. 2023, appendix; after Vaswani
 * et al. 2017).
 */
function guidanceVector(guidance: number, width: number): Float32Array {
  const half = width >> 1;
  const vector = new Float32Array(width);
  for (let i = 0; i < half; i++) {
    const angle = (guidance - 1) * 1000 * Math.exp((-Math.log(10000) * i) / (half - 1));
    vector[i] = Math.sin(angle);
    vector[half + i] = Math.cos(angle);
  }
  return vector;
}

function outputOf(answer: Record<string, Float32Array>, network: Network, ...names: string[]): Float32Array {
  const name = names.find(one => one in answer) ?? network.outputs[0];
  return answer[name];
}

/**
 * Opens a model folder.
 *
 * @throws {ModelError} when a part is missing or cannot be opened
 */
export async function openDiffusionModel(path: string, options: OpenModelOptions = {}): Promise<DiffusionModel> {
  const { device = 'auto', threads, tileSide = 768, weights } = options;
  const folder = readModelFolder(path, weights);
  const open = (file: string): Promise<Network> => openNetwork(file, device, threads);
  const networks: Network[] = [];
  const keep = async (file: string): Promise<Network> => {
    const network = await open(file);
    networks.push(network);
    return network;
  };
  const close = async (): Promise<void> => {
    await Promise.all(networks.map(network => network.close()));
  };
  try {
    const encoders: { network: Network; tokenize: Tokenize }[] = [];
    for (const { network, tokenizer } of folder.textEncoders)
      encoders.push({ network: await keep(network), tokenize: openTokenizer(tokenizer) });
    const unet = await keep(folder.unet);
    const decoder = await keep(folder.vaeDecoder);
    const encoder = folder.vaeEncoder ? await keep(folder.vaeEncoder) : undefined;
    return createModel(folder, { encoders, unet, decoder, encoder }, tileSide, close);
  } catch (error) {
    await close();
    throw error;
  }
}

interface Parts {
  encoders: { network: Network; tokenize: Tokenize }[];
  unet: Network;
  decoder: Network;
  encoder?: Network;
}

function createModel(folder: ModelFolder, parts: Parts, tileSide: number, close: () => Promise<void>): DiffusionModel {
  const { encoders, unet, decoder, encoder } = parts;
  const { latentScale, latentChannels: channels, pixelsPerLatent: ratio } = folder;
  const tile = Math.max(8, Math.floor(tileSide / ratio));
  const overlap = Math.max(2, tile >> 3);
  const embeddings = new Map<string, Promise<Embedding>>();

  const embedNow = async (prompt: string): Promise<Embedding> => {
    const answers: { tokens: Float32Array; width: number; pooled?: Float32Array }[] = [];
    for (const { network, tokenize } of encoders) {
      const ids = tokenize(prompt);
      const answer = await network.run({
        [network.inputs[0]]: { data: BigInt64Array.from(ids, BigInt), shape: [1, ids.length] },
      });
      // SDXL was trained on the last layer but one.
      const hidden = folder.sdxl
        ? Object.keys(answer)
            .filter(name => name.startsWith('hidden_states.'))
            .sort((a, b) => Number(a.slice(14)) - Number(b.slice(14)))
            .at(-2)
        : undefined;
      const tokens = hidden ? answer[hidden] : outputOf(answer, network, 'last_hidden_state');
      answers.push({ tokens, width: tokens.length / ids.length, pooled: answer.text_embeds ?? answer.pooler_output });
    }
    if (answers.length === 1) return { tokens: answers[0].tokens, width: answers[0].width };
    const width = answers.reduce((sum, one) => sum + one.width, 0);
    const length = answers[0].tokens.length / answers[0].width;
    const tokens = new Float32Array(length * width);
    for (let i = 0; i < length; i++) {
      let at = i * width;
      for (const one of answers) {
        tokens.set(one.tokens.subarray(i * one.width, (i + 1) * one.width), at);
        at += one.width;
      }
    }
    return { tokens, width, pooled: answers.at(-1)!.pooled };
  };

  return {
    folder,
    device: unet.device,
    takesGuidance: unet.inputs.includes('timestep_cond'),
    embed(prompt) {
      let embedding = embeddings.get(prompt);
      if (!embedding) {
        embedding = embedNow(prompt);
        embeddings.set(prompt, embedding);
      }
      return embedding;
    },
    async embedAway(negativePrompt) {
      const embedding = await this.embed(negativePrompt ?? '');
      if (!folder.zerosForNoPrompt || negativePrompt) return embedding;
      const { tokens, width, pooled } = embedding;
      return { tokens: new Float32Array(tokens.length), width, pooled: pooled && new Float32Array(pooled.length) };
    },
    async predict({ width, height, data }, timestep, embedding, guidanceEmbedding) {
      const inputs: Record<string, Values> = {
        sample: { data, shape: [1, channels, height, width] },
        timestep: { data: Float32Array.of(timestep), shape: unet.shapeOf('timestep').length === 0 ? [] : [1] },
        encoder_hidden_states: {
          data: embedding.tokens,
          shape: [1, embedding.tokens.length / embedding.width, embedding.width],
        },
      };
      if (unet.inputs.includes('timestep_cond')) {
        const side = unet.shapeOf('timestep_cond').at(-1) ?? 256;
        inputs.timestep_cond = { data: guidanceVector(guidanceEmbedding ?? 8, side), shape: [1, side] };
      }
      if (unet.inputs.includes('text_embeds')) {
        inputs.text_embeds = { data: embedding.pooled!, shape: [1, embedding.pooled!.length] };
        const [pixelHeight, pixelWidth] = [height * ratio, width * ratio];
        inputs.time_ids = {
          data: Float32Array.of(pixelHeight, pixelWidth, 0, 0, pixelHeight, pixelWidth),
          shape: [1, 6],
        };
      }
      return outputOf(await unet.run(inputs), unet, 'out_sample');
    },
    async encode({ width, height, planes }) {
      if (!encoder)
        throw new ModelError(
          `The model in ${folder.path} has no vae_encoder; starting from a picture and recurrent conditioning need it.`,
        );
      const whole = { width, height, channels: 3, data: planes };
      const latent = await throughTiles(whole, channels, 1 / ratio, tile * ratio, overlap * ratio, async part => {
        const input = { data: part.data, shape: [1, 3, part.height, part.width] };
        const answer = await encoder.run({ [encoder.inputs[0]]: input });
        return outputOf(answer, encoder, 'latent_sample');
      });
      return { width: latent.width, height: latent.height, data: latent.data.map(value => value * latentScale) };
    },
    async decode({ width, height, data }) {
      const whole = { width, height, channels, data: data.map(value => value / latentScale) };
      const picture = await throughTiles(whole, 3, ratio, tile, overlap, async part => {
        const input = { data: part.data, shape: [1, channels, part.height, part.width] };
        return outputOf(await decoder.run({ [decoder.inputs[0]]: input }), decoder, 'sample');
      });
      return { width: picture.width, height: picture.height, planes: picture.data };
    },
    close,
  };
}
