import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hasRuntime } from '../../neural/onnx-runtime.ts';
import { makeLatent, type PictureRequest } from '../make-picture.ts';
import { type DiffusionModel, openDiffusionModel } from './diffusion-model.ts';
import vectors from './fixtures/tiny-sdxl.json' with { type: 'json' };

// An untrained model of SDXL's shape, and what the published pipeline makes of it in Python: make-tiny-sdxl.py.
const folder = fileURLToPath(new URL('fixtures/tiny-sdxl', import.meta.url));
const skip = hasRuntime() ? false : 'onnxruntime-node, an optional dependency, is not installed here';
let model: DiffusionModel;
before(async () => {
  if (!skip) model = await openDiffusionModel(folder, { device: 'cpu' });
});
after(() => model?.close());

const same = (actual: ArrayLike<number>, wanted: readonly number[], within = 1e-4): void => {
  assert.equal(actual.length, wanted.length);
  const largest = Math.max(...wanted.map(Math.abs));
  wanted.forEach((value, i) => {
    const off = Math.abs(actual[i] - value);
    assert.ok(off <= within * Math.max(1, largest), `at ${i}: ${actual[i]}, not ${value}`);
  });
};

const [width, height] = [48, 32];
const paint = async (request: Partial<PictureRequest>): Promise<Float32Array> => {
  const latent = await makeLatent(model, {
    embedding: await model.embed('ab cd'), away: await model.embedAway(), guidanceScale: 1, steps: 4, width, height, seed: 1,
    noise: Float32Array.from(vectors.noise), ...request,
  }); // biome-ignore format: as a block
  return latent.data;
};

test('SDXL: two encoders side by side, the last layers but one, each padded in its own way; the second’s pooled text', {
  skip,
}, async () => {
  assert.ok(model.folder.sdxl);
  assert.equal(model.folder.latentScale, 0.13025);
  const { tokens, width: side, pooled } = await model.embed('ab cd');
  assert.equal(side, 20);
  same(
    Array.from({ length: 7 }, (_, i) => [...tokens.subarray(i * 11 * side, (i * 11 + 1) * side)]).flat(),
    vectors.tokens,
  );
  same(pooled!, vectors.pooled);
  const away = await model.embedAway();
  assert.ok(away.tokens.every(value => value === 0) && away.pooled!.every(value => value === 0));
});

test('SDXL-Turbo: two steps without guidance are what the published pipeline gives', { skip }, async () => {
  same(await paint({ steps: 2 }), vectors.turbo);
});

test('guidance from 1 to 15 leads away from nothing, or from a negative prompt', { skip }, async () => {
  for (const [guidance, wanted] of Object.entries(vectors.guided))
    same(await paint({ guidanceScale: Number(guidance) }), wanted, 2e-4);
  same(await paint({ guidanceScale: 5, away: await model.embedAway('cd') }), vectors.away, 2e-4);
});

test('image-to-image starts from the picture’s latent, part of the way', { skip }, async () => {
  const planes = new Float32Array(3 * width * height).map((_, i) => Math.sin(i * 0.37));
  const latent = await model.encode({ width, height, planes });
  same(latent.data, vectors.latent);
  same(await paint({ start: { latent, strength: 0.5 } }), vectors.again);
  const decoded = await model.decode(latent);
  const coarse: number[] = [];
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < height; y += 4)
      for (let x = 0; x < width; x += 4) coarse.push(decoded.planes[(c * height + y) * width + x]);
  same(coarse, vectors.decoded);
});

test('an export in half precision, inputs and all, and one in eight bits, make nearly the same', { skip }, async () => {
  for (const weights of ['fp16', 'int8'] as const) {
    const small = await openDiffusionModel(folder, { device: 'cpu', weights });
    const request = { guidanceScale: 1, steps: 2, width, height, seed: 1, noise: Float32Array.from(vectors.noise) };
    const embedding = await small.embed('ab cd');
    const { data } = await makeLatent(small, { ...request, embedding, away: embedding });
    await small.close();
    assert.ok(!vectors.turbo.every((value, i) => data[i] === value));
    same(data, vectors.turbo, weights === 'fp16' ? 2e-3 : 2e-2);
  }
});

test('a model whose part is missing is named by it', { skip }, async t => {
  const broken = mkdtempSync(join(tmpdir(), 'phosphene-sdxl-'));
  t.after(() => rmSync(broken, { recursive: true }));
  await cp(folder, broken, { recursive: true });
  rmSync(join(broken, 'unet', 'model.onnx'));
  rmSync(join(broken, 'unet', 'model_fp16.onnx'));
  rmSync(join(broken, 'unet', 'model_quantized.onnx'));
  await assert.rejects(openDiffusionModel(broken), /not a whole diffusion model: unet\/model\.onnx is missing/);
});
