import { explainFailure } from '../../workflow/explain-failure.ts';
import type { Progress } from '../../workflow/progress.ts';
import { SettingsError } from '../../workflow/settings.ts';

/** A render or export that goes on while the assistant does other things. */
export interface Work {
  what: string;
  state: 'running' | 'done' | 'failed' | 'cancelled';
  progress?: Progress;
  result?: string;
}

/** What an assistant has begun, one after the other. */
export interface BegunWork {
  /** Everything that was begun, the latest last. */
  readonly all: readonly Work[];
  /** Aborted when what is being drawn now is stopped, or the server ends. */
  signal(): AbortSignal;
  /** Begins a work, and says so. @throws {SettingsError} where another is not over yet */
  begin(what: string, work: (progress: (p: Progress) => void) => Promise<string>): string;
  /** Stops what is being drawn, and says so. @throws {SettingsError} where nothing is */
  stop(): string;
}

/** @param ended aborted when the server ends */
export function createBegunWork(ended?: AbortSignal): BegunWork {
  const all: Work[] = [];
  let stopper = new AbortController();
  const isRunning = (): boolean => all.some(({ state }) => state === 'running');
  return {
    all,
    signal: () => (ended ? AbortSignal.any([ended, stopper.signal]) : stopper.signal),
    begin(what, work) {
      if (isRunning()) throw new SettingsError('Something is being drawn already; ask "status", and wait for its end.');
      const { signal: stopped } = stopper;
      const now: Work = { what, state: 'running' };
      all.push(now);
      work(progress => {
        now.progress = progress;
      }).then(
        result => Object.assign(now, { state: 'done', result }),
        error =>
          Object.assign(now, {
            state: stopped.aborted || ended?.aborted ? 'cancelled' : 'failed',
            result: explainFailure(error).message,
          }),
      );
      return `Begun: ${what}. Ask "status" how far it is.`;
    },
    stop() {
      if (!isRunning()) throw new SettingsError('Nothing is being done.');
      stopper.abort();
      stopper = new AbortController();
      return 'Stopping.';
    },
  };
}
