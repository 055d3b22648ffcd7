import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { lyricsBeside } from '../../finishing/lyrics/index.ts';
import type { MadeClips } from '../clips/made-clips.ts';
import { sceneFoldersOf } from '../planning/find-scenes.ts';
import { commissionOf } from '../planning/prepare-production.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { analysisFiles, keptPlan, productionAt } from '../production/production.ts';
import { SettingsError } from '../settings.ts';

/** A request that any machine can carry out: its files are named by their content. */
export interface PackedRequest {
  /** Name of the production: the same request has the same. */
  id: string;
  /** For people. */
  title: string;
  /** File name of the video. */
  video: string;
  /** The request as JSON; its paths are names of inputs. */
  request: Record<string, unknown>;
  /** Names of the files that it needs, as they lie in the store under `inputs/`. */
  inputs: string[];
  /** What the production's folder holds from the beginning: names there, and those of inputs. */
  work: Record<string, string>;
}

/** A file to be brought to the store. */
export interface Input {
  name: string;
  /** Where it lies here. */
  path: string;
  /** Its content, where that is not the file's own. */
  text?: string;
}

const pathFields = ['audioPath', 'lyrics', 'transcriptPath', 'whisperModel', 'lut', 'logo'] as const;
const shapes = ['ellipse', 'rounded'];

/**
 * Packs a request with all files that it names: the track, its lyrics, the scene map and what that refers to, scenes of
 * the user's own, clips of a video that it is another shape of.
 *
 * @throws {SettingsError} where a file is missing
 */
export async function packRequest(request: RenderRequest): Promise<{ packed: PackedRequest; inputs: Input[] }> {
  const { outputPath } = commissionOf(request);
  const inputs = new Map<string, Input>();
  const pack = async (path: string): Promise<string> => {
    if (!existsSync(path) || !statSync(path).isFile())
      throw new SettingsError(`There is no file ${path}; check the path.`);
    const name = `${await fileFingerprint(path)}/${basename(path)}`;
    inputs.set(name, { name, path });
    return name;
  };
  /** Folders as one, named by all that is in it. */
  const packFolders = async (folders: readonly string[], isWanted: (name: string) => boolean): Promise<string> => {
    const files = folders.flatMap(folder => filesIn(folder).map(name => ({ name, path: join(folder, name) })));
    const wanted = files.filter(({ name }) => isWanted(name));
    const whole = fingerprint(await Promise.all(wanted.map(async f => [f.name, await fileFingerprint(f.path)])));
    for (const { name, path } of wanted) inputs.set(`${whole}/${name}`, { name: `${whole}/${name}`, path });
    return whole;
  };
  const { signal: _s, progress: _p, note: _n, take: _t, heard: _d, environment: _e, ...data } = request;
  // What only this machine decides, or is no part of the video, is left out.
  const { outputPath: _o, credentials: _c, threads: _h, priority: _r, ...asked } = data;
  const packed: Record<string, unknown> = { ...asked };
  if (asked.lyrics === undefined) packed.lyrics = lyricsBeside(resolve(asked.audioPath));
  for (const field of pathFields)
    if (typeof packed[field] === 'string') packed[field] = await pack(resolve(packed[field] as string));
  const map = asked.sceneMapPath ?? editedMap(outputPath, asked.replan ?? false);
  if (map !== undefined) {
    const text = await packSceneMap(resolve(map), pack);
    const name = `${fingerprint(text)}.json`;
    inputs.set(name, { name, path: resolve(map), text });
    packed.sceneMapPath = name;
  }
  const scenes = sceneFoldersOf(map ?? productionAt(outputPath).sceneMapPath, asked.scenes);
  if (scenes.length > 0) packed.scenes = await packFolders(scenes, () => true);
  if (asked.made)
    packed.made = {
      ...asked.made,
      folder: await packFolders([asked.made.folder], name => /^clips\/\w+\.mp4$/.test(name)),
    };
  const work: Record<string, string> = {};
  if (asked.analysed)
    for (const name of analysisFiles) work[name] = await pack(join(productionAt(outputPath).folder, name));
  const video = basename(outputPath);
  return {
    packed: {
      id: fingerprint(packed, video, work),
      title: basename(asked.audioPath, extname(asked.audioPath)),
      video,
      request: packed,
      inputs: [...inputs.keys()],
      work,
    },
    inputs: [...inputs.values()],
  };
}

/** All files of a folder, by their paths in it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

/** The scene map of the production that lies here, where somebody has edited it. */
function editedMap(outputPath: string, replan: boolean): string | undefined {
  if (replan) return undefined;
  const production = productionAt(outputPath);
  return keptPlan(production)?.isEdited ? production.sceneMapPath : undefined;
}

/** The map's text with the files that it refers to by their packed names. */
async function packSceneMap(path: string, pack: (path: string) => Promise<string>): Promise<string> {
  let map: unknown;
  try {
    map = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new SettingsError(`The scene map ${path} cannot be read: ${(error as Error).message}`);
  }
  const folder = dirname(path);
  const isPath = (value: unknown): value is string =>
    typeof value === 'string' && !/^https:\/\//i.test(value) && !shapes.includes(value);
  /** A file, maybe with the second of it that is meant: "clip.mp4#t=12.5". */
  const reference = async (value: string): Promise<string> => {
    const [, path, rest] = /^(.*?)(#t=.*)?$/.exec(value)!;
    return `${await pack(resolve(folder, path))}${rest ?? ''}`;
  };
  const walk = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(walk));
    if (value === null || typeof value !== 'object') return value;
    const entries = await Promise.all(
      Object.entries(value).map(async ([key, part]): Promise<[string, unknown]> => {
        if (['file', 'mask', 'lut'].includes(key) && isPath(part)) return [key, await pack(resolve(folder, part))];
        if (key === 'references' && Array.isArray(part))
          return [key, await Promise.all(part.map(one => (isPath(one) ? reference(one) : one)))];
        return [key, await walk(part)];
      }),
    );
    return Object.fromEntries(entries);
  };
  return JSON.stringify(await walk(map));
}

/** The request as a machine of the fleet carries it out, its inputs lying in a folder there. */
export function unpackRequest({ request, video }: PackedRequest, inputs: string, folder: string): RenderRequest {
  const unpacked: Record<string, unknown> = { ...request, outputPath: join(folder, video) };
  for (const field of [...pathFields, 'sceneMapPath', 'scenes'])
    if (typeof unpacked[field] === 'string') unpacked[field] = join(inputs, unpacked[field] as string);
  const { made } = request as { made?: MadeClips };
  if (made) unpacked.made = { ...made, folder: join(inputs, made.folder) };
  return unpacked as unknown as RenderRequest;
}

/**
 * JSON that a machine of the fleet has written, with the paths of its inputs there turned into those of the user's own
 * files.
 *
 * @param folder from which paths in the file count
 */
export function withHomePaths(text: string, inputs: readonly Input[], folder: string): string {
  const homes = new Map(inputs.map(({ name, path }) => [name, path]));
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (value !== null && typeof value === 'object')
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, walk(part)]));
    if (typeof value !== 'string') return value;
    const [, name, rest = ''] = /(?:^|\/)inputs\/(.+?)(#t=.*)?$/.exec(value) ?? [];
    const home = homes.get(name ?? value);
    return home === undefined ? value : `${relative(folder, home).replaceAll('\\', '/')}${rest}`;
  };
  return JSON.stringify(walk(JSON.parse(text)), null, 1);
}
