import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { explainFailure } from '../cli/failure.ts';
import { exportVideo } from '../workflow/export-video.ts';
import type { Progress } from '../workflow/progress.ts';
import { planVideo, type RenderRequest } from '../workflow/render-video.ts';
import { renderWithQa } from '../workflow/render-with-qa.ts';
import { RequestError } from './request-error.ts';
import { folderOf, type Job, listRecords, lyricsOf, readRecord, type StudioRecord, saveRecord, trackOf, videoOf, workOf } from './studio-folder.ts'; // biome-ignore format: one line

/** What happens in a production, as its listeners hear it. */
export type StudioEvent =
  | { type: 'state'; job?: Job; state?: StudioRecord['state']; error?: string }
  | ({ type: 'progress' } & Progress)
  | { type: 'note'; line: string }
  | { type: 'take'; name: string };

/** The work of the studio, one piece at a time: a render uses all cores. Kept on disk, so that a new start goes on with it. */
export interface Jobs {
  /** @throws {RequestError} 409 where the production is being worked on */
  start(id: string, job: Job): void;
  /** Stops the work of a production; what is finished stays. @throws {RequestError} 409 where there is none */
  stop(id: string, as: 'cancelled' | 'paused'): void;
  /** Hears what happens, beginning with how things stand; the returned function ends it. */
  listen(id: string, hear: (event: StudioEvent) => void): () => void;
  /** Takes up what an earlier start left. */
  resume(): void;
  /** Stops what runs, to be taken up by the next start, and waits for its end. */
  close(): Promise<void>;
}

/** The request that a production's video is made by. */
export function renderRequest(root: string, record: StudioRecord): RenderRequest {
  return {
    ...record.settings,
    correction: record.correction,
    lyrics: existsSync(lyricsOf(root, record.id)) ? lyricsOf(root, record.id) : undefined,
    audioPath: trackOf(root, record),
    outputPath: videoOf(root, record.id),
  };
}

const takeName = /^[0-9a-f]+\.(mp4|mov)$/;
/** Names of the finished takes of a production. */
export function takesOf(root: string, id: string): string[] {
  const folder = join(workOf(root, id), 'takes');
  return existsSync(folder) ? readdirSync(folder).filter(name => takeName.test(name)) : [];
}

/** Work in hand, and what it counts as when it is stopped. */
interface Running {
  id: string;
  stop: AbortController;
  as?: 'cancelled' | 'paused';
}

export function createJobs(root: string): Jobs {
  const queue: string[] = [];
  const listeners = new Map<string, Set<(event: StudioEvent) => void>>();
  const latest = new Map<string, Progress>();
  let running: Running | undefined;
  let ended: Promise<void> = Promise.resolve();
  let closed = false;
  const tell = (id: string, event: StudioEvent): void => {
    for (const hear of listeners.get(id) ?? []) hear(event);
  };
  const stateOf = ({ job, state, error }: StudioRecord): StudioEvent => ({ type: 'state', job, state, error });
  const change = (id: string, changes: Partial<StudioRecord>): void => {
    const record = { ...readRecord(root, id), ...changes };
    saveRecord(root, record);
    tell(id, stateOf(record));
  };

  const work = async (record: StudioRecord, signal: AbortSignal): Promise<void> => {
    const { id } = record;
    let seen = new Set(takesOf(root, id));
    let detail: string | undefined;
    const listener = {
      signal,
      note: (line: string) => tell(id, { type: 'note', line }),
      progress: (progress: Progress) => {
        latest.set(id, progress);
        tell(id, { type: 'progress', ...progress });
        if (progress.detail === detail) return;
        detail = progress.detail;
        const now = takesOf(root, id);
        for (const name of now) if (!seen.has(name)) tell(id, { type: 'take', name });
        seen = new Set(now);
      },
    };
    const request = { ...renderRequest(root, record), ...listener };
    const job = record.job!;
    if (job.kind === 'plan') await planVideo(request);
    else if (job.kind === 'render') await renderWithQa(request, job.qa);
    else {
      const { kind: _kind, ...wanted } = job;
      const outputFolder = join(folderOf(root, id), 'exports');
      mkdirSync(outputFolder, { recursive: true });
      const { broken } = await exportVideo({ ...wanted, path: videoOf(root, id), outputFolder, ...listener });
      for (const line of broken) listener.note(`Not as the platform asks: ${line}`);
    }
  };

  const next = (): void => {
    if (running || closed) return;
    const id = queue.shift();
    if (id === undefined) return;
    const stop = new AbortController();
    const own: Running = { id, stop };
    running = own;
    ended = (async () => {
      try {
        change(id, { state: 'running', error: undefined });
        await work(readRecord(root, id), stop.signal);
        change(id, { state: 'done' });
      } catch (error) {
        // A server that ends leaves the work as running, for its next start.
        if (stop.signal.aborted && !own.as) return;
        change(id, own.as ? { state: own.as } : { state: 'failed', error: explainFailure(error).message });
      } finally {
        latest.delete(id);
        running = undefined;
        next();
      }
    })();
    ended.catch(() => {});
  };
  const isBusy = (id: string): boolean => running?.id === id || queue.includes(id);

  return {
    start(id, job) {
      if (isBusy(id)) throw new RequestError(409, 'This production is being worked on; wait, or cancel that first.');
      change(id, { job, state: 'queued', error: undefined });
      queue.push(id);
      next();
    },
    stop(id, as) {
      if (!isBusy(id)) throw new RequestError(409, 'Nothing is being done on this production.');
      if (running?.id === id) {
        running.as = as;
        running.stop.abort();
        return;
      }
      queue.splice(queue.indexOf(id), 1);
      change(id, { state: as });
    },
    listen(id, hear) {
      const heard = listeners.get(id) ?? new Set();
      listeners.set(id, heard.add(hear));
      hear(stateOf(readRecord(root, id)));
      const progress = latest.get(id);
      if (progress) hear({ type: 'progress', ...progress });
      return () => heard.delete(hear);
    },
    resume() {
      const left = listRecords(root).filter(({ state }) => state === 'running' || state === 'queued');
      queue.push(...left.reverse().map(({ id }) => id));
      next();
    },
    async close() {
      closed = true;
      running?.stop.abort();
      await ended;
    },
  };
}
