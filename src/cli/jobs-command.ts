import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { Command } from 'commander';
import { dollars } from '../formatting/dollars.ts';
import { readEnvironment } from '../generators/cloud/access.ts';
import { type Ledger, ledgerToRead, openLedger, spendingOf } from '../workflow/clips/ledger.ts';
import { cancelJobs, settleJob } from '../workflow/clips/manage-jobs.ts';
import { fleetConfiguration } from '../workflow/fleet/configuration.ts';
import { productionFolderOf } from '../workflow/production/production.ts';
import { SettingsError } from '../workflow/settings.ts';

const examples = `
Examples:
  phosphene jobs song.mp4                      what was ordered for this video, and what it cost
  phosphene jobs song.mp4 --cancel             end the jobs that still run
  phosphene jobs song.mp4 --found 3f2a=abc123  an order whose answer was lost is job abc123 at the provider
  phosphene jobs song.mp4 --absent 3f2a        it is not there: order it anew in the next run
  phosphene jobs                               the productions of a fleet (see "phosphene worker"), and why some wait for you
  phosphene jobs --retry 15f3                  have one made again that failed or was called off
  phosphene jobs 15f3                          what it ordered; --cancel, --found and --absent as above`;

interface JobsOptions {
  cancel?: boolean | string;
  retry?: string;
  found?: string;
  absent?: string;
  json?: boolean;
}

/** The orders of a video, or of a production of the fleet where there is no such video here. */
async function withOrders<T>(name: string, changes: boolean, work: (ledger: Ledger) => Promise<T>): Promise<T> {
  const folder = extname(name) === '.phosphene' ? name : productionFolderOf(name);
  if (!existsSync(folder)) {
    const fleet = fleetConfiguration(readEnvironment(process.cwd()));
    if (!fleet) throw new SettingsError(`There is no production ${folder}; give the video, or the folder beside it.`);
    const { withFleetLedger } = await import('../workflow/fleet/manage-fleet.ts');
    return withFleetLedger(fleet, name, work);
  }
  // While a render goes on, its orders can be read but not changed.
  const ledger = changes ? openLedger(folder) : ledgerToRead(folder);
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

const states: Record<string, string> = { pending: 'waits', running: 'is made', completed: 'done', failed: 'waits for you', canceled: 'called off' }; // biome-ignore format: a table

const noFleet =
  '--retry has a production of a fleet made again, and no fleet is set up here (PHOSPHENE_DATABASE and PHOSPHENE_ARTIFACTS). A video of this machine is made again by rendering it again: what is done of it stays.';

/** What a fleet works on. */
async function fleetJobs({ cancel, retry, found, absent, json }: JobsOptions): Promise<void> {
  const order = found ? '--found' : absent ? '--absent' : undefined;
  if (order) throw new SettingsError(`${order} is about an order of one video; give the video, or the production.`);
  const configuration = fleetConfiguration(readEnvironment(process.cwd()));
  if (!configuration && retry !== undefined) throw new SettingsError(noFleet);
  if (!configuration)
    throw new SettingsError(
      'Give the video whose jobs you want to see; or set PHOSPHENE_DATABASE and PHOSPHENE_ARTIFACTS for those of a fleet.',
    );
  const { cancelOnFleet, listFleet, retryOnFleet } = await import('../workflow/fleet/manage-fleet.ts');
  const lines: string[] = [];
  if (typeof cancel === 'string') lines.push(await cancelOnFleet(configuration, cancel));
  if (retry !== undefined) lines.push(await retryOnFleet(configuration, retry));
  const productions = await listFleet(configuration);
  if (json) {
    process.stdout.write(`${JSON.stringify({ productions })}\n`);
    return;
  }
  for (const { id, title, status, pieces, reason, spending } of productions) {
    const done = pieces.filter(piece => piece.status === 'completed').length;
    lines.push(
      `${id.slice(0, 8)}  ${title.padEnd(24)} ${(states[status] ?? status).padEnd(14)} ${`${done}/${pieces.length}`.padEnd(8)} ${dollars(spending.spent).padEnd(9)} ${reason?.replaceAll('\n', ' ') ?? ''}`.trimEnd(),
    );
  }
  if (productions.length === 0) lines.push('The fleet has no productions.');
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** `phosphene jobs`: what was ordered. */
export function jobsCommand(): Command {
  return new Command('jobs')
    .description('tell what was ordered for a video and what it cost')
    .argument(
      '[video]',
      'the video or its production folder, or a production of the fleet; left out to list the fleet’s',
    )
    .option('--cancel [production]', 'cancel the jobs that still run; with a name, a production of the fleet')
    .option('--retry <production>', 'have a production of the fleet made again; what is done of it stays')
    .option('--found <job=id>', 'take up an order whose answer was lost by its name at the provider')
    .option('--absent <job>', 'an order whose answer was lost is not there: order it anew in the next run')
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples)
    .action(async (video: string | undefined, options: JobsOptions) => {
      const { cancel, found, absent, json } = options;
      if (video === undefined) return fleetJobs(options);
      if (options.retry !== undefined)
        throw new SettingsError(
          fleetConfiguration(readEnvironment(process.cwd()))
            ? `--retry names the production itself: phosphene jobs --retry ${options.retry}`
            : noFleet,
        );
      const lines: string[] = [];
      const jobs = await withOrders(video, Boolean(cancel || found || absent), async ledger => {
        if (cancel) lines.push(...(await cancelJobs(ledger, readEnvironment(process.cwd()))));
        if (found) {
          const [job, ...id] = found.split('=');
          if (id.length === 0)
            throw new SettingsError('Give --found as JOB=ID, with the name of the job at the provider behind it.');
          lines.push(await settleJob(ledger, job, id.join('=')));
        }
        if (absent) lines.push(await settleJob(ledger, absent, undefined));
        return ledger.jobs();
      });
      const spending = spendingOf(jobs);
      if (json) {
        process.stdout.write(`${JSON.stringify({ jobs, spending })}\n`);
        return;
      }
      for (const { job, shot, generator, state, seconds, usd, usdExpected, message } of jobs) {
        const cost =
          usd === undefined ? (usdExpected === undefined ? '' : `about ${dollars(usdExpected)}`) : dollars(usd);
        lines.push(
          `${job.slice(0, 8)}  ${shot.padEnd(18)} ${generator.padEnd(22)} ${`${seconds} s`.padEnd(6)} ${state.padEnd(11)} ${cost.padEnd(12)} ${message ?? ''}`.trimEnd(),
        );
      }
      const { spent, byListPrice, open, unknown } = spending;
      lines.push(
        `${dollars(spent)} spent${byListPrice > 0 ? ` (${dollars(byListPrice)} of it by list price)` : ''}${open > 0 ? `, about ${dollars(open)} in open jobs` : ''}${unknown > 0 ? `, ${unknown} clips at prices nobody told` : ''}.`,
      );
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
