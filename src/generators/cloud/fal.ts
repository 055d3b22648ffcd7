import type { FalClient } from '@fal-ai/client';
import {
  type Access,
  type ClipRequest,
  type Connection,
  GeneratorError,
  type JobState,
  type Model,
  type Provider,
} from '../port.ts';
import { type FalEndpoint, falEndpoints } from './fal-endpoints.ts';
import { callApi, field, requestOnce, textField } from './http.ts';
import { asUrl } from './media-input.ts';
import { earliest, type ListedJob, recogniseOrder } from './recognise-order.ts';

const queueAddress = 'https://queue.fal.run';
const apiAddress = 'https://api.fal.ai';
const mostInlineBytes = 8_000_000;

/**
 * fal: hundreds of open and closed models behind one queue; {@link falEndpoints} are those that Phosphene speaks to.
 */
export const fal: Provider = {
  name: 'fal',
  title: 'fal',
  termsUrl: 'https://fal.ai/terms',
  keys: ['FAL_KEY'],
  options: [],
  baseUrl: queueAddress,
  baseUrlVariable: 'FAL_BASE_URL',
  // New accounts run two at a time; more wait in the queue without cost.
  limits: { concurrent: 4, pollSeconds: 2, requestsPerSecond: 10 },
  models: falEndpoints.map(({ model }) => model),
  connect,
  // The status address holds the endpoint's first two parts only, which its endpoints for words and for pictures share.
  handleOf: (model, id) => {
    const { text, image } = falEndpoints.find(candidate => candidate.model.name === model.name)!;
    return { endpoint: (text ?? image)!, requestId: id };
  },
};

function connect({ keys, baseUrl }: Access): Connection {
  const secret = keys.FAL_KEY;
  /**
   * The client repeats every request by itself, the paid one too, and its own setting against that is not read by its
   * queue. An error of ours, thrown where it would look at the answer, ends the matter: exactly one request each.
   */
  const fetchOnce: typeof fetch = async (input, init) => {
    const url = String(input instanceof Request ? input.url : input).replace(queueAddress, baseUrl);
    const paid = (init?.method ?? 'GET').toUpperCase() === 'POST';
    const { status, text, headers } = await requestOnce(url, init ?? {}, {
      provider: 'fal',
      secrets: [secret],
      paid,
    });
    return new Response(text, { status, headers });
  };
  let opened: FalClient | undefined;
  /** Loaded with the first call: most who start the program never order from fal. */
  const queue = async (): Promise<FalClient['queue']> => {
    const { createFalClient } = await import('@fal-ai/client');
    opened ??= createFalClient({ credentials: secret, fetch: fetchOnce, suppressLocalCredentialsWarning: true });
    return opened.queue;
  };

  /** What fal tells about models and requests, at an address of its own. */
  const platform = async (path: string, query: Record<string, string>): Promise<unknown> => {
    const base = baseUrl === queueAddress ? apiAddress : baseUrl;
    const { body } = await callApi({
      provider: 'fal',
      url: `${base}/v1/models/${path}?${new URLSearchParams(query)}`,
      headers: { authorization: `Key ${secret}` },
      secrets: [secret],
    });
    return body;
  };

  return {
    ready: async () => void (await queue()),
    async submit(model, request, { signal }) {
      const { endpoint, input } = await inputOf(model, request);
      const queued = await (await queue()).submit(
        endpoint as never,
        { input: input as never, abortSignal: signal } as never,
      );
      if (typeof queued.request_id !== 'string')
        throw new GeneratorError('unknown-outcome', 'fal sent an answer without "request_id".');
      return { handle: { endpoint, requestId: queued.request_id }, warnings: [] };
    },
    async poll(handle, signal): Promise<JobState> {
      const endpoint = textField('fal', handle, 'endpoint');
      const requestId = textField('fal', handle, 'requestId');
      const status = await (await queue()).status(endpoint, { requestId, abortSignal: signal });
      if (status.status === 'IN_QUEUE') return { state: 'queued' };
      if (status.status === 'IN_PROGRESS') return { state: 'running' };
      try {
        const { data } = await (await queue()).result(endpoint as never, { requestId, abortSignal: signal });
        const url = textField('fal', data, 'video', 'url');
        return { state: 'succeeded', assets: [{ location: { url } }] };
      } catch (error) {
        // Completed does not mean made: what the model refused shows here. fal charges for made clips only.
        if (error instanceof GeneratorError && ['moderation', 'invalid-input'].includes(error.kind))
          return { state: 'failed', kind: error.kind, message: error.message, usd: 0 };
        throw error;
      }
    },
    async cancel(handle) {
      try {
        await (await queue()).cancel(textField('fal', handle, 'endpoint'), {
          requestId: textField('fal', handle, 'requestId'),
        });
        return 'requested';
      } catch (error) {
        if (error instanceof GeneratorError && error.kind === 'invalid-input') return 'too-late';
        throw error;
      }
    },
    async find(order) {
      const { endpoint, input } = await inputOf(order.model, order.request);
      const listed: ListedJob[] = [];
      const query = { endpoint_id: endpoint, start: earliest(order).toISOString(), expand: 'payloads', limit: '100' };
      for (let cursor: string | undefined; ; ) {
        const page = await platform('requests/by-endpoint', cursor === undefined ? query : { ...query, cursor });
        const items = field(page, 'items');
        if (!Array.isArray(items)) throw new GeneratorError('provider', 'fal sent a list that cannot be read.');
        for (const item of items)
          if (new Date(textField('fal', item, 'sent_at')) >= earliest(order))
            listed.push({
              handle: { endpoint, requestId: textField('fal', item, 'request_id') },
              input: field(item, 'json_input') ?? undefined,
            });
        if (field(page, 'has_more') !== true) break;
        cursor = textField('fal', page, 'next_cursor');
      }
      const found = recogniseOrder(input, listed, order);
      // It lists what has begun; what waits in the queue is not among it.
      return found === 'absent' ? 'unknown' : found;
    },
    async check() {
      const body = await platform('pricing', { endpoint_id: falEndpoints[0].text! });
      const price = field(body, 'prices', 0, 'unit_price');
      return {
        summary:
          typeof price === 'number'
            ? `the key works; ${falEndpoints[0].model.title} costs $${price} a ${field(body, 'prices', 0, 'unit')}`
            : 'the key works',
      };
    },
  };
}

