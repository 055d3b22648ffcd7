import { falEndpoints } from '../../generators/cloud/fal-endpoints.ts';
import { listPrice } from '../../generators/port.ts';
import { linesOf, type Service, sizeOf, wavSeconds } from '../service.ts';

const request = /^\/([\w-]+)\/([\w.-]+)\/requests\/([\w-]+)(\/status|\/cancel)?$/;

/** Seconds of a sound that is written into a request; eight where it lies elsewhere. */
function soundOf(url: unknown): number {
  const [head, data] = String(url).split(',');
  return (head.startsWith('data:') && wavSeconds(Buffer.from(data ?? '', 'base64'))) || 8;
}

/** fal's queue. */
export const falService: Service = {
  name: 'fal',
  creates: ({ method, path }) => method === 'POST' && !path.startsWith('/v1/'),
  polls: ({ method, path }) => method === 'GET' && request.test(path),
  error: (_, message) => ({ detail: message }),
  answer({ method, path, body, headers, query }, jobs, clipAddress) {
    if (!/^Key ./.test(String(headers.authorization)))
      return { status: 401, body: { detail: 'Authentication is required to access this application.' } };
    if (path === '/v1/models/pricing')
      return {
        status: 200,
        body: { prices: [{ endpoint_id: query.get('endpoint_id'), unit_price: 0.2, unit: 'clip', currency: 'USD' }] },
      };
    if (path === '/v1/models/requests/by-endpoint') {
      const start = new Date(query.get('start') ?? Date.now() - 86_400_000);
      const begun = jobs
        .of('fal')
        .filter(job => job.model === query.get('endpoint_id') && job.createdAt >= start)
        .filter(job => jobs.view(job).phase !== 'queued');
      const at = Number(query.get('cursor') ?? 0);
      const end = at + Math.min(100, Number(query.get('limit') ?? 50));
      const items = begun.slice(at, end).map(job => ({
        request_id: job.id,
        endpoint_id: job.model,
        sent_at: job.createdAt.toISOString(),
        started_at: job.createdAt.toISOString(),
        ...(query.get('expand') === 'payloads' ? { json_input: job.body } : {}),
      }));
      const more = end < begun.length;
      return { status: 200, body: { items, next_cursor: more ? String(end) : null, has_more: more } };
    }
    const found = request.exec(path);
    if (method === 'POST' && !found) {
      const endpoint = path.slice(1);
      const known = falEndpoints.find(({ text, image }) => text === endpoint || image === endpoint);
      if (!known) return { status: 404, body: { detail: `Application ${endpoint} not found` } };
      const needed = known.image === endpoint && known.text !== endpoint ? known.fields.firstFrame : undefined;
      for (const name of [needed, known.model.capabilities.audio === 'required' ? known.fields.audio : undefined])
        if (name !== undefined && typeof body[name] !== 'string')
          return { status: 422, body: { detail: [{ loc: ['body', name], msg: 'field required', type: 'missing' }] } };
      const seconds =
        known.duration === 'frames'
          ? (Number(body.num_frames) - 1) / 24
          : known.duration === 'from-audio'
            ? soundOf(body[known.fields.audio!])
            : Number.parseFloat(String(body.duration ?? '8'));
      const size =
        known.model.capabilities.sizes.find(one => one.resolution === body.resolution) ??
        known.model.capabilities.sizes[0];
      const shape = sizeOf(body.aspect_ratio, linesOf(body.resolution, Math.min(size.width, size.height)));
      const seed = typeof body.seed === 'number' ? body.seed : undefined;
      const usd = listPrice(known.model, seconds) ?? 0;
      const job = jobs.accept('fal', {
        prompt: String(body.prompt ?? ''),
        seconds,
        ...shape,
        seed,
        model: endpoint,
        usd,
        body,
      });
      const [owner, app] = endpoint.split('/');
      const address = `https://queue.fal.run/${owner}/${app}/requests/${job.id}`;
      return {
        status: 200,
        body: {
          status: 'IN_QUEUE',
          request_id: job.id,
          queue_position: 0,
          response_url: address,
          status_url: `${address}/status`,
          cancel_url: `${address}/cancel`,
        },
      };
    }
    const job = found ? jobs.get('fal', found[3]) : undefined;
    if (!found) return undefined;
    if (!job) return { status: 404, body: { detail: 'Request not found' } };
    const { phase, moderated } = jobs.view(job);
    const done = phase === 'succeeded' || phase === 'failed';
    if (found[4] === '/cancel')
      return jobs.cancel(job)
        ? { status: 202, body: { status: 'CANCELLATION_REQUESTED' } }
        : { status: 400, body: { status: 'ALREADY_COMPLETED' } };
    if (found[4] === '/status') {
      const address = `https://queue.fal.run${path.replace('/status', '')}`;
      const common = {
        request_id: job.id,
        response_url: address,
        status_url: `${address}/status`,
        cancel_url: `${address}/cancel`,
        logs: [],
      };
      if (phase === 'queued') return { status: 202, body: { ...common, status: 'IN_QUEUE', queue_position: 1 } };
      if (phase === 'running') return { status: 202, body: { ...common, status: 'IN_PROGRESS' } };
      return { status: 200, body: { ...common, status: 'COMPLETED', metrics: { inference_time: 1 } } };
    }
    if (phase === 'canceled') return { status: 422, body: { detail: 'Request was canceled' } };
    if (!done) return { status: 400, body: { detail: 'Request is still in progress' } };
    if (phase === 'failed')
      return {
        status: 422,
        body: {
          detail: [
            {
              loc: ['body', 'prompt'],
              msg: moderated
                ? 'The content could not be processed because it contained material flagged by a content checker (safety).'
                : 'The clip could not be made.',
              type: moderated ? 'content_policy_violation' : 'generation_failed',
            },
          ],
        },
      };
    return {
      status: 200,
      body: {
        video: { url: clipAddress(job), content_type: 'video/mp4', file_name: 'output.mp4' },
        seed: job.seed ?? 1,
      },
    };
  },
};
