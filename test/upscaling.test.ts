import assert from 'node:assert/strict';
import { join } from 'node:path';
import test, { after, before } from 'node:test';
import { hasRuntime } from '../src/generators/neural/onnx-runtime.ts';
import { nv12FromPicture, type Picture, pictureFromRgb } from '../src/generators/neural/picture.ts';
import { resizePicture } from '../src/generators/neural/resize-picture.ts';
import { upscaleClip } from '../src/generators/upscaling/upscale-clip.ts';
import { openUpscaler, ownUpscaler, type Upscaler } from '../src/generators/upscaling/upscaler.ts';
import { createVideoEncoder, decodeVideo, probeVideo } from '../src/media/index.ts';
import { createRandom } from '../src/scene-map/index.ts';
import { openScenePictures } from '../training/scene-pictures.ts';
import { temporaryFolder } from './tracks.ts';

const skip = hasRuntime() ? false : 'onnxruntime-node, an optional dependency, is not installed here';
let upscaler: Upscaler;
before(async () => {
  if (!skip) upscaler = await openUpscaler(ownUpscaler, { device: 'cpu' });
});
after(() => upscaler?.close());

/** Pictures of built-in scenes, a new one for each call. */
async function drawn(scenes: readonly string[], width: number, height: number): Promise<Picture[]> {
  const painter = await openScenePictures({ width, height }, { threads: 1 });
  const random = createRandom(77);
  const pictures: Picture[] = [];
  for (const scene of scenes) pictures.push(pictureFromRgb(await painter.draw(scene, random), width, height));
  await painter.close();
  return pictures;
}

/** Peak signal to noise, in dB. */
function ratio(a: Picture, b: Picture): number {
  let sum = 0;
  for (let i = 0; i < a.planes.length; i++) sum += (a.planes[i] - b.planes[i]) ** 2;
  return 10 * Math.log10(4 / (sum / a.planes.length));
}

test('a picture of a scene that training left out comes out nearer to the truth than by bicubic enlarging', {
  skip,
}, async () => {
  const gains: number[] = [];
  for (const truth of await drawn(['forest', 'neon-city', 'kaleidoscope'], 320, 192)) {
    const small = resizePicture(truth, 160, 96);
    const large = await upscaler.enlarge(small);
    assert.deepEqual([large.width, large.height, upscaler.factor], [320, 192, 2]);
    gains.push(ratio(large, truth) - ratio(resizePicture(small, 320, 192), truth));
  }
  assert.ok(Math.min(...gains) > 0.2, gains.map(gain => gain.toFixed(2)).join(' '));
});

test('tiles leave no seam, and sides need not fit the network', { skip }, async () => {
  const [width, height] = [101, 67];
  const planes = new Float32Array(3 * width * height).map((_, i) => Math.sin(i / 5) * Math.cos(i / 331));
  const whole = await upscaler.enlarge({ width, height, planes });
  const tiled = await openUpscaler(ownUpscaler, { device: 'cpu', tileSide: 56 });
  const parts = await tiled.enlarge({ width, height, planes });
  await tiled.close();
  assert.deepEqual([parts.width, parts.height], [202, 134]);
  assert.ok(ratio(whole, parts) > 40, `${ratio(whole, parts)} dB`);
});

test('a clip is enlarged to cover the video, picture by picture, with its clock', { skip }, async t => {
  const folder = temporaryFolder(t);
  const [from, to] = [join(folder, 'small.mp4'), join(folder, 'large.mp4')];
  const [picture] = await drawn(['forest'], 128, 72);
  const encoder = await createVideoEncoder({
    path: from, width: 128, height: 72, frameRate: { numerator: 25, denominator: 1 }, codec: 'h264', bitRate: 0, constantQuality: 12, speed: 'balanced',
  }); // biome-ignore format: as a block
  for (let i = 0; i < 3; i++) await encoder.write(nv12FromPicture(picture));
  await encoder.finish();
  const heard: number[] = [];
  await upscaleClip(upscaler, from, to, { output: { width: 192, height: 108 }, progress: share => heard.push(share) });
  const { width, height, frames, frameRate } = await probeVideo(to);
  assert.deepEqual([width, height, frames, Math.round(frameRate)], [192, 108, 3, 25]);
  assert.equal(heard.at(-1), 1);
  const bright = async (path: string): Promise<number> => {
    for await (const { data } of decodeVideo(path, { format: 'gray' }))
      return data.reduce((sum, value) => sum + value, 0) / data.length;
    return Number.NaN;
  };
  assert.ok(Math.abs((await bright(from)) - (await bright(to))) < 1.5);
});

test('what is no upscaler is refused', { skip }, async () => {
  const other = new URL('../models/tiny-diffusion/vae_encoder', import.meta.url).pathname;
  await assert.rejects(openUpscaler(other, { device: 'cpu' }), /no upscaler that Phosphene can use/);
});
