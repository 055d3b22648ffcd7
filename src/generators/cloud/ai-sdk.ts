import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Experimental_VideoModelV4, Experimental_VideoModelV4File } from '@ai-sdk/provider';
import {
  type Access,
  type Asset,
  GeneratorError,
  type JobState,
  type Json,
  type MediaInput,
  type Model,
  type Provider,
} from '../port.ts';
import { failureOf, kindOfNetworkError, withoutSecrets } from './http.ts';
import { asUrl } from './media-input.ts';

/** A video model of the Vercel AI SDK (specification version 4), and what its specification does not tell. */
export interface AiSdkProvider extends Omit<Provider, 'connect'> {
  /** The model as its package makes it. */
  create(model: Model, access: Access): Experimental_VideoModelV4;
}

const mostInlineBytes = 10_000_000;
/** Some packages tell a passing 503 as the job's own end; so often in a row it must be said to be believed. */
const confirmations = 3;

/**
 * Puts a package of the AI SDK behind our port. It must be able to start a job and to ask for it later (`doStart`,
 * `doStatus`); it cannot cancel, tell progress or cost, since the specification has no words for them.
 */
export function fromAiSdk({ create, ...provider }: AiSdkProvider): Provider {
  return {
    ...provider,
    connect(access) {
      const secrets = Object.values(access.keys);
      const errors = new Map<string, number>();
      const guarded = async <T>(paid: boolean, call: () => PromiseLike<T>): Promise<T> => {
        try {
          return await call();
        } catch (error) {
          if (error instanceof GeneratorError) throw error;
          const { statusCode, responseHeaders, responseBody, message } = error as Error & {
            statusCode?: number;
            responseHeaders?: Record<string, string>;
            responseBody?: string;
          };
          if (statusCode !== undefined)
            throw failureOf(
              provider.title,
              statusCode,
              new Headers(responseHeaders),
              responseBody ?? message,
              secrets,
              paid,
            );
          throw new GeneratorError(
            kindOfNetworkError(error, paid),
            `${provider.title} could not be asked: ${withoutSecrets(message, secrets)}`,
          );
        }
      };
      const startable = (
        name: string,
      ): {
        model: Experimental_VideoModelV4;
        start: NonNullable<Experimental_VideoModelV4['doStart']>;
        status: NonNullable<Experimental_VideoModelV4['doStatus']>;
      } => {
        const model = create(provider.models.find(one => one.name === name) ?? provider.models[0], access);
        if (!model.doStart || !model.doStatus)
          throw new GeneratorError(
            'invalid-input',
            `${provider.title} cannot be asked for a job later, so a crash would lose what was paid for; use another package.`,
          );
        return { model, start: model.doStart.bind(model), status: model.doStatus.bind(model) };
      };
      return {
        async submit(model, request) {
          const { start } = startable(model.name);
          const { size } = request;
          const references = await Promise.all((request.references ?? []).map(({ media }) => fileOf(media)));
          const frames: NonNullable<Parameters<typeof start>[0]['frameImages']> = [];
          if (request.firstFrame)
            frames.push({ image: await fileOf(request.firstFrame), frameType: 'first_frame' as const });
          if (request.lastFrame)
            frames.push({ image: await fileOf(request.lastFrame), frameType: 'last_frame' as const });
          const { operation, warnings } = await guarded(true, () =>
            start({
              prompt: request.prompt,
              n: 1,
              aspectRatio: size.aspectRatio as `${number}:${number}`,
              resolution: `${size.width}x${size.height}`,
              duration: request.seconds,
              fps: request.frameRate,
              seed: request.seed,
              image: undefined,
              frameImages: frames.length > 0 ? frames : undefined,
              inputReferences: references.length > 0 ? references : undefined,
              generateAudio: undefined,
              providerOptions: {},
            }),
          );
          return {
            handle: { model: model.name, operation: operation as Json },
            warnings: warnings.map(warning =>
              'feature' in warning
                ? `${warning.feature} is not supported`
                : 'message' in warning
                  ? String(warning.message)
                  : 'something is not supported',
            ),
          };
        },
        async poll(handle): Promise<JobState> {
          const { model, operation } = handle as { model: string; operation: Json };
          const { status } = startable(model);
          const answer = await guarded(false, () => status({ operation: operation as never }));
          const key = JSON.stringify(operation);
          if (answer.status === 'completed')
            return {
              state: 'succeeded',
              assets: await Promise.all(answer.videos.map(video => assetOf(video, provider.title))),
            };
          if (answer.status === 'pending') {
            errors.delete(key);
            return { state: 'running' };
          }
          const seen = (errors.get(key) ?? 0) + 1;
          errors.set(key, seen);
          const message = withoutSecrets(answer.error, secrets);
          if (seen < confirmations)
            throw new GeneratorError('provider', `${provider.title} told an error that may pass: ${message}`);
          return {
            state: 'failed',
            kind: /safety|moderation|polic|nsfw/i.test(message) ? 'moderation' : 'provider',
            message,
          };
        },
      };
    },
  };
}

async function fileOf(input: MediaInput): Promise<Experimental_VideoModelV4File> {
  if ('url' in input) return { type: 'url', url: input.url };
  const [head, data] = (await asUrl(input, mostInlineBytes)).split(',');
  return { type: 'file', mediaType: /^data:([^;]+)/.exec(head)![1], data };
}

type Video = Extract<
  Awaited<ReturnType<NonNullable<Experimental_VideoModelV4['doStatus']>>>,
  { status: 'completed' }
>['videos'][number];

async function assetOf(video: Video, title: string): Promise<Asset> {
  if (video.type === 'url') return { location: { url: video.url } };
  if (video.type === 'uploaded')
    throw new GeneratorError('provider', `${title} put the clip where it cannot be fetched.`);
  const path = join(await mkdtemp(join(tmpdir(), 'phosphene-clip-')), 'clip.mp4');
  await writeFile(path, video.type === 'base64' ? Buffer.from(video.data, 'base64') : video.data);
  return { location: { path } };
}
