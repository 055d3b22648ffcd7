import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from './model-error.ts';
import { type Device, openNetwork } from './onnx-runtime.ts';
import { readPreprocessorConfig } from './preprocessor-config.ts';
import { neededNetwork } from './weights-file.ts';

interface Size {
  width: number;
  height: number;
}

/** A network that tells what a picture shows as a vector, open: DINO, the image side of CLIP. */
export interface ImageEncoder {
  /** The size at which {@link ImageEncoder.encode} wants a picture of this size; the middle of that is looked at. */
  sizeOf(picture: Size): Size;
  /**
   * What a picture shows: a vector of length 1.
   *
   * @param rgb 8-bit red, green, blue of each pixel, row by row, at the size that `sizeOf` told
   * @throws {ModelError} when the network fails
   */
  encode(rgb: Uint8Array, size: Size): Promise<Float32Array>;
  close(): Promise<void>;
}

/** Sides of a picture as configurations write them. */
function sizeIn(value: unknown): Partial<Size> & { shortest?: number } {
  if (typeof value === 'number') return { width: value, height: value };
  const { width, height, shortest_edge: shortest } = (value ?? {}) as Record<string, number | undefined>;
  return { width, height, shortest };
}

/** Numbers a token of a vision transformer has, as `config.json` tells. */
function hiddenSize(folder: string): number | undefined {
  try {
    const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
    const size = config.vision_config?.hidden_size ?? config.hidden_size;
    return typeof size === 'number' ? size : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Opens an image encoder in the hub's layout: `preprocessor_config.json`, and a network that takes `pixel_values` (1, 3,
 * height, width) and gives `image_embeds` (1, n), as CLIP's image side does, or `last_hidden_state` (1, tokens, n) with
 * the class token first, as vision transformers such as DINO do; `config.json` tells n then.
 *
 * @throws {ModelError} when a part is missing or cannot be opened
 */
export async function openImageEncoder(
  folder: string,
  { device = 'auto', threads }: { device?: Device | 'auto'; threads?: number } = {},
): Promise<ImageEncoder> {
  const { fields, mean, deviation } = readPreprocessorConfig(folder, 'image encoder');
  const wanted = sizeIn(fields.size ?? 224);
  const crop = fields.do_center_crop === true ? sizeIn(fields.crop_size ?? fields.size) : {};
  const network = await openNetwork(neededNetwork(folder), device, threads);
  const isEmbedding = network.outputs.includes('image_embeds');
  const tokenSize = isEmbedding ? undefined : hiddenSize(folder);
  const refuse = async (reason: string): Promise<never> => {
    await network.close();
    throw new ModelError(reason);
  };
  if (!isEmbedding && !network.outputs.includes('last_hidden_state'))
    await refuse(
      `The network in ${folder} gives ${network.outputs.join(', ')}; an image encoder gives image_embeds or last_hidden_state.`,
    );
  if (!isEmbedding && tokenSize === undefined)
    await refuse(`config.json in ${folder} does not tell the hidden_size of its network.`);
  const sizeOf = ({ width, height }: Size): Size => {
    if (wanted.shortest === undefined) return { width: wanted.width ?? 224, height: wanted.height ?? 224 };
    const scale = wanted.shortest / Math.min(width, height);
    return { width: Math.round(width * scale), height: Math.round(height * scale) };
  };
  return {
    sizeOf,
    async encode(rgb, { width, height }) {
      const seen = { width: Math.min(width, crop.width ?? width), height: Math.min(height, crop.height ?? height) };
      const [left, top] = [(width - seen.width) >> 1, (height - seen.height) >> 1];
      const area = seen.width * seen.height;
      const pixels = new Float32Array(3 * area);
      for (let y = 0, i = 0; y < seen.height; y++)
        for (let x = 0; x < seen.width; x++, i++)
          for (let c = 0; c < 3; c++)
            pixels[c * area + i] = (rgb[3 * ((top + y) * width + left + x) + c] / 255 - mean[c]) / deviation[c];
      const answer = await network.run({
        [network.inputs[0]]: { data: pixels, shape: [1, 3, seen.height, seen.width] },
      });
      if (isEmbedding) return unit(answer.image_embeds);
      const tokens = answer.last_hidden_state;
      if (tokens.length % tokenSize! !== 0)
        throw new ModelError(`config.json in ${folder} does not tell the hidden_size of its network.`);
      return unit(tokens.subarray(0, tokenSize));
    },
    close: () => network.close(),
  };
}

/** The same direction at length 1. */
function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map(value => value / Math.max(1e-12, length));
}
