import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { jobsOf, readLedger, spendingOf } from '../../src/workflow/clips/ledger.ts';
import { thumps, writeWav } from '../../test/tracks.ts';

const program = new URL('../../src/cli/main.ts', import.meta.url).pathname;

/**
 * Services that the emulated shots take turns at: two that find a job by our own name of it, one that lists what has
 * begun, one that cannot be asked (Runway).
 */
const services = ['kling', 'comfyui', 'runway', 'pika'];

export interface ProductionOptions {
  shots: number;
  /** Seconds of each shot. */
  seconds: number;
  /** Every n-th shot is ordered; 0 for none, 1 for all. */
  orderEvery: number;
  /** Services for the ordered ones. */
  generators?: readonly string[];
  size?: string;
  quality?: string;
  /** Other seeds and words, so that nothing of it was made before. */
  seed?: number;
}

/** A production on disk, and the command line that makes it. */
export interface BenchProduction {
  folder: string;
  output: string;
  /** The production folder. */
  work: string;
  mapPath: string;
  command: string[];
  ordered: number;
}

const scenes = ['tunnel', 'starfield', 'ocean', 'synthwave', 'storm'];

/** Writes a track and a scene map of many short shots. */
export function writeProduction(folder: string, name: string, options: ProductionOptions): BenchProduction {
  const { shots, seconds, orderEvery, generators = services } = options;
  mkdirSync(folder, { recursive: true });
  const audio = join(folder, 'track.wav');
  const length = shots * seconds;
  writeWav(audio, 44100, [
    thumps(
      length,
      Array.from({ length: length * 2 }, (_, i) => i * 0.5 + 0.02),
    ),
  ]);
  const clock = (at: number): string => `${Math.floor(at / 60)}:${(at % 60).toFixed(3).padStart(6, '0')}`;
  let ordered = 0;
  const map = {
    audio_file: 'track.wav',
    seed: options.seed ?? 0,
    scenes: Array.from({ length: shots }, (_, i) => ({
      start_time: clock(i * seconds),
      end_time: clock((i + 1) * seconds),
      description: `shot number ${i + 1}${options.seed === undefined ? '' : ` of ${options.seed}`}`,
      motion_intensity: 3,
      color_palette: ['teal'],
      transition_type: 'cut',
      ...(orderEvery > 0 && i % orderEvery === orderEvery - 1
        ? { generator: generators[ordered++ % generators.length] }
        : { scene: scenes[i % scenes.length] }),
    })),
  };
  const mapPath = join(folder, `${name}.json`);
  writeFileSync(mapPath, JSON.stringify(map));
  const output = join(folder, `${name}.mp4`);
  return {
    folder,
    output,
    work: join(folder, `${name}.phosphene`),
    mapPath,
    ordered,
    command: [
      ...[program, 'render', audio, '--map', mapPath, '-o', output, '--renderer', 'cpu', '--threads', '1', '--json'],
      ...['-r', options.size ?? '192x108', '-q', options.quality ?? 'draft'],
    ],
  };
}

export interface RunResult {
  /** Exit code, or the signal that ended it. */
  ended: number | string | null;
  seconds: number;
  /** Seconds since what a kill waits for. */
  working: number;
  errors: string;
  output: string;
}

/** Runs Phosphene as a process of its own, and kills it (-9) so many milliseconds after something has come about. */
export async function runCommand(
  command: readonly string[],
  environment: Record<string, string>,
  kill?: { after: number; when(processId: number): boolean },
): Promise<RunResult> {
  const began = performance.now();
  const child = spawn(process.execPath, [...command], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  let output = '';
  child.stderr.on('data', data => (errors += data));
  child.stdout.on('data', data => (output += data));
  let since: number | undefined;
  const timer = setInterval(() => {
    if (since === undefined && (kill?.when(child.pid!) ?? true)) since = performance.now();
    if (kill && since !== undefined && performance.now() - since >= kill.after) child.kill('SIGKILL');
  }, 2);
  const ended = await new Promise<number | string | null>(resolve =>
    child.once('close', (code, signal) => resolve(signal ?? code)),
  );
  clearInterval(timer);
  const ending = performance.now();
  return { ended, seconds: (ending - began) / 1000, working: (ending - (since ?? ending)) / 1000, errors, output };
}

export const fileHash = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Finished shots and clips, each with the file that holds it: one that is made again is another file. */
export function finishedFiles({ work }: { work: string }): Map<string, string> {
  const files = new Map<string, string>();
  for (const folder of ['takes', 'clips'])
    try {
      for (const name of readdirSync(join(work, folder)))
        if (/^[0-9a-f]+\.mp4$/.test(name)) {
          const { ino, mtimeMs } = statSync(join(work, folder, name));
          files.set(`${folder}/${name}`, `${ino} ${mtimeMs}`);
        }
    } catch {
      // Not there yet.
    }
  return files;
}

/** Dollars by the production's ledger. */
export const spentBy = ({ work }: { work: string }): number => spendingOf(jobsOf(readLedger(work))).spent;

/**
 * Does what Phosphene asks a person to do where the answer to an order was lost and the service cannot tell: looks into
 * the account there.
 *
 * @param told what it said, with the jobs that it asks about
 * @returns how many orders were settled
 */
export async function settleByHand(
  production: BenchProduction,
  emulator: Emulator,
  environment: Record<string, string>,
  since: number,
  told: string,
): Promise<number> {
  const asked = [...told.matchAll(/--found (\w+)=ID/g)].map(([, job]) => job);
  let settled = 0;
  for (const { job, shot } of jobsOf(readLedger(production.work))) {
    const name = asked.find(one => job.startsWith(one));
    if (name === undefined) continue;
    const number = /scene (\d+)/.exec(shot)![1];
    const found = [...emulator.store.jobs.values()]
      .slice(since)
      .find(({ prompt }) => new RegExp(`shot number ${number}\\b`).test(prompt));
    const answer = found ? ['--found', `${name}=${found.id}`] : ['--absent', name];
    const { ended, errors } = await runCommand([program, 'jobs', production.output, ...answer], environment);
    if (ended !== 0) throw new Error(errors);
    settled++;
  }
  return settled;
}
