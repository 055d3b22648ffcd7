import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { probeVideo } from '../media/index.ts';
import { type StudioServer, startStudio } from './studio-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'studio-'));
let studio: StudioServer;
before(async () => {
  studio = await startStudio({ folder });
});
after(async () => {
  await studio.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Twelve seconds of a click at 120 beats a minute over a tone, 16-bit mono WAV. */
function track(): Buffer {
  const rate = 22_050;
  const samples = rate * 12;
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * 2, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36);
  wav.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    const sinceBeat = (i / rate) % 0.5;
    const click = Math.sin(2 * Math.PI * 90 * sinceBeat) * Math.exp(-sinceBeat * 30);
    wav.writeInt16LE(Math.round(20_000 * click + 3000 * Math.sin((2 * Math.PI * 440 * i) / rate)), 44 + i * 2);
  }
  return wav;
}

const call = (path: string, options: RequestInit = {}): Promise<Response> =>
  fetch(`${studio.origin}${path}`, {
    ...options,
    headers: { authorization: `Bearer ${studio.token}`, ...options.headers },
  });
const send = (method: string, path: string, body: unknown): Promise<Response> =>
  call(path, { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
// biome-ignore lint/suspicious/noExplicitAny: answers are read by name
const json = async (answer: Response | Promise<Response>) => (await answer).json() as Promise<any>;

/** Waits on the events of a production until its work ends. */
async function ended(id: string): Promise<{ state: string; types: Set<string> }> {
  const answer = await call(`/api/productions/${id}/events`);
  assert.match(answer.headers.get('content-type')!, /event-stream/);
  let text = '';
  const types = new Set<string>();
  for await (const part of answer.body!) {
    text += Buffer.from(part).toString();
    const whole = text.split('\n\n');
    text = whole.pop()!;
    for (const event of whole) {
      const data = JSON.parse(/^data: (.*)$/m.exec(event)![1]);
      types.add(data.type);
      if (data.type === 'state' && !['queued', 'running'].includes(data.state)) {
        assert.notEqual(data.state, 'failed', data.error);
        return { state: data.state, types };
      }
    }
  }
  throw new Error('The events ended.');
}

/** Waits until the work of a production has failed. @returns the sentence that says why */
async function failure(id: string): Promise<string> {
  for (let i = 0; i < 600; i++) {
    const { state, error } = await json(call(`/api/productions/${id}`));
    if (state === 'failed') return error;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error('It did not fail.');
}

async function upload(bytes: Buffer, name: string): Promise<string> {
  const { id } = await json(send('POST', '/api/uploads', { name, size: bytes.length }));
  const half = bytes.length >> 1;
  await call(`/api/uploads/${id}?offset=0`, { method: 'PATCH', body: new Uint8Array(bytes.subarray(0, half)) });
  const { offset } = await json(call(`/api/uploads/${id}`));
  assert.equal(offset, half);
  const rest = await call(`/api/uploads/${id}?offset=${offset}`, {
    method: 'PATCH',
    body: new Uint8Array(bytes.subarray(offset)),
  });
  assert.equal((await json(rest)).offset, bytes.length);
  return id;
}

test('only requests with the token, by our own name and from our own page are answered', async () => {
  assert.equal((await fetch(`${studio.origin}/api/productions`)).status, 401);
  assert.equal((await call('/api/productions', { headers: { authorization: 'Bearer 00' } })).status, 401);
  assert.equal((await call('/api/productions', { headers: { origin: 'http://evil.example' } })).status, 403);
  const port = Number(new URL(studio.origin).port);
  const status = await new Promise(resolve =>
    request({ host: '127.0.0.1', port, path: '/api/productions', headers: { host: 'evil.example' } }, answer =>
      resolve(answer.statusCode),
    ).end(),
  );
  assert.equal(status, 403);
  const opened = await fetch(studio.address, { redirect: 'manual' });
  assert.equal(opened.status, 303);
  const cookie = opened.headers.get('set-cookie')!;
  assert.match(cookie, /HttpOnly; SameSite=Strict/);
  const answer = await fetch(`${studio.origin}/api/productions`, { headers: { cookie: cookie.split(';')[0] } });
  assert.equal(answer.status, 200);
  for (const one of [answer, await fetch(`${studio.origin}/api/productions`), await call('/nowhere')])
    assert.match(one.headers.get('content-security-policy')!, /default-src 'self'/);
});

test('a track becomes a production, is edited, drawn in part again and exported', async () => {
  const id = await upload(track(), '../../evil name.wav');
  const settings = { resolution: '128x72', quality: 'draft' };
  const made = await send('POST', '/api/productions', { upload: id, settings });
  assert.equal(made.status, 201);
  const production = await json(made);
  assert.equal(production.name, 'evil name.wav');
  const at = `/api/productions/${production.id}`;
  assert.equal((await ended(production.id)).state, 'done');

  const part = await call(`${at}/audio`, { headers: { range: 'bytes=4-7' } });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('x-content-type-options'), 'nosniff');
  assert.equal((await part.arrayBuffer()).byteLength, 4);
  const analysis = await json(call(`${at}/analysis`));
  assert.ok(Math.abs(analysis.duration - 12) < 0.05 && analysis.waveform.peaks.length > 400);
  const { byteLength } = await (await call(`${at}/features`)).arrayBuffer();
  const told = analysis.features.curves.reduce(
    (sum: number, c: { length: number; bytesEach: number }) => sum + c.length * c.bytesEach,
    0,
  );
  assert.equal(byteLength, told);

  const map = await call(`${at}/scene-map`);
  const etag = map.headers.get('etag')!;
  const text = await map.text();
  const put = (body: string, match = etag): Promise<Response> =>
    call(`${at}/scene-map`, { method: 'PUT', body, headers: { 'if-match': match } });
  const wrong = await put(text.replace('"end_time"', '"end_tim"'));
  assert.equal(wrong.status, 422);
  assert.match((await json(wrong)).problems[0].place, /end_time/);
  const outside = JSON.parse(text);
  outside.scenes[0].references = ['/etc/passwd'];
  assert.equal((await put(JSON.stringify(outside))).status, 422);
  const partly = JSON.parse(text);
  partly.range = { start_time: 0, end_time: 1 };
  partly.scenes = [{ ...partly.scenes[0], end_time: 1 }];
  const refused = await put(JSON.stringify(partly));
  assert.equal(refused.status, 422);
  assert.match(
    (await json(refused)).problems[0].message,
    /must cover the whole track in the studio; leave "range" out/,
  );
  const edited = JSON.parse(text);
  edited.scenes[0].description = 'ocean at night';
  assert.equal((await put(JSON.stringify(edited))).status, 200);
  assert.equal((await put(text)).status, 412);

  const still = Buffer.from(await (await call(`${at}/stills/0?width=128`)).arrayBuffer());
  assert.equal(still.readUInt16BE(0), 0xffd8);
  const { seeds } = await json(send('POST', `${at}/variations`, { scene: 0, count: 2 }));
  const other = Buffer.from(await (await call(`${at}/stills/0?width=128&seed=${seeds[0]}`)).arrayBuffer());
  assert.notDeepEqual(still, other);

  const picture = Buffer.from(still);
  const photo = await upload(picture, 'My photo (1).jpg');
  const { path } = await json(send('POST', `${at}/media`, { upload: photo }));
  assert.equal(path, 'media/My-photo-1-.jpg');
  const photoName = encodeURIComponent(path.slice(6));
  assert.equal((await (await call(`${at}/media/${photoName}`)).arrayBuffer()).byteLength, picture.length);
  assert.equal((await send('POST', `${at}/media`, { upload: await upload(track(), 'again.wav') })).status, 415);
  assert.equal(
    (await send('POST', `${at}/media`, { upload: await upload(Buffer.from('no picture'), 'x.png') })).status,
    415,
  );
  // A few bytes that say they are 40,000 pixels wide and high.
  const bomb = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAnEAAAJxACAIAAAA=', 'base64');
  bomb.writeUInt32BE(40_000, 16);
  bomb.writeUInt32BE(40_000, 20);
  assert.ok([413, 415].includes((await send('POST', `${at}/media`, { upload: await upload(bomb, 'b.png') })).status));
  assert.equal((await call(`${at}/media/${photoName}`, { method: 'DELETE' })).status, 204);
  // The ending tells what it is, whatever the name is made of.
  const signs = await json(send('POST', `${at}/media`, { upload: await upload(picture, '🎵🎵.jpg') }));
  assert.equal(signs.path, 'media/file.jpg');
  assert.equal((await call(`${at}/${signs.path}`, { method: 'DELETE' })).status, 204);
  assert.deepEqual(await json(call(`${at}/media`)), []);

  const sing = (body: string): Promise<Response> => call(`${at}/lyrics`, { method: 'PUT', body });
  assert.equal((await sing('[00:01.00]first line\n[00:04.00]second line\n')).status, 200);
  assert.equal((await json(call(at))).hasLyrics, true);
  assert.equal((await json(sing(''))).hasLyrics, false);

  assert.equal((await send('POST', `${at}/exports`, { preset: 'poster' })).status, 409);
  const drawing = await json(call(`${at}/drawing-time`));
  assert.ok(drawing.frames === 288 && drawing.seconds > 0 && drawing.tried.frames >= 12, JSON.stringify(drawing));
  assert.equal((await send('POST', `${at}/render`, {})).status, 202);
  const { state, types } = await ended(production.id);
  assert.equal(state, 'done');
  assert.ok(types.has('progress') && types.has('note'));
  const video = join(folder, production.id, 'video.mp4');
  assert.equal((await probeVideo(video)).frames, 288);
  const before = new Set((await json(call(`${at}/takes`))).files);
  assert.equal((await send('POST', `${at}/regenerate`, { start: 0.5, end: 0.4 })).status, 400);
  assert.equal((await send('POST', `${at}/regenerate`, { start: 0, end: 0.5 })).status, 202);
  await ended(production.id);
  const { files, edit } = await json(call(`${at}/takes`));
  const shown: string[] = edit.shots.map((shot: { take: string }) => shot.take.split('/').at(-1));
  const drawnAnew = files.filter((name: string) => !before.has(name)).length;
  assert.ok(drawnAnew >= 1 && !before.has(shown[0]));

  assert.equal((await send('POST', `${at}/exports`, { preset: 'poster' })).status, 202);
  await ended(production.id);
  const [{ name }] = await json(call(`${at}/exports`));
  assert.equal((await call(`${at}/exports/${name}`)).status, 200);
  assert.equal((await call(`${at}/exports/..%2Fstudio.json`)).status, 404);
});

/** Uploads a file whole, makes a production of it and waits until it is planned. */
async function planned(settings: object = {}): Promise<{ id: string; at: string; types: Set<string> }> {
  const made = await send('POST', '/api/productions', {
    upload: await upload(track(), 'song.wav'),
    settings: { resolution: '128x72', quality: 'draft', ...settings },
  });
  const { id } = await json(made);
  return { id, at: `/api/productions/${id}`, types: (await ended(id)).types };
}

test('the example makes a production, for those who have no song at hand', async () => {
  const made = await send('POST', '/api/productions/example', { settings: { quality: 'draft' } });
  assert.equal(made.status, 201);
  const { id, name, seconds, state } = await json(made);
  assert.deepEqual([name, Math.round(seconds), ['queued', 'running'].includes(state)], ['First light.m4a', 83, true]);
  const at = `/api/productions/${id}`;
  await call(`${at}/cancel`, { method: 'POST' });
  await ended(id);
  assert.equal((await call(`${at}/audio`, { headers: { range: 'bytes=4-7' } })).status, 206);
  assert.equal((await call(at, { method: 'DELETE' })).status, 204);
  assert.equal((await send('POST', '/api/productions/example', {})).status, 201, 'the example itself stays');
});

test('the page draws at the rate and in the shape that a map tells and a render takes', async () => {
  const { at } = await planned();
  const map = await call(`${at}/scene-map`);
  const told = { ...(await json(map)), output_resolution: '72x96', frame_rate: 30 };
  const headers = { 'if-match': map.headers.get('etag')! };
  assert.equal((await call(`${at}/scene-map`, { method: 'PUT', body: JSON.stringify(told), headers })).status, 200);
  const { frameRate, frames, size } = await json(call(`${at}/shots`));
  assert.deepEqual(
    [frameRate, frames, size],
    [30, 360, { width: 128, height: 72 }],
    'the setting of the size goes first',
  );
});

test('the map is edited while its video is made; the video keeps to the map that it began with, and what changed is told', async () => {
  const { id, at, types } = await planned();
  assert.ok(types.has('heard') && types.has('found'));
  const read = async () => {
    const answer = await call(`${at}/scene-map`);
    return { etag: answer.headers.get('etag')!, map: await json(answer) };
  };
  const write = async (map: object, etag: string): Promise<void> => {
    const headers = { 'if-match': etag };
    const put = await call(`${at}/scene-map`, { method: 'PUT', body: JSON.stringify(map), headers });
    assert.equal(put.status, 200, await put.text());
  };
  // Two scenes, whatever was planned.
  const { etag: unread, map: plan } = await read();
  const [opening] = plan.scenes;
  const closing = { ...opening, start_time: '0:06.000', end_time: plan.scenes.at(-1).end_time, seed: 3 };
  await write({ ...plan, scenes: [{ ...opening, end_time: '0:06.000' }, closing] }, unread);
  const { etag, map: first } = await read();
  assert.equal((await send('POST', `${at}/render`, {})).status, 202);
  await write(
    { ...first, scenes: [{ ...first.scenes[0], description: 'an ocean at night', seed: 5 }, first.scenes[1]] },
    etag,
  );
  await ended(id);
  const told = await json(call(`${at}/takes`));
  assert.equal(told.begun.scenes[0].description, first.scenes[0].description);
  assert.notEqual(told.kept[0].scene.description, 'an ocean at night');
  assert.equal((await read()).map.scenes[0].description, 'an ocean at night');
  assert.equal((await json(call(at))).isBehind, false);
  // Exports are drawn from what the video shows.
  assert.match(JSON.parse(readFileSync(join(folder, id, 'video.phosphene', 'edit.json'), 'utf8')).sceneMap, /^begun-/);
  const shown = told.edit.shots.map((shot: { take: string }) => shot.take);
  await send('POST', `${at}/render`, {});
  await ended(id);
  const again = await json(call(`${at}/takes`));
  assert.equal(again.begun.scenes[0].description, 'an ocean at night');
  assert.notEqual(again.edit.shots[0].take, shown[0]);
  assert.equal(again.edit.shots.at(-1).take, shown.at(-1));
  assert.equal((await call(`${at}/lyrics`, { method: 'PUT', body: '[00:01.00]one\n[00:03.00]two\n' })).status, 200);
  assert.equal((await json(call(at))).isBehind, true);
  // A render that is called off changes nothing of that.
  await send('POST', `${at}/render`, {});
  await call(`${at}/cancel`, { method: 'POST' });
  await ended(id);
  assert.equal((await json(call(at))).isBehind, true);
  assert.equal((await json(send('POST', `${at}/exports`, { preset: 'captions' }))).state, 'running');
  // The video has no words yet.
  assert.match(await failure(id), /no lines to write/);
});

test('stills show the colours of the whole video and its logo; footage takes the place of drawn scenes; other plans are looked at', async () => {
  const { id, at } = await planned();
  const still = async (query = ''): Promise<Buffer> => {
    const answer = await call(`${at}/stills/0?width=128${query}`);
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer());
  };
  const plain = await still();
  const change = async (settings: object): Promise<void> => {
    const answer = await send('PUT', `${at}/settings`, { resolution: '128x72', quality: 'draft', ...settings });
    assert.equal(answer.status, 202, await answer.text());
    await ended(id);
  };
  await change({ look: 'noir' });
  const graded = await still();
  assert.notDeepEqual(graded, plain);
  await change({});
  assert.deepEqual(await still(), plain);
  const logo = await upload(graded, 'logo.jpg');
  assert.equal((await json(send('PUT', `${at}/logo`, { upload: logo }))).hasLogo, true);
  const withLogo = await still();
  assert.notDeepEqual(withLogo, plain);
  // Another one may come under the same name.
  await send('PUT', `${at}/logo`, { upload: await upload(plain, 'logo.jpg') });
  assert.notDeepEqual(await still(), withLogo);
  assert.equal((await call(`${at}/logo`, { method: 'DELETE' })).status, 204);
  assert.equal((await call(`${at}/logo`)).status, 404);

  const plans = await json(call(`${at}/plans?count=3`));
  assert.equal(new Set(plans.map(({ seed }: { seed: number }) => seed)).size, 3);
  const { seed, scenes } = plans[1];
  const other = await call(`${at}/plans/${seed}/stills/${scenes[0].scene}`);
  assert.equal(other.headers.get('content-type'), 'image/jpeg');
  assert.equal((await call(`${at}/plans/${seed}/stills/9999`)).status, 404);

  const { path } = await json(send('POST', `${at}/media`, { upload: await upload(graded, 'photo.jpg') }));
  await change({ footage: true });
  const map = await json(call(`${at}/scene-map`));
  assert.equal(map.scenes[0].generator, 'footage');
  assert.match(map.scenes[0].references[0], new RegExp(`^${path}`));
  assert.notDeepEqual(await still(), plain);
});

test('a language model directs, scenes of one’s own are drawn, a table lies over all', async t => {
  const { id, at } = await planned();
  const put = async (settings: object): Promise<void> => {
    const answer = await send('PUT', `${at}/settings`, { resolution: '128x72', quality: 'draft', ...settings });
    assert.equal(answer.status, 202, await answer.text());
    await ended(id);
  };
  // A stand-in that answers as OpenAI's chat completions do.
  const asked: { messages: { content: unknown }[] }[] = [];
  const direction = {
    treatment: 'A night walk.',
    palette: ['teal'],
    sections: Array.from({ length: 12 }, (_, i) => ({
      section: i + 1,
      shots: [{ scene: null, description: 'a lighthouse in a storm', palette: ['teal'], camera: 'slow push forward' }],
    })),
  };
  const model = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    asked.push(JSON.parse(text));
    const message = { role: 'assistant', content: JSON.stringify(direction) };
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        id: 'c',
        object: 'chat.completion',
        created: 1,
        model: 'm',
        choices: [{ index: 0, message, finish_reason: 'stop' }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      }),
    );
  });
  await new Promise<void>(resolve => model.listen(0, '127.0.0.1', resolve));
  t.after(() => model.close());
  const director = `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`;
  await put({ director, directorModel: 'm' });
  assert.equal(asked.length, 1);
  const map = await json(call(`${at}/scene-map`));
  assert.match(map.notes, /Directed by/);
  assert.match(JSON.stringify(map.scenes), /lighthouse/);
  await put({});

  mkdirSync(join(folder, 'scenes'));
  t.after(() => rmSync(join(folder, 'scenes'), { recursive: true }));
  writeFileSync(
    join(folder, 'scenes', 'my-glow.wgsl'),
    'fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(0.8, 0.1, 0.1, 0.0);\n}\n',
  );
  writeFileSync(join(folder, 'scenes', 'my-glow.json'), '{"summary": "A red glow"}');
  const { scenes, ownScenes } = await json(call('/api/choices'));
  assert.ok(scenes.some(({ name, own }: { name: string; own: boolean }) => name === 'my-glow' && own));
  assert.deepEqual(ownScenes.names, ['my-glow']);
  const kept = await call(`${at}/scene-map`);
  const own = JSON.parse(await kept.text());
  own.scenes[0] = { ...own.scenes[0], scene: 'my-glow', look: undefined };
  const saved = await call(`${at}/scene-map`, {
    method: 'PUT',
    body: JSON.stringify(own),
    headers: { 'if-match': kept.headers.get('etag')! },
  });
  assert.equal(saved.status, 200, await saved.text());
  const still = async (): Promise<Buffer> => Buffer.from(await (await call(`${at}/stills/0?width=128`)).arrayBuffer());
  const drawn = await still();
  assert.ok((await json(call(`${at}/shots`))).sources['my-glow']);
  writeFileSync(
    join(folder, 'scenes', 'my-glow.wgsl'),
    'fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(0.1, 0.1, 0.8, 0.0);\n}\n',
  );
  assert.notDeepEqual(await still(), drawn);
  // A fault in a scene is told with its place, wherever it stands in the way.
  writeFileSync(join(folder, 'scenes', 'my-glow.wgsl'), 'fn shade(pixel: vec2f) -> vec4f {\n  return nothing;\n}\n');
  assert.match((await json(call('/api/choices'))).ownScenes.problems[0], /my-glow\.wgsl, line 2/);
  const broken = await call(`${at}/scene-map`);
  assert.equal(broken.status, 422);
  assert.match((await json(broken)).error, /line 2/);
  writeFileSync(
    join(folder, 'scenes', 'my-glow.wgsl'),
    'fn shade(pixel: vec2f) -> vec4f {\n  return vec4f(0.8, 0.1, 0.1, 0.0);\n}\n',
  );

  const identity = [0, 1].flatMap(b => [0, 1].flatMap(g => [0, 1].map(r => `${1 - r} ${g} ${b}`)));
  const cube = Buffer.from(`LUT_3D_SIZE 2\n${identity.join('\n')}\n`);
  const { path } = await json(send('POST', `${at}/media`, { upload: await upload(cube, 'swap.cube') }));
  await put({ lut: path });
  assert.notDeepEqual(await still(), drawn);
  assert.equal((await send('PUT', `${at}/settings`, { lut: '../../x.cube' })).status, 400);
});

