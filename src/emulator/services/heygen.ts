import { randomUUID } from 'node:crypto';
import { type Service, sizeOf, wavSeconds } from '../service.ts';

const videos = /^\/v3\/videos(?:\/([\w-]+))?$/;
/** Stands for the length of words, and of sound that is not a WAV file brought here. */
const spokenSeconds = 3;

/** HeyGen's API, version 3. */
export const heygenService: Service = {
  name: 'heygen',
  creates: ({ method, path }) => method === 'POST' && path === '/v3/videos',
  polls: ({ method, path }) => method === 'GET' && videos.exec(path)?.[1] !== undefined,
  error: (status, message) => ({ error: { code: `emulated_${status}`, message } }),
  answer({ method, path, body, headers, query }, jobs, clipAddress) {
    if (!headers['x-api-key'])
      return { status: 401, body: { error: { code: 'unauthorized', message: 'Unauthorized' } } };
    if (path === '/v3/users/me') return { status: 200, body: { data: { remaining_quota: 600 } } };
    if (method === 'POST' && path === '/v3/assets') {
      // The name tells how long it sounds.
      const sounds = body.raw instanceof Buffer ? wavSeconds(body.raw) : undefined;
      return { status: 200, body: { data: { asset_id: `asset-${randomUUID()}-${sounds ?? 0}s` } } };
    }
    const found = videos.exec(path);
    if (!found) return undefined;
    if (method === 'POST') {
      const spoken = body.audio_url ?? body.audio_asset_id ?? body.script;
      const image = (body.image ?? {}) as Record<string, unknown>;
      const pictured = { url: image.url, asset_id: image.asset_id }[String(image.type)];
      const missing =
        body.type === 'cinematic_avatar'
          ? !body.avatar_id
          : body.type === 'image'
            ? !(pictured && spoken)
            : body.type === 'avatar'
              ? !(body.avatar_id && spoken)
              : true;
      if (missing)
        return {
          status: 400,
          body: { error: { code: 'invalid_parameter', message: 'image, avatar or audio is missing', param: 'type' } },
        };
      const sounds = Number(/-([\d.]+)s$/.exec(String(body.audio_asset_id))?.[1] ?? 0);
      const seconds = Number(body.duration ?? (sounds > 0 ? sounds : spokenSeconds));
      const job = jobs.accept('heygen', {
        prompt: String(body.motion_prompt ?? body.prompt ?? ''),
        seconds,
        ...sizeOf(body.aspect_ratio, 1080),
        model: String(body.type),
        usd: (seconds * 0.12) / 60,
        body,
      });
      return { status: 200, body: { data: { video_id: job.id, status: 'pending', output_format: 'mp4' } } };
    }
    if (found[1] === undefined) {
      const all = jobs.of('heygen');
      const at = Number(query.get('token') ?? 0);
      const end = at + Number(query.get('limit') ?? 10);
      const data = all.slice(at, end).map(({ id, body: asked, createdAt }) => ({
        ...{ id, title: (asked as { title?: string }).title ?? '', status: 'processing' },
        created_at: Math.floor(createdAt.getTime() / 1000),
      }));
      const more = end < all.length;
      return { status: 200, body: { data, has_more: more, next_token: more ? String(end) : null } };
    }
    const job = jobs.get('heygen', found[1]);
    if (!job) return { status: 404, body: { error: { code: 'not_found', message: 'Video not found' } } };
    const { phase, moderated } = jobs.view(job);
    if (phase === 'succeeded')
      return {
        status: 200,
        body: { data: { id: job.id, status: 'completed', video_url: clipAddress(job), duration: job.seconds } },
      };
    if (phase === 'failed' || phase === 'canceled')
      return {
        status: 200,
        body: {
          data: {
            id: job.id,
            status: 'failed',
            failure_code: moderated ? 'moderation_violation' : 'internal',
            failure_message: 'The video could not be made.',
          },
        },
      };
    return { status: 200, body: { data: { id: job.id, status: phase === 'queued' ? 'pending' : 'processing' } } };
  },
};
