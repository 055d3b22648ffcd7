import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ModelError } from '../model-error.ts';
import { findNetwork, type WeightForm } from '../weights-file.ts';
import { fetchHubFile, isIntact } from './fetch-file.ts';
import { checkRepository, type HubAccess, type HubFile, type HubModel, readHubModel } from './hub-files.ts';
import { type ModelKind, neededFiles } from './needed-files.ts';

/** What is known of a model that was pulled; lies in its folder as `phosphene-model.json`. */
export interface PulledModel {
  repository: string;
  kind: ModelKind;
  revision: string;
  license?: string;
  files: HubFile[];
  /** Where it lies. */
  folder: string;
}

const recordName = 'phosphene-model.json';

/** Where models lie: PHOSPHENE_MODELS, or the user's data folder (XDG base directory specification). */
export function modelsFolder(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment.PHOSPHENE_MODELS) return resolve(environment.PHOSPHENE_MODELS);
  const data = environment.XDG_DATA_HOME || join(homedir(), '.local', 'share');
  return join(data, 'phosphene', 'models');
}

/** The hub as the environment names it: HF_ENDPOINT for a mirror, HF_TOKEN for an account. */
export function hubAccess(environment: Readonly<Record<string, string | undefined>>, signal?: AbortSignal): HubAccess {
  return {
    endpoint: (environment.HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, ''),
    token: environment.HF_TOKEN || undefined,
    signal,
  };
}

const folderOf = (store: string, repository: string): string => join(store, ...repository.split('/'));

export const bytesOf = (files: readonly HubFile[]): number => files.reduce((sum, { bytes }) => sum + bytes, 0);

/** Models that were pulled whole. */
export async function listModels(store: string): Promise<PulledModel[]> {
  const found: PulledModel[] = [];
  for (const owner of await readdir(store).catch(() => []))
    for (const name of await readdir(join(store, owner)).catch(() => [])) {
      const record = join(store, owner, name, recordName);
      if (existsSync(record)) found.push(await readRecord(record, join(store, owner, name)));
    }
  return found.sort((a, b) => (a.repository < b.repository ? -1 : 1));
}

async function readRecord(path: string, folder: string): Promise<PulledModel> {
  try {
    return { kind: 'diffusion', ...(JSON.parse(await readFile(path, 'utf8')) as Omit<PulledModel, 'kind'>), folder };
  } catch (error) {
    throw new ModelError(`${path} cannot be read (${(error as Error).message}); remove the model and pull it again.`);
  }
}

/** How a model is pulled. */
export interface PullOptions {
  store: string;
  access: HubAccess;
  revision?: string;
  /** Form of the weights to fetch where the hub has several; single precision by default. */
  weights?: WeightForm;
  /** Which network to fetch of a repository that holds several. */
  file?: string;
  /** The user has seen the licence and agrees. */
  acceptLicense: boolean;
  /** Most bytes that all models together may take. */
  budgetBytes: number;
  /** Nothing is to be fetched. */
  offline?: boolean;
  /** Hears what will be fetched, before. */
  announce?(model: HubModel, bytes: number, kind: ModelKind): void;
  progress?(done: number, all: number): void;
}

/**
 * Fetches a model from the hub. What has come stays, so that a broken pull goes on.
 *
 * @throws {ModelError} when offline, when the licence was not accepted, when space or budget do not reach, when the hub
 *   fails
 */