test('a render that a stopped server left is taken up by the next one', async () => {
  const id = await upload(track(), 'again.wav');
  const { id: production } = await json(
    send('POST', '/api/productions', { upload: id, settings: { resolution: '128x72', quality: 'draft' } }),
  );
  await ended(production);
  const half = await json(send('POST', '/api/uploads', { name: 'half.wav', size: 10 }));
  await call(`/api/uploads/${half.id}?offset=0`, { method: 'PATCH', body: 'abcd' });
  const render = (): Promise<Response> => send('POST', `/api/productions/${production}/render`, {});
  await render();
  assert.equal((await render()).status, 409);
  await call(`/api/productions/${production}/pause`, { method: 'POST' });
  assert.equal((await ended(production)).state, 'paused');
  assert.equal((await call(`/api/productions/${production}/cancel`, { method: 'POST' })).status, 409);
  await render();
  await studio.close();
  studio = await startStudio({ folder });
  assert.equal((await ended(production)).state, 'done');
  assert.equal((await probeVideo(join(folder, production, 'video.mp4'))).frames, 288);
  assert.equal((await json(call(`/api/uploads/${half.id}`))).offset, 4);
});

test('work whose end cannot be written is told, and is over as soon as it can be', async () => {
  const { id, at } = await planned();
  assert.equal((await send('POST', `${at}/render`, {})).status, 202);
  // What is written beside the record before it takes its name finds a folder there.
  const block = join(folder, id, 'studio.json.part');
  mkdirSync(block);
  assert.equal((await call(`${at}/cancel`, { method: 'POST' })).status, 202);
  const events = await call(`${at}/events`);
  let told = '';
  for await (const part of events.body!) {
    told += Buffer.from(part).toString();
    if (/"line":"[^"]*There is a folder of that name/.test(told)) break;
  }
  assert.equal((await json(call(at))).state, 'running');
  rmSync(block, { recursive: true });
  assert.equal((await ended(id)).state, 'cancelled');
});

test('uploads that nobody has gone on with for a week are cleared at the next start', async () => {
  const begin = async (): Promise<string> =>
    (await json(send('POST', '/api/uploads', { name: 'half.wav', size: 10 }))).id;
  const [old, young] = [await begin(), await begin()];
  const longAgo = new Date(Date.now() - 8 * 86_400_000);
  for (const ending of ['part', 'json']) utimesSync(join(folder, '.uploads', `${old}.${ending}`), longAgo, longAgo);
  await studio.close();
  studio = await startStudio({ folder });
  assert.equal((await call(`/api/uploads/${old}`)).status, 404);
  assert.equal((await call(`/api/uploads/${young}`)).status, 200);
});

test('playlists and texts are no tracks', async () => {
  const body = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n');
  const id = await upload(body, 'list.mp3');
  assert.equal((await send('POST', '/api/productions', { upload: id })).status, 415);
  const broken = await send('POST', '/api/productions', {
    upload: await upload(Buffer.from('no sound'), 'my song.mp3'),
  });
  assert.match((await json(broken)).error, /^my song\.mp3 /);
});
