import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmulator } from '../../src/emulator/emulator.ts';
import { readLedger } from '../../src/workflow/clips/ledger.ts';
import { fileHash, finishedFiles, runCommand, writeProduction } from './production.ts';

/** CPU seconds that a command takes, its children included. */
function cpuSeconds(command: readonly string[]): number {
  const run = spawnSync(
    '/bin/bash',
    ['-c', 'TIMEFORMAT="%U %S"; time "$0" "$@" >/dev/null 2>&1', process.execPath, ...command],
    { encoding: 'utf8' },
  );
  if (run.status !== 0) throw new Error('The render failed.');
  const [user, system] = run.stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  return user + system;
}

/** What editing one of nine scenes costs, as a share of making all nine: CPU time of whole commands. */
export function editOneOfNine(folder: string): { whole: number; edit: number; share: number } {
  const production = writeProduction(folder, 'nine', {
    ...{ shots: 9, seconds: 8, orderEvery: 0, size: '1280x720', quality: 'standard' },
  });
  const whole = cpuSeconds(production.command);
  const map = JSON.parse(readFileSync(production.mapPath, 'utf8')) as { scenes: { color_palette: string[] }[] };
  map.scenes[4].color_palette = ['crimson'];
  writeFileSync(production.mapPath, JSON.stringify(map));
  const edit = cpuSeconds(production.command);
  return { whole, edit, share: edit / whole };
}

export interface Makespan {
  shots: number;
  concurrency: number;
  latency: number;
  /** Seconds from the first order to the last clip on disk, and the least that they can be. */
  seconds: number;
  ideal: number;
}

/**
 * How long many ordered shots take at a service that makes so many at a time.
 *
 * @param latency seconds that a shot takes at the service
 */
export async function orderMany(folder: string, latency: number): Promise<Makespan> {
  const [shots, concurrency] = [24, 8];
  const options = { shots, seconds: 1, orderEvery: 1, generators: ['kling'] };
  // Once to have the emulator's clips, which are drawn by this same machine.
  const emulator = await startEmulator({ latency: 10, shrink: 16 });
  await runCommand([...writeProduction(folder, 'ready', options).command], emulator.environment);
  emulator.store.setLatency(latency * 1000);
  const production = writeProduction(folder, 'many', options);
  const { ended, errors } = await runCommand(
    [...production.command, '--concurrency', String(concurrency)],
    emulator.environment,
  );
  await emulator.close();
  if (ended !== 0) throw new Error(errors);
  const times = readLedger(production.work).map(({ time, event }) => ({ at: Date.parse(time), event }));
  const first = times.find(({ event }) => event === 'submitting')!.at;
  const last = times.findLast(({ event }) => event === 'downloaded')!.at;
  return { shots, concurrency, latency, seconds: (last - first) / 1000, ideal: (shots / concurrency) * latency };
}

/** Two productions at once: whether each file is the one that it is alone. */
export async function twoAtOnce(folder: string): Promise<{ same: number; orders: string }> {
  const emulator = await startEmulator({ latency: 300, shrink: 16 });
  const options = { shots: 12, seconds: 1, orderEvery: 2 };
  const alone = writeProduction(folder, 'alone', options);
  await runCommand(alone.command, emulator.environment);
  const before = emulator.store.jobs.size;
  const both = ['left', 'right'].map(name => writeProduction(folder, name, options));
  const runs = await Promise.all(both.map(({ command }) => runCommand(command, emulator.environment)));
  for (const { ended, errors } of runs) if (ended !== 0) throw new Error(errors);
  const same = both.filter(({ output }) => fileHash(output) === fileHash(alone.output)).length;
  const orders = `${emulator.store.jobs.size - before} of ${2 * alone.ordered}`;
  await emulator.close();
  return { same, orders };
}

export interface DiskFull {
  /** What Phosphene said. */
  message: string;
  /** Whether nothing stood under the final name. */
  stoppedWhole: boolean;
  /** Finished shots and clips that were kept and not made again once there was room. */
  kept: number;
  redone: number;
  same: boolean;
}

/** Lets the disk run full midway, makes room, and goes on. Needs the right to mount; undefined where there is none. */
export async function fillDisk(folder: string): Promise<DiskFull | undefined> {
  const emulator = await startEmulator({ latency: 200, shrink: 16 });
  const options = { shots: 12, seconds: 1, orderEvery: 2 };
  const alone = writeProduction(folder, 'roomy', options);
  await runCommand(alone.command, emulator.environment);
  const small = join(folder, 'small');
  mkdirSync(small, { recursive: true });
  const mount = (size: string): void => void execFileSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', small]);
  try {
    mount('size=9m');
  } catch {
    await emulator.close();
    return undefined;
  }
  try {
    const production = writeProduction(small, 'roomy', options);
    const full = await runCommand(production.command, emulator.environment);
    const before = finishedFiles(production);
    const stoppedWhole = full.ended === 1 && !finishedVideo(production.output);
    execFileSync('mount', ['-o', 'remount,size=200m', small]);
    const again = await runCommand(production.command, emulator.environment);
    const after = finishedFiles(production);
    return {
      message: full.errors.trim().split('\n').at(-1)!,
      stoppedWhole,
      kept: before.size,
      redone: [...before].filter(([name, file]) => after.get(name) !== file).length,
      same: again.ended === 0 && fileHash(production.output) === fileHash(alone.output),
    };
  } finally {
    execFileSync('umount', [small]);
    await emulator.close();
  }
}

function finishedVideo(path: string): boolean {
  try {
    return readFileSync(path).length > 0;
  } catch {
    return false;
  }
}
