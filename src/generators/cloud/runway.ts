import type RunwayML from '@runwayml/sdk';
import {
  type Access,
  type Capabilities,
  type ClipRequest,
  type ClipSize,
  type Connection,
  type FailureKind,
  GeneratorError,
  type JobState,
  type Json,
  type Model,
  type Provider,
} from '../port.ts';
import { failureOf, field, kindOfNetworkError, withoutSecrets } from './http.ts';
import { asUrl } from './media-input.ts';

const usdPerCredit = 0.01;
/** Runway takes files written into the request up to this size. */
const mostInlineBytes = 3_700_000;

const size = (width: number, height: number, aspectRatio: string): ClipSize => ({
  aspectRatio,
  width,
  height,
  resolution: `${width}:${height}`,
});
const hd = [size(1280, 720, '16:9'), size(720, 1280, '9:16')];
const hdAndFull = [...hd, size(1920, 1080, '16:9'), size(1080, 1920, '9:16')];
const hdShapes = [...hd, size(960, 960, '1:1'), size(1104, 832, '4:3'), size(832, 1104, '3:4')];

const common: Capabilities = {
  durations: { least: 2, most: 10, step: 1 }, sizes: hd, frameRate: 24, text: true, firstFrame: 'optional', lastFrame: false, references: 0, audio: 'no', seed: true,
  negativePrompt: false, guidance: false, promptLength: 1000,
}; // biome-ignore format: a table

const credits = (perSecond: number, source: string) => ({
  usdPerSecond: perSecond * usdPerCredit,
  asOf: '2026-11-23',
  source,
});
const copied = "a copy of Runway's own price list; the API tells the exact cost when a job is made";
const unpriced = {
  asOf: '2026-11-23',
  source: 'not published where we could read it; the API tells the cost when a job is made',
};

const models: readonly Model[] = [
  { name: 'gen4.5', title: 'Runway Gen-4.5', capabilities: common, price: credits(12, copied), typicalSeconds: 60 },
  { name: 'gen4_turbo', title: 'Runway Gen-4 Turbo', capabilities: { ...common, sizes: hdShapes, text: false, firstFrame: 'required' }, price: credits(5, copied), typicalSeconds: 30 },
  { name: 'veo3.1', title: 'Google Veo 3.1, through Runway', capabilities: { ...common, durations: [4, 6, 8], sizes: hdAndFull, lastFrame: true, negativePrompt: true }, price: credits(40, `${copied} (20 without sound, 40 with)`), typicalSeconds: 90 },
  { name: 'veo3.1_fast', title: 'Google Veo 3.1 Fast, through Runway', capabilities: { ...common, durations: [4, 6, 8], sizes: hdAndFull, lastFrame: true, negativePrompt: true }, price: credits(15, `${copied} (10 without sound, 15 with)`), typicalSeconds: 45 },
  { name: 'seedance2', title: 'ByteDance Seedance 2, through Runway', capabilities: { ...common, durations: { least: 4, most: 12, step: 1 }, sizes: [...hd, size(960, 960, '1:1'), size(1920, 1080, '16:9'), size(1080, 1920, '9:16')], lastFrame: true, references: 9, audio: 'optional', promptLength: 3500 }, price: unpriced, typicalSeconds: 90 },
  { name: 'wan3', title: 'Alibaba Wan 3, through Runway', capabilities: { ...common, durations: { least: 5, most: 10, step: 5 }, sizes: [...hd, size(960, 960, '1:1'), size(1920, 1080, '16:9'), size(1080, 1920, '9:16')], firstFrame: 'no', audio: 'optional', seed: false }, price: unpriced, typicalSeconds: 90 },
]; // biome-ignore format: a table

/**
 * Runway: its own models and several others under one key. The richest contract of all: estimated and final cost,
 * cancelling, progress.
 */
export const runway: Provider = {
  name: 'runway',
  title: 'Runway',
  termsUrl: 'https://runwayml.com/terms-of-use',
  keys: ['RUNWAYML_API_SECRET'],
  options: [],
  baseUrl: 'https://api.dev.runwayml.com',
  baseUrlVariable: 'RUNWAYML_BASE_URL',
  // Tier 1: one or two jobs of a model at a time; more are accepted and wait there.
  limits: { concurrent: 2, pollSeconds: 5, requestsPerSecond: 5 },
  models,
  connect,
  handleOf: (_, id) => ({ id }),
};

