import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HubModel } from './hub-files.ts';
import { neededFiles } from './needed-files.ts';

/** A model of the hub by its file names. */
const model = (paths: string[], task?: string): HubModel => ({
  repository: 'someone/model',
  revision: 'c0ffee',
  gated: false,
  task,
  files: paths.map(path => ({ path, bytes: 1, checksum: { kind: 'git', value: '' } })),
});
const pathsOf = (...from: Parameters<typeof neededFiles>): string[] =>
  neededFiles(...from).files.map(({ path }) => path);

// As onnx-community/depth-anything-v2-small lies on the hub.
const depth = model(
  [
    '.gitattributes',
    'README.md',
    'config.json',
    'onnx/model.onnx',
    'onnx/model_bnb4.onnx',
    'onnx/model_fp16.onnx',
    'onnx/model_int8.onnx',
    'onnx/model_q4f16.onnx',
    'onnx/model_quantized.onnx',
    'preprocessor_config.json',
    'quantize_config.json',
  ],
  'depth-estimation',
);
const around = ['README.md', 'config.json'];

test('of a depth network one form of the weights is fetched, the plain one or the one asked for', () => {
  assert.equal(neededFiles(depth).kind, 'depth');
  assert.deepEqual(pathsOf(depth), [...around, 'preprocessor_config.json', 'onnx/model.onnx']);
  assert.deepEqual(pathsOf(depth, { weights: 'int8' }), [
    ...around,
    'preprocessor_config.json',
    'onnx/model_quantized.onnx',
  ]);
  assert.deepEqual(pathsOf(depth, { weights: 'fp16' }).at(-1), 'onnx/model_fp16.onnx');
});

test('an image encoder is told by its task; of CLIP the image side is named', () => {
  // As Xenova/dino-vitb16 and Xenova/clip-vit-base-patch32 lie on the hub.
  const dino = model(['config.json', 'onnx/model.onnx', 'preprocessor_config.json'], 'image-feature-extraction');
  assert.equal(neededFiles(dino).kind, 'encoder');
  const clip = model(
    ['config.json', 'onnx/model.onnx', 'onnx/text_model.onnx', 'onnx/vision_model.onnx', 'preprocessor_config.json'],
    'zero-shot-image-classification',
  );
  assert.throws(() => neededFiles(clip), /several networks.*--file: .*onnx\/vision_model\.onnx/);
  const image = neededFiles(clip, { file: 'onnx/vision_model.onnx' });
  assert.equal(image.kind, 'encoder');
  assert.deepEqual(
    image.files.map(({ path }) => path),
    ['config.json', 'preprocessor_config.json', 'onnx/vision_model.onnx'],
  );
});

test('a diffusion model with several forms is fetched in one, outside weights and all', () => {
  const whole = model([
    'model_index.json',
    'scheduler/scheduler_config.json',
    'text_encoder/model.onnx',
    'tokenizer/vocab.json',
    'unet/config.json',
    'unet/model.onnx',
    'unet/model.onnx_data',
    'unet/model_quantized.onnx',
    'unet/model_quantized.onnx_data',
    'unet/diffusion_pytorch_model.safetensors',
    'vae_decoder/model.onnx',
    'vae_decoder/model_fp16.onnx',
    'vae_encoder/model.onnx',
  ]);
  assert.equal(neededFiles(whole).kind, 'diffusion');
  const unet = (weights?: 'int8' | 'fp16'): string[] =>
    pathsOf(whole, { weights }).filter(path => /^(?:unet|vae_decoder)\/.*onnx/.test(path));
  assert.deepEqual(unet(), ['unet/model.onnx', 'unet/model.onnx_data', 'vae_decoder/model.onnx']);
  // A part that has no such form is fetched as it is.
  assert.deepEqual(unet('int8'), [
    'unet/model_quantized.onnx',
    'unet/model_quantized.onnx_data',
    'vae_decoder/model.onnx',
  ]);
  assert.deepEqual(unet('fp16'), ['unet/model.onnx', 'unet/model.onnx_data', 'vae_decoder/model_fp16.onnx']);
  assert.ok(!pathsOf(whole).some(path => path.endsWith('.safetensors')));
});

test('an upscaler is one file; of several one must be named', () => {
  const one = model(['README.md', 'LICENSE', 'realesr-general-x4v3.onnx'], 'image-to-image');
  assert.deepEqual(neededFiles(one), { kind: 'upscaler', files: one.files });
  const many = model(['README.md', 'realesr-general-x4v3.onnx', 'RealESRGAN_x4plus.onnx']);
  assert.throws(
    () => neededFiles(many),
    /several networks; choose one with --file: realesr-general-x4v3\.onnx, RealESRGAN_x4plus\.onnx/,
  );
  assert.deepEqual(pathsOf(many, { file: 'RealESRGAN_x4plus.onnx' }), ['README.md', 'RealESRGAN_x4plus.onnx']);
  assert.throws(() => neededFiles(many, { file: 'other.onnx' }), /has no network other\.onnx/);
  // As Xenova/swin2SR-lightweight-x2-64: laid out as a depth network, but the hub says what it is for.
  const swin = model(['config.json', 'preprocessor_config.json', 'onnx/model.onnx'], 'image-to-image');
  assert.equal(neededFiles(swin).kind, 'upscaler');
});

test('what is none of these is refused with what would do', () => {
  assert.throws(() => neededFiles(model(['model.safetensors'])), /no model that Phosphene can use/);
  assert.throws(() => neededFiles(model(['model_index.json', 'model.onnx'])), /latent diffusion/);
});
