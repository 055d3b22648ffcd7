import { linesOf, type Service, sizeOf } from '../service.ts';

const create = /^\/v1\/models\/([\w.-]+\/[\w.-]+)\/predictions$/;
const prediction = /^\/v1\/predictions\/([\w-]+)(\/cancel)?$/;

/** Replicate's API. */
export const replicateService: Service = {
  name: 'replicate',
  creates: ({ method, path }) => method === 'POST' && create.test(path),
  polls: ({ method, path }) => method === 'GET' && prediction.test(path),
  error: (status, message) => ({ detail: message, status }),
  answer({ method, path, body, headers }, jobs, clipAddress) {
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
        usd: seconds * 0.1,
        body,
      });
    }
    if (!job)
      return found
        ? { status: 404, body: { detail: 'The requested resource could not be found.', status: 404 } }
        : undefined;
    if (found?.[2]) jobs.cancel(job);
    const { phase, moderated } = jobs.view(job);
    const status = {
      queued: 'starting',
      running: 'processing',
      succeeded: 'succeeded',
      failed: 'failed',
      canceled: 'canceled',
    }[phase];
    const output = phase === 'succeeded' ? clipAddress(job) : null;
    const error =
      phase === 'failed'
        ? moderated
          ? 'The input or output was flagged as sensitive (E005).'
          : 'The clip could not be made.'
        : null;
    const answered = {
      id: job.id,
      model: job.model,
      version: 'emulated',
      input: { prompt: job.prompt },
      status,
      output,
      error,
      logs: '',
      metrics: {},
      created_at: new Date().toISOString(),
      urls: {
        get: `https://api.replicate.com/v1/predictions/${job.id}`,
        cancel: `https://api.replicate.com/v1/predictions/${job.id}/cancel`,
      },
    };
    return { status: model ? 201 : 200, body: answered };
  },
};
