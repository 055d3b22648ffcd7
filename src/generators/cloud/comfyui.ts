import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  type Access,
  type ClipRequest,
  type Connection,
  GeneratorError,
  type JobState,
  type Json,
  type Provider,
} from '../port.ts';
import { type ComfyuiFeed, openFeed, workOf } from './comfyui-events.ts';
import { asGraph, findRoles, frameRateOf, framesOf, type Graph, missingOnServer, withRoles } from './comfyui-graph.ts';
import { createApi, errorText, field, textField } from './http.ts';
import { mediaTypeOf } from './media-input.ts';

/** ComfyUI on a machine of one's own: any open model, as the user's own graph. */
export const comfyui: Provider = {
  name: 'comfyui',
  title: 'ComfyUI',
  termsUrl: 'https://github.com/comfyanonymous/ComfyUI',
  keys: ['COMFYUI_WORKFLOW'],
  options: [],
  baseUrl: 'http://127.0.0.1:8188',
  baseUrlVariable: 'COMFYUI_BASE_URL',
  limits: { concurrent: 1, pollSeconds: 1, requestsPerSecond: 20 },
  freeQuota: 'runs on your own machine',
  models: [
    {
      name: 'workflow',
      title: 'ComfyUI with your own graph',
      capabilities: {
        durations: { least: 1, most: 10, step: 1 },
        sizes: [{ aspectRatio: '16:9', width: 1280, height: 720 }, { aspectRatio: '9:16', width: 720, height: 1280 }, { aspectRatio: '1:1', width: 960, height: 960 }],
        frameRate: 24, text: true, firstFrame: 'optional', lastFrame: false, references: 0, audio: 'no', seed: true, negativePrompt: true, guidance: true, promptLength: 4000,
      }, // biome-ignore format: a table
      price: { usdPerSecond: 0, asOf: '2026-11-23', source: 'your own machine' },
      typicalSeconds: 440,
      coherence: 0.73,
    },
  ],
  connect,
};

/** Puts a request's values where the graph has "{{prompt}}", "{{seed}}" and so on; a value alone in its quotes keeps its type. */
export function fillGraph(graph: Json, values: Readonly<Record<string, string | number>>): Json {
  if (typeof graph === 'string') {
    const whole = /^\{\{(\w+)\}\}$/.exec(graph);
    if (whole && whole[1] in values) return values[whole[1]];
    return graph.replace(/\{\{(\w+)\}\}/g, (text, name: string) => String(values[name] ?? text));
  }
  if (Array.isArray(graph)) return graph.map(part => fillGraph(part, values));
  if (graph === null || typeof graph !== 'object') return graph;
  return Object.fromEntries(Object.entries(graph).map(([key, part]) => [key, fillGraph(part, values)]));
}

const emulatedGraph: Json = {
  1: {
    class_type: 'PromptToVideo',
    inputs: {
      text: '{{prompt}}',
      seed: '{{seed}}',
      width: '{{width}}',
      height: '{{height}}',
      frames: '{{frames}}',
      frame_rate: '{{frame_rate}}',
    },
  },
  2: { class_type: 'SaveVideo', inputs: { filename_prefix: '{{job}}', video: ['1', 0] } },
};

/** Graphs that come with Phosphene, for models whose files the user has put into ComfyUI. */
export const comfyuiTemplates = ['wan', 'ltx', 'animatediff', 'sdxl'] as const;

async function readGraph(path: string): Promise<Json> {
  if (path === 'emulated-key') return emulatedGraph;
  const template = comfyuiTemplates.find(name => name === path.toLowerCase());
  if (template)
    return JSON.parse(await readFile(new URL(`comfyui-templates/${template}.json`, import.meta.url), 'utf8')) as Json;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Json;
  } catch (error) {
    throw new GeneratorError(
      'invalid-input',
      `The graph ${path} (COMFYUI_WORKFLOW) cannot be read: ${(error as Error).message}. Save it in ComfyUI with "Export (API)".`,
    );
  }
}

