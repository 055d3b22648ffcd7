import { Command, Option } from 'commander';
import { readEnvironment } from '../generators/cloud/access.ts';
import {
  bytesOf,
  damagedFiles,
  findModel,
  gigabytes,
  hubAccess,
  listModels,
  modelsFolder,
  pullModel,
  removeModel,
} from '../generators/neural/hub/model-store.ts';
import { ModelError } from '../generators/neural/model-error.ts';
import { type WeightForm, weightForms } from '../generators/neural/weights-file.ts';
import { readPositive } from './read-numbers.ts';
import { withProgress } from './with-progress.ts';

const examples = `
Examples:
  phosphene models list                                what lies on this machine
  phosphene models pull OWNER/NAME                     tells size and licence; fetches nothing yet
  phosphene models pull OWNER/NAME --accept-license    fetches it; a broken pull goes on where it stopped
  phosphene models verify                              holds every file against its checksum
  phosphene models remove OWNER/NAME

  phosphene models pull onnx-community/depth-anything-v2-small    near from far, for the camera's dolly
  phosphene models pull OWNER/NAME --weights int8      eight-bit weights where the model has them, for processors; fp16 for graphics cards
  phosphene models pull Xenova/dino-vitb16             what a picture shows, for artifacts --subject-encoder
  phosphene models pull OWNER/NAME --file realesr-general-x4v3.onnx    one upscaler of several

A model is an ONNX export on the public hub (huggingface.co): of latent diffusion (model_index.json, scheduler, tokenizer, text_encoder, unet, vae_decoder
and vae_encoder), of a depth network or an image encoder (preprocessor_config.json, onnx/model.onnx), or of an upscaler (one .onnx file, as Real-ESRGAN's). PHOSPHENE_DIFFUSION_MODEL names the one that
"--generator diffusion" works with, PHOSPHENE_DEPTH_MODEL the depth network; "render --upscale OWNER/NAME" the upscaler. Models lie in PHOSPHENE_MODELS, HF_ENDPOINT names a mirror, HF_TOKEN an account, PHOSPHENE_OFFLINE=1 forbids fetching.`;

interface PullArguments {
  revision: string;
  weights?: WeightForm;
  file?: string;
  acceptLicense?: boolean;
  maxGigabytes: number;
}

const defaultBudget = 50;

const print = (line: string): unknown => process.stdout.write(`${line}\n`);

/** `phosphene models`: the diffusion models on this machine. */
export function modelsCommand(): Command {
  const environment = readEnvironment(process.cwd());
  const store = modelsFolder(environment);
  const command = new Command('models')
    .description('list, fetch, check and remove models: diffusion, depth, upscaling, image encoders')
    .addHelpText('after', examples);

  command
    .command('list')
    .description('tell which models lie on this machine')
    .option('--json', 'print them as JSON on standard output')
    .action(async ({ json }: { json?: boolean }) => {
      const models = await listModels(store);
      if (json) {
        const listed = models.map(({ files, ...model }) => ({ ...model, bytes: bytesOf(files), files: files.length }));
        print(JSON.stringify({ folder: store, models: listed }));
        return;
      }
      if (models.length === 0) print(`No model lies in ${store}.`);
      for (const { repository, kind, license, files, revision } of models)
        print(
          `${repository}  ${kind}  ${gigabytes(bytesOf(files))}  licence ${license ?? 'not named'}  revision ${revision.slice(0, 12)}`,
        );
    });

  command
    .command('pull')
    .description('fetch a model from the public hub')
    .argument('<model>', 'owner/name')
    .option('--revision <name>', 'branch, tag or commit', 'main')
    .addOption(
      new Option('--weights <form>', 'form of the weights where there are several').choices(Object.keys(weightForms)),
    )
    .option('--file <name>', 'the network to fetch of a repository that holds several')
    .option('--accept-license', 'you have read the licence and agree')
    .option('--max-gigabytes <number>', 'most that all models may take', readPositive, defaultBudget)
    .action(async (repository: string, options: PullArguments) => {
      const pulled = await withProgress(({ signal, progress, note }) =>
        pullModel(repository, {
          store,
          access: hubAccess(environment, signal),
          revision: options.revision,
          weights: options.weights,
          file: options.file,
          acceptLicense: options.acceptLicense ?? false,
          budgetBytes: options.maxGigabytes * 1e9,
          offline: Boolean(environment.PHOSPHENE_OFFLINE && environment.PHOSPHENE_OFFLINE !== '0'),
          announce: ({ license, revision }, bytes, kind) =>
            note(
              `${repository} (${kind}) at ${revision.slice(0, 12)}: ${gigabytes(bytes)} to fetch, licence ${license ?? 'not named'}.`,
            ),
          progress: (done, all) =>
            progress({ stage: 'fetch', fraction: done / all, detail: `${gigabytes(done)} of ${gigabytes(all)}` }),
        }),
      );
      print(`${repository} lies in ${pulled.folder}.`);
    });

  command
    .command('verify')
    .description('hold the files of a model, or of all, against their checksums')
    .argument('[model]', 'owner/name')
    .action(async (repository?: string) => {
      const models = repository ? [await findModel(store, repository)] : await listModels(store);
      if (models.length === 0) print(`No model lies in ${store}.`);
      const bad: string[] = [];
      for (const model of models) {
        const damaged = await damagedFiles(model);
        print(
          `${model.repository}: ${damaged.length === 0 ? `whole, ${model.files.length} files` : `damaged or missing: ${damaged.join(', ')}`}`,
        );
        if (damaged.length > 0) bad.push(model.repository);
      }
      if (bad.length > 0) throw new ModelError(`Pull again to mend: ${bad.join(', ')}.`);
    });

  command
    .command('remove')
    .description('delete a model')
    .argument('<model>', 'owner/name')
    .action(async (repository: string) => {
      print(`${repository} is removed, ${gigabytes(await removeModel(store, repository))}.`);
    });

  return command;
}
