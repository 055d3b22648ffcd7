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
export const comfyuiTemplates = ['wan', 'ltx', 'animatediff'] as const;

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
      // The name of the job is ours to choose.
      const answer = await call('/prompt', 'POST', { prompt, prompt_id: jobId });
      return { handle: { id: textField('ComfyUI', answer, 'prompt_id') }, warnings: [] };
    },
    async poll(handle): Promise<JobState> {
      const job = await call(`/api/jobs/${encodeURIComponent(textField('ComfyUI', handle, 'id'))}`, 'GET');
      const status = field(job, 'status');
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
      if (status === 'failed') {
        const error = field(job, 'execution_error');
        return {
          state: 'failed',
          kind: 'provider',
          message: `${errorText(field(error, 'exception_message') ?? error) || 'the graph failed'}`,
          usd: 0,
        };
      }
      if (status === 'cancelled') return { state: 'canceled', usd: 0 };
      return { state: status === 'pending' ? 'queued' : 'running' };
    },
    async cancel(handle) {
      const answer = await call(`/api/jobs/${encodeURIComponent(textField('ComfyUI', handle, 'id'))}/cancel`, 'POST');
      return field(answer, 'cancelled') === true ? 'canceled' : 'too-late';
    },
    async find({ jobId }) {
      try {
        await call(`/api/jobs/${encodeURIComponent(jobId)}`, 'GET');
        return { id: jobId };
      } catch (error) {
        if (error instanceof GeneratorError && error.kind === 'invalid-input') return 'absent';
        throw error;
      }
    },
    async check() {
      const stats = await call('/system_stats', 'GET');
      return { summary: `ComfyUI ${field(stats, 'system', 'comfyui_version') ?? ''} answers` };
    },
  };
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
