import assert from 'node:assert/strict';
import { openAsBlob } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder, thumps, writeWav } from '../../test/tracks.ts';
import { startStudio } from '../server/studio-server.ts';
import { ApiError, createStudioClient, type StudioClient } from './studio-client.ts';

/** Listens until the work of a production ends. @returns the kinds of events that were heard */
async function done(studio: StudioClient, id: string): Promise<Set<string>> {
  const kinds = new Set<string>();
  for await (const event of studio.hear(id)) {
    kinds.add(event.type);
    if (event.type !== 'state' || event.state === 'queued' || event.state === 'running') continue;
    if (event.state === 'failed') assert.fail(event.error ?? 'It failed.');
    return kinds;
  }
  throw new Error('The events ended before the work.');
}

test('a program uploads a track, hears how its video comes to be, fetches it, and is told what is wrong', async t => {
  const folder = temporaryFolder(t);
  const server = await startStudio({ folder: join(folder, 'studio') });
  try {
    const studio = createStudioClient(server);
    writeWav(join(folder, 'song.wav'), 44100, [thumps(3, [0.5, 1, 1.5, 2, 2.5])]);
    const shares: number[] = [];
    const track = await openAsBlob(join(folder, 'song.wav'));
    const upload = await studio.upload(track, 'song.wav', share => shares.push(share));
    assert.equal(shares.at(-1), 1);

    const settings = { resolution: '128x72', quality: 'draft' } as const;
    const { id } = await studio.call('createProduction', { body: { upload, settings } });
    assert.ok((await done(studio, id)).has('state'));
    await studio.call('render', { params: { id }, body: {} });
    assert.ok((await done(studio, id)).has('progress'));

    const video = studio.addressOf('readVideo', { params: { id } });
    const fetched = await studio.send('readVideo', { params: { id } });
    assert.ok(video.endsWith(new URL(fetched.url).pathname));
    assert.equal(fetched.headers.get('content-type'), 'video/mp4');
    assert.ok((await fetched.arrayBuffer()).byteLength > 1000);

    await assert.rejects(
      studio.call('readProduction', { params: { id: '0123456789abcdef' } }),
      (error: unknown) => error instanceof ApiError && error.status === 404 && /no such production/.test(error.message),
    );
    await assert.rejects(
      studio.call('renderVideo' as 'render', { params: { id }, body: {} }),
      /^TypeError: The studio has no operation "renderVideo"; it has .*render, /,
    );
    const stranger = createStudioClient({ origin: server.origin, token: 'another' });
    await assert.rejects(
      stranger.call('listProductions', {}),
      (error: unknown) => error instanceof ApiError && error.status === 401,
    );
  } finally {
    await server.close();
  }
});

test('an upload goes on where it stood when connections break, also while it is asked how far it is', async t => {
  const content = Buffer.alloc(1000, 5);
  let arrived = 0;
  let requests = 0;
  const server = createServer(async (request, response) => {
    requests++;
    const body: Buffer[] = [];
    for await (const part of request) body.push(part as Buffer);
    if (request.method === 'PATCH') arrived += Buffer.concat(body).length;
    // The answer to the piece is lost, and the first question after it.
    if (requests === 2 || requests === 3) response.destroy();
    else response.end(JSON.stringify({ id: '0123456789abcdef', name: 'a.wav', size: content.length, offset: arrived }));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const studio = createStudioClient({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  const shares: number[] = [];
  const id = await studio.upload(new Blob([content]), 'a.wav', share => shares.push(share));
  assert.equal(id, '0123456789abcdef');
  assert.deepEqual([arrived, requests, shares.at(-1)], [1000, 4, 1]);
});
