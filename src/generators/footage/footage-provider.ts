import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MediaError } from '../../media/index.ts';
import { GeneratorError, type Model, type Provider } from '../port.ts';
import { cutStretch } from './cut-stretch.ts';

const asOf = '2026-11-25';

const model: Model = {
  name: 'clips',
  title: 'Your own footage',
  capabilities: {
    durations: { least: 0.02, most: 600, step: 0.001 },
    sizes: [{ aspectRatio: '16:9', width: 1920, height: 1080 }],
    frameRate: 24,
    text: false,
    firstFrame: 'no',
    lastFrame: false,
    references: 1,
    audio: 'no',
    seed: true,
    negativePrompt: false,
    guidance: false,
    promptLength: 2000,
  },
  price: { usdPerSecond: 0, asOf, source: 'It is yours.' },
  typicalSeconds: 2,
};

/** Cuts of finished stretches wait here until they are taken into the production. */
const folder = join(tmpdir(), 'phosphene-footage');

/** The user's own clips and stills, cut in this process, behind the same port as the services. */
export const footage: Provider = {
  name: 'footage',
  title: 'Your own footage',
  termsUrl: '',
  keys: [],
  options: [],
  baseUrl: '',
  baseUrlVariable: '',
  local: true,
  limits: { concurrent: 1, pollSeconds: 0.01, requestsPerSecond: 1000 },
  models: [model],
  connect: () => {
    /** Taken over by now; the next cut removes them. */
    const delivered: string[] = [];
    return {
      async submit(_, { stretch, size, seconds, frameRate = 24, seed = 0 }, { jobId }) {
        if (!stretch)
          throw new GeneratorError('invalid-input', 'Footage is needed: give the scene references to clips or stills.');
        await mkdir(folder, { recursive: true });
        for (const old of delivered.splice(0)) await rm(old, { force: true });
        const path = join(folder, `${jobId}.mp4`);
        const rate = exactRate(frameRate);
        try {
          await cutStretch(
            {
              ...stretch,
              frames: Math.max(1, Math.round((seconds * rate.numerator) / rate.denominator)),
              frameRate: rate,
              width: size.width,
              height: size.height,
              seed,
            },
            path,
          );
        } catch (error) {
          if (!(error instanceof MediaError)) throw error;
          throw new GeneratorError('invalid-input', error.message);
        }
        return { handle: path, warnings: [] };
      },
      async poll(handle) {
        const path = String(handle);
        const there = existsSync(path);
        if (there) delivered.push(path);
        return there
          ? { state: 'succeeded', assets: [{ location: { path } }], usd: 0 }
          : { state: 'failed', kind: 'expired', message: 'the cut is gone; it is made anew with the next run.' };
      },
      // A cut that was under way when the process ended left nothing.
      find: async () => 'absent',
    };
  },
};

/** 23.976 and 29.97 stand for 24000/1001 and 30000/1001. */
function exactRate(frameRate: number): { numerator: number; denominator: number } {
  const whole = Math.round(frameRate);
  return Math.abs(frameRate - whole) > 0.01
    ? { numerator: Math.round(whole) * 1000, denominator: 1001 }
    : { numerator: whole, denominator: 1 };
}
