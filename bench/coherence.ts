/**
 * Artifacts planted in clean footage: precision and recall of the default detector, mending, the built-in renders'
 * score, and speed.
 *
 *   node bench/coherence.ts                        built-in renders and synthetic footage, three strengths
 *   node bench/coherence.ts --short                the middle strength only
 *   node bench/coherence.ts --detection            no mending and no speed: the tables of the detector alone
 *   node bench/coherence.ts clip.mp4 other.mp4     footage of your own instead
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseVideo, type MusicalContext, noMusic } from '../src/coherence/index.ts';
import { decodeVideo, probeVideo } from '../src/media/index.ts';
import { musicOf } from '../src/workflow/analysis/musical-context.ts';
import { repairVideo } from '../src/workflow/quality/repair-video.ts';
import { synthesiseFootage } from './coherence/footage.ts';
import { type Planted, plant, strengths } from './coherence/plant.ts';
import { createTallies, percentFlagged, touches } from './coherence/tally.ts';

const kinds = ['lighting-flicker', 'blur-inconsistency', 'object-teleportation', 'colour-banding'] as const;
const reportedAs: Record<Planted, string> = {
  'lighting-flicker': 'lighting-flicker',
  'blur-inconsistency': 'motion-blur-inconsistency',
  'object-teleportation': 'object-teleportation',
  'colour-banding': 'colour-banding',
  flash: 'none',
};

const words = process.argv.slice(2).filter(word => !word.startsWith('--'));
const isWhole = !process.argv.includes('--detection');
const used = process.argv.includes('--short') ? (['middle'] as const) : strengths;
const folder = mkdtempSync(join(tmpdir(), 'phosphene-coherence-'));
const program = new URL('../src/cli/main.ts', import.meta.url).pathname;
const example = new URL('../examples/first-light.m4a', import.meta.url).pathname;

interface Footage {
  name: string;
  path: string;
  music: MusicalContext;
  isBuiltIn: boolean;
}

async function gatherFootage(): Promise<Footage[]> {
  if (words.length > 0)
    return Promise.all(
      words.map(async path => ({ name: path, path, music: (await musicOf(path)).context, isBuiltIn: false })),
    );
  const footage: Footage[] = [];
  for (const start of [18, 50]) {
    const path = join(folder, `built-in-${start}.mp4`);
    const options = ['--start', String(start), '--duration', '10', '-q', 'draft', '-r', '640x360', '-b', '6'];
    const run = spawnSync(process.execPath, [program, 'render', example, '-o', path, ...options], { encoding: 'utf8' });
    if (run.status !== 0) throw new Error(run.stderr);
    footage.push({ name: `built-in from ${start} s`, path, music: (await musicOf(path)).context, isBuiltIn: true });
  }
  for (const seed of [5, 11]) {
    const path = join(folder, `synthetic-${seed}.mp4`);
    await synthesiseFootage(path, 640, 360, 168, seed);
    footage.push({ name: `synthetic ${seed}`, path, music: noMusic, isBuiltIn: false });
  }
  return footage;
}

/** PSNR of luma between two videos over some frames. */
async function psnr(path: string, clean: string, frames: ReadonlySet<number>): Promise<number> {
  const reference = decodeVideo(clean, { format: 'gray' });
  let sum = 0;
  let count = 0;
  let frame = 0;
  for await (const { data } of decodeVideo(path, { format: 'gray' })) {
    const { value } = await reference.next();
    if (!value) break;
    if (frames.has(frame++)) {
      for (let i = 0; i < data.length; i++) sum += (data[i] - value.data[i]) ** 2;
      count += data.length;
    }
  }
  await reference.return(undefined);
  return 10 * Math.log10(65025 / Math.max(1e-9, sum / count));
}

