import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { downloadAsset } from '../../generators/cloud/download.ts';
import { GeneratorError, type JobState, type Json, listPrice, type Preview } from '../../generators/port.ts';
import { probeVideo } from '../../media/index.ts';
import { measured, recordJob, recordQueued, recordRefusal } from '../telemetry.ts';
import { ClipError, type ClipOrder, clipPath, type OrderContext } from './clip-order.ts';
import { findLostOrder } from './find-lost-order.ts';
import { latestJob } from './ledger.ts';
import { backOff } from './provider-gate.ts';

/** Orders in a row that were certainly not accepted before one gives up for this run. */
const mostRefusals = 8;
/** Polls in a row without an answer before one gives up for this run; the job goes on at the provider. */
const mostFailedPolls = 12;
const mostDownloads = 10;
/** Longest that one waits for a job within a run, in seconds. */
const longestWait = 3600;

/**
 * Makes a clip, or goes on where an earlier run stopped: nothing that was accepted is ordered again.
 *
 * Steps, each recorded before and after: order (one POST), await, fetch, verify. What is final stays final, what is
 * open is taken up by the provider's own handle.
 *
 * @returns the clip's path
 * @throws {ClipError} with the shot and the reason; whether it is final stands in the ledger
 */
export async function makeClip(order: ClipOrder, context: OrderContext): Promise<string> {
  const path = clipPath(context.clipsFolder, order.clip);
  if (existsSync(path)) return path;
  // The place at the provider is free when the job is over; its clip is fetched while the next job runs.
  const asked = performance.now();
  const { generator } = order;
  const attributes = { generator: generator.name };
  const made = await context.gate.job(async () => {
    recordQueued(generator.provider.name, (performance.now() - asked) / 1000);
    const { job, handle } = await measured('order', attributes, () => acceptedJob(order, context));
    return { job, handle, state: await measured('await', attributes, () => awaitJob(order, context, job, handle)) };
  }, context.signal);
  await measured('fetch', attributes, () => collect(order, context, made, path));
  return path;
}

interface Accepted {
  job: string;
  handle: Json;
}

/** The open job of an order, or a new one. */
async function acceptedJob(order: ClipOrder, context: OrderContext): Promise<Accepted> {
  const { ledger, reorderUnclear, note } = context;
  const known = latestJob(await ledger.jobs(), order.clip);
  if (known) {
    const { job, state, handle, kind, message } = known;
    if (handle !== undefined && ['submitted', 'succeeded', 'downloaded'].includes(state)) {
      if (!context.connection.isLost?.(handle)) return { job, handle };
      await ledger.append(job, { event: 'canceled', usd: 0 });
      return submit(order, context);
    }
    // The same words will be refused again.
    if (state === 'failed' && (kind === 'moderation' || kind === 'invalid-input'))
      throw new ClipError(order, kind, `${message} Change the description, or choose another generator.`);
    if (state === 'submitting' || state === 'unclear') {
      const found = await findLostOrder(order, context, job);
      if (found === 'unclear') {
        if (!reorderUnclear) throw unclear(order, context, job);
        await ledger.append(job, { event: 'given-up', message: 'Ordered anew at the user’s wish.' });
        note(`${order.shot} is ordered anew; the former order may have been accepted and paid.`);
      } else if (found !== 'absent') {
        await ledger.append(job, { event: 'submitted', handle: found });
        return { job, handle: found };
      } else
        await ledger.append(job, {
          event: 'refused',
          kind: 'unreachable',
          message: 'The provider does not know the job.',
        });
    }
  }
  return submit(order, context);
}

const unclear = (order: ClipOrder, { ledger }: OrderContext, job: string): ClipError =>
  new ClipError(
    order,
    'unknown-outcome',
    `the answer to the order was lost, so it may have been accepted and paid. Look into your account at ${order.generator.provider.title}: "phosphene jobs ${ledger.production} --found ${job.slice(0, 8)}=ID" takes the job up, --absent ${job.slice(0, 8)} tells that it is not there; or render with --reorder-unclear.`,
  );

const pause = (seconds: number, signal?: AbortSignal): Promise<unknown> => wait(seconds * 1000, undefined, { signal });

async function submit(order: ClipOrder, context: OrderContext): Promise<Accepted> {
  const { ledger, connection, gate, note, signal } = context;
  const { generator, request, clip, shot } = order;
  const usdExpected = listPrice(generator.model, request.seconds);
  for (let attempt = 0; ; attempt++) {
    await connection.ready?.();
    await context.approve(order);
    await gate.request(signal);
    signal?.throwIfAborted();
    const job = randomUUID();
    await ledger.append(job, {
      event: 'submitting',
      clip,
      shot,
      generator: generator.name,
      seconds: request.seconds,
      usdExpected,
    });
    try {
      // The signal is not handed on: a paid request that has left is waited for, so that its answer is not lost.
      const { handle, usd, warnings } = await connection.submit(generator.model, request, { jobId: job });
      await ledger.append(job, { event: 'submitted', handle, usdExpected: usd ?? usdExpected });
      for (const warning of warnings) note(`${shot}: ${warning}`);
      return { job, handle };
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
      const { kind, message, retryAfter } = error;
      if (kind === 'unknown-outcome') {
        await ledger.append(job, { event: 'unclear', message });
        const found = await findLostOrder(order, context, job);
        if (found === 'unclear') throw unclear(order, context, job);
        if (found !== 'absent') {
          await ledger.append(job, { event: 'submitted', handle: found });
          return { job, handle: found };
        }
      }
      const again = kind === 'rate-limited' || kind === 'unreachable' || kind === 'unknown-outcome';
      recordRefusal(generator.name, kind);
      await ledger.append(
        job,
        again ? { event: 'refused', kind, message } : { event: 'failed', kind, message, usd: 0 },
      );
      if (!again || attempt + 1 >= mostRefusals) throw new ClipError(order, kind, message);
      await pause(retryAfter ?? backOff(attempt, context.pollSeconds, job), signal);
    }
  }
}

