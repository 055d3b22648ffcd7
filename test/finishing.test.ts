import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { renderVideo } from '../src/index.ts';
import { decodeVideo } from '../src/media/index.ts';
import { temporaryFolder, thumps, writeWav } from './tracks.ts';

const shared = { resolution: '320x180', quality: 'draft', frameRate: 24, renderer: 'cpu', codec: 'prores' } as const;

/** A quiet track and a dark scene, or two. */
function production(
  folder: string,
  seconds: number,
  grade: Record<string, unknown> = {},
): { audioPath: string; sceneMapPath: string } {
  const audioPath = join(folder, 'song.wav');
  writeWav(audioPath, 44100, [thumps(seconds, [0.5]).map(v => v * 0.02)]);
  const scene = (from: number, to: number) => ({
    start_time: from,
    end_time: to,
    description: 'starfield',
    scene: 'starfield',
    motion_intensity: 1,
    color_palette: ['midnight blue'],
    transition_type: 'cut',
    grade,
  });
  const sceneMapPath = join(folder, 'map.json');
  const scenes = [scene(0, seconds / 2), scene(seconds / 2, seconds)];
  writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'song.wav', frame_rate: 24, scenes }));
  return { audioPath, sceneMapPath };
}

/**
 * In the finished file words appear within one frame of their times. Returns the number of bright pixels of each frame.
 */
async function wordsBeginAt(path: string, times: readonly number[]): Promise<number[]> {
  const white: number[] = [];
  for await (const { data } of decodeVideo(path, { format: 'gray' }))
    white.push(data.reduce((sum, v) => sum + (v > 170 ? 1 : 0), 0));
  for (const time of times) {
    const near = Math.round(time * 24);
    let best = near - 3;
    for (let frame = near - 3; frame <= near + 3; frame++)
      if (white[frame] - white[frame - 1] > white[best] - white[best - 1]) best = frame;
    assert.ok(
      Math.abs(best - near) <= 1,
      `the word at ${time} s (frame ${near}) appears at frame ${best}: ${white.slice(near - 4, near + 4)}`,
    );
  }
  return white;
}

test('in the finished file words begin within one frame of their times; other words draw only their shot again', async t => {
  const folder = temporaryFolder(t);
  const given = production(folder, 8);
  const times = [0.7, 1.3, 2.05, 5.2, 6.11];
  const lyrics = join(folder, 'song.lrc');
  const song = (last: string): string =>
    `[00:00.70]<00:00.70>SILVER <00:01.30>MORNING <00:02.05>COMES\n[00:03.00]\n[00:05.20]<00:05.20>HOLDING <00:06.11>${last}\n[00:07.00]`;
  writeFileSync(lyrics, song('TIGHT'));
  const outputPath = join(folder, 'video.mov');
  const first = await renderVideo({ ...shared, ...given, outputPath, lyricsStyle: 'kinetic' });
  assert.ok(
    first.notes.some(note => note.includes('song.lrc beside the track')),
    'lyrics beside the track are taken, and told of',
  );
  const white = await wordsBeginAt(outputPath, times);
  assert.ok(white[4 * 24 - 3] < white[2 * 24 + 6] / 4, 'words go again');
  writeFileSync(lyrics, song('ON'));
  const second = await renderVideo({ ...shared, ...given, outputPath, lyricsStyle: 'kinetic' });
  assert.deepEqual([second.shotsRendered, second.shotsKept], [1, 1]);
  await assert.rejects(
    renderVideo({ ...shared, ...given, outputPath, lyricsStyle: 'shiny' }),
    /choose one of subtitle/,
  );
});

test('corrections reach the picture: a noir scene has no colour, a table inverts', async t => {
  const folder = temporaryFolder(t);
  const chroma = async (path: string): Promise<number> => {
    let most = 0;
    for await (const { data, width, height } of decodeVideo(path, { format: 'nv12', frames: [10] }))
      for (const value of data.subarray(width * height)) most = Math.max(most, Math.abs(value - 128));
    return most;
  };
  const mean = async (path: string): Promise<number> => {
    for await (const { data } of decodeVideo(path, { format: 'gray', frames: [10] }))
      return data.reduce((a, b) => a + b, 0) / data.length;
    return Number.NaN;
  };
  const render = async (name: string, grade: Record<string, unknown>, more: object = {}): Promise<string> => {
    const outputPath = join(folder, `${name}.mov`);
    await renderVideo({ ...shared, ...production(folder, 2, grade), outputPath, duration: 0.6, ...more });
    return outputPath;
  };
  const plain = await render('plain', {});
  assert.ok((await chroma(plain)) > 12, 'the scene has colour');
  assert.ok((await chroma(await render('noir', { look: 'noir' }))) <= 3);
  writeFileSync(join(folder, 'invert.cube'), 'LUT_1D_SIZE 2\n1 1 1\n0 0 0\n');
  const inverted = await render('inverted', { lut: 'invert.cube' });
  assert.ok((await mean(inverted)) > 150 && (await mean(plain)) < 80, 'dark becomes light');
  const both = await render('both', { lut: 'invert.cube' }, { lut: join(folder, 'invert.cube') });
  assert.ok(Math.abs((await mean(both)) - (await mean(plain))) < 2, 'inverted twice is as it was');
});

