import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from './model-error.ts';

/** Forms in which the hub's exports hold their weights: what the names of their files end in. */
export const weightForms = {
  /** Single precision. */
  fp32: [''],
  /** Half precision: half the size, for graphics cards. */
  fp16: ['_fp16'],
  /** Eight-bit weights: a quarter of the size, for processors. */
  int8: ['_quantized', '_int8', '_uint8'],
} as const;
export type WeightForm = keyof typeof weightForms;

/** @throws {ModelError} when a person named a form that there is not */
export function parseWeightForm(text: string | undefined): WeightForm | undefined {
  if (text === undefined || text === '') return undefined;
  if (text in weightForms) return text as WeightForm;
  throw new ModelError(`Weights come as ${Object.keys(weightForms).join(', ')}, not as "${text}".`);
}

/**
 * The .onnx file of a network: the path itself, or in a folder (or its `onnx`) `model.onnx`, a form of it such as
 * `model_quantized.onnx`, as the hub names them, or the only .onnx file that there is (`onnx/vision_model.onnx`).
 *
 * @param wanted form to take where it is there; without it the plain one, else what there is
 */
export function findNetwork(path: string, wanted?: WeightForm): string | undefined {
  if (!existsSync(path)) return undefined;
  if (!statSync(path).isDirectory()) return path.endsWith('.onnx') ? path : undefined;
  const order: WeightForm[] = [...(wanted ? [wanted] : []), 'fp32', 'fp16', 'int8'];
  for (const form of order)
    for (const end of weightForms[form])
      for (const place of [[], ['onnx']]) {
        const file = join(path, ...place, `model${end}.onnx`);
        if (existsSync(file)) return file;
      }
  const files = [path, join(path, 'onnx')].flatMap(folder =>
    (existsSync(folder) ? readdirSync(folder) : [])
      .filter(name => name.endsWith('.onnx'))
      .map(name => join(folder, name)),
  );
  return files.length === 1 ? files[0] : undefined;
}

/** The same where a network is needed. @throws {ModelError} naming the folder */
export function neededNetwork(path: string, wanted?: WeightForm): string {
  const file = findNetwork(path, wanted);
  if (file) return file;
  throw new ModelError(
    `There is no model.onnx in ${path}, nor one of its smaller forms (model_fp16.onnx, model_quantized.onnx).`,
  );
}
