import { randomUUID } from 'node:crypto';
import { GeneratorError } from '../../generators/port.ts';
import { type JobRecord, jobsOf, type Ledger, type LedgerLine } from '../clips/ledger.ts';
import { type Database, patiently } from './database.ts';

/** Events after which a clip's order may have been accepted and is not to be sent a second time. */
const open = ['submitting', 'unclear', 'submitted', 'succeeded'];

/** Reads the lines of a production. */
export async function readDatabaseLedger(database: Database, production: string): Promise<LedgerLine[]> {
  const rows = await patiently(
    () => database<{ content: LedgerLine }[]>`
      SELECT content FROM phosphene.ledger WHERE production = ${production} ORDER BY number`,
  );
  return rows.map(({ content }) => content);
}

/**
 * The ledger of a production in the fleet's database. A line is there when `append` has come back, whatever happens to
 * the connection meanwhile.
 *
 * Two machines may believe that they do the same work, when one was thought dead: then the second order of a clip is
 * refused here, before it leaves.
 */
export function openDatabaseLedger(database: Database, production: string): Ledger {
  const jobs = async (): Promise<JobRecord[]> => jobsOf(await readDatabaseLedger(database, production));
  return {
    production: production.slice(0, 8),
    jobs,
    async append(job, event) {
      const line = randomUUID();
      const content = { time: new Date().toISOString(), job, ...event };
      const clip = event.event === 'submitting' ? event.clip : null;
      await patiently(() =>
        database.begin(async transaction => {
          if (clip !== null) {
            await transaction`SELECT pg_advisory_xact_lock(hashtextextended(${`${production} ${clip}`}, 0))`;
            const rows = await transaction<{ content: LedgerLine }[]>`
              SELECT content FROM phosphene.ledger
              WHERE production = ${production} AND line <> ${line} ORDER BY number`;
            const other = jobsOf(rows.map(row => row.content)).findLast(record => record.clip === clip);
            if (other && open.includes(other.state))
              throw new GeneratorError('provider', 'another machine has just ordered this clip.');
          }
          await transaction`
            INSERT INTO phosphene.ledger (production, line, job, clip, content)
            VALUES (${production}, ${line}, ${job}, ${clip}, ${transaction.json(content as never)})
            ON CONFLICT (line) DO NOTHING`;
        }),
      );
    },
    close: async () => undefined,
  };
}
