import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { type Emulator, startEmulator } from '../../emulator/emulator.ts';
import { providers } from '../catalogue.ts';
import type { ClipRequest, Connection, JobState, Json } from '../port.ts';
import { accessOf } from './access.ts';
import { type ComfyuiState, emptyState, shareOf, takeBinary, takeMessage, workOf } from './comfyui-events.ts';

const comfyui = providers.find(({ name }) => name === 'comfyui')!;
const request: ClipRequest = {
  prompt: 'A quiet harbour',
  seconds: 2,
  seed: 1,
  size: { aspectRatio: '16:9', width: 1280, height: 720 },
};
const names = [1, 2, 3].map(n => `00000000-0000-4000-8000-00000000000${n}`);

let emulator: Emulator;
before(async () => {
  emulator = await startEmulator({ latency: 400, shrink: 16 });
});
after(() => emulator.close());

const connect = (template = 'ltx'): Connection =>
  comfyui.connect({ ...accessOf(comfyui, emulator.environment), keys: { COMFYUI_WORKFLOW: template } });

async function statesOf(connection: Connection, handle: Json): Promise<JobState[]> {
  const states: JobState[] = [];
  for (let i = 0; i < 400; i++) {
    const state = await connection.poll(handle);
    states.push(state);
    if (state.state !== 'queued' && state.state !== 'running') return states;
    await wait(15);
  }
  throw new Error('the job did not end');
}

const running = (states: readonly JobState[]) =>
  states.flatMap(state => (state.state === 'running' || state.state === 'queued' ? [state] : []));

test('progress rises with the sampler’s steps and previews come over the socket; the job ends', async () => {
  const connection = connect();
  emulator.store.setLatency(2500);
  const { handle } = await connection.submit(comfyui.models[0], request, { jobId: names[0] });
  emulator.store.setLatency(400);
  const states = await statesOf(connection, handle);
  assert.equal(states.at(-1)!.state, 'succeeded');
  const shares = running(states).flatMap(({ progress }) => progress ?? []);
  assert.ok(new Set(shares).size >= 3, shares.join(' '));
  assert.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
  );
  assert.ok(shares.at(-1)! > 0.5 && shares.at(-1)! <= 1, shares.join(' '));
  const preview = running(states).findLast(state => state.preview)?.preview;
  assert.equal(preview?.mediaType, 'image/jpeg');
  assert.deepEqual([...preview!.bytes.subarray(0, 2)], [0xff, 0xd8]);
});

test('another process hears of a running job by its name alone', async () => {
  const { handle } = await connect().submit(comfyui.models[0], request, { jobId: names[1] });
  const states = await statesOf(connect(), handle);
  assert.equal(states.at(-1)!.state, 'succeeded');
  assert.ok(running(states).some(({ progress }) => (progress ?? 0) > 0.2));
});

test('a queue that others use too: one waits its turn, tells how many are before, and cancels itself alone', async () => {
  const address = `${emulator.address}/comfyui`;
  const post = async (path: string, body: object): Promise<Response> =>
    fetch(`${address}${path}`, { method: 'POST', body: JSON.stringify(body) });
  const graph = {
    a: {
      class_type: 'PromptToVideo',
      inputs: { text: 'somebody else', seed: 3, width: 64, height: 64, frames: 25, frame_rate: 24 },
    },
    b: { class_type: 'SaveVideo', inputs: { filename_prefix: 'x', video: ['a', 0] } },
  };
  const others: string[] = [];
  for (let i = 0; i < 2; i++) {
    const answer = (await (await post('/prompt', { prompt: graph, client_id: 'somebody' })).json()) as Record<
      string,
      string
    >;
    others.push(answer.prompt_id);
  }
  const connection = connect();
  const { handle } = await connection.submit(comfyui.models[0], request, { jobId: names[2] });
  const first = await connection.poll(handle);
  assert.deepEqual([first.state, (first as { ahead?: number }).ahead], ['queued', 2]);
  assert.equal(await connection.cancel!(handle), 'canceled');
  assert.equal((await connection.poll(handle)).state, 'canceled');
  for (const id of others) {
    const job = (await (await fetch(`${address}/api/jobs/${id}`)).json()) as { status: string };
    assert.ok(['pending', 'in_progress', 'completed'].includes(job.status), job.status);
  }
});

