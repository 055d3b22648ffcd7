import { addressOf } from '../api.ts';
import { here } from '../state/production.ts';

/**
 * The address of a take's file, shown from its middle until it plays: its first frame is often still black.
 *
 * @param seconds its length
 */
export const takeAddress = (name: string, seconds: number): string =>
  `${addressOf('readTake', { params: { ...here(), name } })}#t=${(seconds / 2).toFixed(2)}`;
