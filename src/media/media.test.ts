import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder, writeWav } from '../../test/tracks.ts';
import {
  assemble,
  bitsPerSecond,
  createVideoEncoder,
  decodeAudio,
  decodeVideo,
  encodeImage,
  probeAudio,
  probeVideo,
} from './index.ts';

const frameRate = { numerator: 24, denominator: 1 };

/** Repeatable bytes that an encoder cannot squeeze. */
function noiseFrame(width: number, height: number, seed: number): Uint8Array {
  const bytes = new Uint8Array((width * height * 3) / 2);
  let state = seed * 2654435761 + 1;
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = 64 + ((state >>> 24) & 127);
  }
  return bytes;
}

async function noiseVideo(
  path: string,
  frames: number,
  options: { codec?: 'h264' | 'hevc' | 'av1' | 'prores'; bitRate?: number } = {},
): Promise<void> {
  const [width, height] = [320, 180];
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate,
    codec: options.codec ?? 'h264',
    bitRate: options.bitRate ?? 1_000_000,
    speed: 'fast',
  });
  for (let i = 0; i < frames; i++) await encoder.write(noiseFrame(width, height, i));
  assert.equal((await encoder.finish()).frames, frames);
}

/** An MP3 of silence that begins with an ID3v2.3 tag of a cover picture. */
function songWithCover(jpeg: Buffer): Buffer {
  const picture = Buffer.concat([Buffer.from('\0image/jpeg\0\x03\0', 'latin1'), jpeg]);
  const frame = Buffer.concat([Buffer.from('APIC'), Buffer.alloc(6), picture]);
  frame.writeUInt32BE(picture.length, 4);
  const head = Buffer.from([0x49, 0x44, 0x33, 3, 0, 0, ...[21, 14, 7, 0].map(bits => (frame.length >> bits) & 127)]);
  // MPEG-1 layer III, 128 kb/s, 44.1 kHz, all else zero.
  const silence = Buffer.alloc(417);
  silence.set([0xff, 0xfb, 0x90, 0xc4]);
  return Buffer.concat([head, frame, ...Array<Buffer>(40).fill(silence)]);
}

function clicks(seconds: number, sampleRate: number): Float32Array {
  const samples = new Float32Array(seconds * sampleRate);
  for (let second = 0; second < seconds; second++)
    samples.fill(0.7, second * sampleRate + 1000, second * sampleRate + 1080);
  return samples;
}

async function clickTimes(path: string): Promise<number[]> {
  const times: number[] = [];
  let at = 0;
  for await (const [left] of decodeAudio(path, { sampleRate: 44100 })) {
    left.forEach((value, i) => {
      if (value > 0.2 && (times.length === 0 || at + i > times.at(-1)! + 4410)) times.push(at + i);
    });
    at += left.length;
  }
  return times;
}

test('joined segments keep every frame in its place and every click within a millisecond', async t => {
  const folder = temporaryFolder(t);
  const sound = join(folder, 'clicks.wav');
  writeWav(sound, 44100, [clicks(5, 44100), clicks(5, 44100)]);
  const segments = [40, 33, 47].map((_, i) => join(folder, `segment ${i}.mp4`));
  for (const [i, frames] of [40, 33, 47].entries()) await noiseVideo(segments[i], frames);
  const outputPath = join(folder, 'joined.mp4');
  await assemble({
    segments,
    audioPath: sound,
    audioStartSeconds: 0,
    audioDurationSeconds: 5,
    durationFrames: 120,
    frameRate,
    outputPath,
  });
  const times: number[] = [];
  for await (const { time } of decodeVideo(outputPath, { format: 'gray', width: 32, height: 18 })) times.push(time);
  assert.equal(times.length, 120);
  times.forEach((time, i) => {
    assert.ok(Math.abs(time - i / 24) < 1e-4, `frame ${i} at ${time}`);
  });
  const heard = await clickTimes(outputPath);
  assert.equal(heard.length, 5);
  heard.forEach((sample, second) => {
    assert.ok(
      Math.abs(sample - second * 44100 - 1000) <= 44,
      `click ${second} off by ${sample - second * 44100 - 1000} samples`,
    );
  });
  const { audio } = await probeVideo(outputPath);
  assert.deepEqual([audio!.codecName, audio!.channels, audio!.sampleRate], ['aac', 2, 44100]);
  // The sound of a video that starts later starts later, too.
  const part = join(folder, 'part.mp4');
  await assemble({
    segments: [segments[0]],
    audioPath: sound,
    audioStartSeconds: 2,
    audioDurationSeconds: 40 / 24,
    durationFrames: 40,
    frameRate,
    outputPath: part,
  });
  assert.ok(Math.abs((await clickTimes(part))[0] - 1000) <= 44);
});

