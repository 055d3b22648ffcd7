import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import test from 'node:test';
import { Packet } from 'node-av/lib';
import { temporaryFolder, writeWav } from '../../test/tracks.ts';
import { assemble, createVideoEncoder, decodeAudio, probeVideo } from './index.ts';
import { openInput, soundStream } from './input.ts';

const frameRate = { numerator: 24, denominator: 1 };

async function pictures(path: string, frames: number): Promise<string> {
  const encoder = await createVideoEncoder({
    path,
    width: 64,
    height: 64,
    frameRate,
    codec: 'h264',
    bitRate: 500_000,
    speed: 'fast',
  });
  for (let i = 0; i < frames; i++) await encoder.write(new Uint8Array((64 * 64 * 3) / 2).fill(100));
  await encoder.finish();
  return path;
}

/** The packets of sound, as hashes of their bytes. */
async function packets(path: string): Promise<string[]> {
  const input = await openInput(path);
  const { index } = soundStream(input, path);
  const packet = new Packet();
  packet.alloc();
  const found: string[] = [];
  while ((await input.readFrame(packet)) >= 0) {
    if (packet.streamIndex === index) found.push(createHash('sha256').update(packet.data!).digest('hex'));
    packet.unref();
  }
  packet.free();
  await input.closeInput();
  return found;
}

async function samples(path: string): Promise<Float32Array> {
  const blocks: Float32Array[] = [];
  for await (const [left] of decodeAudio(path, { sampleRate: 44100 })) blocks.push(left);
  const joined = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    joined.set(block, at);
    at += block.length;
  }
  return joined;
}

test('AAC is taken over packet for packet and stays in its place; a part of it is encoded', async t => {
  const folder = temporaryFolder(t);
  const wav = join(folder, 'sound.wav');
  // A length that fills neither a frame of the video nor one of AAC.
  const wave = Float32Array.from(
    { length: 44100 * 3 + 1234 },
    (_, i) => 0.5 * Math.sin(i * 0.05) * (i % 22050 < 2000 ? 1 : 0.05),
  );
  writeWav(wav, 44100, [wave, wave]);
  const seconds = wave.length / 44100;
  const durationFrames = Math.ceil(seconds * 24);
  const segment = await pictures(join(folder, 'pictures.mp4'), durationFrames);
  const join_ = (audioPath: string, outputPath: string, more: object = {}) =>
    assemble({
      segments: [segment],
      audioPath,
      audioStartSeconds: 0,
      audioDurationSeconds: seconds,
      durationFrames,
      frameRate,
      outputPath,
      ...more,
    });
  // What the first assembly encodes is the AAC source of the second, which copies, and of the third, which copies the
  // copy.
  const [first, second, third] = ['first.mp4', 'second.mp4', 'third.mov'].map(name => join(folder, name));
  await join_(wav, first);
  await join_(first, second);
  await join_(second, third);
  const source = await packets(first);
  assert.deepEqual(await packets(second), source);
  assert.deepEqual(await packets(third), source);
  const heard = await samples(first);
  for (const path of [second, third]) {
    assert.deepEqual(await samples(path), heard, 'the same samples at the same places');
    const { audio, frames, duration } = await probeVideo(path);
    assert.ok(Math.abs(audio!.duration - seconds) < 1 / 44100, `sound lasts ${audio!.duration} s`);
    assert.deepEqual([frames, Math.round(duration * 24)], [durationFrames, durationFrames]);
  }
  // The loud bursts begin where they begin in the source.
  const begins = heard.findIndex((value, i) => i > 20000 && Math.abs(value) > 0.2);
  assert.ok(Math.abs(begins - 22050) < 64, `the second burst begins at sample ${begins}`);

  const part = join(folder, 'part.mp4');
  await assemble({
    segments: [await pictures(join(folder, 'short.mp4'), 24)],
    audioPath: first,
    audioStartSeconds: 1,
    audioDurationSeconds: 1,
    durationFrames: 24,
    frameRate,
    outputPath: part,
  });
  assert.notDeepEqual((await packets(part)).slice(0, 20), source.slice(0, 20));
  assert.ok(Math.abs((await samples(part)).length - 44100) < 64);
  const again = join(folder, 'again.mp4');
  await join_(first, again, { audioBitRate: 128_000 });
  assert.notDeepEqual(await packets(again), source, 'a wanted bit rate is kept to');
});
