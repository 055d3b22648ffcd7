import { closeSync, existsSync, fstatSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Downloaded } from '../../generators/cloud/download.ts';
import type { FailureKind, Json } from '../../generators/port.ts';
import { lockFile } from '../production/lock-file.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';

/** What can happen to a paid job, in the order in which it does. */
export type JobEvent =
  /** Written before the request leaves: from here on the job may exist. */
  | { event: 'submitting'; clip: string; shot: string; generator: string; seconds: number; usdExpected?: number }
  /** Certainly not accepted. */
  | { event: 'refused'; kind: FailureKind; message: string }
  /** Nobody can tell whether it was accepted. */
  | { event: 'unclear'; message: string }
  | { event: 'submitted'; handle: Json; usdExpected?: number }
  | { event: 'succeeded'; usd?: number; usdIsListPrice: boolean }
  | { event: 'failed'; kind: FailureKind; message: string; usd?: number }
  | { event: 'canceled'; usd?: number }
  /** The clip lies in the production folder. */
  | ({ event: 'downloaded' } & Downloaded)
  /** A person said that the job does not exist, or is not to be waited for any more. */
  | { event: 'given-up'; message: string };

/** One line of the ledger. */
export type LedgerLine = { time: string; job: string } & JobEvent;

/** A job as its lines tell it. */
export interface JobRecord {
  job: string;
  clip: string;
  /** For people: "scene 3, part 1". */
  shot: string;
  generator: string;
  seconds: number;
  state: JobEvent['event'];
  handle?: Json;
  /** Dollars, as the provider told or as its price list says. */
  usd?: number;
  usdIsListPrice?: boolean;
  usdExpected?: number;
  kind?: FailureKind;
  message?: string;
  /** When it began and when its last line was written. */
  began: string;
  changed: string;
}

/**
 * The record of all that was asked of paid generators. Lines are only ever added, each on disk before the work goes on.
 */
export interface Ledger {
  /** What "phosphene jobs" calls the production by. */
  production: string;
  append(job: string, event: JobEvent): Promise<void>;
  jobs(): Promise<JobRecord[]>;
  close(): Promise<void>;
}

/** Where a production keeps it. */
export const ledgerPath = (productionFolder: string): string => join(productionFolder, 'ledger.jsonl');

/** Reads the lines of a ledger. A line that a crash cut off was not written. */
export function readLedger(productionFolder: string): LedgerLine[] {
  const path = ledgerPath(productionFolder);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(line => line !== '')
    .map((line, i) => {
      try {
        return JSON.parse(line) as LedgerLine;
      } catch {
        throw new SettingsError(
          `Line ${i + 1} of ${path} is damaged; repair it or put it aside: it tells what was paid for.`,
        );
      }
    });
}

/** Puts the lines of each job together, in the order in which the jobs began. */
export function jobsOf(lines: readonly LedgerLine[]): JobRecord[] {
  const jobs = new Map<string, JobRecord>();
  for (const { time, job, ...event } of lines) {
    if (event.event === 'submitting') {
      const { event: state, ...rest } = event;
      jobs.set(job, { job, ...rest, state, began: time, changed: time });
      continue;
    }
    const record = jobs.get(job);
    if (!record) continue;
    const { event: state, ...rest } = event;
    const { bytes: _bytes, sha256: _sha256, ...known } = rest as typeof rest & Partial<Downloaded>;
    Object.assign(record, Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)), {
      state,
      changed: time,
    });
  }
  return [...jobs.values()];
}

/** The latest job for a clip. */
export function latestJob(jobs: readonly JobRecord[], clip: string): JobRecord | undefined {
  return jobs.findLast(record => record.clip === clip);
}

/** What a ledger adds up to, in dollars. */
export interface Spending {
  /** For clips that were made. */
  spent: number;
  /** Of that, taken from price lists because the provider does not tell. */
  byListPrice: number;
  /** For jobs that are still open, as far as expected. */
  open: number;
  /** Jobs made whose price nobody knows. */
  unknown: number;
}

export function spendingOf(jobs: readonly JobRecord[]): Spending {
  const spending: Spending = { spent: 0, byListPrice: 0, open: 0, unknown: 0 };
  for (const { state, usd, usdExpected, usdIsListPrice } of jobs) {
    if (state === 'submitting' || state === 'submitted' || state === 'unclear') spending.open += usdExpected ?? 0;
    else if (usd !== undefined) {
      spending.spent += usd;
      if (usdIsListPrice) spending.byListPrice += usd;
    } else if (state === 'succeeded' || state === 'downloaded') spending.unknown++;
  }
  return spending;
}

/**
 * Opens the ledger of a production for writing.
 *
 * @throws {SettingsError} when another process holds it
 */
export function openLedger(productionFolder: string, now: () => Date = () => new Date()): Ledger {
  const path = ledgerPath(productionFolder);
  const unlock = lockFile(`${path}.lock`, 'ordering clips for this production');
  let lines: LedgerLine[];
  let file: number;
  try {
    lines = readLedger(productionFolder);
    file = openSync(path, 'a+');
    const text = readFileSync(path);
    const whole = text.lastIndexOf(0x0a) + 1;
    if (whole < text.length) ftruncateSync(file, whole);
  } catch (error) {
    unlock();
    throw error;
  }
  let open = true;
  return {
    production: relative(process.cwd(), productionFolder) || productionFolder,
    async append(job, event) {
      const line: LedgerLine = { time: now().toISOString(), job, ...event };
      const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
      const { size } = fstatSync(file);
      try {
        // A disk that is nearly full takes a part of it without an error.
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
        fsyncSync(file);
      } catch (error) {
        // Half a line would run into the next one.
        ftruncateSync(file, size);
        throw error;
      }
      lines.push(line);
    },
    jobs: async () => jobsOf(lines),
    async close() {
      if (!open) return;
      open = false;
      closeSync(file);
      unlock();
    },
  };
}

/**
 * Adds lines that were written elsewhere to the ledger of a production, each once. @throws {SettingsError} when another
 * process holds it
 */
export function adoptLines(productionFolder: string, lines: readonly LedgerLine[]): void {
  if (lines.length === 0) return;
  const unlock = lockFile(`${ledgerPath(productionFolder)}.lock`, 'ordering clips for this production');
  try {
    const known = readLedger(productionFolder).map(line => JSON.stringify(line));
    const missing = lines.map(line => JSON.stringify(line)).filter(line => !known.includes(line));
    writeWhole(ledgerPath(productionFolder), [...known, ...missing].map(line => `${line}\n`).join(''));
  } finally {
    unlock();
  }
}

/** The ledger of a production as it stands, whoever is writing it; nothing can be added. */
export const ledgerToRead = (productionFolder: string): Ledger => ({
  production: productionFolder,
  jobs: async () => jobsOf(readLedger(productionFolder)),
  append: () => Promise.reject(new Error('This ledger was opened to be read.')),
  close: async () => undefined,
});