function connect({ keys, baseUrl }: Access): Connection {
  const api = createApi({ provider: 'ComfyUI', baseUrl, secrets: [] });
  // Nothing is paid here, but two runs of one clip would be twice the wait.
  const call = (path: string, method: 'GET' | 'POST', body?: unknown): Promise<unknown> =>
    api(path, method, body, path === '/prompt');
  /** The same; undefined where there is no such thing. */
  const callIfThere = async (path: string, method: 'GET' | 'POST', body?: unknown): Promise<unknown> => {
    try {
      return await call(path, method, body);
    } catch (error) {
      if (error instanceof GeneratorError && /answered 40[45]/.test(error.message)) return undefined;
      throw error;
    }
  };
  /** The running and the waiting jobs of all clients: number in line, name, graph. */
  const queue = async (): Promise<Record<'running' | 'pending', [number, string, Graph][]>> => {
    const answer = await callIfThere('/queue', 'GET');
    const listed = (name: string): [number, string, Graph][] => {
      const list = field(answer, name);
      return Array.isArray(list) ? (list as [number, string, Graph][]) : [];
    };
    return { running: listed('queue_running'), pending: listed('queue_pending') };
  };
  const feeds = new Map<string, ComfyuiFeed>();
  const listen = (id: string, graph: Graph): ComfyuiFeed => {
    const feed = feeds.get(id) ?? openFeed(baseUrl, id, workOf(graph));
    feeds.set(id, feed);
    return feed;
  };
  /** The ear at a job that another process ordered: the server still has its graph. */
  const listenAgain = async (id: string): Promise<ComfyuiFeed> => {
    const known = feeds.get(id);
    if (known) return known;
    const { running, pending } = await queue();
    return listen(id, [...running, ...pending].find(([, name]) => name === id)?.[2] ?? {});
  };
  const hangUp = (id: string): void => {
    feeds.get(id)?.close();
    feeds.delete(id);
  };

  /** Jobs that the server does before this one, whoever ordered them; undefined when it is no longer waiting. */
  const aheadOf = async (id: string): Promise<number | undefined> => {
    const { running, pending } = await queue();
    const own = pending.find(([, name]) => name === id);
    return own && running.length + pending.filter(([number]) => number < own[0]).length;
  };

  /** A job as servers of today tell it; put together from history and queue where the server is older. Undefined when it is unknown. */
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
    const among = (list: readonly [number, string, Graph][]): boolean => list.some(([, one]) => one === id);
    return among(running) ? { status: 'in_progress' } : among(pending) ? { status: 'pending' } : undefined;
  };

  const upload = async (path: string): Promise<string> => {
    const form = new FormData();
    form.set('image', new Blob([new Uint8Array(await readFile(path))], { type: mediaTypeOf(path) }), basename(path));
    form.set('overwrite', 'true');
    return textField('ComfyUI', await call('/upload/image', 'POST', form), 'name');
  };

  /** What the server lacks for a graph is told before it is asked to run it; asked once. */
  let known: Promise<Parameters<typeof missingOnServer>[1]> | undefined;
  const checkServer = async (graph: Graph): Promise<void> => {
    known ??= call('/object_info', 'GET') as NonNullable<typeof known>;
    const lacking = missingOnServer(graph, await known);
    if (lacking.length > 0)
      throw new GeneratorError('provider', `ComfyUI cannot run this graph: ${lacking.join('; ')}.`);
  };

  const graphByRoles = async (graph: Graph, request: ClipRequest, jobId: string, usualRate: number): Promise<Json> => {
    const roles = findRoles(graph);
    if (roles.prompt.length === 0)
      throw new GeneratorError(
        'invalid-input',
        'In the graph of COMFYUI_WORKFLOW no prompt can be found; give the node that takes it the title "phosphene: prompt", or write {{prompt}} there.',
      );
    const { firstFrame, size } = request;
    if (firstFrame && roles.firstFrame.length === 0)
      throw new GeneratorError(
        'invalid-input',
        'The graph of COMFYUI_WORKFLOW loads no picture, but the scene has one to begin with.',
      );
    if (firstFrame && 'url' in firstFrame)
      throw new GeneratorError(
        'invalid-input',
        'ComfyUI takes pictures from files; give a path instead of an address.',
      );
    await checkServer(graph);
    const frameRate = frameRateOf(graph, roles) ?? usualRate;
    return withRoles(graph, roles, {
      prompt: request.prompt,
      negativePrompt: request.negativePrompt ?? '',
      seed: request.seed ?? 0,
      guidance: request.guidance,
      width: size.width,
      height: size.height,
      frames: framesOf(graph, roles, request.seconds, frameRate),
      firstFrame: firstFrame && (await upload(firstFrame.path)),
      // Found by its name on the disk even where the server has forgotten the job.
      output: `phosphene/${jobId}`,
    }) as unknown as Json;
  };

  const graphOf = async (request: ClipRequest, jobId: string, frameRate: number): Promise<Json> => {
    const graph = await readGraph(keys.COMFYUI_WORKFLOW);
    const text = JSON.stringify(graph);
    if (!text.includes('{{')) return graphByRoles(asGraph(graph), request, jobId, frameRate);
    if (!text.includes('{{prompt}}'))
      throw new GeneratorError(
        'invalid-input',
        'The graph of COMFYUI_WORKFLOW has no {{prompt}}; write it where the description belongs.',
      );
    const { firstFrame } = request;
    if (firstFrame && !text.includes('{{first_frame}}'))
      throw new GeneratorError(
        'invalid-input',
        'The graph of COMFYUI_WORKFLOW has no {{first_frame}}, but the scene has a picture to begin with.',
      );
    if (firstFrame && 'url' in firstFrame)
      throw new GeneratorError(
        'invalid-input',
        'ComfyUI takes pictures from files; give a path instead of an address.',
      );
    return fillGraph(graph, {
      prompt: request.prompt,
      negative_prompt: request.negativePrompt ?? '',
      seed: request.seed ?? 0,
      guidance: request.guidance ?? 5,
      width: request.size.width,
      height: request.size.height,
      seconds: request.seconds,
      frame_rate: frameRate,
      frames: Math.round(request.seconds * frameRate) + 1,
      // Found by its name on the disk even where the server has forgotten the job.
      job: `phosphene/${jobId}`,
      first_frame: firstFrame ? await upload(firstFrame.path) : '',
    });
  };

  return {
    async submit(model, request, { jobId }) {
      const prompt = await graphOf(request, jobId, model.capabilities.frameRate);
      // Listening first, so that nothing is missed. The name of the job is ours to choose, and the listener's too. It goes to the end of the queue.
      listen(jobId, prompt as unknown as Graph).now();
      try {
        const answer = await call('/prompt', 'POST', { prompt, prompt_id: jobId, client_id: jobId });
        return { handle: { id: textField('ComfyUI', answer, 'prompt_id') }, warnings: [] };
      } catch (error) {
        hangUp(jobId);
        throw error;
      }
    },
    async poll(handle): Promise<JobState> {
      const id = textField('ComfyUI', handle, 'id');
      const job = await jobOf(id);
      // A server that was started anew has forgotten its jobs.
      if (job === undefined)
        throw new GeneratorError('provider', 'ComfyUI does not know the job; was it started anew?');
      const status = field(job, 'status');
      if (status === 'pending') {
        (await listenAgain(id)).now();
        return { state: 'queued', ahead: await aheadOf(id) };
      }
      if (status === 'in_progress') {
        const { share, preview } = (await listenAgain(id)).now();
        return { state: 'running', progress: share, preview };
      }
      const heard = feeds.get(id)?.now();
      hangUp(id);
      if (status === 'completed') {
        const file = videoFile(field(job, 'outputs'));
        if (!file)
          return {
            state: 'failed',
            kind: 'invalid-input',
            message: 'The graph saved no video; add a node such as SaveVideo.',
          };
        return {
          state: 'succeeded',
          assets: [{ location: { url: `${baseUrl}/view?${new URLSearchParams(file)}` } }],
          usd: 0,
        };
      }
      if (status === 'cancelled') return { state: 'canceled', usd: 0 };
      const error = field(job, 'execution_error');
      const words = errorText(field(error, 'exception_message') ?? error) || heard?.error?.message;
      const node = String(field(error, 'node_type') ?? heard?.error?.node ?? '');
      return { state: 'failed', kind: 'provider', message: explained(words || 'the graph failed', node), usd: 0 };
    },
    async cancel(handle) {
      const id = textField('ComfyUI', handle, 'id');
      hangUp(id);
      const answer = await callIfThere(`/api/jobs/${encodeURIComponent(id)}/cancel`, 'POST');
      if (answer !== undefined) return field(answer, 'cancelled') === true ? 'canceled' : 'too-late';
      // Older servers: out of the queue, or stopped where it runs. Only this very job: others may be at work there.
      await call('/queue', 'POST', { delete: [id] });
      await call('/interrupt', 'POST', { prompt_id: id });
      return 'requested';
    },
    async find({ jobId }) {
      return (await jobOf(jobId)) === undefined ? 'absent' : { id: jobId };
    },
    async check() {
      const stats = await call('/system_stats', 'GET');
      const version = String(field(stats, 'system', 'comfyui_version') ?? '');
      const device = String(field(stats, 'devices', 0, 'name') ?? '').trim();
      const summary = `ComfyUI ${version} answers${device && `, on ${device}`}`;
      const [major, minor] = version.split('.').map(Number);
      return {
        summary:
          major === 0 && minor < 3
            ? `${summary}; it is older than 0.3, which Phosphene is written for: update it if graphs fail`
            : summary,
      };
    },
  };
}

