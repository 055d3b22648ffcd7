import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { Command } from 'commander';
import { readEnvironment } from '../generators/cloud/access.ts';
import { cancelJobs, listJobs, settleJob } from '../workflow/manage-jobs.ts';
import { SettingsError } from '../workflow/settings.ts';

const examples = `
Examples:
  phosphene jobs song.mp4                      what was ordered for this video, and what it cost
  phosphene jobs song.mp4 --cancel             end the jobs that still run
  phosphene jobs song.mp4 --found 3f2a=abc123  an order whose answer was lost is job abc123 at the provider
  phosphene jobs song.mp4 --absent 3f2a        it is not there: order it anew in the next run`;

interface JobsOptions {
  cancel?: boolean;
  found?: string;
  absent?: string;
  json?: boolean;
}

function productionOf(path: string): string {
  const folder =
    extname(path) === '.phosphene' ? path : join(dirname(path), `${basename(path, extname(path))}.phosphene`);
  if (existsSync(folder)) return folder;
  throw new SettingsError(`There is no production ${folder}; give the video, or the folder beside it.`);
}

/** `phosphene jobs`: what was ordered. */
export function jobsCommand(): Command {
  return new Command('jobs')
    .description('tell what was ordered for a video and what it cost')
    .argument('<video>', 'the video, or its production folder')
    .option('--cancel', 'cancel the jobs that still run')
    .option('--found <job=id>', 'take up an order whose answer was lost by its name at the provider')
    .option('--absent <job>', 'an order whose answer was lost is not there: order it anew in the next run')
    .option('--json', 'print them as JSON')
    .addHelpText('after', examples)
    .action(async (video: string, { cancel, found, absent, json }: JobsOptions) => {
      const folder = productionOf(video);
      const lines: string[] = [];
      if (cancel) lines.push(...(await cancelJobs(folder, readEnvironment(process.cwd()))));
      if (found) {
        const [job, ...id] = found.split('=');
        if (id.length === 0)
          throw new SettingsError('Give --found as JOB=ID, with the name of the job at the provider behind it.');
        lines.push(await settleJob(folder, job, id.join('=')));
      }
      if (absent) lines.push(await settleJob(folder, absent, undefined));
      const { jobs, spending } = listJobs(folder);
      if (json) {
        process.stdout.write(`${JSON.stringify({ jobs, spending })}\n`);
        return;
      }
      for (const { job, shot, generator, state, seconds, usd, usdExpected, message } of jobs) {
        const cost =
          usd === undefined
            ? usdExpected === undefined
              ? ''
              : `about $${usdExpected.toFixed(2)}`
            : `$${usd.toFixed(2)}`;
        lines.push(
          `${job.slice(0, 8)}  ${shot.padEnd(18)} ${generator.padEnd(22)} ${`${seconds} s`.padEnd(6)} ${state.padEnd(11)} ${cost.padEnd(12)} ${message ?? ''}`.trimEnd(),
        );
      }
      const { spent, byListPrice, open, unknown } = spending;
      lines.push(
        `$${spent.toFixed(2)} spent${byListPrice > 0 ? ` ($${byListPrice.toFixed(2)} of it by list price)` : ''}${open > 0 ? `, about $${open.toFixed(2)} in open jobs` : ''}${unknown > 0 ? `, ${unknown} clips at prices nobody told` : ''}.`,
      );
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
