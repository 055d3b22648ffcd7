import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import type { Environment } from '../../generators/cloud/access.ts';
import { loadEdit } from '../assembly/edit-record.ts';
import { clipPath } from '../clips/clip-order.ts';
import { clipsFolderOf } from '../clips/clips-of-scene.ts';
import type { Artifacts } from '../durable/artifacts.ts';
import type { Surroundings } from '../durable/production-state.ts';
import { createProductionSteps, type ProductionSteps } from '../durable/production-steps.ts';
import { productionFolderOf } from '../production/production.ts';
import type { ArtifactStore } from './artifact-store.ts';
import type { Database } from './database.ts';
import { openDatabaseLedger } from './database-ledger.ts';
import type { FleetGates } from './fleet-gate.ts';
import { type Input, type PackedRequest, unpackRequest, withHomePaths } from './pack-request.ts';

/** Names in the store. Takes and clips are named by their content's inputs and shared by all productions. */
const names = {
  request: (id: string): string => `productions/${id}/request.json`,
  work: (id: string): string => `productions/${id}/work/`,
  video: (id: string, video: string): string => `productions/${id}/${video}`,
  input: (name: string): string => `inputs/${name}`,
};

/** Folders of a production whose files are shared by their names. */
const shared = ['takes', 'clips'] as const;