/** An error of a node in words that say what to do. */
function explained(words: string, node: string): string {
  const where = node === '' ? '' : ` in the node ${node}`;
  const first = words.split('\n')[0].trim();
  if (/out of memory|ran out of memory|\bOOM\b/i.test(words))
    return `ComfyUI ran out of graphics memory${where}; choose a smaller size or shorter scenes, a quantised model, or start ComfyUI with --lowvram.`;
  if (/mat1 and mat2 shapes|size mismatch|shapes cannot be multiplied/i.test(words))
    return `Model and text encoder do not fit together${where} (${first}); the graph must load those that belong together.`;
  if (/No module named|cannot import/i.test(words))
    return `ComfyUI lacks a Python package${where} (${first}); install what its custom node asks for, with ComfyUI-Manager.`;
  return `ComfyUI failed${where}: ${first.replace(/[.\s]+$/, '')}.`;
}

/** The first video that any node saved. */
function videoFile(outputs: unknown): Record<string, string> | undefined {
  if (Array.isArray(outputs)) {
    for (const part of outputs) {
      const found = videoFile(part);
      if (found) return found;
    }
    return undefined;
  }
  if (outputs === null || typeof outputs !== 'object') return undefined;
  const { filename, subfolder, type } = outputs as Record<string, unknown>;
  if (typeof filename === 'string' && /\.(?:mp4|webm|mov|mkv)$/i.test(filename))
    return { filename, subfolder: String(subfolder ?? ''), type: String(type ?? 'output') };
  return videoFile(Object.values(outputs));
}