test('sound that changes from stereo to mono and in its rate in mid-stream is read to its end', async t => {
  // Silent MPEG-1 layer III frames: a header, and side information that says "nothing follows".
  const silence = (thirdByte: number, fourthByte: number, length: number): Buffer => {
    const frame = Buffer.alloc(length);
    frame.set([0xff, 0xfb, thirdByte, fourthByte]);
    return frame;
  };
  const stereo = Array.from({ length: 100 }, () => silence(0x90, 0, 417));
  const mono = Array.from({ length: 100 }, () => silence(0x90, 0xc0, 417));
  const faster = Array.from({ length: 100 }, () => silence(0x94, 0, 384));
  const path = join(temporaryFolder(t), 'joined.mp3');
  writeFileSync(path, Buffer.concat([...stereo, ...mono, ...faster]));
  let samples = 0;
  for await (const [left, right] of decodeAudio(path, { sampleRate: 44100 })) {
    assert.equal(left.length, right.length);
    samples += left.length;
  }
  const expected = 200 * 1152 + (100 * 1152 * 44100) / 48000;
  assert.ok(Math.abs(samples - expected) < 1152, `${samples} of ${expected} samples`);
});

test('constant bit rate means it: every second within a fifth of the target', async t => {
  const folder = temporaryFolder(t);
  for (const kind of ['noise', 'black']) {
    const path = join(folder, `${kind}.mp4`);
    const encoder = await createVideoEncoder({
      path,
      width: 640,
      height: 360,
      frameRate,
      codec: 'h264',
      bitRate: 4_000_000,
      speed: 'fast',
    });
    for (let i = 0; i < 144; i++)
      await encoder.write(
        kind === 'noise' ? noiseFrame(640, 360, i) : new Uint8Array(640 * 360 * 1.5).fill(kind === 'black' ? 128 : 0),
      );
    await encoder.finish();
    const rates = await bitsPerSecond(path);
    assert.ok(rates.length >= 4);
    for (const rate of rates)
      assert.ok(rate > 3_200_000 && rate < 4_800_000, `${kind}: ${rates.map(r => (r / 1e6).toFixed(2))} Mb/s`);
  }
});

test('every codec makes a file that decodes to as many frames', async t => {
  const folder = temporaryFolder(t);
  for (const [codec, name] of [
    ['hevc', 'a.mp4'],
    ['av1', 'b.mp4'],
    ['prores', 'c.mov'],
  ] as const) {
    const path = join(folder, name);
    await noiseVideo(path, 12, { codec });
    const info = await probeVideo(path);
    assert.equal(info.frames, 12, codec);
    assert.equal(info.codecName, codec);
    assert.equal(info.colour.primaries, 1, `${codec} is tagged BT.709`);
  }
});

test('each picture of ProRes is tagged BT.709 itself, which players read before the container', async t => {
  const path = join(temporaryFolder(t), 'tagged.mov');
  await noiseVideo(path, 3, { codec: 'prores' });
  const bytes = readFileSync(path);
  let pictures = 0;
  // SMPTE RDD 36: primaries, transfer and matrix lie 18 bytes after the mark of a frame.
  for (let at = bytes.indexOf('icpf'); at >= 0; at = bytes.indexOf('icpf', at + 4)) {
    assert.deepEqual([...bytes.subarray(at + 18, at + 21)], [1, 1, 1]);
    pictures++;
  }
  assert.equal(pictures, 3);
});

test('aborting leaves nothing behind', async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'gone.mp4');
  const encoder = await createVideoEncoder({
    path,
    width: 320,
    height: 180,
    frameRate,
    codec: 'h264',
    bitRate: 1e6,
    speed: 'fast',
  });
  void encoder.write(noiseFrame(320, 180, 1));
  await encoder.abort();
  const { readdirSync } = await import('node:fs');
  assert.deepEqual(readdirSync(folder), []);
});

test('a WAV file whose chunk list is broken is read from its data mark', async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'broken.wav');
  writeWav(path, 44100, [clicks(2, 44100)]);
  const bytes = readFileSync(path);
  const list = Buffer.from('LIST\xff\xff\xff\x7fINFOISFT\x04\0\0\0abc\0', 'latin1');
  writeFileSync(path, Buffer.concat([bytes.subarray(0, 36), list, bytes.subarray(36)]));
  let samples = 0;
  for await (const [left] of decodeAudio(path, { sampleRate: 44100 })) samples += left.length;
  assert.equal(samples, 88200);
  assert.deepEqual(await clickTimes(path), [1000, 45100]);
});

test('a path is a file and nothing else', async t => {
  const folder = temporaryFolder(t);
  const real = join(folder, 'a.wav');
  writeWav(real, 44100, [clicks(1, 44100)]);
  for (const path of [
    `concat:${real}`,
    `subfile,,start,0,end,100,,:${real}`,
    'http://127.0.0.1:9/a.mp3',
    `file:${real}`,
  ]) {
    await assert.rejects(probeAudio(path), { name: 'MediaError', code: 'missing' }, path);
  }
});

