import type { Job, JobStore } from '../jobs.ts';
import type { Service } from '../service.ts';

const jobPath = /^\/api\/jobs\/([^/]+)(\/cancel)?$/;

const emulatedNodes = [
  'UNETLoader', 'CLIPLoader', 'VAELoader', 'ModelSamplingSD3', 'CLIPTextEncode', 'EmptyHunyuanLatentVideo', 'KSampler', 'VAEDecode', 'CreateVideo', 'SaveVideo',
  'CheckpointLoaderSimple', 'LTXVConditioning', 'EmptyLTXVLatentVideo', 'LTXVScheduler', 'KSamplerSelect', 'SamplerCustom', 'LoadImage', 'EmptyLatentImage',
  'ImageOnlyCheckpointLoader', 'SVD_img2vid_Conditioning', 'VideoLinearCFGGuidance', 'PromptToVideo',
]; // biome-ignore format: a list
const emulatedCheckpoints = ['ltx-video-2b-v0.9.5.safetensors', 'sd_xl_base_1.0.safetensors'];

/** Jobs that are not over, the one that runs first. */
function open(jobs: JobStore): Job[] {
  return [...jobs.jobs.values()]
    .filter(job => job.service === 'comfyui' && ['queued', 'running'].includes(jobs.view(job).phase))
    .sort((a, b) => a.finishesAt - b.finishesAt);
}

/** One graph at a time: a job begins when those before it are over. */
function queueUp(job: Job, others: readonly Job[]): void {
  const wait = Math.max(0, ...others.map(({ finishesAt }) => finishesAt - job.acceptedAt));
  job.acceptedAt += wait;
  job.finishesAt += wait;
}

/** Takes a job out; those behind it move up by the time that it would still have taken. */
function cancel(job: Job, jobs: JobStore): boolean {
  const waiting = open(jobs);
  const before = waiting[waiting.indexOf(job) - 1]?.finishesAt;
  if (!jobs.cancel(job)) return false;
  const freed = job.finishesAt - Math.max(before ?? job.canceledAt!, job.canceledAt!);
  for (const one of waiting.slice(waiting.indexOf(job) + 1)) {
    one.acceptedAt -= freed;
    one.finishesAt -= freed;
  }
  return true;
}

/** As the server lists a job in its queue: number, name, graph, what came with it, nodes whose output is wanted. */
const queued = (job: Job, number: number): unknown[] => {
  const { prompt, client_id } = job.body as { prompt?: unknown; client_id?: string };
  return [number, job.id, prompt, { client_id }, []];
};

/**
 * The parts of ComfyUI's server that a client needs; it takes any graph whose inputs name text, width, height and
 * frames.
 */
