/**
 * How exactly pictures follow sound: a track of clicks is rendered whole, with the plan that anybody gets, and the
 * finished file is decoded again. For each click that is heard in it, the strongest rise of light between half a beat
 * before and half a beat after is looked for; where a cut falls on the click, the strongest change, since the scene
 * that comes may be darker than the one that goes.
 *
 *   node bench/sync.ts [--seconds 600] [--tempo 100]
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { renderVideo } from '../src/index.ts';
import { decodeAudio, decodeVideo } from '../src/media/index.ts';
import { writeWav } from '../test/tracks.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '600' }, tempo: { type: 'string', default: '100' } },
});
const [seconds, tempo] = [Number(values.seconds), Number(values.tempo)];
const sampleRate = 44100;
const frameRate = 24;
const width = 64;
const height = 36;

/** A metronome: 15 ms of 1 kHz at every beat, the first of four at 1.5 kHz. */
function metronome(): Float32Array {
  const samples = new Float32Array(seconds * sampleRate);
  for (let beat = 0; beat * (60 / tempo) < seconds - 0.1; beat++) {
    const first = Math.round((0.5 + beat * (60 / tempo)) * sampleRate);
    const frequency = beat % 4 === 0 ? 1500 : 1000;
    for (let i = 0; i < 0.015 * sampleRate && first + i < samples.length; i++)
      samples[first + i] = 0.7 * Math.sin((2 * Math.PI * frequency * i) / sampleRate);
  }
  return samples;
}

/** Times at which the sound of a file rises out of silence. */
async function clickTimes(path: string): Promise<number[]> {
  const times: number[] = [];
  let at = 0;
  for await (const [left] of decodeAudio(path, { sampleRate })) {
    for (let i = 0; i < left.length; i++) {
      if (Math.abs(left[i]) < 0.15) continue;
      const time = (at + i) / sampleRate;
      if (times.length === 0 || time > times.at(-1)! + 0.1) times.push(time);
    }
    at += left.length;
  }
  return times;
}

async function lightOf(path: string): Promise<number[]> {
  const light: number[] = [];
  for await (const { data } of decodeVideo(path, { format: 'gray', width, height }))
    light.push(data.reduce((sum, value) => sum + value, 0) / data.length);
  return light;
}

const folder = mkdtempSync(join(tmpdir(), 'phosphene-sync-'));
try {
  const audioPath = join(folder, 'metronome.wav');
  writeWav(audioPath, sampleRate, [metronome()]);
  const outputPath = join(folder, 'metronome.mp4');
  const { productionFolder } = await renderVideo({
    audioPath,
    outputPath,
    resolution: '320x180',
    quality: 'draft',
    frameRate,
    bitRate: 2,
  });
  const light = await lightOf(outputPath);
  const clicks = await clickTimes(outputPath);
  const cuts = new Set(
    (JSON.parse(readFileSync(join(productionFolder, 'edit.json'), 'utf8')) as { shots: { first: number }[] }).shots.map(
      ({ first }) => first,
    ),
  );
  const reach = Math.floor((30 / tempo) * frameRate) - 1;
  const offsets = clicks.map(time => {
    const near = Math.floor(time * frameRate);
    let best = near;
    let most = Number.NEGATIVE_INFINITY;
    for (let frame = Math.max(1, near - reach); frame <= Math.min(light.length - 1, near + reach); frame++) {
      const rise = light[frame] - light[frame - 1];
      const change = cuts.has(frame) ? Math.abs(rise) : rise;
      if (change > most) [most, best] = [change, frame];
    }
    // The frame that is on screen when the click sounds is 0.
    return best - near;
  });
  const count = new Map<number, number>();
  for (const offset of offsets) count.set(offset, (count.get(offset) ?? 0) + 1);
  const within = offsets.filter(offset => Math.abs(offset) <= 1).length;
  console.log(
    `${clicks.length} clicks in ${seconds} s at ${tempo} BPM, ${frameRate} frames a second, ${light.length} frames`,
  );
  console.log(
    `within one frame: ${within} (${((100 * within) / clicks.length).toFixed(1)}%); first ${offsets[0]}, last ${offsets.at(-1)}`,
  );
  const missed = clicks.filter((_, i) => Math.abs(offsets[i]) > 1).map(time => time.toFixed(2));
  if (missed.length > 0) console.log(`missed at ${missed.join(', ')} s`);
  for (const [offset, times] of [...count].sort((a, b) => a[0] - b[0])) console.log(`  ${offset} frames: ${times}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
