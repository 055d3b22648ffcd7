import { type Access, type Connection, GeneratorError, type JobState, type Provider } from '../port.ts';
import { createApi, field, textField } from './http.ts';
import { earliest } from './recognise-order.ts';

const size = (aspectRatio: string, width: number, height: number) => ({ aspectRatio, width, height });

/** Synthesia, version 2: a presenter who speaks the lyrics of a scene. */
export const synthesia: Provider = {
  name: 'synthesia',
  title: 'Synthesia',
  termsUrl: 'https://www.synthesia.io/terms/terms-of-service',
  keys: ['SYNTHESIA_API_KEY'],
  options: [
    { name: 'SYNTHESIA_AVATAR', meaning: 'name of the avatar, such as anna_costume1_cameraA' },
    { name: 'SYNTHESIA_BACKGROUND', meaning: 'background of the avatar; green_screen by default' },
    { name: 'SYNTHESIA_TEST', meaning: '"yes" makes free, watermarked test videos' },
  ],
  baseUrl: 'https://api.synthesia.io',
  baseUrlVariable: 'SYNTHESIA_BASE_URL',
  limits: { concurrent: 2, pollSeconds: 10, requestsPerSecond: 1 },
  freeQuota: '30 watermarked test videos a day (2026-11-23)',
  models: [
    {
      name: 'avatar',
      title: 'Synthesia avatar',
      capabilities: {
        durations: { least: 1, most: 240, step: 0.001 },
        sizes: [size('16:9', 1920, 1080), size('9:16', 1080, 1920), size('1:1', 1080, 1080), size('4:5', 1080, 1350), size('5:4', 1350, 1080)],
        frameRate: 25, text: true, firstFrame: 'no', lastFrame: false, references: 0, audio: 'no', speech: 'required', seed: false, negativePrompt: false, guidance: false, promptLength: 4000,
      }, // biome-ignore format: a table
      price: {
        usdPerSecond: 0.08 / 60,
        asOf: '2026-11-23',
        source: 'a published comparison ($0.08 a minute); plans count minutes instead',
      },
      typicalSeconds: 300,
      coherence: 0.79,
    },
  ],
  connect,
  handleOf: (_, id) => ({ id }),
};

function connect({ keys, options, baseUrl }: Access): Connection {
  const secret = keys.SYNTHESIA_API_KEY;
  const call = createApi({
    provider: 'Synthesia',
    baseUrl: `${baseUrl}/v2`,
    headers: { authorization: secret },
    secrets: [secret],
  });
  return {
    async submit(_, request, { jobId }) {
      if (!options.SYNTHESIA_AVATAR)
        throw new GeneratorError('invalid-input', 'Synthesia needs an avatar; set SYNTHESIA_AVATAR to its name.');
      const scene = {
        avatar: options.SYNTHESIA_AVATAR,
        background: options.SYNTHESIA_BACKGROUND ?? 'green_screen',
        scriptText: request.speech,
      };
      const answer = await call('/videos', 'POST', {
        test: options.SYNTHESIA_TEST === 'yes',
        title: request.prompt.slice(0, 100),
        visibility: 'private',
        aspectRatio: request.size.aspectRatio,
        callbackId: jobId,
        input: [scene],
      });
      return {
        handle: { id: textField('Synthesia', answer, 'id') },
        warnings: ['The presenter speaks the lyrics; the clip lasts as long as that takes.'],
      };
    },
    async poll(handle): Promise<JobState> {
      const video = await call(`/videos/${textField('Synthesia', handle, 'id')}`, 'GET');
      const status = field(video, 'status');
      if (status === 'complete')
        return { state: 'succeeded', assets: [{ location: { url: textField('Synthesia', video, 'download') } }] };
      if (status === 'rejected')
        return { state: 'failed', kind: 'moderation', message: 'The script was rejected.', usd: 0 };
      if (status === 'error' || status === 'deleted')
        return { state: 'failed', kind: 'provider', message: `The video is "${status}".`, usd: 0 };
      return { state: 'running' };
    },
    async find(order) {
      // The latest come first.
      for (let offset = 0; ; ) {
        const page = await call(`/videos?limit=100&offset=${offset}`, 'GET');
        const videos = field(page, 'videos');
        if (!Array.isArray(videos)) throw new GeneratorError('provider', 'Synthesia sent a list that cannot be read.');
        const found = videos.find(video => field(video, 'callbackId') === order.jobId);
        if (found) return { id: textField('Synthesia', found, 'id') };
        const isPast = (video: unknown): boolean =>
          Number(field(video, 'createdAt')) * 1000 < earliest(order).getTime();
        const next = Number(field(page, 'nextOffset'));
        if (videos.length === 0 || videos.some(isPast) || !(next > offset)) return 'absent';
        offset = next;
      }
    },
    async check() {
      await call('/videos?limit=1', 'GET');
      return { summary: 'the key works' };
    },
  };
}
