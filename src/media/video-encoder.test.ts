import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { AV_PIX_FMT_NV12, AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUV420P10LE } from 'node-av/constants';
import { Frame } from 'node-av/lib';
import { temporaryFolder } from '../../test/tracks.ts';
import { chooseCodec } from './codec-choices.ts';
import { findHardwareEncoder, firstThatEncodes } from './hardware-encoder.ts';
import {
  bitsPerSecond,
  createVideoEncoder,
  decodeVideo,
  MediaError,
  probeVideo,
  type VideoEncoderOptions,
} from './index.ts';
import { pictureStream, withInput } from './input.ts';
import { fillFrame } from './own-bytes.ts';

const shape = {
  width: 160,
  height: 96,
  frameRate: { numerator: 24, denominator: 1 },
  bitRate: 800_000,
  speed: 'fast',
} as const;

async function write(options: VideoEncoderOptions, frames = 12): Promise<void> {
  const encoder = await createVideoEncoder(options);
  for (let i = 0; i < frames; i++) {
    const picture = new Uint8Array((160 * 96 * 3) / 2);
    for (let n = 0; n < picture.length; n++) picture[n] = 60 + ((n * 7 + i * 13 + ((n * n) >> 7)) % 120);
    await encoder.write(picture);
  }
  await encoder.finish();
}

test('HEVC and AV1 carry 8 or 10 bits as asked', async t => {
  const folder = temporaryFolder(t);
  for (const codec of ['hevc', 'av1'] as const) {
    for (const [bitDepth, expected] of [
      [8, AV_PIX_FMT_YUV420P],
      [10, AV_PIX_FMT_YUV420P10LE],
    ] as const) {
      const path = join(folder, `${codec}-${bitDepth}.mp4`);
      await write({ ...shape, path, codec, bitDepth });
      const format = await withInput(path, input => pictureStream(input, path).codecpar.format);
      assert.equal(format, expected);
      assert.equal((await probeVideo(path)).frames, 12);
    }
  }
});

test('constant quality spends more bits the better it is', async t => {
  const folder = temporaryFolder(t);
  for (const codec of ['h264', 'hevc', 'av1'] as const) {
    const rates: number[] = [];
    for (const constantQuality of [15, 40]) {
      const path = join(folder, `${codec}-${constantQuality}.mp4`);
      await write({ ...shape, path, codec, constantQuality }, 24);
      rates.push((await bitsPerSecond(path))[0]);
    }
    assert.ok(rates[0] > 1.5 * rates[1], `${codec}: ${rates.join(' and ')} bits`);
  }
});

test('one thread writes the same file each time at every speed that videos are delivered with', async t => {
  const path = join(temporaryFolder(t), 'again.mp4');
  // A rough thing that passes over a smooth ground; no multiple of 128 wide, where x264 by AVX-512 did not repeat itself.
  const [width, height] = [320, 180];
  const pictureAt = (frame: number): Uint8Array => {
    const picture = new Uint8Array((width * height * 3) / 2).fill(128);
    for (let y = 0, i = 0; y < height; y++)
      for (let x = 0; x < width; x++, i++) {
        const isThing = Math.hypot(x - 20 - 2 * frame, y - 90) < 30;
        const rough = 60 + 50 * (Math.sin((x - 2 * frame) / 1.7) * Math.cos(y / 2.3) + 1);
        picture[i] = isThing ? rough : 90 + 30 * Math.sin(x / 9 + frame / 60) * Math.cos(y / 11);
      }
    return picture;
  };
  const pictures = Array.from({ length: 60 }, (_, frame) => pictureAt(frame));
  for (const speed of ['fastest', 'fast', 'balanced'] as const) {
    const files: Buffer[] = [];
    for (let run = 0; run < 5; run++) {
      const encoder = await createVideoEncoder({ ...shape, width, height, path, codec: 'h264', speed, threads: 1 });
      for (const picture of pictures) await encoder.write(picture);
      await encoder.finish();
      files.push(readFileSync(path));
    }
    for (const file of files) assert.ok(file.equals(files[0]), speed);
  }
});

test('what cannot be encoded is said in a sentence, and leaves no file', async t => {
  const path = join(temporaryFolder(t), 'none.mp4');
  const cases: [Partial<VideoEncoderOptions>, RegExp][] = [
    [{ codec: 'h264', bitDepth: 10 }, /choose HEVC, AV1 or ProRes for 10 bits/],
    [{ codec: 'prores', constantQuality: 20 }, /ProRes sets its own quality/],
    [{ codec: 'h264', constantQuality: 60 }, /between 0 \(best\) and 51/],
    [{ codec: 'prores', hardware: true }, /leave out --hardware/],
  ];
  for (const [change, message] of cases) {
    await assert.rejects(
      createVideoEncoder({ ...shape, path, codec: 'h264', ...change }),
      (error: Error) => error instanceof MediaError && message.test(error.message),
    );
  }
  assert.ok(!existsSync(path));
});

test('colours come back by the matrix that the video names', async t => {
  const path = join(temporaryFolder(t), 'red.mp4');
  const encoder = await createVideoEncoder({ ...shape, path, codec: 'h264', speed: 'best' });
  // Pure red by BT.709, limited range; by BT.601 it would come back as 232.
  const red = new Uint8Array((160 * 96 * 3) / 2).fill(63, 0, 160 * 96);
  for (let i = 160 * 96; i < red.length; i += 2) red.set([102, 240], i);
  for (let i = 0; i < 3; i++) await encoder.write(red);
  await encoder.finish();
  for (const width of [160, 80]) {
    for await (const { data } of decodeVideo(path, {
      format: 'rgb24',
      width,
      height: (width * 96) / 160,
      frames: [1],
    })) {
      const [r, g, b] = data;
      assert.ok(r >= 252 && g <= 3 && b <= 3, `${r} ${g} ${b}`);
    }
  }
});

test('an encoder counts as there when it gives back a picture', async () => {
  const settings = { ...shape, codec: 'h264' } as const;
  const works = chooseCodec(settings);
  const missing = { ...works, encoder: 'h264_of_nobody' };
  const unwilling = { ...works, options: { preset: 'no such preset' } };
  assert.equal(await firstThatEncodes([missing, unwilling, works], settings), 'libx264');
  assert.equal(await firstThatEncodes([missing, unwilling], settings), undefined);
  // Nothing in hardware writes ProRes here; asking is no mistake.
  assert.equal(await findHardwareEncoder({ ...settings, codec: 'prores' }), undefined);
});

test('a frame keeps its bytes when those it was filled from are overwritten', () => {
  const [frame, view] = [new Frame(), new Frame()];
  for (const own of [frame, view]) {
    own.alloc();
    own.format = AV_PIX_FMT_NV12;
    [own.width, own.height] = [66, 34];
    assert.ok(own.allocBuffer() >= 0);
  }
  const bytes = new Uint8Array((66 * 34 * 3) / 2).fill(7);
  fillFrame(frame, view, bytes);
  bytes.fill(99);
  assert.ok(frame.toBuffer().every(byte => byte === 7));
  frame.free();
  view.free();
});
