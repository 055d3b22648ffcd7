import type { StudioEvent } from './contract/events.ts';

/** From the server to a process that works. */
export type ToJob =
  | { type: 'start'; root: string; id: string; environment: Readonly<Record<string, string | undefined>> }
  | { type: 'stop' };

/** From a process that works to the server. */
export type FromJob = Exclude<StudioEvent, { type: 'state' }> | { type: 'ended'; error?: string };
