import assert from 'node:assert/strict';
import { join } from 'node:path';
import test from 'node:test';
import {
  AV_CHANNEL_ORDER_NATIVE,
  AV_CODEC_ID_PCM_S16LE,
  AV_CODEC_ID_SUBRIP,
  AV_DISPOSITION_FORCED,
  AVMEDIA_TYPE_AUDIO,
  AVMEDIA_TYPE_SUBTITLE,
  AVMEDIA_TYPE_VIDEO,
} from 'node-av/constants';
import { Dictionary, Packet, Rational, type Stream } from 'node-av/lib';
import { temporaryFolder } from '../../test/tracks.ts';
import { createVideoEncoder, leftOut, replacePictures } from './index.ts';
import { openInput, packetsOf, pictureStream, withInput } from './input.ts';
import { openOutput, writeHead } from './output.ts';

const [width, height, frames] = [64, 48, 12];
/** When the pictures of the film are shown, in milliseconds: now faster, now slower. */
const shown = Array.from({ length: frames }, (_, i) => i * 40 + (i > 4 ? 35 : 0) + (i > 8 ? 50 : 0));

async function writePictures(path: string): Promise<string> {
  const frameRate = { numerator: 25, denominator: 1 };
  const encoder = await createVideoEncoder({
    ...{ path, width, height, frameRate, codec: 'h264', bitRate: 500_000, speed: 'balanced' },
  });
  for (let k = 0; k < frames; k++)
    await encoder.write(new Uint8Array((width * height * 3) / 2).map((_, i) => 60 + ((i + 9 * k) % 100)));
  await encoder.finish();
  return path;
}

/** A film at an uneven rate, with sound in two languages and subtitles that are always shown. */
async function writeFilm(path: string, picturesPath: string): Promise<string> {
  const input = await openInput(picturesPath);
  const output = await openOutput(path);
  const from = pictureStream(input, picturesPath);
  const add = (language: string, set: (stream: Stream) => void): Stream => {
    const stream = output.context.newStream(null);
    set(stream);
    stream.metadata = Dictionary.fromObject({ language });
    stream.timeBase = new Rational(1, 1000);
    return stream;
  };
  const video = add('eng', ({ codecpar }) => from.codecpar.copy(codecpar));
  video.codecpar.codecTag = 0;
  const sounds = ['eng', 'fra'].map(language =>
    add(language, ({ codecpar }) => {
      Object.assign(codecpar, { codecType: AVMEDIA_TYPE_AUDIO, codecId: AV_CODEC_ID_PCM_S16LE, sampleRate: 8000 });
      codecpar.channelLayout = { nbChannels: 1, order: AV_CHANNEL_ORDER_NATIVE, mask: 4n };
      codecpar.bitsPerCodedSample = 16;
    }),
  );
  const words = add('deu', ({ codecpar }) =>
    Object.assign(codecpar, { codecType: AVMEDIA_TYPE_SUBTITLE, codecId: AV_CODEC_ID_SUBRIP }),
  );
  words.disposition = AV_DISPOSITION_FORCED;
  await writeHead(output.context, path);
  const write = async (packet: Packet, stream: Stream): Promise<void> => {
    packet.rescaleTs(new Rational(1, 1000), stream.timeBase);
    packet.streamIndex = stream.index;
    assert.ok((await output.context.interleavedWriteFrame(packet)) >= 0);
  };
  const own = async (data: Buffer, at: number, duration: number, stream: Stream): Promise<void> => {
    const packet = new Packet();
    packet.alloc();
    packet.data = data;
    packet.pts = packet.dts = BigInt(at);
    packet.duration = BigInt(duration);
    await write(packet, stream);
    packet.free();
  };
  await own(Buffer.from('Ein Wort'), 0, 300, words);
  for (const sound of sounds) await own(Buffer.alloc(8000), 0, 500, sound);
  const { num, den } = from.timeBase;
  let number = 0;
  for await (const packet of packetsOf(input, from)) {
    packet.pts = BigInt(shown[Math.round((Number(packet.pts) * num * 25) / den)]);
    packet.dts = BigInt(shown[number++] - 200);
    packet.duration = 40n;
    await write(packet, video);
  }
  await input.closeInput();
  await output.finish();
  return path;
}

/** What a file holds: each stream's kind, language and purpose, and when its pictures are shown, in milliseconds. */
const contents = (path: string) =>
  withInput(path, async input => {
    const streams = input.streams!.map(({ codecpar, metadata, disposition }) => [
      ...[codecpar.codecType, metadata?.getAll().language],
      (disposition & AV_DISPOSITION_FORCED) !== 0,
    ]);
    const pictures = pictureStream(input, path);
    const times: number[] = [];
    for await (const { pts } of packetsOf(input, pictures))
      times.push(Math.round((1000 * Number(pts) * pictures.timeBase.num) / pictures.timeBase.den));
    const [first] = times.sort((a, b) => a - b);
    return { streams, times: times.map(time => time - first) };
  });

test('new pictures of a film leave its sounds, subtitles and times as they are, or it is told what is left out', async t => {
  const folder = temporaryFolder(t);
  const pictures = await writePictures(join(folder, 'pictures.mp4'));
  const film = await writeFilm(join(folder, 'film.mkv'), pictures);
  const mended = join(folder, 'mended.mkv');
  assert.deepEqual(await leftOut(film, mended), []);
  await replacePictures(pictures, film, mended);
  const before = await contents(film);
  assert.deepEqual(before, {
    streams: [
      [AVMEDIA_TYPE_VIDEO, 'eng', false],
      [AVMEDIA_TYPE_AUDIO, 'eng', false],
      [AVMEDIA_TYPE_AUDIO, 'fra', false],
      [AVMEDIA_TYPE_SUBTITLE, 'deu', true],
    ],
    times: shown,
  });
  assert.deepEqual(await contents(mended), before);
  // MP4 holds subtitles of another form only.
  const other = join(folder, 'mended.mp4');
  assert.deepEqual(await leftOut(film, other), ['subtitles (subrip)']);
  await replacePictures(pictures, film, other);
  const { streams, times } = await contents(other);
  assert.deepEqual(streams, before.streams.slice(0, 3));
  assert.deepEqual(times, shown);
});
