import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { writeWav } from '../../../test/tracks.ts';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { encodeImage, probeVideo } from '../../media/index.ts';
import { providers } from '../catalogue.ts';
import {
  type ClipRequest,
  type Connection,
  durationOnGrid,
  GeneratorError,
  type JobState,
  type Json,
  type Model,
  type Provider,
} from '../port.ts';
import { accessOf } from './access.ts';
import { downloadAsset } from './download.ts';

let emulator: Emulator;
let folder: string;

before(async () => {
  emulator = await startEmulator({ latency: 20, shrink: 12 });
  folder = mkdtempSync(join(tmpdir(), 'phosphene-adapters-'));
});
after(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
});

function open(provider: Provider): { connection: Connection; model: Model; request: ClipRequest; baseUrl: string } {
  const access = accessOf(provider, emulator.environment);
  const model =
    provider.models.find(
      ({ capabilities }) =>
        capabilities.text && capabilities.audio !== 'required' && capabilities.firstFrame !== 'required',
    ) ?? provider.models[0];
  const { capabilities } = model;
  const request: ClipRequest = {
    prompt: `A quiet harbour, ${provider.name}`,
    seconds: durationOnGrid(capabilities, 2)!,
    size: capabilities.sizes[0],
  };
  if (capabilities.speech) request.speech = 'We sing of quiet harbours';
  if (capabilities.audio === 'required') request.audio = { url: 'https://example.com/voice.mp3' };
  if (capabilities.firstFrame === 'required') request.firstFrame = { url: 'https://example.com/face.png' };
  return { connection: provider.connect(access), model, request, baseUrl: access.baseUrl };
}

async function settle(connection: Connection, handle: Json): Promise<JobState> {
  for (let i = 0; i < 400; i++) {
    const state = await connection.poll(handle);
    if (['succeeded', 'failed', 'canceled'].includes(state.state)) return state;
    await wait(10);
  }
  throw new Error('the job did not end');
}

const kindOf = (kind: string) => (error: unknown) => error instanceof GeneratorError && error.kind === kind;
const count = (name: string): number => emulator.counts.get(name) ?? 0;

for (const provider of providers) {
  test(`${provider.name}: a clip is made, found again by its handle alone, and fetched`, async () => {
    const { connection, model, request, baseUrl } = open(provider);
    const began = new Date();
    const submitted = await connection.submit(model, request, { jobId: `job-${provider.name}` });
    // Another process knows the handle as JSON.
    const later = open(provider).connection;
    const state = await settle(later, JSON.parse(JSON.stringify(submitted.handle)));
    assert.equal(state.state, 'succeeded');
    const [asset] = (state as Extract<JobState, { state: 'succeeded' }>).assets;
    const path = join(folder, `${provider.name}.mp4`);
    const { bytes } = await downloadAsset(asset, path, baseUrl);
    assert.equal(bytes, readFileSync(path).length);
    const video = await probeVideo(path);
    assert.ok(
      Math.abs(video.duration - request.seconds) < 0.1 ||
        model.capabilities.speech ||
        model.capabilities.audio !== 'no',
      `${video.duration} s`,
    );
    assert.equal(count(`${provider.name} accepted`), 1);
    if (connection.find) {
      const lost = { jobId: `job-${provider.name}`, model, request, sent: began, taken: [] };
      assert.deepEqual(await later.find!(lost), submitted.handle);
      const other = { ...lost, jobId: 'job-nobody', request: { ...request, prompt: 'Another harbour' } };
      // fal tells of what has begun, not of what waits.
      assert.equal(await later.find!(other), provider.name === 'fal' ? 'unknown' : 'absent');
    }
  });

  test(`${provider.name}: each refusal has its kind, and nothing paid is repeated`, async () => {
    const { connection, model, request } = open(provider);
    const submit = () => connection.submit(model, request, { jobId: 'x' });
    const creates = count(`${provider.name} create`);
    const accepted = count(`${provider.name} accepted`);
    emulator.store.addFaults([{ service: provider.name, on: 'create', how: 429, retryAfter: 7 }]);
    await assert.rejects(
      submit(),
      (error: unknown) => kindOf('rate-limited')(error) && (error as GeneratorError).retryAfter === 7,
    );
    emulator.store.addFaults([{ service: provider.name, on: 'create', how: 503 }]);
    await assert.rejects(submit(), kindOf('unknown-outcome'));
    emulator.store.addFaults([{ service: provider.name, on: 'create', how: 'lose-answer' }]);
    await assert.rejects(submit(), kindOf('unknown-outcome'));
    emulator.store.addFaults([{ service: provider.name, on: 'create', how: 401 }]);
    await assert.rejects(submit(), kindOf('unauthorised'));
    assert.equal(count(`${provider.name} create`) - creates, 4, 'one POST for each call');
    assert.equal(count(`${provider.name} accepted`) - accepted, 1);
  });

  test(`${provider.name}: a failed poll is an error, a refused job is a state`, async () => {
    const { connection, model, request } = open(provider);
    emulator.store.addFaults([{ service: provider.name, on: 'job', how: 'moderation' }]);
    const { handle } = await connection.submit(model, request, { jobId: 'y' });
    emulator.store.addFaults([
      { service: provider.name, on: 'poll', how: 500 },
      { service: provider.name, on: 'poll', how: 429 },
      { service: provider.name, on: 'poll', how: 'drop' },
    ]);
    for (let i = 0; i < 3; i++) await assert.rejects(connection.poll(handle), GeneratorError);
    const state = await settle(connection, handle);
    assert.equal(state.state, 'failed');
    assert.equal(
      (state as Extract<JobState, { state: 'failed' }>).kind,
      provider.name === 'comfyui' ? 'provider' : 'moderation',
    );
  });

  test(`${provider.name}: a free call, and cancelling where there is any`, async () => {
    const { connection, model, request } = open(provider);
    if (connection.check) assert.ok((await connection.check()).summary.length > 0);
    if (!connection.cancel) return;
    emulator.store.addFaults([{ service: provider.name, on: 'job', how: 'slow' }]);
    const { handle } = await connection.submit(model, request, { jobId: 'z' });
    await connection.cancel(handle);
    const last = [...emulator.store.jobs.values()].at(-1)!;
    assert.equal(emulator.store.view(last).phase, 'canceled');
  });
}

