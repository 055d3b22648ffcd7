import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type Access,
  type Capabilities,
  type ClipRequest,
  type Connection,
  GeneratorError,
  type JobState,
  type MediaInput,
  type Model,
  type Provider,
} from '../port.ts';
import { createApi, field, textField } from './http.ts';
import { mediaTypeOf } from './media-input.ts';
import { earliest } from './recognise-order.ts';

const size = (aspectRatio: string, width: number, height: number) => ({
  aspectRatio,
  width,
  height,
  resolution: '1080p',
});
const common: Capabilities = {
  durations: { least: 1, most: 180, step: 0.001 },
  sizes: [size('16:9', 1920, 1080), size('9:16', 1080, 1920), size('1:1', 1080, 1080), size('4:5', 1080, 1350)],
  frameRate: 30, text: true, firstFrame: 'required', lastFrame: false, references: 0, audio: 'required', seed: false, negativePrompt: false, guidance: false, promptLength: 2000,
}; // biome-ignore format: a table
const compared = {
  asOf: '2026-11-23',
  source: 'a published comparison ($0.12 a minute); prices of version 3 were not to be found',
};

/** HeyGen, version 3: a picture sings what the track sings. */
export const heygen: Provider = {
  name: 'heygen',
  title: 'HeyGen',
  termsUrl: 'https://www.heygen.com/terms',
  keys: ['HEYGEN_API_KEY'],
  options: [{ name: 'HEYGEN_AVATAR', meaning: 'id of the avatar that heygen/avatar and heygen/cinematic show' }],
  baseUrl: 'https://api.heygen.com',
  baseUrlVariable: 'HEYGEN_API_BASE',
  limits: { concurrent: 3, pollSeconds: 10, requestsPerSecond: 2 },
  models: [
    { name: 'image', title: 'HeyGen: a picture sings', capabilities: common, price: { usdPerSecond: 0.12 / 60, ...compared }, typicalSeconds: 240, coherence: 0.76 },
    { name: 'avatar', title: 'HeyGen avatar', capabilities: { ...common, firstFrame: 'no' }, price: { usdPerSecond: 0.12 / 60, ...compared }, typicalSeconds: 240, coherence: 0.76 },
    { name: 'cinematic', title: 'HeyGen cinematic avatar', capabilities: { ...common, durations: { least: 4, most: 15, step: 1 }, firstFrame: 'no', audio: 'no' }, price: { asOf: '2026-11-23', source: 'prices of version 3 were not to be found' }, typicalSeconds: 240 },
  ], // biome-ignore format: a table
  connect,
  handleOf: (_, id) => ({ id }),
};

function connect({ keys, options, baseUrl }: Access): Connection {
  const secret = keys.HEYGEN_API_KEY;
  const api = createApi({
    provider: 'HeyGen',
    baseUrl: `${baseUrl}/v3`,
    headers: { 'x-api-key': secret },
    secrets: [secret],
    timeoutSeconds: 120,
  });
  const call = async (...request: Parameters<typeof api>): Promise<unknown> => field(await api(...request), 'data');

  /** A file is handed in first, which costs nothing; the job then names it. */
  const upload = async (path: string): Promise<string> => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(await readFile(path))], { type: mediaTypeOf(path) }), basename(path));
    return textField('HeyGen', await call('/assets', 'POST', form, false), 'asset_id');
  };
  const audioOf = async (input: MediaInput): Promise<Record<string, unknown>> =>
    'url' in input ? { audio_url: input.url } : { audio_asset_id: await upload(input.path) };
  const imageOf = async (input: MediaInput): Promise<Record<string, unknown>> =>
    'url' in input ? { type: 'url', url: input.url } : { type: 'asset_id', asset_id: await upload(input.path) };

  const bodyOf = async (model: Model, request: ClipRequest): Promise<Record<string, unknown>> => {
    const shared = { aspect_ratio: request.size.aspectRatio, resolution: '1080p' };
    const avatar = (): string => {
      if (options.HEYGEN_AVATAR) return options.HEYGEN_AVATAR;
      throw new GeneratorError('invalid-input', `${model.title} needs an avatar; set HEYGEN_AVATAR to its id.`);
    };
    if (model.name === 'cinematic')
      return {
        type: 'cinematic_avatar',
        prompt: request.prompt,
        avatar_id: [avatar()],
        duration: request.seconds,
        ...shared,
      };
    const audio = await audioOf(request.audio!);
    if (model.name === 'avatar')
      return { type: 'avatar', avatar_id: avatar(), motion_prompt: request.prompt, ...audio, ...shared };
    return {
      type: 'image',
      image: await imageOf(request.firstFrame!),
      motion_prompt: request.prompt,
      ...audio,
      ...shared,
    };
  };

  return {
    async submit(model, request, { jobId }) {
      const body = await bodyOf(model, request);
      const data = await call('/videos', 'POST', { ...body, title: `${request.prompt.slice(0, 60)} (${jobId})` });
      return { handle: { id: textField('HeyGen', data, 'video_id') }, warnings: [] };
    },
    async find(order) {
      // The title is the one thing of ours that the list tells; the latest come first.
      for (let token = ''; ; ) {
        const page = await api(`/videos?limit=100${token && `&token=${encodeURIComponent(token)}`}`, 'GET');
        const videos = field(page, 'data');
        if (!Array.isArray(videos)) throw new GeneratorError('provider', 'HeyGen sent a list that cannot be read.');
        const found = videos.find(video => String(field(video, 'title')).includes(order.jobId));
        if (found) return { id: textField('HeyGen', found, 'id') };
        const isPast = (video: unknown): boolean =>
          Number(field(video, 'created_at')) * 1000 < earliest(order).getTime();
        if (field(page, 'has_more') !== true || videos.some(isPast)) return 'absent';
        token = textField('HeyGen', page, 'next_token');
      }
    },
    async poll(handle): Promise<JobState> {
      const video = await call(`/videos/${textField('HeyGen', handle, 'id')}`, 'GET');
      const status = field(video, 'status');
      if (status === 'completed')
        return { state: 'succeeded', assets: [{ location: { url: textField('HeyGen', video, 'video_url') } }] };
      if (status === 'failed') {
        const message = `${field(video, 'failure_message') ?? 'the video could not be made'} (${field(video, 'failure_code') ?? 'no code'})`;
        return {
          state: 'failed',
          kind: /moderation|polic|safety|nsfw/i.test(message) ? 'moderation' : 'provider',
          message,
          usd: 0,
        };
      }
      return { state: status === 'pending' ? 'queued' : 'running' };
    },
    async check() {
      const quota = field(await call('/users/me', 'GET'), 'remaining_quota');
      return { summary: quota === undefined ? 'the key works' : `${quota} credits left` };
    },
  };
}
