import type { Listener } from '../workflow/progress.ts';
import { createJsonDisplay, logsJson } from './log.ts';
import { createProgressDisplay, type ShownProgress } from './progress-display.ts';
import { stopSignal } from './stop.ts';

/** What a piece of work gets from the terminal: Ctrl-C, and where to tell how far it is. */
export type Terminal = Required<Pick<Listener, 'note'>> & {
  progress(progress: ShownProgress): void;
  signal: AbortSignal;
};

/**
 * Does a piece of work with its progress shown on standard error; the display is gone when it ends, however it ends.
 */
export async function withProgress<T>(work: (terminal: Terminal) => Promise<T>): Promise<T> {
  const display = logsJson() ? createJsonDisplay() : createProgressDisplay(process.stderr);
  try {
    return await work({ signal: stopSignal(), progress: display.update, note: display.line });
  } finally {
    display.done();
  }
}