test('an error of a node is told with the node and what to do', async () => {
  emulator.store.addFaults([{ service: 'comfyui', on: 'job', how: 'fails' }]);
  const connection = connect();
  const { handle } = await connection.submit(comfyui.models[0], request, { jobId: crypto.randomUUID() });
  const end = (await statesOf(connection, handle)).at(-1) as Extract<JobState, { state: 'failed' }>;
  assert.match(end.message, /ran out of graphics memory in the node KSampler; choose a smaller size/);
});

test('the SDXL template: SDXL paints, Stable Video Diffusion moves, each with its own guidance', async () => {
  const connection = connect('sdxl');
  const { handle } = await connection.submit(
    comfyui.models[0],
    { ...request, guidance: 5 },
    { jobId: crypto.randomUUID() },
  );
  assert.equal((await statesOf(connection, handle)).at(-1)!.state, 'succeeded');
  const { body } = [...emulator.store.jobs.values()].at(-1)!;
  const { prompt } = body as { prompt: Record<string, { class_type: string; inputs: Record<string, Json> }> };
  const samplers = Object.values(prompt).filter(({ class_type }) => class_type === 'KSampler');
  assert.deepEqual(
    samplers.map(({ inputs }) => [inputs.cfg, inputs.seed]),
    [
      [5, 1],
      [2.5, 1],
    ],
  );
  const moved = Object.values(prompt).find(({ class_type }) => class_type.startsWith('SVD'))!;
  assert.deepEqual([moved.inputs.width, moved.inputs.height, moved.inputs.video_frames], [1280, 720, 17]);
});

// Recorded forms of the messages; see ComfyUI's execution.py, comfy_execution/progress.py and server.py.
const said = (type: string, data: object): string => JSON.stringify({ type, data });

test('what servers say is understood, from those that know progress_state and those that do not', () => {
  const work = { 4: 0.5, 3: 20, 8: 2 };
  const newer = emptyState();
  takeMessage(newer, 'p', said('status', { status: { exec_info: { queue_remaining: 1 } }, sid: 'p' }));
  assert.equal(shareOf(newer, work), undefined);
  takeMessage(newer, 'p', said('execution_start', { prompt_id: 'p', timestamp: 1 }));
  takeMessage(newer, 'p', said('execution_cached', { nodes: ['4'], prompt_id: 'p', timestamp: 2 }));
  assert.equal(shareOf(newer, work), 0.5 / 22.5);
  const node = { node_id: '3', prompt_id: 'p', display_node_id: '3', parent_node_id: null, real_node_id: '3' };
  takeMessage(
    newer,
    'p',
    said('progress_state', { prompt_id: 'p', nodes: { 3: { value: 5, max: 20, state: 'running', ...node } } }),
  );
  assert.equal(shareOf(newer, work), 5.5 / 22.5);
  takeMessage(
    newer,
    'p',
    said('progress_state', { prompt_id: 'other', nodes: { 3: { value: 20, max: 20, state: 'finished' } } }),
  );
  assert.equal(shareOf(newer, work), 5.5 / 22.5);
  takeMessage(newer, 'p', 'no JSON');

  const older = emptyState();
  takeMessage(older, 'p', said('executing', { node: '4', prompt_id: 'p' }));
  takeMessage(older, 'p', said('executing', { node: '3', prompt_id: 'p' }));
  takeMessage(older, 'p', said('progress', { value: 10, max: 20, prompt_id: 'p', node: '3' }));
  assert.equal(shareOf(older, work), 10.5 / 22.5);
  takeMessage(older, 'p', said('executing', { node: '8', prompt_id: 'p' }));
  takeMessage(older, 'p', said('executing', { node: null, prompt_id: 'p' }));
  assert.equal(shareOf(older, work), 1);
  takeMessage(
    older,
    'p',
    said('execution_error', { prompt_id: 'p', node_id: '3', node_type: 'KSampler', exception_message: 'no\n' }),
  );
  assert.deepEqual(older.error, { message: 'no', node: 'KSampler' });
});

