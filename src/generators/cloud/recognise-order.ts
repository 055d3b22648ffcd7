import { isDeepStrictEqual } from 'node:util';
import type { Json, LostOrder } from '../port.ts';

/** A clock here and one there may differ by so much, in milliseconds. */
const clockDifference = 120_000;

/** Before this moment, by any clock, the order had not left. */
export const earliest = ({ sent }: LostOrder): Date => new Date(sent.getTime() - clockDifference);

/** A job that a service tells of where it does not keep our names. */
export interface ListedJob {
  handle: Json;
  /** What was asked for; undefined where the service no longer has it. */
  input: unknown;
}

/**
 * Whether a service tells of what was sent. It may add defaults of its own, and put an address where a file was written
 * into the request.
 */
function isSame(sent: Readonly<Record<string, unknown>>, told: unknown): boolean {
  if (told === null || typeof told !== 'object') return false;
  return Object.entries(sent).every(([name, value]) => {
    const other = (told as Record<string, unknown>)[name];
    if (typeof value === 'string' && value.startsWith('data:')) return typeof other === 'string';
    return value === undefined || isDeepStrictEqual(other, value);
  });
}

/**
 * Recognises an order by what was asked for, among all jobs that it can be.
 *
 * @returns 'absent' where it is none of them; 'unknown' where it may be one of several, or one whose input is gone
 */
export function recogniseOrder(
  sent: Readonly<Record<string, unknown>>,
  jobs: readonly ListedJob[],
  { taken }: LostOrder,
): Json | 'absent' | 'unknown' {
  const free = jobs.filter(({ handle }) => !taken.some(other => isDeepStrictEqual(other, handle)));
  const alike = free.filter(({ input }) => input !== undefined && isSame(sent, input));
  if (alike.length === 1) return alike[0].handle;
  return alike.length > 1 || free.some(({ input }) => input === undefined) ? 'unknown' : 'absent';
}
