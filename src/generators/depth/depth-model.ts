import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ModelError } from '../neural/model-error.ts';
import { type Device, openNetwork } from '../neural/onnx-runtime.ts';
import type { Picture } from '../neural/picture.ts';
import { readPreprocessorConfig } from '../neural/preprocessor-config.ts';
import { resizePlane } from '../neural/resize-picture.ts';
import { neededNetwork } from '../neural/weights-file.ts';

/** A network that tells near from far in a picture, open. */
export interface DepthModel {
  path: string;
  /**
   * How near each pixel is: the inverse of its distance, 1 for the nearest thing of the picture and 0 for the farthest.
   * Row by row, at the picture's size.
   *
   * @throws {ModelError} when the network fails
   */
  nearnessOf(picture: Picture): Promise<Float32Array>;
  close(): Promise<void>;
}

/** The small one that comes with Phosphene; see `training/tiny-depth`. */
export const ownDepthModel = fileURLToPath(new URL('../../../models/tiny-depth', import.meta.url));

/** How pictures are made ready, as the hub's `preprocessor_config.json` tells. */
interface Preparation {
  width: number;
  height: number;
  multiple: number;
  keepShape: boolean;
  mean: readonly number[];
  deviation: readonly number[];
}

function readPreparation(folder: string): Preparation {
  const { fields, mean, deviation } = readPreprocessorConfig(folder, 'depth network');
  const size = fields.size as { width?: number; height?: number } | number | undefined;
  const [width, height] = typeof size === 'number' ? [size, size] : [size?.width ?? 384, size?.height ?? 384];
  return {
    width,
    height,
    multiple: typeof fields.ensure_multiple_of === 'number' ? fields.ensure_multiple_of : 1,
    keepShape: fields.keep_aspect_ratio === true,
    mean,
    deviation,
  };
}

/**
 * The size at which a network sees a picture (as DPTImageProcessor has it): whichever side needs less change decides
 * the scale.
 */
export function sizeSeen(
  { width, height }: { width: number; height: number },
  wanted: Pick<Preparation, 'width' | 'height' | 'multiple' | 'keepShape'>,
): { width: number; height: number } {
  let across = wanted.width / width;
  let down = wanted.height / height;
  if (wanted.keepShape) across = down = Math.abs(1 - across) < Math.abs(1 - down) ? across : down;
  const whole = (side: number): number =>
    Math.max(wanted.multiple, Math.round(side / wanted.multiple) * wanted.multiple);
  return { width: whole(width * across), height: whole(height * down) };
}

/** Values below and above which a hundredth of a plane lies: what a few stray pixels say does not decide the scale. */
function span(values: Float32Array): [low: number, high: number] {
  const sorted = Float32Array.from(values).sort();
  return [sorted[Math.floor(0.01 * (sorted.length - 1))], sorted[Math.ceil(0.99 * (sorted.length - 1))]];
}

/**
 * Opens a depth network in the hub's layout: `preprocessor_config.json`, and `onnx/model.onnx` (or `model.onnx`) that
 * takes `pixel_values` (1, 3, height, width) and gives the relative inverse depth (1, height, width) or (1, 1, height,
 * width), larger being nearer, as Depth Anything and MiDaS do.
 *
 * @throws {ModelError} when a part is missing or cannot be opened
 */
export async function openDepthModel(
  path: string,
  { device = 'auto', threads }: { device?: Device | 'auto'; threads?: number } = {},
): Promise<DepthModel> {
  if (!existsSync(join(path, 'preprocessor_config.json')))
    throw new ModelError(
      `The camera's way into the depth needs a depth network, and ${path} is none: preprocessor_config.json is missing.`,
    );
  const preparation = readPreparation(path);
  const network = await openNetwork(neededNetwork(path), device, threads);
  const { mean, deviation } = preparation;
  return {
    path,
    async nearnessOf({ width, height, planes }) {
      const seen = sizeSeen({ width, height }, preparation);
      const [area, seenArea] = [width * height, seen.width * seen.height];
      const pixels = new Float32Array(3 * seenArea);
      for (let c = 0; c < 3; c++) {
        const plane = resizePlane(planes.subarray(c * area, (c + 1) * area), width, height, seen.width, seen.height);
        for (let i = 0; i < seenArea; i++) pixels[c * seenArea + i] = (plane[i] / 2 + 0.5 - mean[c]) / deviation[c];
      }
      const answer = await network.run({
        [network.inputs[0]]: { data: pixels, shape: [1, 3, seen.height, seen.width] },
      });
      const inverse = answer.predicted_depth ?? answer[network.outputs[0]];
      if (inverse.length !== seenArea)
        throw new ModelError(
          `The depth network in ${path} answers with ${inverse.length} numbers for ${seen.width}x${seen.height} pixels; its export has a fixed size.`,
        );
      const [low, high] = span(inverse);
      const range = high - low || 1;
      // Bicubic resampling swings over at edges: held within 0 and 1 once more.
      const held = inverse.map(value => Math.min(1, Math.max(0, (value - low) / range)));
      return resizePlane(held, seen.width, seen.height, width, height).map(value => Math.min(1, Math.max(0, value)));
    },
    close: () => network.close(),
  };
}
