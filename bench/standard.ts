/**
 * The standard benchmark: three tracks, three runs each, from track to finished video, beside the figures that others
 * published.
 *
 * Each run is kept in a file under the temporary folder as soon as it is done, by settings and version of the code: what
 * was cut off goes on with the run that it was in, which begins anew, as its time counts.
 */

import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ArtifactKind, analyseVideo, type CoherenceAnalysis, judgeBroadcast } from '../src/coherence/index.ts';
import { startEmulator } from '../src/emulator/emulator.ts';
import { musicOf } from '../src/workflow/analysis/musical-context.ts';
import { standardTracks, writeStandardTrack } from './standard/tracks.ts';

const usage = `The standard benchmark: three tracks, three runs each, from track to finished video.

  npm run bench                                     the built-in generator at 1080p: nine whole renders, each looked at
  npm run bench -- --quick                          one run of each track at 640x360, a few minutes
  npm run bench -- --generator runway --budget 200  a service whose key is set; it costs real money
  npm run bench -- --generator runway --emulator    the same against the emulator: its clips are ours, its times say nothing
  npm run bench -- --tracks indie                   some of the tracks
  npm run bench -- --fresh                          makes all runs again

Also: --runs N, --resolution 1080p, --quality draft|standard|high.`;

function readOptions() {
  try {
    return parseArgs({
      options: {
        runs: { type: 'string' },
        resolution: { type: 'string', short: 'r' },
        quick: { type: 'boolean', default: false },
        fresh: { type: 'boolean', default: false },
        quality: { type: 'string', short: 'q' },
        generator: { type: 'string', short: 'g' },
        budget: { type: 'string' },
        tracks: { type: 'string', default: '' },
        emulator: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return process.exit(1);
  }
}

const options = readOptions();
if (options.help) {
  console.log(usage);
  process.exit();
}
const runCount = Number(options.runs ?? (options.quick ? 1 : 3));
const resolution = options.resolution ?? (options.quick ? '640x360' : '1080p');
const program = new URL('../src/cli/main.ts', import.meta.url).pathname;

/**
 * What others publish: medians of three runs on an RTX 4090, as the product's specification quotes them; not measured
 * by us.
 */
const quoted = [
  ['Runway Gen-3', '8 m 30 s', '1080p', '0.82', '$0.15'],
  ['Pika 2.5', '14 m 20 s', '4K', '0.85', '$0.35'],
  ['Synthesia 2.0', '11 m 45 s', '1080p', '0.79', '$0.08'],
  ['HeyGen', '13 m 10 s', '1080p', '0.76', '$0.12'],
  ['self-hosted open models', '22 m 40 s', '1080p', '0.73', '$0.02'],
  ['Kling', '–', '–', '0.80', '–'],
] as const;

interface Run {
  seconds: number;
  native: string;
  output: string;
  coherence: number;
  /** The same of each minute. */
  minutes: number[];
  /** Share of frames with each kind of artifact. */
  artifacts: Partial<Record<ArtifactKind, number>>;
  usdPerMinute: number;
  isBroadcast: boolean;
  /** Seconds that looking for artifacts took. */
  looked: number;
}

/** What `render --json` prints, as far as it is wanted here. */
interface Rendered {
  productionFolder: string;
  native: { width: number; height: number };
  width: number;
  height: number;
  frameRate: number;
  duration: number;
  spent: number;
}

/** Where a render that is under way is named, so that one that outlived its bench does not run beside the next. */
const renderPath = (folder: string): string => join(folder, 'render.pid');

/** Ends a render that a bench which was killed has left behind: it would take the processor from the runs measured. */
function endRenderLeftIn(folder: string): void {
  if (!existsSync(renderPath(folder))) return;
  const pid = Number(readFileSync(renderPath(folder), 'utf8'));
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  // Another process may have that number by now.
  if (!stdout?.includes(folder)) return;
  console.error(`Ending the render that was left behind (process ${pid}).`);
  process.kill(pid, 'SIGKILL');
}

async function render(track: string, output: string, environment: Record<string, string>): Promise<Rendered> {
  const words = [program, 'render', track, '-o', output, '-r', resolution, '--json', '--qa', 'off'];
  if (options.quality) words.push('-q', options.quality);
  if (options.generator) words.push('--generator', options.generator);
  if (options.budget) words.push('--budget', options.budget);
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  writeFileSync(renderPath(folder), String(child.pid));
  let [out, err] = ['', ''];
  child.stdout.on('data', data => (out += data));
  child.stderr.on('data', data => (err += data));
  const code = await new Promise(resolve => child.once('close', resolve));
  if (code !== 0) throw new Error(err);
  return JSON.parse(out);
}

/** The score of each minute; what is left at the end counts to the last one. */
function minutesOf({ perFrame }: CoherenceAnalysis): number[] {
  const last = Math.max(0, Math.round((perFrame.at(-1)?.time ?? 0) / 60) - 1);
  const minutes: number[][] = [];
  for (const { time, coherence } of perFrame) (minutes[Math.min(last, Math.floor(time / 60))] ??= []).push(coherence);
  return minutes.map(scores => scores.reduce((sum, score) => sum + score, 0) / scores.length);
}

async function runOnce(track: string, output: string, environment: Record<string, string>): Promise<Run> {
  const began = performance.now();
  const result = await render(track, output, environment);
  const seconds = (performance.now() - began) / 1000;
  const { context } = await musicOf(output, { production: result.productionFolder });
  const looking = performance.now();
  const analysis = await analyseVideo(output, { music: context });
  const artifacts: Run['artifacts'] = {};
  for (const { kind, firstFrame, endFrame } of analysis.artifacts)
    artifacts[kind] = (artifacts[kind] ?? 0) + (endFrame - firstFrame) / analysis.frames;
  return {
    seconds,
    native: `${result.native.width}x${result.native.height}`,
    output: `${result.width}x${result.height}`,
    coherence: analysis.score.coherence,
    minutes: minutesOf(analysis),
    artifacts,
    usdPerMinute: (result.spent * 60) / result.duration,
    isBroadcast: judgeBroadcast(analysis, result).isBroadcast,
    looked: (performance.now() - looking) / 1000,
  };
}

/** Where finished runs are kept: one file for one set of settings and one state of the code. */
function keptRuns(): { path: string; runs: Record<string, Run> } {
  const git = spawnSync('git', ['rev-parse', 'HEAD'], {
    cwd: new URL('..', import.meta.url).pathname,
    encoding: 'utf8',
  });
  const code = git.status === 0 ? git.stdout.trim() : 'unversioned';
  const settings = [code, resolution, options.quality, options.generator, options.emulator].join(' ');
  const path = join(
    tmpdir(),
    `phosphene-standard-${createHash('sha256').update(settings).digest('hex').slice(0, 12)}.json`,
  );
  const isKept = existsSync(path) && !options.fresh;
  return { path, runs: isKept ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, Run>) : {} };
}

/** Kept whole or not at all: the bench may be killed at any time. */
function keep(path: string, runs: Record<string, Run>): void {
  writeFileSync(`${path}.half`, JSON.stringify(runs));
  renameSync(`${path}.half`, path);
} // biome-ignore format: one line each

const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const clock = (seconds: number): string =>
  `${Math.floor(seconds / 60)} m ${String(Math.round(seconds % 60)).padStart(2, '0')} s`;
const spread = (numbers: number[], write: (value: number) => string): string => {
  const median = write(middle(numbers));
  return numbers.length < 2 ? median : `${median} (${write(Math.min(...numbers))} – ${write(Math.max(...numbers))})`;
};

const kept = keptRuns();
// The same for the same bench, so that what a killed one left is found, and removed.
const folder = kept.path.replace(/\.json$/, '');
endRenderLeftIn(folder);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
// A small video needs no large stand-ins.
const emulator = options.emulator ? await startEmulator({ latency: 200, shrink: options.quick ? 3 : 1 }) : undefined;
console.log(
  `${cpus()[0].model}, ${availableParallelism()} cores, no graphics card unless the driver offers one; Node ${process.version}`,
);
console.log(
  `Generator: ${options.generator ?? 'built-in'}${emulator ? ' (emulated: prices are the list’s, times are those of this machine)' : ''}; ${runCount} ${runCount === 1 ? 'run' : 'runs, median (least – most)'}\n`,
);
console.log(
  '| track | total time | native | output | coherence | minute by minute | frames with artifacts, by kind | $ a minute | broadcast quality | time of the report |\n|---|---|---|---|---|---|---|---|---|---|',
);
try {
  for (const [i, track] of standardTracks.entries()) {
    if (!track.name.includes(options.tracks)) continue;
    const path = join(folder, `track-${i}.m4a`);
    await writeStandardTrack(path, track);
    const runs: Run[] = [];
    for (let n = 0; n < runCount; n++) {
      const key = `${track.name} ${n}`;
      if (!kept.runs[key]) {
        // Each run begins with nothing drawn.
        const own = join(folder, `run-${i}-${n}`);
        mkdirSync(own);
        kept.runs[key] = await runOnce(path, join(own, 'video.mp4'), emulator?.environment ?? {});
        rmSync(own, { recursive: true, force: true });
        keep(kept.path, kept.runs);
      }
      runs.push(kept.runs[key]);
    }
    const kinds = [...new Set(runs.flatMap(run => Object.keys(run.artifacts) as ArtifactKind[]))];
    const shares = kinds.map(kind => `${kind.replaceAll('-', ' ')} ${(100 * middle(runs.map(run => run.artifacts[kind] ?? 0))).toFixed(2)}%`);
    const minutes = runs[0].minutes.map((_, minute) => middle(runs.map(run => run.minutes[minute])).toFixed(3));
    console.log(
      `| ${track.name}, ${track.seconds / 60} min | ${spread(runs.map(r => r.seconds), clock)} | ${runs[0].native} | ${runs[0].output} | ${spread(runs.map(r => r.coherence), v => v.toFixed(3))} | ${minutes.join(', ')} | ${shares.join(', ') || 'none'} | ${middle(runs.map(r => r.usdPerMinute)).toFixed(2)} | ${runs[0].isBroadcast ? 'yes' : 'no'} | ${spread(runs.map(r => r.looked), clock)} |`,
    );
  }
  console.log('\nQuoted, not measured here (3-minute pop track, RTX 4090, medians of 3 runs as published):\n\n| tool | total time | output | coherence | $ a minute |\n|---|---|---|---|---|');
  for (const row of quoted) console.log(`| ${row.join(' | ')} |`);
} finally {
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
} // biome-ignore format: rows of tables