/** Brings a request with its files to the store. */
export async function storeRequest(store: ArtifactStore, packed: PackedRequest, inputs: Input[]): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'phosphene-request-'));
  /** Texts are files only for the store. */
  const written = async (text: string): Promise<string> => {
    const path = join(scratch, 'text');
    await writeFile(path, text);
    return path;
  };
  try {
    for (const { name, path, text } of inputs)
      if (!(await store.has(names.input(name))))
        await store.put(names.input(name), text === undefined ? path : await written(text));
    await store.put(names.request(packed.id), await written(JSON.stringify(packed)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Takes and clips as they are kept in the store. */
function storedArtifacts(store: ArtifactStore): Artifacts {
  const nameOf = (path: string): string => `${basename(dirname(path))}/${basename(path)}`;
  return {
    async fetch(paths) {
      for (const path of paths) if (!existsSync(path)) await store.get(nameOf(path), path);
    },
    async missing(paths) {
      const missing: string[] = [];
      for (const path of paths) if (!existsSync(path) && !(await store.has(nameOf(path)))) missing.push(path);
      return missing;
    },
    async keep(paths) {
      for (const path of paths) if (!(await store.has(nameOf(path)))) await store.put(nameOf(path), path);
    },
  };
}

/** The small files of a production: its analysis, map, edit, reports. */
function workFiles(work: string): string[] {
  if (!existsSync(work)) return [];
  return readdirSync(work, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !/\.part$|^workflow\.db|\.lock$|^mended\.\w+$/.test(entry.name))
    .map(entry => relative(work, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter(name => !shared.some(folder => name.startsWith(`${folder}/`)) && !/^(text|tables|inputs)\//.test(name));
}

export interface RemoteOptions {
  store: ArtifactStore;
  database: Database;
  gates: FleetGates;
  environment: Environment;
  /** Folder for the files of this machine. */
  scratch: string;
  reelSeconds: number;
  threads?: number;
  signal?: AbortSignal;
  note(line: string): void;
}

let openings = 0;

/**
 * The steps of a production on a machine of a fleet: what they need is brought here, what they make is brought to the
 * store.
 */
export async function openRemoteProduction(
  id: string,
  round: number,
  options: RemoteOptions,
): Promise<ProductionSteps> {
  const { store, database, gates, environment, scratch, signal, note } = options;
  // A folder for each opening: two of the same production must not clear up after each other.
  const folder = join(scratch, String(process.pid), `${id}-${++openings}`);
  const requestPath = join(folder, 'request.json');
  if (!(await store.get(names.request(id), requestPath))) throw new Error(`The store has no production ${id}.`);
  const packed = JSON.parse(readFileSync(requestPath, 'utf8')) as PackedRequest;
  const inputs = join(scratch, 'inputs');
  for (const name of packed.inputs)
    if (!existsSync(join(inputs, name)) && !(await store.get(names.input(name), join(inputs, name))))
      throw new Error(`The store has lost ${names.input(name)}.`);
  const work = productionFolderOf(join(folder, packed.video));
  await fetchWork(store, id, work);
  for (const [name, input] of Object.entries(packed.work))
    if (!existsSync(join(work, name))) {
      await mkdir(work, { recursive: true });
      await copyFile(join(inputs, input), join(work, name));
    }
  const request = { ...unpackRequest(packed, inputs, folder), environment, threads: options.threads, signal, note };
  const surroundings: Surroundings = {
    artifacts: storedArtifacts(store),
    failsTogether: false,
    openLedger: () => openDatabaseLedger(database, id),
    gateOf: gates.gateOf,
    reelSeconds: options.reelSeconds,
  };
  const steps = createProductionSteps(request, surroundings, round);
  const keepWork = async (): Promise<void> => {
    for (const name of workFiles(work)) await store.put(`${names.work(id)}${name}`, join(work, name));
  };
  const fetchVideo = async (): Promise<void> => {
    const video = join(folder, packed.video);
    if (!existsSync(video)) await store.get(names.video(id, packed.video), video);
  };
  const keeping = async <T>(result: Promise<T>): Promise<T> => {
    const made = await result;
    await keepWork();
    return made;
  };
  /** What looks at the video, which another machine may have put together, looked at or mended since this one began. */
  const afterOthers = async <T>(look: () => Promise<T>): Promise<T> => {
    await fetchWork(store, id, work);
    await fetchVideo();
    return look();
  };
  return {
    ...steps,
    analyse: () => keeping(steps.analyse()),
    plan: () => keeping(steps.plan()),
    async assemble(made) {
      await steps.assemble(made);
      await store.put(names.video(id, packed.video), join(folder, packed.video));
      await keepWork();
    },
    report: (made, drawn) => keeping(afterOthers(() => steps.report(made, drawn))),
    score: one => keeping(afterOthers(() => steps.score(one))),
    giveUp: reason => keeping(afterOthers(() => steps.giveUp(reason))),
    async finishReview() {
      const result = await afterOthers(steps.finishReview);
      await store.put(names.video(id, packed.video), join(folder, packed.video));
      await keepWork();
      return result;
    },
    async close() {
      await steps.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Records of a production: each step may write them anew. Others are large, and told apart by their names. */
const isWrittenAnew = (name: string): boolean => /\.(?:json|html|txt|lrc)$/.test(name);

/** Brings the small files of a production here: those that are not here, and those that may have changed since. */
async function fetchWork(store: ArtifactStore, id: string, work: string): Promise<void> {
  for (const name of await store.list(names.work(id))) {
    const path = join(work, name.slice(names.work(id).length));
    if (!existsSync(path) || isWrittenAnew(name)) await store.get(name, path);
  }
}

/** Files of a production that name the user's own. */
const naming = /^(edit|rights|takes|scene-map-takes)\.json$/;

/**
 * Brings a finished production here: the video, its folder, the takes and clips that it was cut from.
 *
 * @param ordered names of clips that were ordered for it, shown or not: exports may show them again
 * @param videoPath where the video is put; its folder lies beside `outputPath`
 */
export async function fetchProduction(
  store: ArtifactStore,
  { packed: { id, video }, inputs }: { packed: PackedRequest; inputs: readonly Input[] },
  ordered: readonly string[],
  outputPath: string,
  videoPath = outputPath,
): Promise<void> {
  if (!(await store.get(names.video(id, video), videoPath))) throw new Error(`The store has no video of ${id}.`);
  const work = productionFolderOf(outputPath);
  for (const stored of await store.list(names.work(id))) {
    const name = stored.slice(names.work(id).length);
    await store.get(stored, join(work, name));
    if (naming.test(name))
      await writeFile(join(work, name), withHomePaths(await readFile(join(work, name), 'utf8'), inputs, work));
  }
  const { shots, clips } = loadEdit(work);
  await storedArtifacts(store).fetch([
    ...shots.map(({ take }) => join(work, take)),
    ...[...clips, ...ordered].map(clip => clipPath(clipsFolderOf(work), clip)),
  ]);
}
