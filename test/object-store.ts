import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AwsV4Signer } from 'aws4fetch';

/**
 * A server on this machine that speaks as much of S3 as a store of files needs. It refuses what is not signed with its
 * keys.
 */
export interface ObjectStore {
  environment: Record<string, string>;
  /** Requests that are to be answered with 503 from now on. */
  failNext(times: number): void;
  /** Names of what was put, each as often as it was. */
  puts: readonly string[];
  close(): Promise<void>;
}

const keys = { accessKeyId: 'test-key', secretAccessKey: 'test-secret' };

async function isSigned(request: IncomingMessage, url: URL): Promise<boolean> {
  const date = request.headers['x-amz-date'];
  const signer = new AwsV4Signer({
    ...keys,
    url: url.href,
    method: request.method,
    service: 's3',
    region: 'us-east-1',
    datetime: String(date),
    headers: { 'x-amz-content-sha256': String(request.headers['x-amz-content-sha256']), host: url.host },
  });
  const { headers } = await signer.sign();
  return headers.get('authorization') === request.headers.authorization;
}

/** Starts the store with one bucket, "videos". */
export async function startObjectStore(): Promise<ObjectStore> {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-objects-'));
  let failures = 0;
  let address = '';
  let parts = 0;
  const puts: string[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', address);
    const answer = (status: number, body = ''): void => {
      request.resume();
      response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
    };
    if (failures > 0) {
      failures--;
      return answer(503, '<Error><Code>SlowDown</Code></Error>');
    }
    if (!(await isSigned(request, url))) return answer(403, '<Error><Code>SignatureDoesNotMatch</Code></Error>');
    const [, bucket, ...rest] = url.pathname.split('/').map(decodeURIComponent);
    if (bucket !== 'videos') return answer(404, '<Error><Code>NoSuchBucket</Code></Error>');
    if (rest.join('/') === '') {
      const prefix = url.searchParams.get('prefix') ?? '';
      const after = url.searchParams.get('continuation-token') ?? '';
      const names = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile() && !entry.name.endsWith('.part'))
        .map(entry => relative(folder, join(entry.parentPath, entry.name)))
        .filter(name => name.startsWith(prefix) && name > after)
        .sort();
      // Pages of three, so that reading on is tried.
      const page = names.slice(0, 3);
      const next = names.length > 3 ? `<NextContinuationToken>${page[2]}</NextContinuationToken>` : '';
      const listed = page.map(name => `<Contents><Key>${encodeURIComponent(name)}</Key></Contents>`).join('');
      return answer(200, `<ListBucketResult>${listed}${next}</ListBucketResult>`);
    }
    const path = join(folder, ...rest);
    if (request.method === 'PUT') {
      mkdirSync(dirname(path), { recursive: true });
      const part = `${path}.${++parts}.part`;
      await pipeline(request, createWriteStream(part));
      renameSync(part, path);
      puts.push(rest.join('/'));
      return answer(200);
    }
    if (!existsSync(path)) return answer(404, '<Error><Code>NoSuchKey</Code></Error>');
    response.writeHead(200, { 'content-length': statSync(path).size });
    if (request.method === 'HEAD') return void response.end();
    await pipeline(createReadStream(path), response);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    environment: {
      PHOSPHENE_ARTIFACTS: 's3://videos/phosphene',
      AWS_ENDPOINT_URL_S3: address,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
    },
    failNext(times) {
      failures = times;
    },
    puts,
    async close() {
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
