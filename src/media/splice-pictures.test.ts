import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../test/tracks.ts';
import { createVideoEncoder, decodeVideo, openSplice, probeVideo } from './index.ts';

const [width, height, frames] = [320, 180, 120];
const frameRate = { numerator: 24, denominator: 1 };

const pictures = new Map<string, Uint8Array>();
/** A picture with a light that moves; `light` brightens all of it. */
function pictureOf(frame: number, light = 0): Uint8Array {
  const known = pictures.get(`${frame} ${light}`);
  if (known) return known;
  const bytes = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      bytes[y * width + x] =
        60 + light + ((x + 2 * frame) % 64) + ((y * 3) % 32) + ((x - 2 * frame) ** 2 + (y - 90) ** 2 < 900 ? 40 : 0);
  pictures.set(`${frame} ${light}`, bytes);
  return bytes;
}

async function lumaOf(path: string): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for await (const { data } of decodeVideo(path, { format: 'nv12' })) all.push(data);
  return all;
}

function differs(a: Uint8Array, b: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < width * height; i++) sum += Math.abs(a[i] - b[i]);
  return sum / (width * height);
}

/** Replaces the second group of pictures by a brighter one, and looks at every frame. */
async function spliceBrighter(path: string, outputPath: string, constantQuality?: number): Promise<void> {
  const splice = await openSplice(path, { frameRate, bitRate: 2_000_000, constantQuality });
  if (typeof splice === 'string') assert.fail(splice);
  const group = splice.groups[1];
  assert.ok(group.firstFrame > 0 && group.endFrame < frames);
  await splice.write(outputPath, [group], async function* ({ firstFrame, endFrame }) {
    for (let frame = firstFrame; frame < endFrame; frame++) yield pictureOf(frame, 40);
  });
  const [before, after] = [await lumaOf(path), await lumaOf(outputPath)];
  assert.equal(after.length, frames);
  after.forEach((picture, frame) => {
    if (frame >= group.firstFrame && frame < group.endFrame) {
      const away = differs(picture, pictureOf(frame, 40));
      assert.ok(away < 6, `frame ${frame}: ${away}`);
    } else assert.ok(Buffer.compare(picture, before[frame]) === 0, `frame ${frame} is no longer the same`);
  });
  const [old, now] = [await probeVideo(path), await probeVideo(outputPath)];
  // That levels are limited goes without saying, or is said.
  const said = ({ frames, duration, colour }: typeof old) => ({ frames, duration, colour: { ...colour, range: 0 } });
  assert.deepEqual(said(now), said(old));
}

test('one group of pictures is replaced, and all other frames stay to the bit', async t => {
  const folder = temporaryFolder(t);
  for (const [codec, ending] of [
    ['h264', 'mp4'],
    ['h264', 'mkv'],
    ['hevc', 'mp4'],
    ['av1', 'mp4'],
    ['prores', 'mov'],
  ] as const) {
    const path = join(folder, `${codec}.${ending}`);
    const encoder = await createVideoEncoder({
      path,
      width,
      height,
      frameRate,
      codec,
      bitRate: 2_000_000,
      speed: 'balanced',
    });
    for (let frame = 0; frame < frames; frame++) await encoder.write(pictureOf(frame));
    await encoder.finish();
    await t.test(`${codec} in ${ending}`, () => spliceBrighter(path, join(folder, `${codec}-spliced.${ending}`)));
  }
});

test('a stream of H.264 with other parameters is given a second set of them', async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'constant.mp4');
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate,
    codec: 'h264',
    bitRate: 2_000_000,
    speed: 'best',
  });
  for (let frame = 0; frame < frames; frame++) await encoder.write(pictureOf(frame));
  await encoder.finish();
  // A constant rate is told in the parameters, a constant quality is not.
  await spliceBrighter(path, join(folder, 'spliced.mp4'), 17);
});
