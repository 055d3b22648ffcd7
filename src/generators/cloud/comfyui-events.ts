import type { Preview } from '../port.ts';
import type { Graph } from './comfyui-graph.ts';

/** How far a job is, and what of it can be seen, as ComfyUI's WebSocket tells. */
export interface ComfyuiProgress {
  /** 0 to 1 of the graph's work; undefined before it began. */
  share?: number;
  /** The latest picture out of the sampler. */
  preview?: Preview;
  /** What went wrong, in the server's words, and in which node. */
  error?: { message: string; node: string };
}

/** Work of each node of a graph, by the steps that it takes: by what the nodes do, not by their numbers. */
export type NodeWork = Record<string, number>;

/** Pictures are made in the samplers; next to them all others are quick. */
export function workOf(graph: Graph): NodeWork {
  return Object.fromEntries(
    Object.entries(graph).map(([id, { class_type, inputs }]) => {
      const sampler = /sampler/i.test(class_type) && !/select/i.test(class_type);
      return [
        id,
        sampler ? (typeof inputs.steps === 'number' ? inputs.steps : 20) : /VAEDecode/i.test(class_type) ? 2 : 0.5,
      ];
    }),
  );
}

interface NodeState {
  value: number;
  max: number;
  finished: boolean;
}

/** What a feed has heard; a pure fold over messages, so that it can be tested without a server. */
export interface ComfyuiState {
  nodes: Map<string, NodeState>;
  running?: string;
  started: boolean;
  preview?: Preview;
  error?: ComfyuiProgress['error'];
}

export const emptyState = (): ComfyuiState => ({ nodes: new Map(), started: false });

const numberOf = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Takes a text message in. Messages of other prompts are passed over. */
export function takeMessage(state: ComfyuiState, promptId: string, text: string): void {
  let message: { type?: unknown; data?: Record<string, unknown> };
  try {
    message = JSON.parse(text) as typeof message;
  } catch {
    return;
  }
  const { type, data } = message;
  if (!data || data.prompt_id !== promptId) return;
  const finish = (id: string): void => void state.nodes.set(id, { value: 1, max: 1, finished: true });
  switch (type) {
    case 'execution_start':
      state.started = true;
      return;
    case 'execution_cached':
      for (const id of Array.isArray(data.nodes) ? data.nodes : []) finish(String(id));
      return;
    case 'executing':
      // Servers before progress_state tell of a node's end only by the next one's beginning.
      if (state.running !== undefined && state.running !== data.node) finish(state.running);
      state.running = data.node === null || data.node === undefined ? undefined : String(data.node);
      state.started = true;
      return;
    case 'progress':
      if (typeof data.node === 'string')
        state.nodes.set(data.node, { value: numberOf(data.value, 0), max: numberOf(data.max, 1), finished: false });
      return;
    case 'progress_state':
      for (const [id, node] of Object.entries((data.nodes ?? {}) as Record<string, Record<string, unknown>>))
        state.nodes.set(id, {
          value: numberOf(node.value, 0),
          max: numberOf(node.max, 1),
          finished: node.state === 'finished',
        });
      return;
    case 'execution_error':
      state.error = { message: String(data.exception_message ?? '').trim(), node: String(data.node_type ?? '') };
      return;
  }
}

const decoder = new TextDecoder();

/** Takes a binary message in: a preview, with or without a note of whose it is. */
export function takeBinary(state: ComfyuiState, promptId: string, bytes: Uint8Array): void {
  if (bytes.length < 8) return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [event, second] = [view.getUint32(0), view.getUint32(4)];
  // 1: format and picture, of whatever this client has running. 4: length of a note, the note as JSON, picture.
  if (event === 1) {
    const mediaType = { 1: 'image/jpeg', 2: 'image/png' }[second];
    if (mediaType && state.started) state.preview = { mediaType, bytes: bytes.slice(8) };
  } else if (event === 4 && second <= bytes.length - 8) {
    try {
      const note = JSON.parse(decoder.decode(bytes.subarray(8, 8 + second))) as Record<string, unknown>;
      if (note.prompt_id === promptId)
        state.preview = { mediaType: String(note.image_type ?? 'image/jpeg'), bytes: bytes.slice(8 + second) };
    } catch {
      // A note that cannot be read says not whose the picture is.
    }
  }
}

/** Share of a graph's work that is done. Nodes that nothing was heard of count as they are thought to weigh. */
export function shareOf({ nodes, started }: ComfyuiState, work: NodeWork): number | undefined {
  if (!started) return undefined;
  let [done, all] = [0, 0];
  for (const id of new Set([...Object.keys(work), ...nodes.keys()])) {
    const node = nodes.get(id);
    const weight = work[id] ?? 1;
    all += weight;
    if (node) done += weight * (node.finished ? 1 : node.value / Math.max(1e-9, node.max));
  }
  return all > 0 ? Math.min(1, done / all) : undefined;
}

/** Seconds without a question after which a feed hangs up: nobody is waiting for it any more. */
const idleSeconds = 5;

/** An open ear at a server for one job. */
export interface ComfyuiFeed {
  /** What has been heard so far. Opens the connection anew where it was lost: nothing of the job depends on it. */
  now(): ComfyuiProgress;
  close(): void;
}

/**
 * Listens at ComfyUI's `/ws` for one job. The client's name there is the job's, so that any process that knows the job
 * hears of it, also after a crash.
 *
 * @param work as {@link workOf} gives it
 */
export function openFeed(baseUrl: string, jobId: string, work: NodeWork): ComfyuiFeed {
  const state = emptyState();
  let socket: WebSocket | undefined;
  let idle: NodeJS.Timeout | undefined;
  const hangUp = (): void => {
    clearTimeout(idle);
    const open = socket;
    socket = undefined;
    open?.close();
  };
  const open = (): void => {
    // Before Node 22 there is none; progress is then not told.
    if (typeof WebSocket === 'undefined') return;
    const address = `${baseUrl.replace(/^http/, 'ws')}/ws?clientId=${encodeURIComponent(jobId)}`;
    const opened = new WebSocket(address);
    opened.binaryType = 'arraybuffer';
    socket = opened;
    const forget = (): void => {
      if (socket === opened) socket = undefined;
    };
    opened.onopen = () =>
      opened.send(JSON.stringify({ type: 'feature_flags', data: { supports_preview_metadata: true } }));
    opened.onmessage = ({ data }) => {
      if (typeof data === 'string') takeMessage(state, jobId, data);
      else takeBinary(state, jobId, new Uint8Array(data as ArrayBuffer));
    };
    opened.onclose = forget;
    opened.onerror = forget;
  };
  return {
    now() {
      if (!socket) open();
      clearTimeout(idle);
      idle = setTimeout(hangUp, idleSeconds * 1000);
      idle.unref();
      const { preview, error } = state;
      return { share: shareOf(state, work), preview, error };
    },
    close: hangUp,
  };
}
