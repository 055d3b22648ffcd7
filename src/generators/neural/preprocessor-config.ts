import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModelError } from './model-error.ts';

/** How pictures are made ready for a network, as the hub's `preprocessor_config.json` tells. */
export interface PreprocessorConfig {
  /** All that the file holds. */
  fields: Readonly<Record<string, unknown>>;
  /** What is taken off red, green and blue, each 0 to 1. */
  mean: readonly number[];
  /** What they are divided by then. */
  deviation: readonly number[];
}

/**
 * Reads `preprocessor_config.json` of a model's folder.
 *
 * @param network what the model is called in the message: "depth network"
 * @throws {ModelError} when it is not there, or no JSON
 */
export function readPreprocessorConfig(folder: string, network: string): PreprocessorConfig {
  const path = join(folder, 'preprocessor_config.json');
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new ModelError(`The ${network}'s file ${path} cannot be read: ${(error as Error).message}.`);
  }
  const three = (value: unknown, otherwise: number[]): number[] =>
    Array.isArray(value) && value.length === 3 ? (value as number[]) : otherwise;
  return {
    fields,
    mean: three(fields.image_mean, [0.5, 0.5, 0.5]),
    deviation: three(fields.image_std, [0.5, 0.5, 0.5]),
  };
}
