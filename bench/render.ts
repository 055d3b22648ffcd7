/**
 * Whole renders against realtime: time, memory, size. One run, printed as a table.
 *
 *   node bench/render.ts             three minutes of the example, 4K, a preview, and ten times as long for the memory
 *   node bench/render.ts --short     half a minute, to try it out
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { longTrack } from './long-track.ts';

const program = new URL('../src/cli/main.ts', import.meta.url).pathname;

interface Case {
  name: string;
  seconds: number;
  options: string[];
}

const short = process.argv.includes('--short');
const cases: Case[] = short
  ? [{ name: '30 s, 1080p24, standard', seconds: 30, options: [] }]
  : [
      { name: '3 min, 1080p24, standard', seconds: 180, options: [] },
      { name: '3 min, 1080p24, draft', seconds: 180, options: ['-q', 'draft'] },
      { name: '60 s, 4K24, standard', seconds: 60, options: ['-r', '4K', '-b', '40'] },
      { name: '3 min, preview of 30 s', seconds: 180, options: ['--preview'] },
      { name: '30 min, 360p24, draft (memory)', seconds: 1800, options: ['-r', '640x360', '-q', 'draft', '-b', '2'] },
    ];

const folder = mkdtempSync(join(tmpdir(), 'phosphene-bench-'));
console.log(`${availableParallelism()} cores, Node ${process.version}\n`);
console.log('| video | times realtime | took | peak memory | size |\n|---|---|---|---|---|');
try {
  for (const { name, seconds, options } of cases) {
    const track = join(folder, 'track.wav');
    await longTrack(track, seconds);
    const began = performance.now();
    const run = spawnSync(
      process.execPath,
      [program, 'render', track, '-o', join(folder, `${seconds}${options.length}.mp4`), '--json', ...options],
      {
        encoding: 'utf8',
        maxBuffer: 1 << 28,
      },
    );
    const took = (performance.now() - began) / 1000;
    if (run.status !== 0) throw new Error(run.stderr);
    const result = JSON.parse(run.stdout);
    console.log(
      `| ${name} | ${result.timesRealtime.toFixed(2)} | ${took.toFixed(0)} s | ${(result.peakMemoryBytes / 1e6).toFixed(0)} MB | ${(result.bytes / 1e6).toFixed(0)} MB |`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
