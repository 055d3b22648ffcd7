import { ModelError } from '../model-error.ts';
import { type WeightForm, weightForms } from '../weights-file.ts';
import type { HubFile, HubModel } from './hub-files.ts';

/** What a network is for. */
const modelKinds = ['diffusion', 'depth', 'encoder', 'upscaler'] as const;
export type ModelKind = (typeof modelKinds)[number];

/** The files of a model that are needed here. */
export interface NeededFiles {
  kind: ModelKind;
  files: HubFile[];
}

const parts = /^(?:scheduler|tokenizer|tokenizer_2|text_encoder|text_encoder_2|unet|vae_encoder|vae_decoder)\//;
const weightsOfOthers = /\.(?:safetensors|bin|ckpt|msgpack|h5|pt|pth)$/i;
/** What the hub files image encoders under: DINO under the first, CLIP under the second. */
const encoderTasks = ['image-feature-extraction', 'zero-shot-image-classification', 'feature-extraction'];
const papers = /^(?:licen[cs]e|readme)[^/]*$/i;
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
/** The network that a file belongs to: `unet/model_fp16.onnx` for itself and for `unet/model_fp16.onnx_data`. */
const networkOf = (path: string): string | undefined => /^.*?\.onnx(?=$|[._-])/.exec(path)?.[0];

/**
 * Of the networks of one folder, the one that holds its weights in the wanted form; the plain one where that is not
 * there.
 */
function chosenOf(networks: readonly string[], wanted: WeightForm): string {
  for (const form of [wanted, 'fp32', 'fp16', 'int8'] as const)
    for (const end of weightForms[form]) {
      const found = networks.find(path => path.endsWith(`/model${end}.onnx`) || path === `model${end}.onnx`);
      if (found) return found;
    }
  return networks[0];
}

/** Keeps one form of each folder's network, with its outside weights. */
function inOneForm(files: readonly HubFile[], wanted: WeightForm): HubFile[] {
  const folders = new Map<string, Set<string>>();
  for (const { path } of files) {
    const network = networkOf(path);
    if (!network) continue;
    const folder = folderOf(path);
    folders.set(folder, (folders.get(folder) ?? new Set()).add(network));
  }
  const chosen = new Set([...folders.values()].map(networks => chosenOf([...networks], wanted)));
  // Outside weights that are named otherwise ("weights.pb") belong to whatever network is there.
  return files.filter(({ path }) => {
    const network = networkOf(path);
    return network === undefined || chosen.has(network);
  });
}

/**
 * What of a model on the hub is needed, by its layout: a latent diffusion model has `model_index.json` and `unet`; a
 * depth network `preprocessor_config.json` and `onnx/model.onnx`; an image encoder the same, under a task of its own; an
 * upscaler one network. Of several networks `file` names one.
 *
 * @param weights form of the weights to fetch where there are several
 * @throws {ModelError} when it is none of these
 */
export function neededFiles(
  { repository, files, task }: HubModel,
  { weights = 'fp32', file }: { weights?: WeightForm; file?: string } = {},
): NeededFiles {
  const has = (path: string): boolean => files.some(one => one.path === path);
  if (has('model_index.json') && files.some(({ path }) => /^unet\/.*\.onnx$/.test(path)))
    return {
      kind: 'diffusion',
      files: inOneForm(
        files.filter(
          ({ path }) =>
            path === 'model_index.json' || papers.test(path) || (parts.test(path) && !weightsOfOthers.test(path)),
        ),
        weights,
      ),
    };
  const around = files.filter(
    ({ path }) => path === 'config.json' || path === 'preprocessor_config.json' || papers.test(path),
  );
  const networks = [
    ...new Set(files.flatMap(({ path }) => (/^(?:onnx\/)?[^/]+$/.test(path) ? (networkOf(path) ?? []) : []))),
  ];
  if (networks.length === 0 || has('model_index.json'))
    throw new ModelError(
      `${repository} is no model that Phosphene can use: an ONNX export of a latent diffusion model (model_index.json, unet/model.onnx), of a depth network or an image encoder (preprocessor_config.json, onnx/model.onnx) or of an upscaler (one .onnx file).`,
    );
  const named = networks.every(path => /(?:^|\/)model(?:_\w+)?\.onnx$/.test(path));
  if (file !== undefined && !networks.includes(file))
    throw new ModelError(`${repository} has no network ${file}; it has ${networks.join(', ')}.`);
  if (file === undefined && networks.length > 1 && !named)
    throw new ModelError(`${repository} holds several networks; choose one with --file: ${networks.join(', ')}.`);
  const network = file ?? chosenOf(networks, weights);
  const kindOf = (): ModelKind => {
    if (!has('preprocessor_config.json') || task === 'image-to-image') return 'upscaler';
    return encoderTasks.includes(task ?? '') ? 'encoder' : 'depth';
  };
  return {
    kind: kindOf(),
    files: [...around, ...files.filter(({ path }) => networkOf(path) === network)],
  };
}