test('a clip that sound drives is as long as the sound, so that a production with singers can be rehearsed', async () => {
  const audio = join(folder, 'voice.wav');
  writeWav(audio, 16000, [new Float32Array(16000 * 2.5)]);
  const face = join(folder, 'face.png');
  writeFileSync(face, await encodeImage(2, 2, new Uint8Array(12), 'png'));
  for (const [name, modelName] of [
    ['heygen', 'image'],
    ['fal', 'ltx-2.3-audio'],
  ]) {
    const provider = providers.find(one => one.name === name)!;
    const model = provider.models.find(one => one.name === modelName)!;
    const access = accessOf(provider, emulator.environment);
    const connection = provider.connect(access);
    const request = {
      ...{ prompt: 'She sings', seconds: 2.5, size: model.capabilities.sizes[0] },
      ...{ firstFrame: { path: face }, audio: { path: audio } },
    };
    const { handle } = await connection.submit(model, request, { jobId: `sung-${name}` });
    const state = await settle(connection, handle);
    const path = join(folder, `sung-${name}.mp4`);
    await downloadAsset((state as Extract<JobState, { state: 'succeeded' }>).assets[0], path, access.baseUrl);
    assert.ok(Math.abs((await probeVideo(path)).duration - 2.5) < 0.1, name);
  }
});

test('keys do not appear in errors, whatever the provider says', async () => {
  const secret = 'sk-very-secret-0123456789';
  for (const provider of providers) {
    const base = `http://127.0.0.1:1`;
    const keys = Object.fromEntries(provider.keys.map(name => [name, secret]));
    const options = Object.fromEntries(provider.options.map(({ name }) => [name, 'x']));
    const connection = provider.connect({ keys, options, baseUrl: base });
    await assert.rejects(
      connection.poll({ id: '1', endpoint: 'a/b', requestId: secret, kind: 'text2video', model: 'm' }),
      (error: Error) => !error.message.includes(secret),
    );
  }
});

test('a result is fetched from the public network or from the server that was asked, from nowhere else', async () => {
  const path = join(folder, 'refused.mp4');
  for (const url of [
    'http://example.com/a.mp4',
    'https://127.0.0.1/a.mp4',
    'https://10.1.2.3/a.mp4',
    'https://[::1]/a.mp4',
    'https://[::ffff:10.0.0.1]/a.mp4',
    'https://169.254.169.254/latest',
    'file:///etc/passwd',
    'https://a:b@example.com/x',
    'nonsense',
    `${emulator.address.replace(/\d+$/, '1')}/x`,
  ])
    await assert.rejects(downloadAsset({ location: { url } }, path, 'https://api.example.com'), /was not fetched/, url);
});

test('comfyui: a template is filled by roles, and what the server lacks is told before the order', async () => {
  const comfyui = providers.find(({ name }) => name === 'comfyui')!;
  const access = accessOf(comfyui, emulator.environment);
  const connection = comfyui.connect({ ...access, keys: { COMFYUI_WORKFLOW: 'ltx' } });
  const request: ClipRequest = {
    prompt: 'A quiet harbour',
    negativePrompt: 'people',
    seconds: 2,
    size: { aspectRatio: '1:1', width: 960, height: 960 },
  };
  const { handle } = await connection.submit(comfyui.models[0], request, { jobId: 'job-ltx' });
  const state = await settle(connection, handle);
  assert.equal(state.state, 'succeeded');
  const path = join(folder, 'ltx.mp4');
  await downloadAsset((state as Extract<JobState, { state: 'succeeded' }>).assets[0], path, access.baseUrl);
  // LTX makes 8 n + 1 pictures: 49 at 24 a second, and no fewer than were asked for.
  const { frames, frameRate } = await probeVideo(path);
  assert.ok(frames / frameRate >= 2 && frames / frameRate < 2.1, `${frames} frames at ${frameRate}`);
  const before = count('comfyui');
  const missing = comfyui.connect({ ...access, keys: { COMFYUI_WORKFLOW: 'animatediff' } });
  await assert.rejects(
    missing.submit(comfyui.models[0], request, { jobId: 'job-animate' }),
    /lacks the nodes ADE_LoadAnimateDiffModel/,
  );
  assert.equal(count('comfyui'), before);
});
