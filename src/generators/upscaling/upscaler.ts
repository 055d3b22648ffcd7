import { fileURLToPath } from 'node:url';
import { ModelError } from '../neural/model-error.ts';
import { type Device, openNetwork } from '../neural/onnx-runtime.ts';
import type { Picture } from '../neural/picture.ts';
import { cropPlanes, type Planes, throughTiles } from '../neural/tiles.ts';
import { neededNetwork, type WeightForm } from '../neural/weights-file.ts';

/** A network that enlarges pictures, open. */
export interface Upscaler {
  path: string;
  /** Times by which both sides grow: 2 or 4. */
  factor: number;
  device: Device;
  /** @throws {ModelError} when the network fails */
  enlarge(picture: Picture): Promise<Picture>;
  close(): Promise<void>;
}

/** How to open an upscaler. */
export interface OpenUpscalerOptions {
  device?: Device | 'auto';
  threads?: number;
  weights?: WeightForm;
  /**
   * Side in pixels of the tiles that a picture is enlarged in, whole multiples of 8; smaller saves memory. Default 256.
   */
  tileSide?: number;
}

/** The small one that comes with Phosphene; see `training/tiny-upscaler`. */
export const ownUpscaler = fileURLToPath(new URL('../../../models/tiny-upscaler', import.meta.url));

/** Pixels that neighbouring tiles share: more than a compact network sees around a pixel. */
const overlap = 16;
/** Networks that halve inside, as Real-ESRGAN's x2plus and Swin2SR do, want sides that are multiples of this. */
const step = 8;

/** Planes with rows and columns added at the right and below, as a mirror shows them. */
function extended({ width, height, channels, data }: Planes, toWidth: number, toHeight: number): Planes {
  if (width === toWidth && height === toHeight) return { width, height, channels, data };
  const folded = (at: number, size: number): number => {
    const period = 2 * (size - 1) || 1;
    const inside = at % period;
    return inside < size ? inside : period - inside;
  };
  const out = new Float32Array(channels * toWidth * toHeight);
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < toHeight; y++) {
      const from = (c * height + folded(y, height)) * width;
      const to = (c * toHeight + y) * toWidth;
      for (let x = 0; x < toWidth; x++) out[to + x] = data[from + folded(x, width)];
    }
  return { width: toWidth, height: toHeight, channels, data: out };
}

const upTo = (side: number, multiple: number): number => Math.ceil(side / multiple) * multiple;

/**
 * Opens an upscaler as the hub's ONNX exports of Real-ESRGAN and its kin are: one network that takes RGB in 0 to 1 (1,
 * 3, height, width) and gives the same larger. By how much is found out by asking it.
 *
 * @param path an .onnx file, or a folder with one
 * @throws {ModelError} when it cannot be opened, or is no upscaler
 */
export async function openUpscaler(path: string, options: OpenUpscalerOptions = {}): Promise<Upscaler> {
  const { device = 'auto', threads, weights, tileSide = 256 } = options;
  const file = neededNetwork(path, weights);
  const network = await openNetwork(file, device, threads);
  const [input] = network.inputs;
  const [, channels, rows, columns] = network.shapeOf(input);
  const refuse = async (reason: string): Promise<never> => {
    await network.close();
    throw new ModelError(`${file} is no upscaler that Phosphene can use: ${reason}.`);
  };
  if (network.inputs.length !== 1 || (channels !== undefined && channels !== 3))
    await refuse('it must take one picture of three colours');
  if (rows !== columns) await refuse(`it takes pictures of ${columns}x${rows} only, and tiles are square`);
  const tile = rows ?? upTo(tileSide, step);
  const pass = async ({ width, height, data }: Planes): Promise<Float32Array> => {
    const answer = await network.run({ [input]: { data, shape: [1, 3, height, width] } });
    return answer[network.outputs[0]];
  };
  const side = rows ?? 32;
  const probe = await pass({ width: side, height: side, channels: 3, data: new Float32Array(3 * side * side) });
  const factor = Math.sqrt(probe.length / (3 * side * side));
  if (!Number.isInteger(factor) || factor < 2)
    await refuse(`it answers ${side}x${side} pixels with ${probe.length} numbers`);
  return {
    path,
    factor,
    device: network.device,
    async enlarge({ width, height, planes }) {
      const least = rows ?? 0;
      const whole = extended(
        { width, height, channels: 3, data: planes.map(value => value / 2 + 0.5) },
        Math.max(least, upTo(width, step)),
        Math.max(least, upTo(height, step)),
      );
      const large = await throughTiles(whole, 3, factor, tile, overlap, pass);
      const kept = cropPlanes(large, 0, 0, width * factor, height * factor);
      return { width: kept.width, height: kept.height, planes: kept.data.map(value => 2 * value - 1) };
    },
    close: () => network.close(),
  };
}
