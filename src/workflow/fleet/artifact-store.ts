import { randomUUID } from 'node:crypto';
import { createWriteStream, existsSync, openAsBlob, readdirSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AwsClient } from 'aws4fetch';
import { withoutSecrets } from '../../generators/cloud/http.ts';
import { SettingsError } from '../settings.ts';
import type { ArtifactPlace } from './configuration.ts';

/** Files that all machines of a fleet share. Names are paths with "/"; a file is there whole or not at all. */
export interface ArtifactStore {
  has(name: string): Promise<boolean>;
  put(name: string, path: string): Promise<void>;
  /** @returns whether it was there */
  get(name: string, path: string): Promise<boolean>;
  list(prefix: string): Promise<string[]>;
}

/** Opens the store of a fleet. */
export function openArtifactStore(place: ArtifactPlace): ArtifactStore {
  return place.kind === 'folder' ? folderStore(place.path) : s3Store(place);
}

/**
 * Has a file written beside its place, which it takes when it is whole. Its name until then is nobody else's: several
 * pieces of work, and several machines, may bring the same file at once.
 */
async function writeBeside(path: string, write: (unfinished: string) => Promise<void>): Promise<void> {
  const unfinished = `${path}.${randomUUID()}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await write(unfinished);
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}

function folderStore(folder: string): ArtifactStore {
  const copy = (from: string, to: string): Promise<void> => writeBeside(to, unfinished => copyFile(from, unfinished));
  return {
    has: async name => existsSync(join(folder, name)),
    put: (name, path) => copy(path, join(folder, name)),
    async get(name, path) {
      if (!existsSync(join(folder, name))) return false;
      await copy(join(folder, name), path);
      return true;
    },
    async list(prefix) {
      const under = join(folder, prefix);
      if (!existsSync(under)) return [];
      return readdirSync(under, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && !entry.name.endsWith('.part'))
        .map(entry => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
    },
  };
}

/** Pauses before a request is sent again, in milliseconds; requests of a store may all be repeated. */
const pauses = [100, 400, 1500, 5000];

/** An S3-compatible service, spoken to with path-style addresses and AWS Signature Version 4. */
function s3Store(place: Extract<ArtifactPlace, { kind: 's3' }>): ArtifactStore {
  const { endpoint, bucket, prefix, accessKeyId, secretAccessKey, sessionToken, region } = place;
  const client = new AwsClient({ accessKeyId, secretAccessKey, sessionToken, region, service: 's3', retries: 0 });
  const full = (name: string): string => (prefix === '' ? name : `${prefix}/${name}`);
  const address = (name: string): string =>
    `${endpoint}/${bucket}/${full(name).split('/').map(encodeURIComponent).join('/')}`;
  const secrets = [accessKeyId, secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])];
  /**
   * @param answers statuses that are answers, not failures
   * @param read    takes what it needs of an answer; one that breaks off is asked for again
   */
  const ask = async <T>(
    url: string,
    answers: number[],
    make: () => Promise<RequestInit>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> => {
    for (let attempt = 0; ; attempt++) {
      let what: string;
      try {
        const response = await client.fetch(url, await make());
        if (response.ok || answers.includes(response.status)) return await read(response);
        const words = withoutSecrets(await response.text(), secrets).slice(0, 200);
        what = `answered ${response.status} ${words}`;
        if (response.status < 500 && response.status !== 429)
          throw new SettingsError(`The artifact store ${what}; check PHOSPHENE_ARTIFACTS and its keys.`);
      } catch (error) {
        // What this machine's own disk says is no answer of the store.
        if (error instanceof SettingsError || (error as NodeJS.ErrnoException).syscall !== undefined) throw error;
        what = `could not be asked: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`;
      }
      if (attempt === pauses.length) throw new Error(`The artifact store ${what}`);
      await new Promise(resolve => setTimeout(resolve, pauses[attempt] * (0.75 + Math.random() / 2)));
    }
  };
  return {
    has: name =>
      ask(
        address(name),
        [404],
        async () => ({ method: 'HEAD' }),
        async ({ ok }) => ok,
      ),
    put: (name, path) =>
      ask(
        address(name),
        [],
        async () => ({ method: 'PUT', body: await openAsBlob(path) }),
        async () => undefined,
      ),
    get: (name, path) =>
      ask(
        address(name),
        [404],
        async () => ({ method: 'GET' }),
        async ({ ok, body }) => {
          if (!ok || !body) return false;
          await writeBeside(path, unfinished =>
            pipeline(Readable.fromWeb(body as never), createWriteStream(unfinished)),
          );
          return true;
        },
      ),
    async list(under) {
      const names: string[] = [];
      let next: string | undefined;
      do {
        const query = new URLSearchParams({ 'list-type': '2', prefix: full(under), 'encoding-type': 'url' });
        if (next !== undefined) query.set('continuation-token', next);
        const text = await ask(
          `${endpoint}/${bucket}?${query}`,
          [],
          async () => ({ method: 'GET' }),
          response => response.text(),
        );
        for (const [, key] of text.matchAll(/<Key>([^<]*)<\/Key>/g))
          names.push(decodeURIComponent(key.replaceAll('+', ' ')).slice(prefix === '' ? 0 : prefix.length + 1));
        next = /<NextContinuationToken>([^<]*)</.exec(text)?.[1].replaceAll('&amp;', '&');
      } while (next !== undefined);
      return names;
    },
  };
}
