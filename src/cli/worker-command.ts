import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { readEnvironment } from '../generators/cloud/access.ts';
import { fleetConfiguration } from '../workflow/fleet/configuration.ts';
import { startWorker } from '../workflow/fleet/worker.ts';
import { SettingsError } from '../workflow/settings.ts';
import { logJson, logsJson } from './log.ts';
import { readCount, readThreads } from './read-numbers.ts';
import { stopSignal } from './stop.ts';

const examples = `
Examples:
  export PHOSPHENE_DATABASE=postgres://phosphene@db/phosphene PHOSPHENE_ARTIFACTS=s3://videos/phosphene
  phosphene worker                                    take any work
  phosphene worker --reels 0 --scenes 200             order and fetch clips only
  phosphene worker --productions 0 --scenes 0         draw only
  phosphene render song.mp3                           elsewhere, with the same two variables: the fleet makes it

docs/scale.md tells how to deploy a fleet.`;

interface WorkerCommandOptions {
  productions: number;
  scenes: number;
  reels: number;
  threads?: number;
  scratch: string;
}

/** `phosphene worker`: one machine of a fleet. */
export function workerCommand(): Command {
  return new Command('worker')
    .description('work for a fleet: the one that PHOSPHENE_DATABASE and PHOSPHENE_ARTIFACTS name')
    .option(
      '--productions <number>',
      'productions that it analyses, plans and puts together at a time',
      readCount(0),
      2,
    )
    .option('--scenes <number>', 'scenes that it orders and awaits at a time', readCount(0), 32)
    .option('--reels <number>', 'stretches of video that it draws at a time', readCount(0), 1)
    .option('--threads <number>', 'CPU cores to draw with', readThreads)
    .option('--scratch <folder>', 'where it keeps files while it works', join(tmpdir(), 'phosphene-worker'))
    .addHelpText('after', examples)
    .action(async ({ productions, scenes, reels, threads, scratch }: WorkerCommandOptions) => {
      const environment = readEnvironment(process.cwd());
      const configuration = fleetConfiguration(environment);
      if (!configuration)
        throw new SettingsError(
          'Set PHOSPHENE_DATABASE and PHOSPHENE_ARTIFACTS to the fleet that this machine is to join.',
        );
      const note = (line: string): void =>
        logsJson() ? logJson('info', line) : void process.stderr.write(`${line}\n`);
      const atOnce = { productions, scenes, reels };
      const worker = await startWorker({ configuration, environment, scratch, atOnce, threads, note });
      note('At work. Ctrl-C gives back what is in hand and ends.');
      const signal = stopSignal();
      await new Promise<void>(resolve => signal.addEventListener('abort', () => resolve(), { once: true }));
      await worker.stop();
    });
}
