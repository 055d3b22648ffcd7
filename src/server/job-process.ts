// One process of the studio that works: it analyses, renders and exports, so that the server answers meanwhile, and a
// crash in native code ends only the work.
import { mkdirSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { timelineFormats } from '../finishing/timelines/index.ts';
import { explainFailure } from '../workflow/explain-failure.ts';
import { exportTimelines } from '../workflow/export/export-timeline.ts';
import { exportVideo } from '../workflow/export/export-video.ts';
import type { Listener, Progress } from '../workflow/progress.ts';
import { renderWithQa } from '../workflow/quality/render-with-qa.ts';
import { planVideo } from '../workflow/render-video.ts';
import { beginMap, begunMapPath, shownMapPath } from './begun-map.ts';
import { followMoney } from './follow-money.ts';
import type { FromJob, ToJob } from './job-protocol.ts';
import { readMapFile } from './kept-map.ts';
import { renderRequest, requestOfMap } from './render-request.ts';
import { folderOf, ownScenesOf, readRecord, videoOf, workOf } from './studio-folder.ts';
import { rememberTakes } from './take-history.ts';

// What is told while the server dies cannot arrive; "disconnect" then ends this process, and there is nobody to tell.
const tell = (message: FromJob): void => void process.send?.(message, undefined, undefined, () => undefined);
let stop = new AbortController();

async function work({ root, id, environment }: Extract<ToJob, { type: 'start' }>): Promise<void> {
  const record = readRecord(root, id);
  const job = record.job!;
  // A render takes all cores for minutes: the page and its sound go first.
  if (job.kind !== 'plan') setPriority(5);
  const listener = {
    signal: stop.signal,
    note: (line: string) => tell({ type: 'note', line }),
    progress: (progress: Progress) => tell({ type: 'progress', ...progress }),
    heard: (piece: { from: number; peaks: number[] }) => tell({ type: 'heard', ...piece }),
    found: ({ beats, downbeats, ...part }: Parameters<NonNullable<Listener['found']>>[0]) => {
      const times = (all: typeof beats | typeof downbeats): number[] | undefined => all?.map(({ time }) => time);
      const { tempo, metre, sections } = part;
      tell({ type: 'found', tempo, metre, sections, beats: times(beats), downbeats: times(downbeats) });
    },
    take: (take: { name: string; firstFrame: number; endFrame: number }) => tell({ type: 'take', ...take }),
  };
  if (job.kind === 'plan')
    await planVideo({ ...renderRequest(root, record), ...listener, environment, replan: job.replan });
  else if (job.kind === 'render') {
    // A render of an earlier Phosphene may have left no copy of its map.
    const map = begunMapPath(root, id, job.map ?? beginMap(root, id));
    const { budget } = record.settings;
    const follow = followMoney(workOf(root, id), budget, money => tell({ type: 'money', ...money }));
    const progress: typeof listener.progress = now => {
      listener.progress(now);
      follow();
    };
    await renderWithQa({ ...requestOfMap(root, record, map), ...listener, progress, environment }, job.qa);
    const mapAt = (path: string) => readMapFile(path, ownScenesOf(root)).map;
    rememberTakes(root, id, mapAt(shownMapPath(root, id) ?? map), mapAt(map), new Date());
  } else {
    const outputFolder = join(folderOf(root, id), 'exports');
    mkdirSync(outputFolder, { recursive: true });
    const path = videoOf(root, id);
    if (job.kind === 'timelines') {
      const formats = Object.keys(timelineFormats) as (keyof typeof timelineFormats)[];
      await exportTimelines({ path, formats, outputFolder });
    } else {
      const { kind: _kind, ...wanted } = job;
      const { broken } = await exportVideo({ ...wanted, path, outputFolder, environment, ...listener });
      for (const line of broken) listener.note(`Not as the platform asks: ${line}`);
    }
  }
}

// Without its server nobody hears of the work; the next start takes it up. At once: native clean-up would take seconds,
// in which that start would find the production held. What is half done is as safe as after any crash.
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'));
// Ctrl-C reaches the whole group; the server tells when to stop.
process.on('SIGINT', () => undefined);
process.on('message', (message: ToJob) => {
  if (message.type === 'stop') {
    stop.abort();
    return;
  }
  stop = new AbortController();
  work(message).then(
    () => tell({ type: 'ended' }),
    error => tell({ type: 'ended', error: explainFailure(error).message }),
  );
});
