import { type Service, sizeOf } from '../service.ts';

const videos = /^\/v2\/videos(?:\/([\w-]+))?$/;
/** Words that are spoken in a second. */
const wordsPerSecond = 2.5;

/** Synthesia's API, version 2. */
export const synthesiaService: Service = {
  name: 'synthesia',
  creates: ({ method, path }) => method === 'POST' && path === '/v2/videos',
  polls: ({ method, path }) => method === 'GET' && videos.exec(path)?.[1] !== undefined,
  error: (_, message) => ({ error: message, context: '' }),
  answer({ method, path, body, headers, query }, jobs, clipAddress) {
    const found = videos.exec(path);
    if (!found) return undefined;
    if (!headers.authorization || /^Bearer/.test(String(headers.authorization)))
      return { status: 401, body: { error: 'Unauthorized' } };
    if (method === 'POST') {
      const scene = Array.isArray(body.input) ? (body.input[0] as Record<string, unknown>) : undefined;
      if (!scene?.avatar || !scene.background || typeof scene.scriptText !== 'string')
        return {
          status: 400,
          body: { error: 'Bad request', context: 'input[0] needs avatar, background and scriptText' },
        };
      const seconds = Math.max(1, scene.scriptText.split(/\s+/).length / wordsPerSecond);
      const clientId = typeof body.callbackId === 'string' ? body.callbackId : undefined;
      const usd = body.test === true ? 0 : (seconds * 0.08) / 60;
      const job = jobs.accept('synthesia', {
        prompt: String(body.title),
        seconds,
        ...sizeOf(body.aspectRatio, 1080),
        model: 'avatar',
        clientId,
        usd,
        body,
      });
      return { status: 201, body: { id: job.id, status: 'in_progress', callbackId: clientId } };
    }
    if (found[1] === undefined) {
      const offset = Number(query.get('offset') ?? 0);
      const videos = jobs
        .of('synthesia')
        .slice(offset, offset + Number(query.get('limit') ?? 20))
        .map(({ id, prompt, clientId, createdAt }) => ({
          ...{ id, title: prompt, callbackId: clientId },
          createdAt: Math.floor(createdAt.getTime() / 1000),
        }));
      return { status: 200, body: { videos, nextOffset: offset + videos.length } };
    }
    const job = jobs.get('synthesia', found[1]);
    if (!job) return { status: 404, body: { error: 'Not found' } };
    const { phase, moderated } = jobs.view(job);
    const status = {
      queued: 'in_progress',
      running: 'in_progress',
      succeeded: 'complete',
      failed: moderated ? 'rejected' : 'error',
      canceled: 'deleted',
    }[phase];
    const download =
      phase === 'succeeded' ? { download: clipAddress(job), duration: `0:00:0${job.seconds.toFixed(1)}` } : {};
    return { status: 200, body: { id: job.id, status, callbackId: job.clientId, ...download } };
  },
};