test('previews are taken in both forms, and only those of this job', () => {
  const state: ComfyuiState = { ...emptyState(), started: true };
  const framed = (event: number, second: number, ...rest: Uint8Array[]): Uint8Array => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(event, 0);
    head.writeUInt32BE(second, 4);
    return Buffer.concat([head, ...rest]);
  };
  takeBinary(state, 'p', framed(1, 2, Uint8Array.of(1, 2, 3)));
  assert.deepEqual([state.preview?.mediaType, [...state.preview!.bytes]], ['image/png', [1, 2, 3]]);
  const note = (id: string): Buffer => Buffer.from(JSON.stringify({ prompt_id: id, image_type: 'image/jpeg' }));
  takeBinary(state, 'p', framed(4, note('p').length, note('p'), Uint8Array.of(9)));
  assert.deepEqual([state.preview?.mediaType, [...state.preview!.bytes]], ['image/jpeg', [9]]);
  takeBinary(state, 'p', framed(4, note('q').length, note('q'), Uint8Array.of(7)));
  takeBinary(state, 'p', framed(3, 1, Uint8Array.of(7)));
  takeBinary(state, 'p', framed(4, 1_000_000, Uint8Array.of(7)));
  takeBinary(state, 'p', Uint8Array.of(1));
  assert.deepEqual([...state.preview!.bytes], [9]);
});

test('a graph’s work lies in its samplers, by their steps', () => {
  const work = workOf({
    1: { class_type: 'CheckpointLoaderSimple', inputs: {} },
    2: { class_type: 'KSampler', inputs: { steps: 30 } },
    3: { class_type: 'KSamplerSelect', inputs: { sampler_name: 'euler' } },
    4: { class_type: 'SamplerCustom', inputs: { sigmas: ['7', 0] } },
  });
  assert.deepEqual(work, { 1: 0.5, 2: 30, 3: 0.5, 4: 20 });
});

test('a server from before /api/jobs is asked through queue and history, and only our own job is stopped there', async t => {
  const graph = { 3: { class_type: 'KSampler', inputs: { steps: 4 } } };
  const asked: { path: string; body: unknown }[] = [];
  let queue: object = { queue_running: [[1, 'other', graph]], queue_pending: [[2, 'job', graph]] };
  let history: object = {};
  const server = createServer(async (incoming, response) => {
    let text = '';
    for await (const piece of incoming) text += String(piece);
    const path = incoming.url ?? '';
    if (incoming.method === 'POST' && text !== '') asked.push({ path, body: JSON.parse(text) });
    if (path === '/queue') return response.end(incoming.method === 'POST' ? '' : JSON.stringify(queue));
    if (path === '/history/job') return response.end(JSON.stringify(history));
    if (path === '/interrupt') return response.end();
    return response.writeHead(404).end('404: Not Found');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connection = comfyui.connect({ keys: { COMFYUI_WORKFLOW: 'wan' }, options: {}, baseUrl });
  const handle = { id: 'job' };
  assert.deepEqual(await connection.poll(handle), { state: 'queued', ahead: 1 });
  queue = { queue_running: [[2, 'job', graph]], queue_pending: [] };
  assert.equal((await connection.poll(handle)).state, 'running');
  assert.equal(await connection.cancel!(handle), 'requested');
  assert.deepEqual(asked, [
    { path: '/queue', body: { delete: ['job'] } },
    { path: '/interrupt', body: { prompt_id: 'job' } },
  ]);
  queue = { queue_running: [], queue_pending: [] };
  const said = (type: string, data: object): object => ({ job: { status: { messages: [[type, data]] }, outputs: {} } });
  history = said('execution_interrupted', { node_id: '3' });
  assert.equal((await connection.poll(handle)).state, 'canceled');
  history = said('execution_error', {
    node_type: 'UNETLoader',
    exception_message: 'mat1 and mat2 shapes cannot be multiplied',
  });
  const failed = (await connection.poll(handle)) as Extract<JobState, { state: 'failed' }>;
  assert.match(failed.message, /Model and text encoder do not fit together in the node UNETLoader/);
  history = {
    job: {
      status: { messages: [['execution_success', {}]] },
      outputs: { 9: { images: [{ filename: 'a b.mp4', subfolder: 'phosphene', type: 'output' }] } },
    },
  };
  assert.deepEqual(await connection.poll(handle), {
    state: 'succeeded',
    assets: [{ location: { url: `${baseUrl}/view?filename=a+b.mp4&subfolder=phosphene&type=output` } }],
    usd: 0,
  });
  history = {};
  const forgotten = (await connection.poll(handle)) as Extract<JobState, { state: 'failed' }>;
  assert.match(forgotten.message, /no longer knows the job/);
});