test('pictures are encoded as PNG and JPEG', async () => {
  const rgb = new Uint8Array(16 * 8 * 3).fill(200);
  const png = await encodeImage(16, 8, rgb, 'png');
  assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  const jpeg = await encodeImage(16, 8, rgb, 'jpeg');
  assert.deepEqual([...jpeg.subarray(0, 2)], [0xff, 0xd8]);
});

test('VP9 keeps its transparency', async () => {
  const path = new URL('./fixtures/half-red.webm', import.meta.url).pathname;
  for await (const { data, width, height } of decodeVideo(path, { format: 'rgba', frames: [0] })) {
    assert.deepEqual([width, height], [32, 32]);
    const [red, green, blue, alpha] = data;
    assert.ok(red > 245 && green < 10 && blue < 10 && Math.abs(alpha - 128) <= 3, `${[red, green, blue, alpha]}`);
  }
});

test('pictures that change their size in mid-stream all come in the size of the first, or the one that is wanted', async () => {
  // White, 192x128 and then 64x48, as FFmpeg joins two MPEG-2 streams.
  const path = new URL('./fixtures/changing-size.mpegts', import.meta.url).pathname;
  for (const [wanted, [width, height]] of [
    [{}, [192, 128]],
    [{ width: 96, height: 64 }, [96, 64]],
  ] as const)
    for (const format of ['gray', 'rgb24', 'nv12'] as const) {
      let count = 0;
      for await (const picture of decodeVideo(path, { format, ...wanted })) {
        assert.deepEqual([picture.width, picture.height], [width, height]);
        const light = picture.data.subarray(0, width * height);
        assert.ok(
          light.every(value => value >= 230),
          `${format} ${count}`,
        );
        count++;
      }
      assert.equal(count, 5);
    }
});

test('films of two fields a picture are read in colour as well', async () => {
  const path = new URL('./fixtures/interlaced.mp4', import.meta.url).pathname;
  for (const format of ['rgb24', 'nv12'] as const) {
    let pictures = 0;
    for await (const { data } of decodeVideo(path, { format })) {
      assert.ok(data.length > 0);
      pictures++;
    }
    assert.equal(pictures, 2, format);
  }
});

test('films that are cut off, without pictures, or with none but a cover are told from what is no film', async t => {
  const folder = temporaryFolder(t);
  const whole = readFileSync(new URL('./fixtures/interlaced.mp4', import.meta.url));
  const cutOff = join(folder, 'cut.mp4');
  // An encoder writes the index behind the pictures.
  assert.ok(whole.indexOf('moov') > whole.indexOf('mdat'));
  for (const length of [whole.indexOf('mdat') + 8, whole.indexOf('moov') - 5]) {
    writeFileSync(cutOff, whole.subarray(0, length));
    await assert.rejects(
      probeVideo(cutOff),
      /^MediaError: cut\.mp4 is cut off: the index at its end, .*again\.$/,
      String(length),
    );
  }
  const sound = join(folder, 'sound.wav');
  writeWav(sound, 8000, [new Float32Array(800)]);
  await assert.rejects(probeVideo(sound), /^MediaError: sound\.wav has no pictures; give a video\.$/);
  // An MP3 of one frame behind a tag with a picture.
  const cover = join(folder, 'cover.mp3');
  writeFileSync(cover, songWithCover(Buffer.from(await encodeImage(16, 16, new Uint8Array(768), 'jpeg'))));
  await assert.rejects(probeVideo(cover), /^MediaError: cover\.mp3 has a cover picture, but no film; give a video\.$/);
});

test('tags are found wherever a container keeps them, by their names in lower case', async t => {
  // Sixty milliseconds of silence as Opus, whose tags Ogg keeps with the sound, in capitals.
  const opus =
    'T2dnUwACAAAAAAAAAAAAAAAAAAAAAAIotXIBE09wdXNIZWFkAQE4AYC7AAAAAABPZ2dTAAAAAAAAAAAAAAAAAAABAAAAOd+yhQFLT3B1c1RhZ3MGAAAAZmZtcGVnAwAAABQAAABlbmNvZGVyPUxhdmMgbGlib3B1cwsAAABUSVRMRT1Tw7ZuZwoAAABBUlRJU1Q9QW5uT2dnUwAEeAwAAAAAAAAAAAAAAgAAABTpFyIEBwYGBggL5jsjq2AICKyzDsYICKyzDsYICKyzDsY=';
  const path = join(temporaryFolder(t), 'song.opus');
  writeFileSync(path, Buffer.from(opus, 'base64'));
  const { title, artist } = (await probeAudio(path)).tags;
  assert.deepEqual([title, artist], ['Söng', 'Ann']);
});
