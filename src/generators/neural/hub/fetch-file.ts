import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ModelError } from '../model-error.ts';
import { type HubAccess, type HubFile, hubHeaders } from './hub-files.ts';

function hashFor({ checksum, bytes }: HubFile): Hash {
  if (checksum.kind === 'sha256') return createHash('sha256');
  return createHash('sha1').update(`blob ${bytes}\0`);
}

/** Whether a file on the disk is what the hub said it would be. */
export async function isIntact(path: string, file: HubFile): Promise<boolean> {
  const size = (await stat(path).catch(() => undefined))?.size;
  if (size !== file.bytes) return false;
  const hash = hashFor(file);
  for await (const piece of createReadStream(path)) hash.update(piece as Uint8Array);
  return hash.digest('hex') === file.checksum.value;
}

/** Requests in a row that bring nothing before one gives up. */
const mostVainAttempts = 5;

/**
 * Fetches a file into a folder; a half that is there is gone on with. Nothing stands under the final name before its
 * checksum was right.
 *
 * @param progress hears the bytes as they come
 * @throws {ModelError} when the hub does not answer, or what came is not what was promised
 */
export async function fetchHubFile(
  access: HubAccess,
  repository: string,
  revision: string,
  file: HubFile,
  folder: string,
  progress?: (bytes: number) => void,
): Promise<void> {
  const path = join(folder, ...file.path.split('/'));
  const partial = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  const address = `${access.endpoint}/${repository}/resolve/${encodeURIComponent(revision)}/${file.path.split('/').map(encodeURIComponent).join('/')}`;
  let reason = '';
  for (let vain = 0; vain < mostVainAttempts; vain++) {
    const have = Math.min((await stat(partial).catch(() => undefined))?.size ?? 0, file.bytes);
    if (have === file.bytes && file.bytes > 0) break;
    try {
      const response = await fetch(address, {
        headers: { ...hubHeaders(access), ...(have > 0 ? { range: `bytes=${have}-` } : {}) },
        signal: access.signal,
      });
      if (!response.ok || !response.body) {
        await response.body?.cancel();
        throw new Error(`the hub answered ${response.status}`);
      }
      // A server that does not know ranges sends the whole again.
      const goesOn = response.status === 206;
      const handle = await open(partial, goesOn ? 'a' : 'w');
      try {
        for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
          await handle.write(piece);
          vain = -1;
          progress?.(piece.length);
        }
        await handle.sync();
      } finally {
        await handle.close();
      }
      reason = 'it broke off';
    } catch (error) {
      if (access.signal?.aborted) throw access.signal.reason;
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC')
        throw new ModelError(`The disk is full; what has come of ${file.path} is kept.`);
      reason = (error as Error).message;
    }
  }
  if (file.bytes > 0 && (await stat(partial).catch(() => undefined))?.size !== file.bytes)
    throw new ModelError(
      `${file.path} of ${repository} could not be fetched: ${reason}. Run the same command again to go on.`,
    );
  if (!(await isIntact(partial, file))) {
    await rm(partial, { force: true });
    throw new ModelError(`${file.path} of ${repository} came damaged (its checksum is wrong); run the command again.`);
  }
  await rename(partial, path);
}
