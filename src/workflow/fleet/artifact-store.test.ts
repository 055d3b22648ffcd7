import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test, { type TestContext } from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { type ArtifactStore, openArtifactStore } from './artifact-store.ts';
import { fleetConfiguration } from './configuration.ts';

/** A store behind a server that answers as it is told to. */
async function storeOf(t: TestContext, answer: RequestListener): Promise<ArtifactStore> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return openArtifactStore({
    ...{ kind: 's3', bucket: 'videos', prefix: '', region: 'us-east-1' },
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...{ accessKeyId: 'the-key-id', secretAccessKey: 'the-secret-key', sessionToken: 'the-session-token' },
  });
}

test('two pieces of work may bring the same file at once, and leave nothing unfinished', async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'take.mp4');
  writeFileSync(path, Buffer.alloc(3_000_000, 7));
  const store = openArtifactStore({ kind: 'folder', path: join(folder, 'store') });
  await Promise.all([store.put('takes/a.mp4', path), store.put('takes/a.mp4', path)]);
  const here = join(folder, 'here');
  const copies = Array.from({ length: 4 }, () => store.get('takes/a.mp4', join(here, 'a.mp4')));
  assert.deepEqual(await Promise.all(copies), [true, true, true, true]);
  assert.deepEqual(readdirSync(here), ['a.mp4']);
  assert.deepEqual(readdirSync(join(folder, 'store', 'takes')), ['a.mp4']);
  assert.ok(readFileSync(join(here, 'a.mp4')).equals(readFileSync(path)));
});

test('a file whose bringing breaks off is brought again', async t => {
  const content = Buffer.alloc(200_000, 9);
  let requests = 0;
  const store = await storeOf(t, (_, response) => {
    response.writeHead(200, { 'content-length': content.length });
    if (++requests > 1) response.end(content);
    else response.write(content.subarray(0, 50_000), () => response.destroy());
  });
  const folder = temporaryFolder(t);
  assert.equal(await store.get('a.mp4', join(folder, 'a.mp4')), true);
  assert.equal(requests, 2);
  assert.deepEqual(readdirSync(folder), ['a.mp4']);
  assert.ok(readFileSync(join(folder, 'a.mp4')).equals(content));
});

test('what the disk here refuses is told as that, and not asked of the store again', async t => {
  let requests = 0;
  const store = await storeOf(t, (_, response) => {
    requests++;
    response.end('content');
  });
  const folder = temporaryFolder(t);
  mkdirSync(join(folder, 'a.mp4'));
  await assert.rejects(store.get('a.mp4', join(folder, 'a.mp4')), { code: 'EISDIR' });
  assert.equal(requests, 1);
});

test('no key appears in what the store is told to have answered', async t => {
  const store = await storeOf(t, (_, response) => {
    response.writeHead(400).end('<Error><Token>the-session-token</Token><Id>the-key-id the-secret-key</Id></Error>');
  });
  await assert.rejects(
    store.list(''),
    ({ message }: Error) => /answered 400/.test(message) && !/the-(?:session|key|secret)/.test(message),
  );
});

test('an address that is none of a store or database is refused, without repeating a password', () => {
  const database = 'postgres://phosphene@db/phosphene';
  for (const place of ['gs://videos', 's3:///prefix', 'https://store.example/videos'])
    assert.throws(
      () => fleetConfiguration({ PHOSPHENE_DATABASE: database, PHOSPHENE_ARTIFACTS: place }),
      /s3:\/\/bucket\/prefix or a folder/,
    );
  assert.throws(
    () => fleetConfiguration({ PHOSPHENE_DATABASE: 'postgres://me:sec#ret/@db/name', PHOSPHENE_ARTIFACTS: '/videos' }),
    (error: Error) => /percent-encoded/.test(error.message) && !error.message.includes('sec'),
  );
});
