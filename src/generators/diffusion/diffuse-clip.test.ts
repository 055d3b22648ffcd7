import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fittingSize, usualGuidance, usualSteps } from './diffuse-clip.ts';
import { makeLatent } from './make-picture.ts';
import type { DiffusionModel } from './model/diffusion-model.ts';
import type { ModelFolder } from './model/model-folder.ts';
import { defaultSchedulerConfig } from './schedulers/noise-schedule.ts';

const plain = { path: '/models/someone/sd-1-5', schedulerName: 'dpm-solver' } as const;
const turbo = { path: '/models/someone/sdxl-turbo-onnx', schedulerName: 'euler-ancestral' } as const;
const lcm = { path: '/models/someone/dreamshaper', schedulerName: 'lcm' } as const;

test('distilled models take few steps and no guidance but their own', () => {
  const usual = (folder: typeof plain | typeof turbo | typeof lcm, takesGuidance = false): number[] => [
    usualSteps(folder),
    usualGuidance({ folder, takesGuidance }),
  ];
  assert.deepEqual(usual(plain), [20, 6]);
  assert.deepEqual(usual(turbo), [4, 1]);
  assert.deepEqual(usual(lcm), [4, 1]);
  assert.deepEqual(usual(lcm, true), [4, 8]);
});

test('a model that takes guidance as an input is asked once a step, others twice', async () => {
  for (const [takesGuidance, calls] of [
    [true, 4],
    [false, 8],
  ] as const) {
    const heard: (number | undefined)[] = [];
    const model = {
      folder: { ...lcm, pixelsPerLatent: 8, latentChannels: 4, scheduler: defaultSchedulerConfig } as ModelFolder,
      takesGuidance,
      predict: async ({ data }: { data: Float32Array }, _t: number, _e: unknown, guidance?: number) => {
        heard.push(guidance);
        return data.map(value => value / 2);
      },
    } as unknown as DiffusionModel;
    const embedding = { tokens: new Float32Array(4), width: 4 };
    await makeLatent(model, { embedding, away: embedding, guidanceScale: 8, steps: 4, width: 16, height: 16, seed: 1 });
    assert.deepEqual(heard, new Array(calls).fill(8));
  }
});

test('a clip is made at the area that the model was trained at, in the wanted shape and in whole cells', () => {
  const folder = { nativeSide: 512, sizeStep: 64 } as ModelFolder;
  assert.deepEqual(fittingSize(folder, 1024, 576), { width: 704, height: 384 });
  assert.deepEqual(fittingSize(folder, 576, 1024), { width: 384, height: 704 });
  assert.deepEqual(fittingSize(folder, 768, 768), { width: 512, height: 512 });
});