test('given words are timed by what a service hears, kept, corrected by hand, and stand on their frames', async t => {
  const folder = temporaryFolder(t);
  const given = production(folder, 4);
  const heard = [
    ['SILVA', 0.6],
    ['MORNIN', 1.21],
    ['HOLDING', 2.3],
    ['TIGHT', 3.02],
  ] as const;
  let calls = 0;
  const server = createServer((request, response) => {
    calls++;
    request.resume().on('end', () => {
      const words = heard.map(([word, start]) => ({ word, start, end: start + 0.4 }));
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ text: heard.map(([word]) => word).join(' '), words, duration: 4, language: 'english' }),
      );
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  const lyrics = join(folder, 'words.txt');
  writeFileSync(lyrics, 'SILVER MORNING\nHOLDING TIGHT\n');
  const outputPath = join(folder, 'video.mov');
  const transcribe = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
  const request = { ...shared, ...given, outputPath, lyrics, lyricsStyle: 'kinetic', transcribe };
  const first = await renderVideo(request);
  assert.ok(
    first.notes.some(note => note.includes('2 of 2 lines are sure')),
    first.notes.join('\n'),
  );
  const kept = join(first.productionFolder, 'lyrics.lrc');
  assert.match(readFileSync(kept, 'utf8'), /SILVER .*MORNING/, 'the spelling stays the author’s');
  await wordsBeginAt(
    outputPath,
    heard.map(([, start]) => start),
  );
  writeFileSync(kept, readFileSync(kept, 'utf8').replaceAll('00:03.02', '00:03.30'));
  const second = await renderVideo(request);
  assert.equal(calls, 1, 'nothing is heard, or paid, twice');
  assert.ok(second.notes.some(note => note.includes('times that you edited')));
  await wordsBeginAt(outputPath, [0.6, 1.21, 2.3, 3.3]);
});

test('a correction follows the music, and a scene takes the colours of the one before', async t => {
  const folder = temporaryFolder(t);
  const audioPath = join(folder, 'song.wav');
  writeWav(audioPath, 44100, [thumps(4.5, [3.5, 4])]);
  const render = async (name: string, grades: readonly (object | undefined)[]): Promise<Uint8Array[]> => {
    const colours = [['amber'], ['midnight blue'], ['amber']];
    const scenes = grades.map((grade, i) => ({
      start_time: i * 1.5,
      end_time: i * 1.5 + 1.5,
      description: 'ocean',
      scene: 'ocean',
      motion_intensity: 1,
      color_palette: colours[i],
      transition_type: 'cut',
      grade,
    }));
    const sceneMapPath = join(folder, `${name}.json`);
    writeFileSync(sceneMapPath, JSON.stringify({ audio_file: 'song.wav', frame_rate: 24, scenes }));
    const outputPath = join(folder, `${name}.mov`);
    await renderVideo({ ...shared, audioPath, sceneMapPath, outputPath });
    const frames: Uint8Array[] = [];
    for await (const { data } of decodeVideo(outputPath, { format: 'rgb24' })) frames.push(data);
    return frames;
  };
  const mean = (frame: Uint8Array): number[] => {
    const sums = [0, 0, 0];
    for (let i = 0; i < frame.length; i += 3) for (let c = 0; c < 3; c++) sums[c] += frame[i + c];
    return sums.map(sum => (sum * 3) / frame.length);
  };
  const plain = (await render('plain', [{}, {}, {}])).map(mean);
  const darker = { exposure: -3, follow: { by: 'kick', amount: 1 } };
  const changed = (await render('changed', [{}, { match: 'previous' }, darker])).map(mean);
  const light = changed.map((colour, i) => colour[1] / plain[i][1]);
  for (const hit of [84, 96]) {
    assert.ok(
      Math.min(light[hit], light[hit + 1]) < 0.5,
      `dark on the hit at ${hit}: ${light.slice(hit - 2, hit + 4)}`,
    );
    assert.ok(light[hit - 2] > 0.9, `as it was before it: ${light[hit - 2]}`);
  }
  const distance = (a: number[], b: number[]): number => Math.hypot(...a.map((v, c) => v - b[c]));
  const [here, before] = [54, 18];
  assert.ok(
    distance(changed[here], plain[before]) < 0.35 * distance(plain[here], plain[before]),
    `${changed[here]} comes near ${plain[before]} from ${plain[here]}`,
  );
  await assert.rejects(render('circle', [{ match: 2 }, { match: 1 }, {}]), /would match itself/);
});
