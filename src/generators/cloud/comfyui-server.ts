import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { GeneratorError } from '../port.ts';
import { type Graph, missingOnServer } from './comfyui-graph.ts';
import { createApi, field, textField } from './http.ts';
import { mediaTypeOf } from './media-input.ts';

/** A job in the queue: its number in line, its name, its graph. */
type Queued = [number: number, name: string, graph: Graph];

/** A ComfyUI server, asked over HTTP: what it does for whom, and what it can. */
export interface ComfyuiServer {
  call(path: string, method: 'GET' | 'POST', body?: unknown): Promise<unknown>;
  /** The same; undefined where there is no such thing. */
  callIfThere(path: string, method: 'GET' | 'POST', body?: unknown): Promise<unknown>;
  /** The graph of a job that runs or waits. */
  graphOf(id: string): Promise<Graph | undefined>;
  /** Jobs that are done before this one, whoever ordered them; undefined when it is no longer waiting. */
  aheadOf(id: string): Promise<number | undefined>;
  /**
   * A job as servers of today tell it; put together from history and queue where the server is older. Undefined when it
   * is unknown.
   */
  jobOf(id: string): Promise<unknown>;
  /** Brings a picture there. @returns its name there */
  upload(path: string): Promise<string>;
  /** @throws {GeneratorError} when the server lacks nodes or files of a graph: told before it is asked to run it */
  checkFor(graph: Graph): Promise<void>;
}

export function openComfyuiServer(baseUrl: string): ComfyuiServer {
  const api = createApi({ provider: 'ComfyUI', baseUrl, secrets: [] });
  // Nothing is paid here, but two runs of one clip would be twice the wait.
  const call: ComfyuiServer['call'] = (path, method, body) => api(path, method, body, path === '/prompt');
  const callIfThere: ComfyuiServer['callIfThere'] = async (path, method, body) => {
    try {
      return await call(path, method, body);
    } catch (error) {
      if (error instanceof GeneratorError && /answered 40[45]/.test(error.message)) return undefined;
      throw error;
    }
  };
  /** The running and the waiting jobs of all clients: number in line, name, graph. */
  const queue = async (): Promise<Record<'running' | 'pending', Queued[]>> => {
    const answer = await callIfThere('/queue', 'GET');
    const listed = (name: string): Queued[] => {
      const list = field(answer, name);
      return Array.isArray(list) ? (list as Queued[]) : [];
    };
    return { running: listed('queue_running'), pending: listed('queue_pending') };
  };
  const aheadOf = async (id: string): Promise<number | undefined> => {
    const { running, pending } = await queue();
    const own = pending.find(([, name]) => name === id);
    return own && running.length + pending.filter(([number]) => number < own[0]).length;
  };

  const jobOf = async (id: string): Promise<unknown> => {
    const name = encodeURIComponent(id);
    const job = await callIfThere(`/api/jobs/${name}`, 'GET');
    if (job !== undefined) return job;
    const past = field(await callIfThere(`/history/${name}`, 'GET'), id);
    if (past !== undefined) {
      const messages = field(past, 'status', 'messages');
      const said = (type: string): unknown =>
        Array.isArray(messages) ? (messages as [string, unknown][]).find(([one]) => one === type)?.[1] : undefined;
      const error = said('execution_error');
      const status = said('execution_interrupted') ? 'cancelled' : error ? 'failed' : 'completed';
      return { status, outputs: field(past, 'outputs'), execution_error: error };
    }
    const { running, pending } = await queue();
    const among = (list: readonly Queued[]): boolean => list.some(([, one]) => one === id);
    return among(running) ? { status: 'in_progress' } : among(pending) ? { status: 'pending' } : undefined;
  };

  const upload = async (path: string): Promise<string> => {
    const form = new FormData();
    form.set('image', new Blob([new Uint8Array(await readFile(path))], { type: mediaTypeOf(path) }), basename(path));
    form.set('overwrite', 'true');
    return textField('ComfyUI', await call('/upload/image', 'POST', form), 'name');
  };

  // Asked once.
  let known: Promise<Parameters<typeof missingOnServer>[1]> | undefined;
  const checkFor = async (graph: Graph): Promise<void> => {
    known ??= call('/object_info', 'GET') as NonNullable<typeof known>;
    const lacking = missingOnServer(graph, await known);
    if (lacking.length > 0)
      throw new GeneratorError('provider', `ComfyUI cannot run this graph: ${lacking.join('; ')}.`);
  };

  return {
    call,
    callIfThere,
    async graphOf(id) {
      const { running, pending } = await queue();
      return [...running, ...pending].find(([, name]) => name === id)?.[2];
    },
    aheadOf,
    jobOf,
    upload,
    checkFor,
  };
}
