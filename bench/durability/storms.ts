import { rmSync } from 'node:fs';
import { type Emulator, startEmulator } from '../../src/emulator/emulator.ts';
import type { Fault } from '../../src/emulator/jobs.ts';
import { fileHash, type ProductionOptions, runCommand, spentBy, writeProduction } from './production.ts';

/** Something that goes wrong for a whole production, and whether it is to end all the same. */
interface Storm {
  name: string;
  faults: Fault[];
  /** What the message must tell where the video cannot be finished. */
  stopsWith?: RegExp;
}

const storms: Storm[] = [
  { name: '429, 60 times, with and without Retry-After', faults: [{ on: 'create', how: 429, retryAfter: 0.05, times: 15 }, { on: 'create', how: 429, times: 5 }, { on: 'poll', how: 429, retryAfter: 0.05, times: 40 }] },
  { name: '5xx and dropped connections, 40 polls', faults: [{ on: 'poll', how: 503, times: 20 }, { on: 'poll', how: 500, times: 10 }, { on: 'poll', how: 'drop', times: 10 }] },
  { name: 'downloads that break off, 12 times', faults: [{ on: 'download', how: 'truncated', times: 12 }] },
  { name: 'addresses that have expired, 8 times', faults: [{ on: 'download', how: 'expired', times: 8 }] },
  { name: 'a file server that breaks, then is slow', faults: [{ on: 'download', how: 503, times: 8 }, { on: 'download', how: 'slow', times: 8 }] },
  { name: 'jobs that take twenty times as long, 3 of 12', faults: [{ on: 'job', how: 'slow', times: 3 }] },
  { name: 'polls that tell an older state, 30 times', faults: [{ on: 'poll', how: 'stale', times: 30 }] },
  { name: 'one prompt refused by moderation', faults: [{ on: 'job', how: 'moderation', prompt: 'shot number 7.' }], stopsWith: /Scene 7 \(.+\): .*/ },
  { name: 'one job that fails', faults: [{ on: 'job', how: 'fails', prompt: 'shot number 4.' }], stopsWith: /Scene 4 \(.+\): .*/ },
]; // biome-ignore format: a table

export interface StormResult {
  name: string;
  outcome: string;
  /** Whether it came out as it should. */
  good: boolean;
  accepted: number;
  /** Dollars by the ledger less dollars by the services' books. */
  unbooked: number;
}

/** Makes a production of ordered shots alone through each storm, with services of its own. */
export async function weatherStorms(folder: string, log: (line: string) => void): Promise<StormResult[]> {
  const options: ProductionOptions = { shots: 12, seconds: 1, orderEvery: 1 };
  const results: StormResult[] = [];
  const clips = await startEmulator({ latency: 150, shrink: 16 });
  const calm = writeProduction(folder, 'calm', options);
  await runCommand(calm.command, clips.environment);
  const wanted = fileHash(calm.output);
  await clips.close();
  for (const [i, { name, faults, stopsWith }] of storms.entries()) {
    const emulator: Emulator = await startEmulator({ latency: 150, shrink: 16, faults });
    const production = writeProduction(folder, `storm${i}`, options);
    const { ended, errors } = await runCommand(production.command, emulator.environment);
    const told = stopsWith?.exec(errors)?.[0];
    const good = stopsWith ? ended === 1 && told !== undefined : ended === 0 && fileHash(production.output) === wanted;
    const { jobs } = emulator.store;
    results.push({
      name,
      outcome: ended === 0 ? 'the same file' : (told ?? errors.trim().split('\n').at(-1)!),
      good: good && jobs.size === production.ordered,
      accepted: jobs.size,
      unbooked: spentBy(production) - emulator.store.spent(),
    });
    log(`  ${name}: ${results.at(-1)!.outcome}`);
    rmSync(production.work, { recursive: true, force: true });
    await emulator.close();
  }
  return results;
}
