import { mkdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeVideo, encodeImage } from '../../media/index.ts';
import { type DepthModel, ownDepthModel } from '../depth/depth-model.ts';
import { locateModel, modelsFolder, modelsOfKind } from '../neural/hub/model-store.ts';
import { ModelError } from '../neural/model-error.ts';
import { type Device, devices } from '../neural/onnx-runtime.ts';
import { type Picture, pictureFromRgb, rgbFromPicture } from '../neural/picture.ts';
import { parseWeightForm } from '../neural/weights-file.ts';
import {
  type Access,
  type ClipRequest,
  type Connection,
  GeneratorError,
  type JobState,
  type Provider,
} from '../port.ts';
import { diffuseClip, fittingSize } from './diffuse-clip.ts';
import type { DiffusionModel } from './model/diffusion-model.ts';
import { movesAtAll, steadily } from './schedule/schedule.ts';

/** Latent diffusion in this process: an ONNX model of the user's own, driven by the music. */
export const diffusion: Provider = {
  name: 'diffusion',
  title: 'Diffusion on this machine',
  termsUrl: 'https://onnxruntime.ai',
  keys: ['PHOSPHENE_DIFFUSION_MODEL'],
  options: [
    { name: 'PHOSPHENE_MODELS', meaning: 'folder of pulled models' },
    {
      name: 'PHOSPHENE_DEPTH_MODEL',
      meaning: 'depth network for scenes with a dolly; a small one of its own by default',
    },
    { name: 'PHOSPHENE_DIFFUSION_DEVICE', meaning: 'cuda, dml, coreml or cpu; the fastest there is by default' },
    { name: 'PHOSPHENE_DIFFUSION_WEIGHTS', meaning: 'fp32, fp16 or int8, where the model has several' },
  ],
  baseUrl: '',
  baseUrlVariable: '',
  local: true,
  limits: { concurrent: 1, pollSeconds: 0.25, requestsPerSecond: 1000 },
  freeQuota: 'runs on your own machine',
  madeWith: options => [
    options.PHOSPHENE_DIFFUSION_MODEL ?? null,
    options.PHOSPHENE_DIFFUSION_WEIGHTS ?? null,
    options.PHOSPHENE_DEPTH_MODEL ?? null,
  ],
  models: [
    {
      name: 'model',
      title: 'Your diffusion model',
      capabilities: {
        durations: { least: 1 / 24, most: 1200, step: 1 / 24 },
        sizes: [
          { aspectRatio: '16:9', width: 1024, height: 576 },
          { aspectRatio: '9:16', width: 576, height: 1024 },
          { aspectRatio: '1:1', width: 768, height: 768 },
          { aspectRatio: '4:5', width: 704, height: 880 },
        ],
        frameRate: 24, text: true, firstFrame: 'optional', lastFrame: false, references: 0, audio: 'no', followsMusic: true, seed: true, negativePrompt: true,
        guidance: true, promptLength: 2000,
      }, // biome-ignore format: a table
      price: { usdPerSecond: 0, asOf: '2026-11-25', source: 'your own machine' },
      typicalSeconds: 440,
    },
  ],
  connect,
};

/** Small, good, and free to use (Apache-2.0). */
const recommendedDepthModel = 'onnx-community/depth-anything-v2-small';

interface Job {
  state: JobState;
  path: string;
}

