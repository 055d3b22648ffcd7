import { replicate } from '../../generators/cloud/replicate.ts';
import { listPrice } from '../../generators/port.ts';
import type { Job } from '../jobs.ts';
import { linesOf, type Service, sizeOf } from '../service.ts';

const create = /^\/v1\/models\/([\w.-]+\/[\w.-]+)\/predictions$/;
const prediction = /^\/v1\/predictions\/([\w-]+)(\/cancel)?$/;

const statuses = {
  queued: 'starting',
  running: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
} as const;
const pageSize = 100;

/** By the price list of the models that Phosphene speaks to; others cost ten cents a second. */
function priceOf(path: string, seconds: number): number {
  const model = replicate.models.find(({ name }) => path.split('/')[1].startsWith(name));
  return (model && listPrice(model, seconds)) ?? seconds * 0.1;
}

/** Replicate's API. */
export const replicateService: Service = {
  name: 'replicate',
  creates: ({ method, path }) => method === 'POST' && create.test(path),
  polls: ({ method, path }) => method === 'GET' && prediction.test(path),
  error: (status, message) => ({ detail: message, status }),
  answer({ method, path, body, headers, query }, jobs, clipAddress) {
    const told = (job: Job): unknown => {
      const { phase, moderated } = jobs.view(job);
      const error = moderated ? 'The input or output was flagged as sensitive (E005).' : 'The clip could not be made.';
      const address = `https://api.replicate.com/v1/predictions/${job.id}`;
      return {
        id: job.id,
        model: job.model,
        version: 'emulated',
        input: (job.body as { input: unknown }).input,
        status: statuses[phase],
        output: phase === 'succeeded' ? clipAddress(job) : null,
        error: phase === 'failed' ? error : null,
        data_removed: false,
        source: 'api',
        logs: '',
        metrics: {},
        created_at: job.createdAt.toISOString(),
        urls: { get: address, cancel: `${address}/cancel` },
      };
    };
    if (!/^(?:Bearer|Token) ./.test(String(headers.authorization)))
      return {
        status: 401,
        body: { title: 'Unauthenticated', detail: 'You did not pass a valid authentication token', status: 401 },
      };
    if (path === '/v1/account') return { status: 200, body: { type: 'user', username: 'emulated', name: 'Emulated' } };
    const model = create.exec(path)?.[1];
    const found = prediction.exec(path);
    let job = found ? jobs.get('replicate', found[1]) : undefined;
    if (method === 'POST' && model) {
      const input = (body.input ?? {}) as Record<string, unknown>;
      if (typeof input.prompt !== 'string')
        return {
          status: 422,
          body: { title: 'Input validation failed', detail: '- input: prompt is required', status: 422 },
        };
      const seconds = Number(input.duration ?? 5);
      const [width, height] = /^\d+\*\d+$/.test(String(input.size))
        ? String(input.size).split('*').map(Number)
        : Object.values(sizeOf(input.aspect_ratio, linesOf(input.resolution, 720)));
      job = jobs.accept('replicate', {
        prompt: input.prompt,
        seconds,
        width,
        height,
        seed: typeof input.seed === 'number' ? input.seed : undefined,
        model,
        usd: priceOf(model, seconds),
        body,
      });
    }
    if (!job && path === '/v1/predictions') {
      const all = jobs.of('replicate');
      const at = Number(query.get('cursor') ?? 0);
      const next =
        at + pageSize < all.length ? `https://api.replicate.com/v1/predictions?cursor=${at + pageSize}` : null;
      return { status: 200, body: { previous: null, next, results: all.slice(at, at + pageSize).map(told) } };
    }
    if (!job)
      return found
        ? { status: 404, body: { detail: 'The requested resource could not be found.', status: 404 } }
        : undefined;
    if (found?.[2]) jobs.cancel(job);
    return { status: model ? 201 : 200, body: told(job) };
  },
};
