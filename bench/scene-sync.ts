/**
 * How clearly each scene shows a hit: metronomes of clicks, of kick drums and of snares are drawn in every scene of the
 * library, in three appearances each. For every hit the strongest rise of light between half a beat before and half a
 * beat after is looked for, as in `sync.ts`.
 *
 *   node bench/scene-sync.ts [--seconds 24] [--tempo 100] [scene ...]
 *
 * Columns: share of hits whose rise is within one frame; the smallest ratio of that rise to the strongest other one
 * (above 1 is found, more is clearer).
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Analysis } from '../src/audio/index.ts';
import type { Appearance } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';
import { analyzeTrack } from '../src/workflow/analysis/analyze-track.ts';
import { writeWav } from '../test/tracks.ts';
import { meanLuma, sceneFrames } from './scene-frames.ts';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '24' }, tempo: { type: 'string', default: '100' } },
  allowPositionals: true,
});
const [seconds, tempo] = [Number(values.seconds), Number(values.tempo)];
const sampleRate = 44100;
const frameRate = 24;
const size = { width: 160, height: 90 };
const hitTimes = Array.from({ length: Math.floor(((seconds - 1) * tempo) / 60) }, (_, i) => 0.5 + (i * 60) / tempo);

/** One hit of each kind, `t` in seconds from its start. */
const instruments: Record<string, (t: number, first: boolean) => number> = {
  click: (t, first) => (t < 0.015 ? 0.7 * Math.sin(2 * Math.PI * (first ? 1500 : 1000) * t) : 0),
  kick: t => 0.8 * Math.sin(2 * Math.PI * (48 * t + 6 * (1 - Math.exp(-t * 28)))) * Math.exp(-t * 22),
  snare: t => 0.5 * (Math.random() * 2 - 1) * Math.exp(-t * 34) + 0.4 * Math.sin(2 * Math.PI * 190 * t) * Math.exp(-t * 30),
}; // biome-ignore format: one line each

function track(play: (t: number, first: boolean) => number): Float32Array {
  const samples = new Float32Array(seconds * sampleRate);
  for (const [i, time] of hitTimes.entries()) {
    const first = Math.round(time * sampleRate);
    for (let n = 0; n < 0.3 * sampleRate && first + n < samples.length; n++)
      samples[first + n] = play(n / sampleRate, i % 4 === 0);
  }
  return samples;
}

const appearances: Pick<Appearance, 'seed' | 'motion' | 'look' | 'palette'>[] = [
  { seed: 0.21, motion: 8, look: [0.2, 0.25, 0.3, 0.3], palette: paletteFromWords(['teal', 'orange'], 1) },
  { seed: 0.55, motion: 8, look: [0.5, 0.6, 0.8, 0.6], palette: paletteFromWords(['midnight blue', 'magenta'], 2) },
  { seed: 0.83, motion: 9, look: [0.9, 0.9, 0.3, 0.9], palette: paletteFromWords(['crimson', 'gold'], 3) },
];

/**
 * Offsets in frames of the strongest rise near each hit, and the smallest ratio of the rise at the hit to the strongest
 * other one.
 */
function compare(light: readonly number[]): { offsets: number[]; margin: number } {
  const reach = Math.floor((30 / tempo) * frameRate) - 1;
  const offsets: number[] = [];
  let margin = Number.POSITIVE_INFINITY;
  for (const time of hitTimes) {
    const near = Math.floor(time * frameRate);
    let [at, other, best, most] = [0, 1e-9, 0, Number.NEGATIVE_INFINITY];
    for (let frame = Math.max(1, near - reach); frame <= Math.min(light.length - 1, near + reach); frame++) {
      const rise = light[frame] - light[frame - 1];
      if (Math.abs(frame - near) <= 1) at = Math.max(at, rise);
      else other = Math.max(other, rise);
      if (rise > most) [most, best] = [rise, frame - near];
    }
    offsets.push(best);
    margin = Math.min(margin, at / other);
  }
  return { offsets, margin };
}

for (const name of positionals) sceneSource(name);
const folder = mkdtempSync(join(tmpdir(), 'phosphene-sync-'));
const renderer = await createCpuRenderer();
try {
  const analyses: Record<string, Analysis> = {};
  for (const [name, play] of Object.entries(instruments)) {
    const path = join(folder, `${name}.wav`);
    writeWav(path, sampleRate, [track(play)]);
    analyses[name] = await analyzeTrack(path);
  }
  const kinds = Object.keys(instruments);
  console.log(`| scene | ${kinds.join(' | ')} | narrowest |\n|---|${kinds.map(() => '---').join('|')}|---|`);
  const all = Object.fromEntries(kinds.map(kind => [kind, [0, 0]]));
  for (const { name: scene } of sceneLibrary) {
    if (positionals.length > 0 && !positionals.includes(scene)) continue;
    const cells: string[] = [];
    const margins: string[] = [];
    for (const kind of kinds) {
      const drive = createMusicalDrive(analyses[kind]);
      const offsets: number[] = [];
      const narrow: number[] = [];
      for (const how of appearances) {
        const appearance: Appearance = { scene, start: 0, duration: seconds, ...how };
        const light: number[] = [];
        const frames = Array.from({ length: Math.floor(seconds * frameRate) }, (_, i) => i);
        for await (const picture of sceneFrames({ renderer, drive, appearance, size, frameRate }, frames))
          light.push(meanLuma(picture, size));
        const found = compare(light);
        offsets.push(...found.offsets);
        narrow.push(found.margin);
      }
      const within = offsets.filter(offset => Math.abs(offset) <= 1).length;
      all[kind][0] += within;
      all[kind][1] += offsets.length;
      cells.push(`${((100 * within) / offsets.length).toFixed(1)}%`);
      margins.push(narrow.map(margin => margin.toFixed(1)).join(' '));
    }
    console.log(`| ${scene} | ${cells.join(' | ')} | ${margins.join(', ')} |`);
  }
  const shares = kinds.map(kind => `${((100 * all[kind][0]) / all[kind][1]).toFixed(2)}%`);
  console.log(`| all | ${shares.join(' | ')} | |`);
} finally {
  await renderer.close();
  rmSync(folder, { recursive: true, force: true });
}