export const comfyuiService: Service = {
  name: 'comfyui',
  creates: ({ method, path }) => method === 'POST' && path === '/prompt',
  polls: ({ method, path }) => method === 'GET' && jobPath.test(path),
  error: (_, message) => ({ error: { type: 'emulated', message, details: '' }, node_errors: {} }),
  answer({ method, path, body, query }, jobs, clipAddress) {
    if (path === '/system_stats')
      return {
        status: 200,
        body: {
          system: { os: 'posix', comfyui_version: '0.3.62', python_version: '3.12', embedded_python: false },
          devices: [{ name: 'emulated', type: 'cpu', index: 0, vram_total: 0, vram_free: 0 }],
        },
      };
    if (path === '/queue' && method === 'GET') {
      const [running, ...pending] = open(jobs);
      return {
        status: 200,
        body: {
          queue_running: running ? [queued(running, 0)] : [],
          queue_pending: pending.map((job, i) => queued(job, i + 1)),
        },
      };
    }
    if ((path === '/queue' || path === '/interrupt') && method === 'POST') {
      const [running] = open(jobs);
      const wanted = path === '/queue' ? (body.delete as string[]) : [String(body.prompt_id ?? running?.id)];
      for (const id of wanted ?? []) {
        const job = jobs.get('comfyui', id);
        // What runs is interrupted, what waits is deleted; neither does the other's work.
        if (job && (job === running) === (path === '/interrupt')) cancel(job, jobs);
      }
      return { status: 200 };
    }
    if (path === '/object_info')
      // As the server lists them: a class, its inputs, and for choices the values that there are.
      return {
        status: 200,
        body: Object.fromEntries(
          emulatedNodes.map(name => [
            name,
            { input: { required: name === 'CheckpointLoaderSimple' ? { ckpt_name: [emulatedCheckpoints] } : {} } },
          ]),
        ),
      };
    if (method === 'POST' && path === '/upload/image')
      return { status: 200, body: { name: 'uploaded.png', subfolder: '', type: 'input' } };
    if (method === 'POST' && path === '/prompt') {
      const nodes = Object.values((body.prompt ?? {}) as Record<string, { inputs?: Record<string, unknown> }>);
      // The first text is the prompt, as graphs are read from the top.
      const inputs: Record<string, unknown> = Object.assign({}, ...nodes.map(node => node.inputs ?? {}).toReversed());
      inputs.frames ??= inputs.length ?? inputs.batch_size;
      inputs.frame_rate ??= inputs.fps;
      inputs.seed ??= inputs.noise_seed;
      if (nodes.length === 0 || typeof inputs.text !== 'string')
        return {
          status: 400,
          body: { error: { type: 'no_prompt', message: 'No prompt provided', details: '' }, node_errors: {} },
        };
      const id = typeof body.prompt_id === 'string' ? body.prompt_id : undefined;
      const seconds = (Number(inputs.frames) - 1) / Number(inputs.frame_rate);
      const order = {
        prompt: inputs.text,
        seconds,
        width: Number(inputs.width),
        height: Number(inputs.height),
        seed: Number(inputs.seed),
        model: 'workflow',
        clientId: id,
        usd: 0,
        body,
      };
      const unknown = Object.entries(body.prompt as Record<string, { class_type: string }>).filter(
        ([, { class_type }]) => !emulatedNodes.includes(class_type),
      );
      if (unknown.length > 0)
        return {
          status: 400,
          body: {
            error: {
              type: 'invalid_prompt',
              message: `Cannot execute because node ${unknown[0][1].class_type} does not exist.`,
              details: `Node ID '#${unknown[0][0]}'`,
              extra_info: {},
            },
            node_errors: {},
          },
        };
      const others = open(jobs);
      const job = jobs.accept('comfyui', order, id);
      queueUp(job, others);
      return { status: 200, body: { prompt_id: job.id, number: jobs.jobs.size, node_errors: {} } };
    }
    if (path === '/view') {
      const job = jobs.get('comfyui', String(query.get('filename')).replace(/\.mp4$/, ''));
      return job ? { status: 307, headers: { location: clipAddress(job) } } : { status: 404 };
    }
    const found = jobPath.exec(path);
    const job = found ? jobs.get('comfyui', decodeURIComponent(found[1])) : undefined;
    if (!found) return undefined;
    if (!job) return { status: 404, body: { error: 'Job not found' } };
    if (found[2]) return { status: 200, body: { cancelled: cancel(job, jobs) } };
    const { phase, moderated } = jobs.view(job);
    const status = {
      queued: job === open(jobs)[0] ? 'in_progress' : 'pending',
      running: 'in_progress',
      succeeded: 'completed',
      failed: 'failed',
      canceled: 'cancelled',
    }[phase];
    const outputs =
      phase === 'succeeded'
        ? { 2: { images: [{ filename: `${job.id}.mp4`, subfolder: '', type: 'output' }], animated: [true] } }
        : {};
    const failure =
      phase === 'failed'
        ? {
            execution_error: {
              node_type: 'KSampler',
              exception_message: moderated ? 'blocked by the safety filter' : 'CUDA out of memory',
            },
          }
        : {};
    return { status: 200, body: { id: job.id, status, outputs, ...failure } };
  },
};