export async function pullModel(repository: string, options: PullOptions): Promise<PulledModel> {
  checkRepository(repository);
  const { store, access, budgetBytes } = options;
  if (options.offline) throw new ModelError(`${repository} is not fetched, because PHOSPHENE_OFFLINE forbids it.`);
  const model = await readHubModel(access, repository, options.revision);
  const { kind, files } = neededFiles(model, options);
  const folder = folderOf(store, repository);
  const missing: HubFile[] = [];
  for (const file of files) if (!(await isIntact(join(folder, ...file.path.split('/')), file))) missing.push(file);
  const bytes = bytesOf(missing);
  options.announce?.(model, bytes, kind);
  if (!options.acceptLicense)
    throw new ModelError(
      `${repository} is under the licence "${model.license ?? 'not named'}": read it at ${access.endpoint}/${repository}, then run the command with --accept-license.`,
    );
  const taken = (await listModels(store)).reduce(
    (sum, one) => sum + (one.repository === repository ? 0 : bytesOf(one.files)),
    0,
  );
  if (taken + bytesOf(files) > budgetBytes)
    throw new ModelError(
      `${repository} takes ${gigabytes(bytesOf(files))}, and with the ${gigabytes(taken)} of the other models that is more than the ${gigabytes(budgetBytes)} of --max-gigabytes.`,
    );
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < bytes * 1.02)
    throw new ModelError(
      `${repository} needs ${gigabytes(bytes)}, but only ${gigabytes(bavail * bsize)} are free in ${store}.`,
    );
  let done = 0;
  for (const file of missing)
    await fetchHubFile(access, repository, model.revision, file, folder, piece => {
      done += piece;
      options.progress?.(Math.min(done, bytes), bytes);
    });
  // What an earlier pull brought and this one does not, as another form of the weights, would be opened by mistake.
  const recorded = join(folder, recordName);
  const earlier = existsSync(recorded) ? (await readRecord(recorded, folder)).files : [];
  const wanted = new Set(files.map(({ path }) => path));
  for (const { path } of earlier) if (!wanted.has(path)) await rm(join(folder, ...path.split('/')), { force: true });
  const { license, revision } = model;
  const record = { repository, kind, revision, license, files };
  await writeFile(recorded, `${JSON.stringify(record, null, 2)}\n`);
  return { ...record, folder };
}

/** Files of a pulled model that are missing or changed. */
export async function damagedFiles({ files, folder }: PulledModel): Promise<string[]> {
  const damaged: string[] = [];
  for (const file of files) if (!(await isIntact(join(folder, ...file.path.split('/')), file))) damaged.push(file.path);
  return damaged;
}

/** The pulled model of that name. @throws {ModelError} with the names that there are */
export async function findModel(store: string, repository: string): Promise<PulledModel> {
  const models = await listModels(store);
  const found = models.find(one => one.repository.toLowerCase() === repository.toLowerCase());
  if (found) return found;
  throw new ModelError(
    `The model ${repository} was not pulled. ${models.length > 0 ? `There are ${models.map(one => one.repository).join(', ')}.` : 'None was: "phosphene models pull OWNER/NAME" fetches one.'}`,
  );
}

/** Deletes a pulled model, or what a broken pull left. Returns the bytes that its files had. */
export async function removeModel(store: string, repository: string): Promise<number> {
  checkRepository(repository);
  const folder = folderOf(store, repository);
  if (!existsSync(folder)) throw new ModelError(`The model ${repository} was not pulled.`);
  const record = join(folder, recordName);
  const bytes = existsSync(record) ? bytesOf((await readRecord(record, folder)).files) : 0;
  await rm(folder, { recursive: true });
  return bytes;
}

/** "1.7 GB" */
export const gigabytes = (bytes: number): string =>
  bytes < 1e8 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

/** Whether a path is a model of some kind. */
const holds: Readonly<Record<ModelKind, (path: string) => boolean>> = {
  diffusion: path => existsSync(join(path, 'model_index.json')),
  depth: path => existsSync(join(path, 'preprocessor_config.json')),
  encoder: path => existsSync(join(path, 'preprocessor_config.json')),
  upscaler: path => findNetwork(path) !== undefined,
};
const titles: Readonly<Record<ModelKind, string>> = {
  diffusion: 'diffusion model',
  depth: 'depth network',
  encoder: 'image encoder',
  upscaler: 'upscaler',
};

/** "a depth network", "an image encoder" */
const one = (title: string): string => `${/^[aeiou]/.test(title) ? 'an' : 'a'} ${title}`;

/**
 * Where a model named by a person lies: a path of a folder, or the name of a pulled one.
 *
 * @throws {ModelError} when there is neither, or it is of another kind
 */
export async function locateModel(name: string, store: string, kind: ModelKind = 'diffusion'): Promise<string> {
  if (holds[kind](name)) return resolve(name);
  if (/^[./~]|^[A-Za-z]:/.test(name)) throw new ModelError(`There is no ${titles[kind]} in ${resolve(name)}.`);
  const found = await findModel(store, name);
  if (found.kind !== kind)
    throw new ModelError(`${found.repository} is ${one(titles[found.kind])}, and ${one(titles[kind])} is needed.`);
  return found.folder;
}

/** The pulled models of a kind, by name. */
export const modelsOfKind = async (store: string, kind: ModelKind): Promise<PulledModel[]> =>
  (await listModels(store)).filter(one => one.kind === kind);
