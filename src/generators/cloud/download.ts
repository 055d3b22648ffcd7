import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { type Asset, GeneratorError } from '../port.ts';
import { retryAfterSeconds } from './http.ts';
import { checkResultAddress } from './result-address.ts';

/** A clip on this machine. */
export interface Downloaded {
  bytes: number;
  /** SHA-256 in hexadecimal digits. */
  sha256: string;
}

const mostRedirects = 3;
/** No clip of a few seconds is larger. */
const mostBytes = 4_000_000_000;

/**
 * Fetches a finished clip to disk, piece by piece. Nothing stands under `path` until all of it has come.
 *
 * @param baseUrl  where the provider's API was called; see {@link checkResultAddress}
 * @throws {GeneratorError} 'expired' where the address is no longer good, 'provider' or 'unreachable' where it may be
 *   tried again
 */
export async function downloadAsset(
  asset: Asset,
  path: string,
  baseUrl: string,
  signal?: AbortSignal,
): Promise<Downloaded> {
  const partial = `${path}.part`;
  if ('path' in asset.location) {
    await copyFile(asset.location.path, partial);
    const result = await describeFile(partial);
    await rename(partial, path);
    return result;
  }
  let address = asset.location.url;
  let headers = asset.headers;
  for (let redirects = 0; ; redirects++) {
    const url = await checkResultAddress(address, baseUrl);
    const response = await fetch(url, { headers, redirect: 'manual', signal }).catch(error => {
      if (signal?.aborted) throw signal.reason;
      throw new GeneratorError(
        'unreachable',
        `The finished clip could not be fetched from ${url.host}: ${(error as Error).message}.`,
      );
    });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      if (redirects === mostRedirects)
        throw new GeneratorError('provider', `${url.host} sends from address to address.`);
      const next = new URL(location, url);
      // A key is for the host that it was made for.
      if (next.origin !== url.origin) headers = undefined;
      address = next.href;
      continue;
    }
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      const gone = [401, 403, 404, 410].includes(response.status);
      throw new GeneratorError(
        gone ? 'expired' : 'provider',
        `${url.host} answered ${response.status} instead of the finished clip.`,
        retryAfterSeconds(response.headers),
      );
    }
    return store(response, path, partial, url.host, signal);
  }
}

async function store(
  response: Response,
  path: string,
  partial: string,
  host: string,
  signal?: AbortSignal,
): Promise<Downloaded> {
  const announced = Number(response.headers.get('content-length') ?? Number.NaN);
  const hash = createHash('sha256');
  const file = await open(partial, 'w');
  let bytes = 0;
  let whole = false;
  try {
    try {
      for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > mostBytes) throw new Error('it is larger than any clip');
        hash.update(chunk);
        await file.write(chunk);
      }
    } catch (error) {
      if (signal?.aborted) throw signal.reason;
      if ((error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
      throw new GeneratorError('provider', `The finished clip broke off at ${bytes} bytes from ${host}.`);
    }
    if (bytes === 0 || (Number.isFinite(announced) && announced !== bytes && !response.headers.has('content-encoding')))
      throw new GeneratorError(
        'provider',
        `The finished clip broke off at ${bytes} of ${announced} bytes from ${host}.`,
      );
    await file.sync();
    whole = true;
  } finally {
    await file.close();
    if (!whole) await rm(partial, { force: true });
  }
  await rename(partial, path);
  return { bytes, sha256: hash.digest('hex') };
}

async function describeFile(path: string): Promise<Downloaded> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of createReadStream(path)) {
    bytes += (chunk as Uint8Array).length;
    hash.update(chunk as Uint8Array);
  }
  return { bytes, sha256: hash.digest('hex') };
}
