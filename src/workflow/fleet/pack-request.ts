import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { lyricsBeside } from '../../finishing/lyrics/index.ts';
import { commissionOf } from '../planning/prepare-production.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { keptSceneMap, openProduction } from '../production/production.ts';
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
}

/** A file to be brought to the store: its content lies under a path, or is given. */
export interface Input {
  name: string;
  path?: string;
  text?: string;
}

const pathFields = ['audioPath', 'lyrics', 'transcriptPath', 'lut', 'logo'] as const;
const shapes = ['ellipse', 'rounded'];

/**
 * Packs a request with all files that it names: the track, its lyrics, the scene map and what that refers to.
 *
 * @throws {SettingsError} where something can only be done on the user's own machine, or a file is missing
 */
export async function packRequest(request: RenderRequest): Promise<{ packed: PackedRequest; inputs: Input[] }> {
  if (request.credentials)
    throw new SettingsError(
      'A private key does not leave this machine, so a fleet cannot sign; leave --credentials out, or render here.',
    );
  const { outputPath } = commissionOf(request);
  const inputs = new Map<string, Input>();
  const pack = async (path: string): Promise<string> => {
    if (!existsSync(path) || !statSync(path).isFile())
      throw new SettingsError(`There is no file ${path}; check the path.`);
    const name = `${await fileFingerprint(path)}/${basename(path)}`;
    inputs.set(name, { name, path });
    return name;
  };
  const { signal: _s, progress: _p, note: _n, take: _t, environment: _e, ...data } = request;
  // What only this machine decides is left out.
  const { outputPath: _o, credentials: _c, threads: _h, ...asked } = data;
  const packed: Record<string, unknown> = { ...asked };
  if (asked.lyrics === undefined) packed.lyrics = lyricsBeside(resolve(asked.audioPath));
  for (const field of pathFields)
    if (typeof packed[field] === 'string') packed[field] = await pack(resolve(packed[field] as string));
  const map = asked.sceneMapPath ?? editedMap(outputPath, asked.replan ?? false);
  if (map !== undefined) {
    const text = await packSceneMap(resolve(map), pack);
    const name = `${fingerprint(text)}.json`;
    inputs.set(name, { name, text });
    packed.sceneMapPath = name;
  }
  const video = basename(outputPath);
  return {
    packed: {
      id: fingerprint(packed, video),
      title: basename(asked.audioPath, extname(asked.audioPath)),
      video,
      request: packed,
      inputs: [...inputs.keys()],
    },
    inputs: [...inputs.values()],
  };
}

/** The scene map of the production that lies here, where somebody has edited it. */
function editedMap(outputPath: string, replan: boolean): string | undefined {
  if (replan || !existsSync(join(dirname(outputPath), `${basename(outputPath, extname(outputPath))}.phosphene`)))
    return undefined;
  const production = openProduction(outputPath);
  return keptSceneMap(production, undefined)?.state === 'edited' ? production.sceneMapPath : undefined;
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
  const walk = async (value: unknown): Promise<unknown> => {
    if (Array.isArray(value)) return Promise.all(value.map(walk));
    if (value === null || typeof value !== 'object') return value;
    const entries = await Promise.all(
      Object.entries(value).map(async ([key, part]): Promise<[string, unknown]> => {
        if (['file', 'mask', 'lut'].includes(key) && isPath(part)) return [key, await pack(resolve(folder, part))];
        if (key === 'references' && Array.isArray(part))
          return [key, await Promise.all(part.map(one => (isPath(one) ? pack(resolve(folder, one)) : one)))];
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
  for (const field of [...pathFields, 'sceneMapPath'])
    if (typeof unpacked[field] === 'string') unpacked[field] = join(inputs, unpacked[field] as string);
  return unpacked as unknown as RenderRequest;
}
