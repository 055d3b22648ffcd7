import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { encodeImage } from '../../media/index.ts';
import type { Job, JobStore } from '../jobs.ts';

interface Client {
  socket: WebSocket;
  /** Whether it asked for previews that say whose they are. */
  wantsNotes: boolean;
}

interface GraphNode {
  class_type: string;
  inputs?: Record<string, unknown>;
}

const previewSide = 32;

/** Nodes in the order in which they are run: each after those that its inputs come from. */
function inOrder(graph: Readonly<Record<string, GraphNode>>): string[] {
  const order: string[] = [];
  const visit = (id: string): void => {
    if (order.includes(id) || !graph[id]) return;
    for (const value of Object.values(graph[id].inputs ?? {})) if (Array.isArray(value)) visit(String(value[0]));
    if (!order.includes(id)) order.push(id);
  };
  for (const id of Object.keys(graph)) visit(id);
  return order;
}

/**
 * The part of ComfyUI's server that talks over WebSocket: as it does, to the client that ordered and to nobody else.
 */
export interface ComfyuiSocket {
  /** Takes a connection over from the HTTP server. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells of a job that was accepted, step by step, until it is over. */
  follow(job: Job): void;
  close(): void;
}

/** @param store whose view of a job decides what is told of it */
export function createComfyuiSocket(store: JobStore): ComfyuiSocket {
  const server = new WebSocketServer({ noServer: true });
  const clients = new Map<string, Client>();
  const timers = new Set<NodeJS.Timeout>();
  let preview: Promise<Uint8Array> | undefined;

  const remaining = (): number =>
    [...store.jobs.values()].filter(
      job => job.service === 'comfyui' && ['queued', 'running'].includes(store.view(job).phase),
    ).length;
  const status = (): object => ({ status: { exec_info: { queue_remaining: remaining() } } });
  const tell = (client: Client | undefined, type: string, data: object): void =>
    client?.socket.send(JSON.stringify({ type, data }));
  const tellAll = (): void => {
    for (const client of clients.values()) tell(client, 'status', status());
  };

  server.on('connection', (socket, request) => {
    const id = new URL(request.url ?? '', 'http://localhost').searchParams.get('clientId') ?? '';
    const client: Client = { socket, wantsNotes: false };
    clients.set(id, client);
    tell(client, 'status', { ...status(), sid: id });
    socket.on('message', raw => {
      const message = JSON.parse(String(raw)) as { type?: string; data?: { supports_preview_metadata?: boolean } };
      if (message.type !== 'feature_flags') return;
      client.wantsNotes = message.data?.supports_preview_metadata === true;
      tell(client, 'feature_flags', { supports_preview_metadata: true, max_upload_size: 104857600 });
    });
    socket.on('close', () => {
      if (clients.get(id) === client) clients.delete(id);
    });
  });

  /** A picture of the sampler's work: 4 bytes of event, 4 of format or of the note's length, all big-endian. */
  const sendPreview = async (client: Client, promptId: string, node: string): Promise<void> => {
    preview ??= encodeImage(
      previewSide, previewSide, Uint8Array.from({ length: 3 * previewSide ** 2 }, (_, i) => (i * 7) & 255), 'jpeg',
    ); // biome-ignore format: as a block
    const picture = await preview;
    const note = Buffer.from(
      client.wantsNotes
        ? JSON.stringify({
            node_id: node, prompt_id: promptId, display_node_id: node, parent_node_id: null, real_node_id: node, image_type: 'image/jpeg',
          })
        : '',
    ); // biome-ignore format: as a block
    const head = Buffer.alloc(8);
    head.writeUInt32BE(client.wantsNotes ? 4 : 1, 0);
    head.writeUInt32BE(client.wantsNotes ? note.length : 1, 4);
    client.socket.send(Buffer.concat([head, note, picture]));
  };

  const follow = (job: Job): void => {
    const { body, id } = job;
    const { prompt: graph, client_id: clientId } = body as { prompt: Record<string, GraphNode>; client_id?: string };
    const order = inOrder(graph);
    const steps = (node: string): number => (/sampler/i.test(graph[node].class_type) ? 20 : 1);
    const all = order.reduce((sum, node) => sum + steps(node), 0);
    const client = (): Client | undefined => clients.get(String(clientId));
    const stamp = (): object => ({ prompt_id: id, timestamp: Date.now() });
    let started = false;
    let running = -1;
    let told = -1;
    const nodeStates = (value: number): object =>
      Object.fromEntries(
        order.slice(0, running + 1).map((node, i) => [
          node,
          {
            value: i < running ? steps(node) : value, max: steps(node), state: i < running ? 'finished' : 'running', node_id: node, prompt_id: id,
            display_node_id: node, parent_node_id: null, real_node_id: node,
          },
        ]),
      ); // biome-ignore format: as a block
    const begin = (node: number): void => {
      running = node;
      tell(client(), 'executing', { node: order[node], display_node: order[node], prompt_id: id });
      tell(client(), 'progress_state', { prompt_id: id, nodes: nodeStates(0) });
    };
    const end = (timer: NodeJS.Timeout): void => {
      clearInterval(timer);
      timers.delete(timer);
      tell(client(), 'executing', { node: null, prompt_id: id });
      tellAll();
    };
    tellAll();
    const timer = setInterval(() => {
      const { phase, progress, moderated } = store.view(job);
      if (phase === 'queued') return;
      if (!started) {
        started = true;
        tell(client(), 'execution_start', stamp());
        tell(client(), 'execution_cached', { nodes: [], ...stamp() });
      }
      const at = { node_id: order[Math.max(0, running)], node_type: graph[order[Math.max(0, running)]].class_type };
      const executed = order.slice(0, Math.max(0, running));
      if (phase === 'canceled') {
        tell(client(), 'execution_interrupted', { ...at, executed, ...stamp() });
        return end(timer);
      }
      if (phase === 'failed') {
        tell(client(), 'execution_error', {
          ...at, executed, exception_message: moderated ? 'blocked by the safety filter' : 'CUDA out of memory',
          exception_type: 'torch.OutOfMemoryError', traceback: [], current_inputs: {}, current_outputs: [], ...stamp(),
        }); // biome-ignore format: as a block
        return end(timer);
      }
      // The first fifth of a job's time is the queue's.
      const done = Math.floor((phase === 'succeeded' ? 1 : Math.max(0, (progress - 0.2) / 0.8)) * all);
      while (told < done && running < order.length) {
        if (running < 0) begin(0);
        const before = order.slice(0, running).reduce((sum, node) => sum + steps(node), 0);
        told = Math.max(told + 1, before);
        const node = order[running];
        const value = Math.min(steps(node), told - before);
        if (steps(node) > 1) {
          tell(client(), 'progress', { value, max: steps(node), prompt_id: id, node });
          tell(client(), 'progress_state', { prompt_id: id, nodes: nodeStates(value) });
          const listener = client();
          if (listener) void sendPreview(listener, id, node);
        }
        if (told - before < steps(node)) continue;
        if (/^Save/.test(graph[node].class_type))
          tell(client(), 'executed', {
            node, display_node: node, output: { images: [{ filename: `${id}.mp4`, subfolder: '', type: 'output' }], animated: [true] }, prompt_id: id,
          }); // biome-ignore format: as a block
        if (running + 1 < order.length) begin(running + 1);
        else break;
      }
      if (phase === 'succeeded') {
        tell(client(), 'execution_success', stamp());
        end(timer);
      }
    }, 5);
    timers.add(timer);
  };

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, opened => server.emit('connection', opened, request)),
    follow,
    close() {
      for (const timer of timers) clearInterval(timer);
      for (const { socket } of clients.values()) socket.terminate();
      server.close();
    },
  };
}
