import { existsSync, statSync } from 'node:fs';
import { jobsOf, ledgerPath, readLedger, spendingOf } from '../workflow/clips/ledger.ts';
import type { Money } from './contract/events.ts';

/**
 * Follows what a production spends.
 *
 * @returns what looks, when it is called, whether the ledger tells more than before
 */
export function followMoney(folder: string, budget: number | undefined, tell: (money: Money) => void): () => void {
  let seen = -1;
  return () => {
    const path = ledgerPath(folder);
    const size = existsSync(path) ? statSync(path).size : 0;
    if (size === 0 || size === seen) return;
    seen = size;
    const { spent, open } = spendingOf(jobsOf(readLedger(folder)));
    tell({ spent, open, ...(budget === undefined ? {} : { budget }) });
  };
}
