import { mkdtempSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClipMaker } from './clips.ts';
import { createJobStore, type Fault, type Job, type JobStore, type Order } from './jobs.ts';
import type { Answer, Call, Service } from './service.ts';
import { createComfyuiSocket } from './services/comfyui-socket.ts';
import { services } from './services/index.ts';

export interface EmulatorOptions {
  /** Port on 127.0.0.1; a free one by default. */
  port?: number;
  /** Milliseconds from acceptance to the finished clip. */
  latency?: number;
  /** Clips are this much smaller than asked for: 1 is their real size. */
  shrink?: number;
  faults?: readonly Fault[];
  /** Hands out another file in place of a finished clip: one with defects, say. */
  replaceClip?(order: Order, path: string): Promise<string>;
  /** Hears of each request. */
  log?(line: string): void;
}

/** Servers on this machine that speak as the providers do. */
export interface Emulator {
  /** "http://127.0.0.1:8787" */
  address: string;
  /** Environment that sends every adapter here; the keys are made up. */
  environment: Record<string, string>;
  store: JobStore;
  /** Requests by "service create", "service poll" and so on. */
  counts: Map<string, number>;
  close(): Promise<void>;
}

const mostBodyBytes = 64_000_000;

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > mostBodyBytes) throw new Error('The request is too large.');
    chunks.push(chunk as Buffer);
  }
  const raw = Buffer.concat(chunks);
  if (raw.length === 0) return {};
  try {
    const body: unknown = JSON.parse(raw.toString('utf8'));
    return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : { value: body };
  } catch {
    return { raw };
  }
}

/** The clip of a job as the file server sends it, whole or broken as a fault wants it. */
async function sendClip(job: Job, address: number, store: JobStore, response: ServerResponse): Promise<void> {
  job.downloads++;
  const fault = store.fault(job.service, 'download', job.prompt);
  if (fault?.how === 'expired') job.expired.add(address);
  if (job.expired.has(address) || address > job.addresses) {
    response
      .writeHead(403, { 'content-type': 'text/xml' })
      .end('<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>');
    return;
  }
  if (typeof fault?.how === 'number') {
    response
      .writeHead(fault.how, fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) })
      .end();
    return;
  }
  const bytes = await readFile(await job.clip);
  response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes.length });
  if (fault?.how === 'truncated') {
    response.write(bytes.subarray(0, bytes.length >> 1), () => response.destroy());
    return;
  }
  if (fault?.how === 'slow') {
    const step = Math.ceil(bytes.length / 10);
    for (let at = 0; at < bytes.length; at += step) {
      response.write(bytes.subarray(at, at + step));
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    response.end();
    return;
  }
  response.end(bytes);
}

/** Starts the emulator. */
export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-emulator-'));
  const clips = createClipMaker(folder, options.shrink ?? 1);
  const store = createJobStore({
    latency: options.latency ?? 3000,
    makeClip: async order => {
      const path = await clips.make(order);
      return options.replaceClip ? options.replaceClip(order, path) : path;
    },
    now: () => performance.now(),
  });
  store.addFaults(options.faults ?? []);
  const comfyui = createComfyuiSocket(store);
  const counts = new Map<string, number>();
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1);
  let address = '';

  const send = (response: ServerResponse, { status, body, headers }: Answer): void => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  };
  const clipAddress = (job: Job): string => `${address}/${job.service}/files/${job.id}/${++job.addresses}.mp4`;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const url = new URL(request.url ?? '/', address);
    const [, first, ...rest] = url.pathname.split('/');
    if (first === 'control') return control(rest.join('/'), request, response, store, counts);
    const service = services.find(({ name }) => name === first);
    if (!service)
      return send(response, {
        status: 404,
        body: { error: `The emulator speaks ${services.map(s => s.name).join(', ')}.` },
      });
    if (rest[0] === 'files') {
      const job = store.get(service.name, rest[1]);
      count(`${service.name} download`);
      if (!job) return send(response, { status: 404 });
      return sendClip(job, Number.parseInt(rest[2], 10), store, response);
    }
    const call: Call = {
      method: request.method ?? 'GET',
      path: `/${rest.join('/')}`,
      query: url.searchParams,
      headers: request.headers,
      body: await readBody(request),
    };
    return answer(service, call, request, response);
  };

  const answer = (service: Service, call: Call, request: IncomingMessage, response: ServerResponse): void => {
    const kind = service.creates(call) ? 'create' : service.polls(call) ? 'poll' : 'other';
    count(`${service.name} ${kind}`);
    options.log?.(`${service.name} ${call.method} ${call.path}`);
    const fault = kind === 'other' ? undefined : store.fault(service.name, kind, JSON.stringify(call.body));
    if (fault?.how === 'drop') {
      request.socket.destroy();
      return;
    }
    if (typeof fault?.how === 'number') {
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) };
      send(response, {
        status: fault.how,
        body: service.error(fault.how, `Emulated error ${fault.how}.`),
        headers,
      });
      return;
    }
    const before = store.jobs.size;
    const tell = (): Answer | undefined => service.answer(call, store, clipAddress);
    const given = fault?.how === 'stale' ? store.asBefore(tell) : tell();
    if (kind === 'create' && store.jobs.size > before) {
      count(`${service.name} accepted`);
      if (service.name === 'comfyui') comfyui.follow([...store.jobs.values()].at(-1)!);
    }
    if (fault?.how === 'lose-answer') {
      request.socket.destroy();
      return;
    }
    send(response, given ?? { status: 404, body: service.error(404, 'There is no such address.') });
  };

  const server = createServer((request, response) => {
    serve(request, response).catch(error => {
      if (!response.headersSent) send(response, { status: 500, body: { error: String((error as Error).message) } });
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/comfyui/ws')) return socket.destroy();
    count('comfyui socket');
    comfyui.upgrade(request, socket, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment: Record<string, string> = { PHOSPHENE_EMULATOR: address };
  return {
    address,
    environment,
    store,
    counts,
    async close() {
      comfyui.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
      await clips.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The emulator's own addresses: faults to come, and what has happened. */
async function control(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  store: JobStore,
  counts: ReadonlyMap<string, number>,
): Promise<void> {
  const json = (body: unknown): void =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  if (path === 'faults' && request.method === 'POST') {
    const { faults } = await readBody(request);
    store.addFaults(faults as Fault[]);
    return json({ added: (faults as Fault[]).length });
  }
  if (path === 'jobs') {
    const jobs = [...store.jobs.values()].map(job => ({
      id: job.id,
      service: job.service,
      model: job.model,
      prompt: job.prompt,
      seconds: job.seconds,
      clientId: job.clientId,
      phase: store.view(job).phase,
      usd: job.usd,
      downloads: job.downloads,
    }));
    return json({ jobs, spent: store.spent(), counts: Object.fromEntries(counts) });
  }
  response.writeHead(404).end();
}
