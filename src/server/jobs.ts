import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { Environment } from '../generators/cloud/access.ts';
import { explainFailure } from '../workflow/explain-failure.ts';
import type { Progress } from '../workflow/progress.ts';
import type { FinishedTake, Found, Money, StudioEvent } from './contract/events.ts';
import type { Job } from './contract/schemas.ts';
import { createJobLane, type JobLane } from './job-lane.ts';
import { RequestError } from './request-error.ts';
import { folderOf, listRecords, readRecord, type StudioRecord, saveRecord } from './studio-folder.ts';

/**
 * The work of the studio, in processes of its own. Analysis has a lane beside the renders, so that a new track need not
 * wait for a video; renders and exports go one at a time, since each uses all cores. What was asked for is kept on
 * disk, so that a new start goes on with it.
 */
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

/** Work in hand, and what it counts as when it is stopped. */
interface Running {
  id: string;
  as?: 'cancelled' | 'paused';
  progress?: Progress;
  takes: FinishedTake[];
  /** The waveform so far, and what else was found. */
  heard: number[];
  found: Found;
  money?: Money;
}

/** Milliseconds between two tries to write how work ended. */
const settleEvery = 1000;

interface Queue {
  lane: JobLane;
  waiting: string[];
  running?: Running;
  ended: Promise<void>;
}

/** @param done hears of work that went well, before those who listen to the production do */
export function createJobs(root: string, environment: () => Environment, done: (id: string, job: Job) => void): Jobs {
  const queueOf = (): Queue => ({ lane: createJobLane(), waiting: [], ended: Promise.resolve() });
  const queues = { plan: queueOf(), draw: queueOf() };
  const all = Object.values(queues);
  const listeners = new Map<string, Set<(event: StudioEvent) => void>>();
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
  const queueFor = (job: Job | undefined): Queue => (job?.kind === 'plan' ? queues.plan : queues.draw);
  const runningOf = (id: string): Queue | undefined => all.find(({ running }) => running?.id === id);
  const waitingOf = (id: string): Queue | undefined => all.find(({ waiting }) => waiting.includes(id));

  const finish = (id: string, job: Job): void => {
    try {
      done(id, job);
    } catch (failure) {
      // The work is done all the same.
      tell(id, { type: 'note', line: explainFailure(failure).message });
    }
  };

  /**
   * Writes how work stands after its end. Where that cannot be, as on a full disk, it is told, and tried until it can:
   * a production that counts as at work can neither be begun nor removed.
   */
  const settle = async (id: string, changes: Partial<StudioRecord>): Promise<void> => {
    for (let isTold = false; ; isTold = true) {
      try {
        change(id, changes);
        return;
      } catch (failure) {
        // A production that was taken away meanwhile has nowhere to write how it went.
        if (closed || !existsSync(folderOf(root, id))) return;
        if (!isTold) tell(id, { type: 'note', line: explainFailure(failure).message });
        await wait(settleEvery);
      }
    }
  };

  const work = async (queue: Queue, own: Running): Promise<void> => {
    const { id } = own;
    change(id, { state: 'running', error: undefined });
    const { error } = await queue.lane.work(root, id, environment(), message => {
      if (message.type === 'ended') return;
      if (message.type === 'progress') own.progress = message;
      if (message.type === 'take') own.takes.push(message);
      if (message.type === 'heard') own.heard.push(...message.peaks);
      if (message.type === 'found') own.found = { ...own.found, ...message };
      if (message.type === 'money') own.money = message;
      tell(id, message);
    });
    // What had come to its end before it could be stopped is done.
    if (own.as && error !== undefined) await settle(id, { state: own.as });
    // A server that ends leaves the work as running, for its next start.
    else if (!closed) {
      const { job, begunWith } = readRecord(root, id);
      const shown = job?.kind === 'render' ? { shownWith: begunWith } : {};
      if (error === undefined && job) finish(id, job);
      await settle(id, error === undefined ? { state: 'done', ...shown } : { state: 'failed', error });
    }
  };
  const next = (queue: Queue): void => {
    if (queue.running || closed) return;
    const id = queue.waiting.shift();
    if (id === undefined) return;
    const own: Running = { id, takes: [], heard: [], found: {} };
    queue.running = own;
    queue.ended = work(queue, own)
      .catch(failure => settle(id, { state: 'failed', error: explainFailure(failure).message }))
      .finally(() => {
        queue.running = undefined;
        next(queue);
      });
  };

  return {
    start(id, job) {
      if (runningOf(id) || waitingOf(id))
        throw new RequestError(409, 'This production is being worked on; wait, or cancel that first.');
      change(id, { job, state: 'queued', error: undefined });
      const queue = queueFor(job);
      queue.waiting.push(id);
      next(queue);
    },
    stop(id, as) {
      const busy = runningOf(id);
      if (busy) {
        busy.running!.as = as;
        busy.lane.stop();
        return;
      }
      const queue = waitingOf(id);
      if (!queue) throw new RequestError(409, 'Nothing is being done on this production.');
      queue.waiting.splice(queue.waiting.indexOf(id), 1);
      change(id, { state: as });
    },
    listen(id, hear) {
      const heard = listeners.get(id) ?? new Set();
      listeners.set(id, heard.add(hear));
      hear(stateOf(readRecord(root, id)));
      const running = runningOf(id)?.running;
      for (const take of running?.takes ?? []) hear({ type: 'take', ...take });
      if (running && running.heard.length > 0) hear({ type: 'heard', from: 0, peaks: running.heard });
      if (running && Object.keys(running.found).length > 0) hear({ ...running.found, type: 'found' });
      if (running?.money) hear({ ...running.money, type: 'money' });
      if (running?.progress) hear({ type: 'progress', ...running.progress });
      return () => {
        heard.delete(hear);
        if (heard.size === 0) listeners.delete(id);
      };
    },
    resume() {
      const left = listRecords(root).filter(({ state }) => state === 'running' || state === 'queued');
      for (const { id, job } of left.reverse()) queueFor(job).waiting.push(id);
      all.forEach(next);
      queues.plan.lane.warm();
    },
    async close() {
      closed = true;
      for (const { running, lane } of all) if (running) lane.stop();
      await Promise.all(all.map(({ ended }) => ended));
      await Promise.all(all.map(({ lane }) => lane.close()));
    },
  };
}