/** The endpoint for a request and its fields, in the words of that endpoint. */
async function inputOf(
  model: Model,
  request: ClipRequest,
): Promise<{ endpoint: string; input: Record<string, unknown> }> {
  const found = falEndpoints.find(candidate => candidate.model.name === model.name) as FalEndpoint;
  const { fields, duration } = found;
  const withPicture = request.firstFrame !== undefined;
  const endpoint = withPicture ? found.image : found.text;
  if (!endpoint)
    throw new GeneratorError(
      'invalid-input',
      `${model.title} ${withPicture ? 'takes no first frame' : 'needs a first frame'}.`,
    );
  const input: Record<string, unknown> = { prompt: request.prompt, ...fields.fixed };
  const put = (name: string | undefined, value: unknown): void => {
    if (name !== undefined && value !== undefined) input[name] = value;
  };
  const { capabilities } = model;
  if (capabilities.negativePrompt) put('negative_prompt', request.negativePrompt);
  if (capabilities.seed) put('seed', request.seed);
  if (capabilities.guidance) put(fields.guidance, request.guidance);
  if (found.aspectRatio[withPicture ? 'image' : 'text']) put('aspect_ratio', request.size.aspectRatio);
  if (found.resolution) put('resolution', request.size.resolution);
  if (duration === 'text') put('duration', String(request.seconds));
  if (duration === 'seconds-text') put('duration', `${request.seconds}s`);
  if (duration === 'frames') put('num_frames', Math.round(request.seconds * capabilities.frameRate) + 1);
  if (request.firstFrame) put(fields.firstFrame, await asUrl(request.firstFrame, mostInlineBytes));
  if (request.lastFrame) put(fields.lastFrame, await asUrl(request.lastFrame, mostInlineBytes));
  if (request.audio) put(fields.audio, await asUrl(request.audio, mostInlineBytes));
  return { endpoint, input };
}
