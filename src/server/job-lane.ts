import { type ChildProcess, fork } from 'node:child_process';
import type { Environment } from '../generators/cloud/access.ts';
import type { FromJob, ToJob } from './job-protocol.ts';

/** How a piece of work ended; `error` is a sentence for people. */
export interface Ending {
  error?: string;
}

/** A process that does one piece of work after another. */
export interface JobLane {
  /** Starts the process ahead of its first work, which then begins at once. */
  warm(): void;
  /** Works on a production until its end. */
  work(root: string, id: string, environment: Environment, hear: (message: FromJob) => void): Promise<Ending>;
  /** Has the present work stop. */
  stop(): void;
  /** Ends the process. */
  close(): Promise<void>;
}

/** Starts its process with the first work, and again after a crash. */
export function createJobLane(): JobLane {
  let child: ChildProcess | undefined;
  const started = (): ChildProcess => {
    if (child?.connected) return child;
    child = fork(new URL('./job-process.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    // Without a listener, one that could not be started or told something would end the server.
    child.on('error', () => undefined);
    return child;
  };
  return {
    warm: () => void started(),
    work(root, id, environment, hear) {
      const own = started();
      return new Promise(resolve => {
        const onMessage = (message: FromJob): void => {
          if (message.type === 'ended') finish({ error: message.error });
          else hear(message);
        };
        const onExit = (code: number | null, signal: string | null): void => {
          finish({
            error: `The process that worked on it ended (${signal ?? `code ${code}`}). What was finished is kept; begin again to go on.`,
          });
        };
        const onError = ({ message }: Error): void => {
          finish({ error: `The process that works on it could not be reached (${message}); begin again to go on.` });
        };
        const finish = (ending: Ending): void => {
          own.off('message', onMessage);
          own.off('exit', onExit);
          own.off('error', onError);
          resolve(ending);
        };
        own.on('message', onMessage);
        own.on('exit', onExit);
        own.on('error', onError);
        own.send({ type: 'start', root, id, environment } satisfies ToJob);
      });
    },
    stop: () => void child?.send({ type: 'stop' } satisfies ToJob),
    async close() {
      const own = child;
      if (!own || own.exitCode !== null || own.signalCode !== null) return;
      const ended = new Promise<void>(resolve => own.once('exit', () => resolve()));
      own.disconnect();
      await ended;
    },
  };
}
