import {
  type Access,
  type Capabilities,
  type ClipRequest,
  type ClipSize,
  type Connection,
  GeneratorError,
  type JobState,
  type Model,
  type Provider,
} from '../port.ts';
import { createApi, field, textField } from './http.ts';
import { asUrl } from './media-input.ts';
import { earliest, type ListedJob, recogniseOrder } from './recognise-order.ts';

const mostInlineBytes = 1_000_000;
const hd = (resolution: string, width: number, height: number): ClipSize[] => [
  { aspectRatio: '16:9', width, height, resolution },
  { aspectRatio: '9:16', width: height, height: width, resolution },
];
const common: Capabilities = {
  durations: [5, 10], sizes: [], frameRate: 24, text: true, firstFrame: 'optional', lastFrame: false, references: 0, audio: 'no', seed: true, negativePrompt: false, guidance: false, promptLength: 2000,
}; // biome-ignore format: a table
const remembered = { asOf: '2025-12-15', source: "the model's page, from memory and not checked" };

/** How a model on Replicate wants its fields. Each model has a schema of its own, which its page tells. */
interface ReplicateModel {
  path: string;
  firstFrame: string;
  lastFrame?: string;
  aspectRatio: boolean;
  model: Model;
}

const table: readonly ReplicateModel[] = [
  { path: 'bytedance/seedance-1-pro', firstFrame: 'image', lastFrame: 'last_frame_image', aspectRatio: true,
    model: { name: 'seedance-1-pro', title: 'ByteDance Seedance 1 Pro', capabilities: { ...common, durations: { least: 3, most: 12, step: 1 }, sizes: hd('1080p', 1920, 1080), lastFrame: true }, price: { usdPerSecond: 0.15, ...remembered }, typicalSeconds: 90 } },
  { path: 'minimax/hailuo-02', firstFrame: 'first_frame_image', lastFrame: 'last_frame_image', aspectRatio: false,
    model: { name: 'hailuo-02', title: 'MiniMax Hailuo 02', capabilities: { ...common, durations: [6, 10], sizes: [{ aspectRatio: '16:9', width: 1366, height: 768, resolution: '768p' }], lastFrame: true, seed: false }, price: { usdPerSecond: 0.045, ...remembered }, typicalSeconds: 180 } },
  { path: 'wan-video/wan-2.5-t2v', firstFrame: '', aspectRatio: false,
    model: { name: 'wan-2.5', title: 'Alibaba Wan 2.5', capabilities: { ...common, sizes: [{ aspectRatio: '16:9', width: 1280, height: 720, resolution: '1280*720' }, { aspectRatio: '9:16', width: 720, height: 1280, resolution: '720*1280' }], firstFrame: 'no', negativePrompt: true }, price: { usdPerSecond: 0.1, ...remembered }, typicalSeconds: 120 } },
]; // biome-ignore format: a table

/** Replicate, by plain requests: its client sends a refused order six times within a few milliseconds. */
export const replicate: Provider = {
  name: 'replicate',
  title: 'Replicate',
  termsUrl: 'https://replicate.com/terms',
  keys: ['REPLICATE_API_TOKEN'],
  options: [],
  baseUrl: 'https://api.replicate.com',
  baseUrlVariable: 'REPLICATE_BASE_URL',
  limits: { concurrent: 4, pollSeconds: 2, requestsPerSecond: 5 },
  models: table.map(({ model }) => model),
  connect,
  handleOf: (_, id) => ({ id }),
};

/** The model's path and the fields of a request, in its own words. */
async function inputOf(model: Model, request: ClipRequest): Promise<{ path: string; input: Record<string, unknown> }> {
  const { path, firstFrame, lastFrame, aspectRatio } = table.find(one => one.model.name === model.name)!;
  const input: Record<string, unknown> = { prompt: request.prompt, duration: request.seconds };
  if (path.startsWith('wan-video/')) input.size = request.size.resolution;
  else input.resolution = request.size.resolution;
  if (aspectRatio) input.aspect_ratio = request.size.aspectRatio;
  if (model.capabilities.seed && request.seed !== undefined) input.seed = request.seed;
  if (request.negativePrompt) input.negative_prompt = request.negativePrompt;
  if (request.firstFrame) input[firstFrame] = await asUrl(request.firstFrame, mostInlineBytes);
  if (request.lastFrame && lastFrame) input[lastFrame] = await asUrl(request.lastFrame, mostInlineBytes);
  return { path, input };
}

function connect({ keys, baseUrl }: Access): Connection {
  const secret = keys.REPLICATE_API_TOKEN;
  const call = createApi({
    provider: 'Replicate',
    baseUrl: `${baseUrl}/v1`,
    headers: { authorization: `Bearer ${secret}` },
    secrets: [secret],
  });
  return {
    async submit(model, request) {
      const { path, input } = await inputOf(model, request);
      return {
        handle: { id: textField('Replicate', await call(`/models/${path}/predictions`, 'POST', { input }), 'id') },
        warnings: [],
      };
    },
    async find(order) {
      const { path, input } = await inputOf(order.model, order.request);
      const listed: ListedJob[] = [];
      // The latest come first.
      for (let next = '/predictions'; ; ) {
        const page = await call(next, 'GET');
        const results = field(page, 'results');
        if (!Array.isArray(results)) throw new GeneratorError('provider', 'Replicate sent a list that cannot be read.');
        const late = results.filter(one => new Date(textField('Replicate', one, 'created_at')) >= earliest(order));
        for (const one of late)
          if (field(one, 'model') === path)
            listed.push({
              handle: { id: textField('Replicate', one, 'id') },
              input: field(one, 'data_removed') === true ? undefined : field(one, 'input'),
            });
        const further = field(page, 'next');
        if (late.length < results.length || typeof further !== 'string') return recogniseOrder(input, listed, order);
        next = `/predictions${new URL(further, baseUrl).search}`;
      }
    },
    async poll(handle): Promise<JobState> {
      const prediction = await call(`/predictions/${textField('Replicate', handle, 'id')}`, 'GET');
      const status = field(prediction, 'status');
      if (status === 'succeeded') {
        const output = field(prediction, 'output');
        const url = Array.isArray(output) ? output[0] : output;
        // Results are deleted after an hour, together with the inputs.
        if (typeof url !== 'string')
          return {
            state: 'failed',
            kind: 'expired',
            message: 'The clip was deleted at Replicate before it was fetched.',
          };
        return { state: 'succeeded', assets: [{ location: { url } }] };
      }
      if (status === 'failed') {
        const message = String(field(prediction, 'error') ?? 'the clip could not be made');
        return {
          state: 'failed',
          kind: /nsfw|sensitive|safety|moderation|flagged/i.test(message) ? 'moderation' : 'provider',
          message,
          usd: 0,
        };
      }
      if (status === 'canceled') return { state: 'canceled' };
      if (status === 'aborted') return { state: 'canceled', usd: 0 };
      return { state: status === 'starting' ? 'queued' : 'running' };
    },
    async cancel(handle) {
      const prediction = await call(
        `/predictions/${textField('Replicate', handle, 'id')}/cancel`,
        'POST',
        undefined,
        false,
      );
      return field(prediction, 'status') === 'succeeded' ? 'too-late' : 'canceled';
    },
    async check() {
      const account = await call('/account', 'GET');
      if (typeof field(account, 'username') !== 'string')
        throw new GeneratorError('provider', 'Replicate sent an answer that cannot be read.');
      return { summary: `the key of ${field(account, 'username')} works` };
    },
  };
}