console.log(`${availableParallelism()} cores, Node ${process.version}\n`);
try {
  const footage = await gatherFootage();
  const tallies = createTallies();
  console.log('## Clean footage\n\n| footage | coherence | artifacts | frames flagged |\n|---|---|---|---|');
  const cleanScores = new Map<string, number>();
  for (const { name, path, music } of footage) {
    const analysis = await analyseVideo(path, { music });
    const { coherence } = analysis.score;
    cleanScores.set(path, coherence);
    const told = analysis.artifacts.map(a => a.kind).join(', ') || 'none';
    console.log(`| ${name} | ${coherence.toFixed(3)} | ${told} | ${percentFlagged(analysis).toFixed(1)}% |`);
  }
  const mends: string[] = [];
  for (const [index, { name, path, music, isBuiltIn }] of footage.entries()) {
    for (const kind of kinds) {
      for (const strength of used) {
        const target = join(folder, 'planted.mp4');
        const stretches = await plant(
          path,
          target,
          kind,
          strength,
          1000 + index * 31 + kind.length * 7 + strength.length,
        );
        const { artifacts, score } = await analyseVideo(target, { music });
        const own = artifacts.filter(a => a.kind === reportedAs[kind]);
        for (const key of [
          `${kind} | ${strength} | ${isBuiltIn ? 'built-in' : 'other'}`,
          `${kind} | ${strength} | all`,
        ]) {
          const t = tallies.of(key);
          t.planted += stretches.length;
          t.found += stretches.filter(s => own.some(a => touches(a, s))).length;
          t.reported += own.length;
          t.right += own.filter(a => stretches.some(s => touches(a, s))).length;
        }
        if (strength === 'middle' && isWhole) {
          const mended = join(folder, 'mended.mp4');
          const result = await repairVideo({ videoPath: target, outputPath: mended, music: { context: music } });
          const frames = new Set(
            stretches.flatMap(s => Array.from({ length: s.end - s.first }, (_, i) => s.first + i)),
          );
          const [before, after] = [await psnr(target, path, frames), await psnr(mended, path, frames)];
          const lost = cleanScores.get(path)! - score.coherence;
          const won = result.after.score.coherence - score.coherence;
          mends.push(
            `| ${name} | ${kind} | ${before.toFixed(1)} | ${after.toFixed(1)} | ${(after - before >= 0 ? '+' : '') + (after - before).toFixed(1)} | ${lost > 0.004 ? (won / lost).toFixed(2) : 'nothing lost'} |`,
          );
        }
      }
    }
  }
  console.log(
    '\n## Detection, by stretches\n\n| kind | strength | footage | recall | precision |\n|---|---|---|---|---|',
  );
  for (const [key, t] of tallies.entries())
    console.log(`| ${key} | ${t.found}/${t.planted} | ${t.right}/${t.reported} |`);
  console.log('\n## Decoys: flashes on beats\n\n| footage | strength | frames flagged |\n|---|---|---|');
  for (const { name, path, music } of footage) {
    const { frames, frameRate } = await probeVideo(path);
    // On every fourth accent of the music; on a beat of 120 a minute where there is none.
    const accents = music.accents.filter((_, i) => i % 4 === 0).map(time => Math.round(time * frameRate));
    const steady = Array.from({ length: Math.floor(frames / 12) }, (_, i) => 12 * (i + 1));
    const beats = (accents.length > 0 ? accents : steady).filter(f => f < frames);
    const context = accents.length > 0 ? music : { accents: beats.map(b => b / frameRate), transitions: [] };
    for (const strength of used) {
      const target = join(folder, 'flashes.mp4');
      await plant(path, target, 'flash', strength, 1, beats);
      const flagged = percentFlagged(await analyseVideo(target, { music: context }));
      console.log(`| ${name} | ${strength} | ${flagged.toFixed(1)}% |`);
    }
  }
  if (isWhole) {
    console.log(
      `\n## Mending, middle strength\n\n| footage | kind | PSNR of bad frames, dB | mended | gain | share of lost score won back |\n|---|---|---|---|---|---|\n${mends.join('\n')}`,
    );
    const large = join(folder, 'large.mp4');
    spawnSync(
      process.execPath,
      [program, 'render', example, '-o', large, '--start', '40', '--duration', '6', '-q', 'draft'],
      { encoding: 'utf8' },
    );
    const { frames, frameRate } = await probeVideo(large);
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    await analyseVideo(large);
    const wall = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    const perFrame = (user + system) / 1000 / frames;
    console.log(
      `\n## Speed, 1080p\n\n${(frames / frameRate / wall).toFixed(2)} times realtime by the clock; ${perFrame.toFixed(1)} core-ms a frame, which is ${(2000 / perFrame / frameRate).toFixed(2)} times realtime on two free cores.`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