function connect({ keys, baseUrl }: Access): Connection {
  const secret = keys.RUNWAYML_API_SECRET;
  let opened: RunwayML | undefined;

  // Loaded with the first call: most who start the program never order from Runway.
  const load = () => import('@runwayml/sdk');
  const guarded = async <T>(paid: boolean, call: (client: RunwayML) => Promise<T>): Promise<T> => {
    const { default: Sdk } = await load();
    // The SDK would repeat a paid POST twice, without an idempotency key.
    opened ??= new Sdk({ apiKey: secret, baseURL: baseUrl, maxRetries: 0, timeout: 60_000, logLevel: 'off' });
    try {
      return await call(opened);
    } catch (error) {
      if (error instanceof GeneratorError) throw error;
      if (error instanceof Sdk.APIError && error.status !== undefined)
        throw failureOf(
          'Runway',
          error.status,
          new Headers(error.headers),
          error.error ?? error.message,
          [secret],
          paid,
        );
      const kind = kindOfNetworkError(error, paid);
      throw new GeneratorError(
        kind,
        `Runway could not be asked: ${withoutSecrets((error as Error).message, [secret])}`,
      );
    }
  };

  return {
    ready: async () => void (await load()),
    async submit(model, request, { signal }) {
      const { body, image } = await bodyOf(model, request);
      // Written as data: the SDK's types hold one shape for each of twenty models.
      const created = await guarded(true, client =>
        image
          ? client.imageToVideo.create(body as never, { maxRetries: 0, signal })
          : client.textToVideo.create(body as never, { maxRetries: 0, signal }),
      );
      const credits = field(created, 'estimatedCost', 'credits');
      if (typeof created.id !== 'string')
        throw new GeneratorError('unknown-outcome', 'Runway sent an answer without "id".');
      return {
        handle: { id: created.id },
        usd: typeof credits === 'number' ? credits * usdPerCredit : undefined,
        warnings: [],
      };
    },
    async poll(handle, signal) {
      const task = await guarded(false, client => client.tasks.retrieve(idOf(handle), { maxRetries: 0, signal }));
      return stateOf(task);
    },
    async cancel(handle) {
      const task = await guarded(false, client => client.tasks.retrieve(idOf(handle), { maxRetries: 0 }));
      // Deleting a finished task would throw its paid clip away.
      if (['SUCCEEDED', 'FAILED', 'CANCELLED'].includes(task.status))
        return task.status === 'CANCELLED' ? 'canceled' : 'too-late';
      await guarded(false, client => client.tasks.delete(idOf(handle), { maxRetries: 0 }));
      return 'canceled';
    },
    async check() {
      const organization = await guarded(false, client => client.organization.retrieve({ maxRetries: 0 }));
      return {
        summary: `${organization.creditBalance} credits ($${(organization.creditBalance * usdPerCredit).toFixed(2)}) left`,
      };
    },
  };
}

const idOf = (handle: Json): string => String(field(handle, 'id'));

async function bodyOf(model: Model, request: ClipRequest): Promise<{ body: Record<string, unknown>; image: boolean }> {
  const { firstFrame, lastFrame, references, audio } = request;
  const body: Record<string, unknown> = {
    model: model.name,
    promptText: request.prompt,
    ratio: request.size.resolution,
    duration: request.seconds,
    seed: request.seed === undefined ? undefined : request.seed % 2 ** 32,
    negativePrompt: request.negativePrompt,
  };
  if (audio) body.referenceAudio = [{ type: 'audio', uri: await asUrl(audio, mostInlineBytes) }];
  const images: { uri: string; position?: 'first' | 'last' }[] = [];
  if (firstFrame) images.push({ uri: await asUrl(firstFrame, mostInlineBytes), position: 'first' });
  if (lastFrame) images.push({ uri: await asUrl(lastFrame, mostInlineBytes), position: 'last' });
  // First frame and references cannot be mixed; what is the first frame shows the cast already.
  if (images.length === 0)
    for (const { media } of references ?? []) images.push({ uri: await asUrl(media, mostInlineBytes) });
  if (images.length > 0) body.promptImage = images;
  return { body, image: images.length > 0 };
}

const failureKinds: readonly [RegExp, FailureKind][] = [
  [/^SAFETY|MODERATION/, 'moderation'],
  [/^INPUT|^ASSET/, 'invalid-input'],
];

function stateOf(task: RunwayML.TaskRetrieveResponse): JobState {
  const credits = field(task, 'cost', 'credits');
  const usd = typeof credits === 'number' ? credits * usdPerCredit : undefined;
  if (task.status === 'SUCCEEDED')
    return { state: 'succeeded', assets: task.output.map(url => ({ location: { url } })), usd };
  if (task.status === 'FAILED') {
    const code = task.failureCode ?? '';
    const kind = failureKinds.find(([pattern]) => pattern.test(code))?.[1] ?? 'provider';
    return { state: 'failed', kind, message: `${task.failure}${code ? ` (${code})` : ''}`, usd };
  }
  if (task.status === 'CANCELLED') return { state: 'canceled', usd };
  if (task.status === 'RUNNING') return { state: 'running', progress: task.progress };
  return { state: 'queued' };
}
