import { clock } from '../formatting/clock.ts';
import type { Progress, Stage } from '../workflow/progress.ts';

/** What takes time at the command line: a production's stages, and fetching a model. */
type ShownStage = Stage | 'fetch' | 'encode';

/** What is shown. */
export type ShownProgress = Omit<Progress, 'stage'> & { stage: ShownStage };

const titles: Record<ShownStage, string> = {
  analyse: 'Listening',
  plan: 'Planning',
  words: 'Hearing the words',
  render: 'Drawing',
  clips: 'Awaiting clips',
  fleet: 'Made by the fleet',
  assemble: 'Joining sound and picture',
  report: 'Writing the report',
  measure: 'Looking for artifacts',
  encode: 'Looking by the image encoder',
  mend: 'Mending',
  fetch: 'Fetching',
};

/** Shows progress on a stream: one line that renews itself on a terminal, a line now and then elsewhere. */
export interface ProgressDisplay {
  update(progress: ShownProgress): void;
  /** Prints a line above the progress. */
  line(text: string): void;
  done(): void;
}

const barWidth = 24;
/** Milliseconds between two renewals on a terminal, and between two lines elsewhere. */
const terminalPause = 80;
const plainPause = 5000;

function describe({ stage, fraction, detail, framesPerSecond, secondsLeft }: ShownProgress, withBar: boolean): string {
  const filled = Math.round(fraction * barWidth);
  const bar = withBar ? ` ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}` : '';
  const parts = [`${titles[stage]}${bar} ${String(Math.floor(fraction * 100)).padStart(3)}%`];
  if (framesPerSecond) parts.push(`${framesPerSecond.toFixed(1)} frames/s`);
  if (secondsLeft !== undefined && fraction < 1) parts.push(`${clock(secondsLeft)} left`);
  if (detail) parts.push(detail);
  return parts.join('  ');
}

/** Makes a display for a stream, by what the stream is. */
export function createProgressDisplay(stream: NodeJS.WriteStream): ProgressDisplay {
  const terminal = stream.isTTY === true;
  let last = 0;
  let lastStage: ShownStage | undefined;
  let shown = false;
  const clear = (): void => {
    if (shown) stream.write('\r\u001b[K');
    shown = false;
  };
  return {
    update(progress) {
      const now = Date.now();
      const isEnd = progress.fraction >= 1;
      const isNew = progress.stage !== lastStage;
      if (!isNew && !isEnd && now - last < (terminal ? terminalPause : plainPause)) return;
      last = now;
      lastStage = progress.stage;
      if (!terminal) {
        stream.write(`${describe(progress, false)}\n`);
        return;
      }
      clear();
      const columns = stream.columns ?? 80;
      stream.write(describe(progress, true).slice(0, columns - 1));
      shown = true;
      if (isEnd) {
        stream.write('\n');
        shown = false;
      }
    },
    line(text) {
      clear();
      stream.write(`${text}\n`);
    },
    done: clear,
  };
}
