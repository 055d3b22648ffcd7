import { findGenerator } from '../../generators/catalogue.ts';
import { accessOf, type Environment } from '../../generators/cloud/access.ts';
import { GeneratorError, type Json } from '../../generators/port.ts';
import { SettingsError } from '../settings.ts';
import type { JobRecord, Ledger } from './ledger.ts';

/** The one job whose name begins so. @throws {SettingsError} */
function jobNamed(jobs: readonly JobRecord[], name: string): JobRecord {
  const found = jobs.filter(({ job }) => job.startsWith(name));
  if (found.length === 1) return found[0];
  throw new SettingsError(
    found.length === 0
      ? `There is no job ${name}; "phosphene jobs" lists them.`
      : `Several jobs begin with ${name}; give more of the name.`,
  );
}

/**
 * Cancels every job that is still open, where the provider can; one that cannot be asked does not keep the others.
 *
 * @returns a line for each
 */
export async function cancelJobs(ledger: Ledger, environment: Environment): Promise<string[]> {
  const lines: string[] = [];
  for (const record of await ledger.jobs()) {
    if (record.state !== 'submitted' || record.handle === undefined) continue;
    try {
      lines.push(`${record.shot}: ${await cancelJob(ledger, record, record.handle, environment)}`);
    } catch (error) {
      if (!(error instanceof GeneratorError || error instanceof SettingsError)) throw error;
      lines.push(`${record.shot}: not canceled: ${error.message}`);
    }
  }
  return lines;
}

const cancelled = {
  canceled: 'canceled',
  requested: 'asked to stop; the next run tells whether it did',
  'too-late': 'already finished',
} as const;

/** @returns what came of it, for people */
async function cancelJob(
  ledger: Ledger,
  { job, generator: name }: JobRecord,
  handle: Json,
  environment: Environment,
): Promise<string> {
  const { provider } = findGenerator(name)!;
  const connection = provider.connect(accessOf(provider, environment));
  if (!connection.cancel) return `${provider.title} cannot cancel; the job runs to its end.`;
  const answer = await connection.cancel(handle);
  if (answer === 'canceled') await ledger.append(job, { event: 'canceled', usd: 0 });
  return cancelled[answer];
}

/**
 * Settles a job whose order's answer was lost.
 *
 * @param found the provider's own name of the job as it stands in the account there; undefined when it is not there
 * @returns a line for people
 */
export async function settleJob(ledger: Ledger, name: string, found: string | undefined): Promise<string> {
  const record = jobNamed(await ledger.jobs(), name);
  if (!['submitting', 'unclear'].includes(record.state))
    throw new SettingsError(`The job ${name} is not unclear: it is ${record.state}.`);
  if (found === undefined) {
    await ledger.append(record.job, { event: 'given-up', message: 'Not in the account at the provider.' });
    return `${record.shot} will be ordered anew.`;
  }
  const generator = findGenerator(record.generator)!;
  const handle: Json | undefined = generator.provider.handleOf?.(generator.model, found);
  if (handle === undefined)
    throw new SettingsError(`${generator.provider.title} finds its jobs by itself; run the same command again.`);
  await ledger.append(record.job, { event: 'submitted', handle, usdExpected: record.usdExpected });
  return `${record.shot} will be taken up as ${found}.`;
}
