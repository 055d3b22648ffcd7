import type { ProgressDisplay, ShownProgress } from './progress-display.ts';

/** How the program tells what it does: for people, or a line of JSON for each thing. */
export type LogForm = 'text' | 'json';

let form: LogForm = 'text';

/** Chosen once, when the command line is read. */
export function setLogForm(chosen: LogForm): void {
  form = chosen;
}

export const logsJson = (): boolean => form === 'json';

/** One line of JSON on standard error: when, how grave, what, and figures by their names. */
export function logJson(level: 'info' | 'error', message: string, figures: Record<string, unknown> = {}): void {
  process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...figures })}\n`);
}

/** Milliseconds between two lines about the same stage. */
const pause = 2000;

/** Shows progress as lines of JSON. */
export function createJsonDisplay(): ProgressDisplay {
  let last = 0;
  let lastStage: ShownProgress['stage'] | undefined;
  return {
    update({ stage, fraction, ...figures }) {
      const now = Date.now();
      if (stage === lastStage && fraction < 1 && now - last < pause) return;
      last = now;
      lastStage = stage;
      logJson('info', 'progress', { stage, fraction: Number(fraction.toFixed(4)), ...figures });
    },
    line: text => logJson('info', text),
    done: () => undefined,
  };
}
