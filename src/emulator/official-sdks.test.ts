import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { createGoogleGenerativeAI } from '@ai-sdk/google';
import LumaAI from 'lumaai';
import Replicate from 'replicate';
import { fromAiSdk } from '../generators/cloud/ai-sdk.ts';
import { runway } from '../generators/cloud/runway.ts';
import { GeneratorError, type JobState } from '../generators/port.ts';
import { type Emulator, startEmulator } from './emulator.ts';

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ latency: 15, shrink: 16 });
});
after(() => emulator.close());

async function until<T>(ask: () => Promise<T>, done: (value: T) => boolean): Promise<T> {
  for (let i = 0; i < 400; i++) {
    const value = await ask();
    if (done(value)) return value;
    await wait(10);
  }
  throw new Error('the job did not end');
}

async function bytesAt(url: string): Promise<number> {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return (await response.arrayBuffer()).byteLength;
}

test("Replicate's own client makes a clip", async () => {
  const client = new Replicate({ auth: 'r8_x', baseUrl: `${emulator.address}/replicate/v1` });
  const { id } = await client.predictions.create({
    model: 'minimax/hailuo-02',
    input: { prompt: 'a wave', duration: 1 },
  });
  const done = await until(
    () => client.predictions.get(id),
    ({ status }) => status === 'succeeded',
  );
  assert.ok((await bytesAt(String(done.output))) > 1000);
});

test("Luma's own client makes a clip", async () => {
  const client = new LumaAI({ authToken: 'luma-x', baseURL: `${emulator.address}/luma`, maxRetries: 0 });
  const { id } = await client.generations.video.create({ model: 'ray-2', prompt: 'a wave', duration: '5s' });
  const done = await until(
    () => client.generations.get(id!),
    ({ state }) => state === 'completed',
  );
  assert.ok((await bytesAt(done.assets!.video!)) > 1000);
});

const veo = fromAiSdk({
  ...runway,
  name: 'veo',
  title: 'Google Veo',
  keys: ['GEMINI_API_KEY'],
  models: [{ ...runway.models[2], name: 'veo-3.1-generate-preview' }],
  create: (model, { keys, baseUrl }) =>
    createGoogleGenerativeAI({ apiKey: keys.GEMINI_API_KEY, baseURL: `${baseUrl}/v1beta` }).video(model.name),
});

test('a package of the AI SDK behind our port: made, found again, and a passing error is not believed', async () => {
  const access = { keys: { GEMINI_API_KEY: 'secret-key-1234' }, options: {}, baseUrl: `${emulator.address}/veo` };
  const [model] = veo.models;
  const request = { prompt: 'a wave', seconds: 4, size: model.capabilities.sizes[0] };
  const { handle } = await veo.connect(access).submit(model, request, { jobId: 'a' });
  const later = veo.connect(access);
  emulator.store.addFaults([{ service: 'veo', on: 'poll', how: 503 }]);
  await assert.rejects(
    later.poll(JSON.parse(JSON.stringify(handle))),
    (error: Error) => error instanceof GeneratorError && !error.message.includes('secret-key'),
  );
  const state = await until(
    () => later.poll(handle),
    ({ state }) => state === 'succeeded',
  );
  const [{ location }] = (state as Extract<JobState, { state: 'succeeded' }>).assets;
  assert.ok((await bytesAt((location as { url: string }).url)) > 1000);

  emulator.store.addFaults([{ service: 'veo', on: 'job', how: 'moderation' }]);
  const refused = await later.submit(model, request, { jobId: 'b' });
  let doubted = 0;
  const end = await until(
    () =>
      later.poll(refused.handle).catch((): JobState => {
        doubted++;
        return { state: 'running' };
      }),
    ({ state }) => state === 'failed',
  );
  assert.ok(doubted >= 1);
  assert.equal((end as Extract<JobState, { state: 'failed' }>).kind, 'moderation');
});