/** Jobs of this process by their names; each has its own connection's model. */
function connect({ keys, options }: Access): Connection {
  const jobs = new Map<string, Job>();
  const stop = new AbortController();
  const models = new Map<string, Promise<DiffusionModel>>();
  const depthModels = new Map<string, Promise<DepthModel>>();
  let last: Promise<unknown> = Promise.resolve();
  let hasFolder = false;
  let toldOfDepth = false;
  const folder = join(tmpdir(), `phosphene-diffusion-${process.pid}`);

  const chosenDevice = (): Device | 'auto' => {
    const device = (options.PHOSPHENE_DIFFUSION_DEVICE ?? 'auto') as Device | 'auto';
    if (device !== 'auto' && !devices.includes(device))
      throw new ModelError(`PHOSPHENE_DIFFUSION_DEVICE must be one of ${devices.join(', ')}, not "${device}".`);
    return device;
  };
  const once = <T>(opened: Map<string, Promise<T>>, name: string, open: () => Promise<T>): Promise<T> => {
    const known = opened.get(name) ?? open();
    opened.set(name, known);
    return known;
  };
  const open = (name = keys.PHOSPHENE_DIFFUSION_MODEL): Promise<DiffusionModel> =>
    once(models, name, async () => {
      const device = chosenDevice();
      const weights = parseWeightForm(options.PHOSPHENE_DIFFUSION_WEIGHTS);
      const { openDiffusionModel } = await import('./model/diffusion-model.ts');
      return openDiffusionModel(await locateModel(name, modelsFolder(options)), { device, weights });
    });

  /**
   * The depth network for a scene: the one that it names, the user's, one that was pulled, or the small one of
   * Phosphene's own.
   */
  const openDepth = async (named = options.PHOSPHENE_DEPTH_MODEL): Promise<DepthModel> => {
    const store = modelsFolder(options);
    const path = named
      ? await locateModel(named, store, 'depth')
      : ((await modelsOfKind(store, 'depth'))[0]?.folder ?? ownDepthModel);
    const { openDepthModel } = await import('../depth/depth-model.ts');
    return once(depthModels, path, () => openDepthModel(path, { device: chosenDevice() }));
  };

  return {
    async submit(_, request, { jobId }) {
      const { music } = request;
      if (!music) throw new GeneratorError('invalid-input', 'Diffusion needs the music that it is to follow.');
      let opened: DiffusionModel;
      let depth: DepthModel | undefined;
      const warnings: string[] = [];
      try {
        opened = await open(request.diffusion?.model);
        const { dolly, depth_model } = request.diffusion ?? {};
        if (depth_model !== undefined || (dolly && movesAtAll(dolly))) {
          depth = await openDepth(depth_model);
          if (depth.path === ownDepthModel && !toldOfDepth) {
            toldOfDepth = true;
            warnings.push(
              `its depth is guessed by Phosphene's own small network; "phosphene models pull ${recommendedDepthModel}" fetches one that sees more.`,
            );
          }
        }
      } catch (error) {
        if (error instanceof ModelError) throw new GeneratorError('provider', error.message);
        throw error;
      }
      if (!hasFolder) {
        mkdirSync(folder, { recursive: true });
        // A clip that was fetched lies in the production; what is left here is of no use to anybody.
        process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
        hasFolder = true;
      }
      const job: Job = { state: { state: 'queued' }, path: join(folder, `${jobId}.mp4`) };
      jobs.set(jobId, job);
      // One at a time: a model fills the device by itself.
      last = last.then(async () => {
        if (!stop.signal.aborted) await makeClip(job, { model: opened, depth, request, music, signal: stop.signal });
      });
      return { handle: jobId, warnings };
    },
    async poll(handle) {
      return jobs.get(String(handle))?.state ?? { state: 'canceled', usd: 0 };
    },
    isLost: handle => !jobs.has(String(handle)),
    async cancel() {
      stop.abort();
      return 'canceled';
    },
    async find({ jobId }) {
      return jobs.has(jobId) ? jobId : 'absent';
    },
    async check() {
      const opened = await open();
      return { summary: `${opened.folder.path} on ${opened.device}, ${opened.folder.nativeSide} pixels` };
    },
  };
}

interface ClipWork {
  model: DiffusionModel;
  depth?: DepthModel;
  request: ClipRequest;
  music: NonNullable<ClipRequest['music']>;
  signal: AbortSignal;
}

/** Diffuses the clip of a job, whose state tells how far it is and what came of it. */
async function makeClip(job: Job, { model, depth, request, music, signal }: ClipWork): Promise<void> {
  const { prompt, negativePrompt, seconds, guidance, firstFrame, motion = 5, frameRate = 24, seed = 0 } = request;
  const { width, height } = fittingSize(model.folder, request.size.width, request.size.height);
  const settings = { ...request.diffusion };
  if (guidance !== undefined) settings.guidance_scale ??= steadily(guidance, 1, 30);
  const show = (picture: Picture): void => {
    const shown = encodeImage(picture.width, picture.height, rgbFromPicture(picture), 'jpeg').then(bytes => {
      if (job.state.state === 'running') job.state = { ...job.state, preview: { mediaType: 'image/jpeg', bytes } };
    });
    // A preview that cannot be made is no reason to stop.
    shown.catch(() => undefined);
  };
  const progress = (share: number): void => {
    job.state = { ...job.state, state: 'running', progress: share };
  };
  try {
    const start = firstFrame && (await readPicture(firstFrame, width, height));
    const shape = { width, height, frameRate, seed, depth, firstFrame: start };
    const clip = { analysis: music.analysis, start: music.start, seconds, prompt, negativePrompt, motion, settings };
    await diffuseClip(model, { ...clip, ...shape }, job.path, { signal, progress, show });
    job.state = { state: 'succeeded', assets: [{ location: { path: job.path } }], usd: 0 };
  } catch (error) {
    await rm(job.path, { force: true });
    job.state = { state: 'failed', kind: 'provider', message: (error as Error).message, usd: 0 };
  }
}

async function readPicture(media: { path: string } | { url: string }, width: number, height: number): Promise<Picture> {
  if ('url' in media) throw new ModelError('Diffusion starts from a picture of this machine, not from an address.');
  for await (const picture of decodeVideo(media.path, { width, height, format: 'rgb24' }))
    return pictureFromRgb(picture.data, width, height);
  throw new ModelError(`${media.path} holds no picture.`);
}
