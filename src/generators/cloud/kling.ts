import { createHmac } from 'node:crypto';
import {
  type Access,
  type Capabilities,
  type ClipRequest,
  type ClipSize,
  type Connection,
  type FailureKind,
  GeneratorError,
  type JobState,
  type MediaInput,
  type Model,
  type Provider,
} from '../port.ts';
import { callApi, field, textField, withoutSecrets } from './http.ts';
import { asUrl } from './media-input.ts';

const mostInlineBytes = 7_000_000;
/** No resource pack is older. */
const packDays = 400;
const sizes: ClipSize[] = [
  { aspectRatio: '16:9', width: 1920, height: 1080 },
  { aspectRatio: '9:16', width: 1080, height: 1920 },
  { aspectRatio: '1:1', width: 1440, height: 1440 },
];
const common: Capabilities = {
  durations: [5, 10], sizes, frameRate: 24, text: true, firstFrame: 'optional', lastFrame: true, references: 0, audio: 'no', seed: false, negativePrompt: true, guidance: false, promptLength: 2500,
}; // biome-ignore format: a table
const remembered = { asOf: '2025-12-15', source: "Kling's price page, from memory and not checked" };

const models: readonly Model[] = [
  { name: 'kling-v2-5-turbo', title: 'Kling 2.5 Turbo', capabilities: common, price: { usdPerSecond: 0.07, ...remembered }, typicalSeconds: 120, coherence: 0.8 },
  { name: 'kling-v2-6', title: 'Kling 2.6', capabilities: common, price: { usdPerSecond: 0.07, ...remembered }, typicalSeconds: 150, coherence: 0.8 },
  { name: 'kling-v1-6', title: 'Kling 1.6 with elements', capabilities: { ...common, firstFrame: 'no', lastFrame: false, references: 4 }, price: { usdPerSecond: 0.098, ...remembered }, typicalSeconds: 240, coherence: 0.8 },
]; // biome-ignore format: a table

/** Kling's own API. Our name of a job goes along as its external task id, so that a lost answer can be looked up. */
export const kling: Provider = {
  name: 'kling',
  title: 'Kling',
  termsUrl: 'https://app.klingai.com/global/dev/document-api/protocols/paidServiceProtocol',
  keys: ['KLING_API_KEY'],
  options: [],
  baseUrl: 'https://api-singapore.klingai.com',
  baseUrlVariable: 'KLING_BASE_URL',
  limits: { concurrent: 3, pollSeconds: 5, requestsPerSecond: 5 },
  freeQuota: 'free daily credits in the app, not in the API (not checked)',
  models,
  connect,
  handleOf: (model, id) => ({ kind: model.capabilities.references > 0 ? 'multi-image2video' : 'text2video', id }),
};

/**
 * Their older keys are a pair, "access:secret", from which each call makes a token that lives half an hour (JSON Web
 * Token, HS256).
 */
function bearer(key: string, now = Date.now()): string {
  const [access, secret] = key.split(':');
  if (!secret) return key;
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(now / 1000);
  const claims = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iss: access, exp: seconds + 1800, nbf: seconds - 5 })}`;
  return `${claims}.${createHmac('sha256', secret).update(claims).digest('base64url')}`;
}

/** Codes in the body, beside or instead of the HTTP status. */
function kindOfCode(code: number): FailureKind {
  if (code >= 1000 && code < 1100) return 'unauthorised';
  if (code >= 1100 && code < 1200) return 'quota';
  if (code === 1301) return 'moderation';
  if (code === 1302 || code === 1303) return 'rate-limited';
  return code >= 5000 ? 'unknown-outcome' : 'invalid-input';
}

function connect({ keys, baseUrl }: Access): Connection {
  const key = keys.KLING_API_KEY;
  const secrets = [key, ...key.split(':')];
  const call = async (path: string, body?: unknown): Promise<unknown> => {
    const { body: answer } = await callApi({
      provider: 'Kling',
      url: `${baseUrl}${path.startsWith('/') ? path : `/v1/videos/${path}`}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${bearer(key)}` },
      body,
      secrets,
    });
    const code = field(answer, 'code');
    if (typeof code === 'number' && code !== 0)
      throw new GeneratorError(
        kindOfCode(code),
        `Kling answered code ${code}: ${withoutSecrets(String(field(answer, 'message')), secrets)}.`,
      );
    return field(answer, 'data');
  };
  return {
    async submit(model, request, { jobId }) {
      const { kind, body } = await bodyOf(model, request);
      const data = await call(kind, { ...body, external_task_id: jobId });
      return { handle: { kind, id: textField('Kling', data, 'task_id') }, warnings: [] };
    },
    async poll(handle) {
      return stateOf(await call(`${textField('Kling', handle, 'kind')}/${textField('Kling', handle, 'id')}`));
    },
    async find({ jobId, model }) {
      const kinds =
        model.capabilities.references > 0
          ? ['multi-image2video', 'text2video', 'image2video']
          : ['text2video', 'image2video'];
      for (const kind of kinds) {
        try {
          return { kind, id: textField('Kling', await call(`${kind}/${jobId}`), 'task_id') };
        } catch (error) {
          if (!(error instanceof GeneratorError) || error.kind !== 'invalid-input') throw error;
        }
      }
      return 'absent';
    },
    async check() {
      const now = Date.now();
      const packs = field(
        await call(`/account/costs?start_time=${now - packDays * 86_400_000}&end_time=${now}`),
        'resource_pack_subscribe_infos',
      );
      const online = Array.isArray(packs) ? packs.filter(pack => field(pack, 'status') === 'online') : [];
      const left = online.reduce((sum, pack) => sum + Number(field(pack, 'remaining_quantity') ?? 0), 0);
      return { summary: online.length > 0 ? `${left} units left in its resource packs` : 'the key works' };
    },
  };
}

/** Pictures go as an address or as plain base64. */
async function picture(input: MediaInput): Promise<string> {
  const url = await asUrl(input, mostInlineBytes);
  return url.startsWith('data:') ? url.slice(url.indexOf(',') + 1) : url;
}

async function bodyOf(model: Model, request: ClipRequest): Promise<{ kind: string; body: Record<string, unknown> }> {
  const { firstFrame, lastFrame, references } = request;
  const body: Record<string, unknown> = {
    model_name: model.name,
    prompt: request.prompt,
    negative_prompt: request.negativePrompt,
    duration: String(request.seconds),
    mode: 'pro',
  };
  if (references?.length) {
    body.image_list = await Promise.all(references.map(async ({ media }) => ({ image: await picture(media) })));
    return { kind: 'multi-image2video', body: { ...body, aspect_ratio: request.size.aspectRatio } };
  }
  if (!firstFrame) return { kind: 'text2video', body: { ...body, aspect_ratio: request.size.aspectRatio } };
  body.image = await picture(firstFrame);
  if (lastFrame) body.image_tail = await picture(lastFrame);
  return { kind: 'image2video', body };
}

function stateOf(data: unknown): JobState {
  const status = field(data, 'task_status');
  if (status === 'succeed')
    return {
      state: 'succeeded',
      assets: [{ location: { url: textField('Kling', data, 'task_result', 'videos', 0, 'url') } }],
    };
  if (status === 'failed') {
    const message = String(field(data, 'task_status_msg') ?? 'the clip could not be made');
    const kind = /risk|sensitive|polic|safety|moderation/i.test(message) ? 'moderation' : 'provider';
    return { state: 'failed', kind, message, usd: 0 };
  }
  return { state: status === 'submitted' ? 'queued' : 'running' };
}
