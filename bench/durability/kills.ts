import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { Emulator } from '../../src/emulator/emulator.ts';
import {
  type BenchProduction,
  fileHash,
  finishedFiles,
  type ProductionOptions,
  runCommand,
  settleByHand,
  spentBy,
  writeProduction,
} from './production.ts';

export interface KillFigures {
  kills: number;
  productions: number;
  /** Productions whose file differs from the uninterrupted run's. */
  different: number;
  /** Finished shots or clips that were made again. */
  redone: number;
  /** Orders that services accepted beyond one for each shot, and shots without one. */
  surplus: number;
  /** Orders whose answer died with the process at a service that cannot tell: a person had to look. */
  settledByHand: number;
  /** Largest difference of ledger and the services' own books, in dollars. */
  unbooked: number;
  /** Seconds of the uninterrupted run. */
  whole: number;
  /** Unfinished files that lie about at the end. */
  leftovers: number;
  /** How many shots and clips were finished at each kill. */
  finishedAtKills: number[];
  failures: string[];
}

/** Kills of one production at most. */
const killsEach = 4;

export interface KillOptions extends ProductionOptions {
  folder: string;
  emulator: Emulator;
  kills: number;
  random(): number;
  log(line: string): void;
}

/** Kills (-9) renders at random moments, runs each to its end, and compares with a run that nobody disturbed. */
export async function killRenders(options: KillOptions): Promise<KillFigures> {
  const { folder, emulator, kills, random, log } = options;
  const environment = emulator.environment;
  const make = (name: string): BenchProduction => writeProduction(folder, name, options);
  // The second whole run has the emulator's clips ready, as all that follow.
  make('whole');
  await runCommand(make('warm').command, environment);
  const whole = make('whole');
  /** Whether that very process works; the lock of one that was killed stays. */
  const isAtWork = ({ work }: BenchProduction, processId: number): boolean => {
    try {
      return readFileSync(`${work}/workflow.db.lock`, 'utf8') === String(processId);
    } catch {
      // Not begun yet, or just over.
      return false;
    }
  };
  const { ended, seconds, working, errors } = await runCommand(whole.command, environment, {
    after: Number.POSITIVE_INFINITY,
    when: processId => isAtWork(whole, processId),
  });
  if (ended !== 0) throw new Error(`The undisturbed run failed: ${errors}`);
  const wanted = fileHash(whole.output);
  const figures: KillFigures = {
    ...{ kills: 0, productions: 0, different: 0, redone: 0, surplus: 0, settledByHand: 0, unbooked: 0, leftovers: 0 },
    whole: seconds,
    finishedAtKills: [],
    failures: [],
  };
  while (figures.kills < kills) {
    const production = make(`killed${figures.productions}`);
    const since = emulator.store.jobs.size;
    const spent = emulator.store.spent();
    const finished = new Map<string, string>();
    const look = (): void => {
      for (const [name, file] of finishedFiles(production)) {
        if (finished.has(name) && finished.get(name) !== file) figures.redone++;
        finished.set(name, file);
      }
    };
    for (let attempt = 0; ; attempt++) {
      // Few enough for each production that they fall into all of its parts.
      const kill =
        figures.kills < kills && attempt < killsEach
          ? { after: random() * working * 1000, when: (processId: number) => isAtWork(production, processId) }
          : undefined;
      const run = await runCommand(production.command, environment, kill);
      look();
      if (run.ended === 'SIGKILL') {
        figures.kills++;
        figures.finishedAtKills.push(finished.size);
        continue;
      }
      if (run.ended === 0) break;
      const settled = /answer to the order was lost/.test(run.errors)
        ? await settleByHand(production, emulator, environment, since, run.errors)
        : 0;
      figures.settledByHand += settled;
      if (settled === 0 || attempt > 200) {
        figures.failures.push(run.errors.trim().split('\n').at(-1) ?? String(run.ended));
        break;
      }
    }
    figures.productions++;
    if (!existsSync(production.output) || fileHash(production.output) !== wanted) figures.different++;
    const prompts = [...emulator.store.jobs.values()].slice(since).map(({ prompt }) => prompt);
    figures.surplus += prompts.length - new Set(prompts).size + Math.abs(new Set(prompts).size - production.ordered);
    figures.unbooked = Math.max(figures.unbooked, Math.abs(spentBy(production) - (emulator.store.spent() - spent)));
    figures.leftovers += [folder, `${production.work}/takes`]
      .flatMap(place => readdirSync(place))
      .filter(name => name.endsWith('.part')).length;
    log(`  ${figures.kills} kills, ${figures.productions} productions, ${figures.settledByHand} settled by hand`);
    if (figures.different === 0) rmSync(production.work, { recursive: true, force: true });
    if (figures.different === 0) rmSync(production.output, { force: true });
  }
  return figures;
}