type Succeeded = Extract<JobState, { state: 'succeeded' }>;

/** Keeps the latest picture of a clip in the making beside where the clip will lie, for whoever wants to look. */
function previewOf({ clip, shot }: ClipOrder, { clipsFolder, note }: OrderContext) {
  let shown: Preview | undefined;
  const path = ({ mediaType }: Preview): string =>
    join(clipsFolder, `${clip}.preview.${mediaType === 'image/png' ? 'png' : 'jpg'}`);
  return {
    async show(preview: Preview): Promise<void> {
      if (preview === shown) return;
      if (!shown) note(`${shot} can be looked at while it is made: ${path(preview)}`);
      shown = preview;
      await writeFile(`${path(preview)}.half`, preview.bytes);
      await rename(`${path(preview)}.half`, path(preview));
    },
    async clear(): Promise<void> {
      if (shown) await rm(path(shown), { force: true });
    },
  };
}

/** Polls until the job is over. A poll that fails says nothing about the job. */
async function awaitJob(order: ClipOrder, context: OrderContext, job: string, handle: Json): Promise<Succeeded> {
  const { ledger, connection, gate, pollSeconds, signal } = context;
  const began = performance.now();
  const preview = previewOf(order, context);
  let toldQueue = false;
  const wasDone = ['succeeded', 'downloaded'].includes(latestJob(await ledger.jobs(), order.clip)?.state ?? '');
  for (let failures = 0; ; ) {
    await gate.request(signal);
    signal?.throwIfAborted();
    let state: JobState;
    try {
      state = await connection.poll(handle, signal);
      failures = 0;
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
      if (error.kind === 'unauthorised' || ++failures >= mostFailedPolls)
        throw new ClipError(order, error.kind, `${error.message} The job goes on there; render again to take it up.`);
      await pause(error.retryAfter ?? backOff(failures - 1, pollSeconds, job), signal);
      continue;
    }
    if (state.state !== 'queued' && state.state !== 'running') await preview.clear();
    if (state.state === 'succeeded') {
      if (!wasDone) {
        const usd = state.usd ?? listPrice(order.generator.model, order.request.seconds);
        recordJob(order.generator.name, 'succeeded', (performance.now() - began) / 1000, usd);
        await ledger.append(job, { event: 'succeeded', usd, usdIsListPrice: state.usd === undefined });
      }
      return state;
    }
    if (state.state === 'failed') {
      const { kind, message, usd } = state;
      recordJob(order.generator.name, kind, (performance.now() - began) / 1000, usd);
      await ledger.append(job, { event: 'failed', kind, message, usd: usd ?? 0 });
      throw new ClipError(order, kind, message);
    }
    if (state.state === 'canceled') {
      await ledger.append(job, { event: 'canceled', usd: state.usd ?? 0 });
      throw new ClipError(order, 'provider', 'the job was canceled; render again to order it anew.');
    }
    if (state.progress !== undefined) context.progress?.(state.progress);
    if (state.ahead && !toldQueue) {
      toldQueue = true;
      context.note(
        `${order.shot} waits in line at ${order.generator.provider.title}: ${state.ahead === 1 ? '1 job is' : `${state.ahead} jobs are`} before it.`,
      );
    }
    if (state.preview) await preview.show(state.preview);
    // What this machine makes takes what it takes, and would be lost.
    if (!order.generator.provider.local && performance.now() - began > longestWait * 1000)
      throw new ClipError(order, 'provider', 'the job takes more than an hour; render again later to take it up.');
    await pause(pollSeconds, signal);
  }
}

/** Fetches the clip of a job that is over and looks whether it is whole. */
async function collect(
  order: ClipOrder,
  context: OrderContext,
  { job, handle, state }: Accepted & { state: Succeeded },
  path: string,
): Promise<void> {
  const { ledger, baseUrl, pollSeconds, signal } = context;
  const fetched = `${path}.fetched`;
  for (let attempt = 0; ; attempt++) {
    // Asked anew for each try: an address that has expired is replaced by a fresh one.
    const { assets } = attempt === 0 ? state : await awaitJob(order, context, job, handle);
    try {
      if (assets.length === 0) throw new GeneratorError('provider', 'the job ended without a clip.');
      const downloaded = await downloadAsset(assets[0], fetched, baseUrl, signal);
      await verify(order, fetched);
      await rename(fetched, path);
      await ledger.append(job, { event: 'downloaded', ...downloaded });
      return;
    } catch (error) {
      await rm(fetched, { force: true });
      if (!(error instanceof GeneratorError)) throw error;
      if (attempt + 1 >= mostDownloads)
        throw new ClipError(order, error.kind, `${error.message} It is paid; render again to fetch it.`);
      await pause(error.retryAfter ?? backOff(attempt, pollSeconds, job), signal);
    }
  }
}

/** A clip may miss this many seconds; its last picture then stands a little longer. */
const toleratedSeconds = 0.25;

async function verify({ secondsNeeded }: ClipOrder, path: string): Promise<void> {
  const video = await probeVideo(path).catch(error => {
    throw new GeneratorError('provider', `the clip that came cannot be read: ${(error as Error).message}`);
  });
  const seconds = video.frames / video.frameRate;
  if (!(seconds >= secondsNeeded - toleratedSeconds))
    throw new GeneratorError(
      'provider',
      `the clip that came has ${seconds.toFixed(2)} s instead of ${secondsNeeded.toFixed(2)} s.`,
    );
}
