import type { Access, Connection, JobState, Provider } from '../port.ts';
import { type ComfyuiFeed, openFeed, workOf } from './comfyui-events.ts';
import type { Graph } from './comfyui-graph.ts';
import { graphFor } from './comfyui-request.ts';
import { openComfyuiServer } from './comfyui-server.ts';
import { errorText, field, textField } from './http.ts';

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

function connect({ keys, baseUrl }: Access): Connection {
  const server = openComfyuiServer(baseUrl);
  const { call, callIfThere, jobOf } = server;
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
    return listen(id, (await server.graphOf(id)) ?? {});
  };
  const hangUp = (id: string): void => {
    feeds.get(id)?.close();
    feeds.delete(id);
  };

  return {
    async submit(model, request, { jobId }) {
      const prompt = await graphFor(keys.COMFYUI_WORKFLOW, request, jobId, model.capabilities.frameRate, server);
      // Listening first, so that nothing is missed. The name of the job is ours to choose, and the listener's too. It
      // goes to the end of the queue.
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
      if (job === undefined)
        return {
          state: 'failed',
          kind: 'provider',
          message: 'ComfyUI no longer knows the job, as when it was started anew; render again to order it anew.',
          usd: 0,
        };
      const status = field(job, 'status');
      if (status === 'pending') {
        (await listenAgain(id)).now();
        return { state: 'queued', ahead: await server.aheadOf(id) };
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
