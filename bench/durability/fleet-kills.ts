import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Emulator } from '../../src/emulator/emulator.ts';
import { fleetConfiguration } from '../../src/workflow/fleet/configuration.ts';
import { openDatabase } from '../../src/workflow/fleet/database.ts';
import { startObjectStore } from '../../test/object-store.ts';
import { findPostgres, startPostgres } from '../../test/postgres.ts';
import { type BenchProduction, fileHash, runCommand, writeProduction } from './production.ts';

const program = new URL('../../src/cli/main.ts', import.meta.url).pathname;

export interface FleetKillFigures {
  workerKills: number;
  engineKills: number;
  productions: number;
  different: number;
  /** Orders beyond one for each shot, and shots without one. */
  surplus: number;
  /** Takes that were put into the store more than once. */
  redone: number;
  unbooked: number;
  failures: string[];
}

/**
 * Two machines make productions while machines and engine are killed (-9) at random moments. undefined where PostgreSQL
 * is not installed.
 */
export async function killFleet(options: {
  folder: string;
  emulator: Emulator;
  kills: number;
  shots: number;
  random(): number;
  log(line: string): void;
}): Promise<FleetKillFigures | undefined> {
  const programs = findPostgres();
  if (!programs) return undefined;
  const { folder, emulator, kills, shots, random, log } = options;
  const postgres = await startPostgres(programs);
  const objects = await startObjectStore();
  // Only services that find a job by our own name of it: nobody is there to look into an account.
  const shape = { shots, seconds: 1, orderEvery: 2, generators: ['kling', 'comfyui'] };
  const environment = { ...emulator.environment, ...objects.environment, PHOSPHENE_DATABASE: postgres.address };
  const configuration = fleetConfiguration(environment)!;
  const figures: FleetKillFigures = {
    ...{ workerKills: 0, engineKills: 0, productions: 0, different: 0, surplus: 0, redone: 0, unbooked: 0 },
    failures: [],
  };
  let starts = 0;
  const startWorker = (): ChildProcess =>
    spawn(process.execPath, [program, 'worker', '--threads', '1', '--scratch', join(folder, `scratch${++starts}`)], {
      env: { ...process.env, ...environment },
      stdio: 'ignore',
    });
  const workers = [startWorker(), startWorker()];
  try {
    while (figures.workerKills + figures.engineKills < kills) {
      // A machine that came while the database was down has given up; whoever runs machines starts it again.
      for (const [i, worker] of workers.entries()) if (worker.exitCode !== null) workers[i] = startWorker();
      // Another seed is another video, so that nothing of it is in the store yet.
      const seed = ++figures.productions;
      const production: BenchProduction = writeProduction(folder, `shared${seed}`, { ...shape, seed });
      const single = writeProduction(folder, `single${seed}`, { ...shape, seed });
      const since = emulator.store.jobs.size;
      const spent = emulator.store.spent();
      const booked = await bookedIn(configuration.database);
      const puts = objects.puts.length;
      let over = false;
      const run = runCommand(production.command, environment).finally(() => {
        over = true;
      });
      for (let killed = 0; killed < 3; killed++) {
        await new Promise(resolve => setTimeout(resolve, 1500 + random() * 7000));
        if (over) break;
        if (random() < 0.35) {
          await postgres.killAndRestart();
          figures.engineKills++;
        } else {
          const victim = random() < 0.5 ? 0 : 1;
          workers[victim].kill('SIGKILL');
          workers[victim] = startWorker();
          figures.workerKills++;
        }
      }
      const { ended, errors } = await run;
      if (ended !== 0) figures.failures.push(errors.trim().split('\n').at(-1) ?? String(ended));
      const prompts = [...emulator.store.jobs.values()].slice(since).map(({ prompt }) => prompt);
      figures.surplus += prompts.length - new Set(prompts).size + Math.abs(new Set(prompts).size - production.ordered);
      const takes = objects.puts.slice(puts).filter(name => name.startsWith('phosphene/takes/'));
      figures.redone += takes.length - new Set(takes).size;
      const unbooked = (await bookedIn(configuration.database)) - booked - (emulator.store.spent() - spent);
      figures.unbooked = Math.max(figures.unbooked, Math.abs(unbooked));
      await runCommand(single.command, emulator.environment);
      if (ended !== 0 || fileHash(production.output) !== fileHash(single.output)) figures.different++;
      log(`  ${figures.workerKills} machines and ${figures.engineKills} engines killed, ${seed} productions`);
    }
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await objects.close();
    await postgres.stop();
  }
  return figures;
}

/** Dollars by all the fleet's books. */
async function bookedIn(address: string): Promise<number> {
  const database = await openDatabase(address, 1);
  const [{ usd }] = await database<{ usd: number }[]>`
    SELECT coalesce(sum((content->>'usd')::float8), 0) AS usd FROM phosphene.ledger WHERE content->>'event' = 'succeeded'`;
  await database.end();
  return usd;
}
