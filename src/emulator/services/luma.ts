import { linesOf, type Service, sizeOf } from '../service.ts';

const generation = /^\/generations\/([\w-]+)$/;

/** Luma's Dream Machine API, as its legacy SDK speaks it. */
export const lumaService: Service = {
  name: 'luma',
  creates: ({ method, path }) => method === 'POST' && (path === '/generations/video' || path === '/generations'),
  polls: ({ method, path }) => method === 'GET' && generation.test(path),
  error: (_, message) => ({ detail: message }),
  answer({ method, path, body, headers }, jobs, clipAddress) {
    if (!/^Bearer ./.test(String(headers.authorization))) return { status: 403, body: { detail: 'Not authenticated' } };
    if (path === '/credits') return { status: 200, body: { credit_balance: 1000 } };
    const id = generation.exec(path)?.[1];
    let job = id === undefined ? undefined : jobs.get('luma', id);
    if (this.creates({ method, path, body, headers, query: new URLSearchParams() })) {
      if (typeof body.prompt !== 'string') return { status: 400, body: { detail: 'Prompt is required' } };
      const seconds = Number.parseFloat(String(body.duration ?? '5s'));
      job = jobs.accept('luma', {
        prompt: body.prompt,
        seconds,
        ...sizeOf(body.aspect_ratio, linesOf(body.resolution, 720)),
        model: String(body.model),
        usd: seconds * 0.2,
        body,
      });
    }
    if (!job) return id === undefined ? undefined : { status: 404, body: { detail: 'Generation not found' } };
    if (method === 'DELETE') {
      job.deleted = true;
      return { status: 204 };
    }
    const { phase, moderated } = jobs.view(job);
    const state = {
      queued: 'queued',
      running: 'dreaming',
      succeeded: 'completed',
      failed: 'failed',
      canceled: 'failed',
    }[phase];
    const failure_reason =
      phase === 'failed' ? (moderated ? '400: moderation failed' : 'the clip could not be made') : null;
    const assets = phase === 'succeeded' ? { video: clipAddress(job) } : null;
    return {
      status: id === undefined ? 201 : 200,
      body: {
        id: job.id,
        generation_type: 'video',
        state,
        failure_reason,
        assets,
        model: job.model,
        request: body,
        created_at: new Date().toISOString(),
      },
    };
  },
};
