import type { Service } from '../service.ts';

const jobPath = /^\/api\/jobs\/([^/]+)(\/cancel)?$/;

const emulatedNodes = [
  'UNETLoader', 'CLIPLoader', 'VAELoader', 'ModelSamplingSD3', 'CLIPTextEncode', 'EmptyHunyuanLatentVideo', 'KSampler', 'VAEDecode', 'CreateVideo', 'SaveVideo',
  'CheckpointLoaderSimple', 'LTXVConditioning', 'EmptyLTXVLatentVideo', 'LTXVScheduler', 'KSamplerSelect', 'SamplerCustom', 'LoadImage', 'EmptyLatentImage',
]; // biome-ignore format: a list
const emulatedCheckpoints = ['ltx-video-2b-v0.9.5.safetensors'];

/** The parts of ComfyUI's server that a client needs; it takes any graph whose inputs name text, width, height and frames. */
export const comfyuiService: Service = {
  name: 'comfyui',
  creates: ({ method, path }) => method === 'POST' && path === '/prompt',
  polls: ({ method, path }) => method === 'GET' && jobPath.test(path),
  error: (_, message) => ({ error: { type: 'emulated', message, details: '' }, node_errors: {} }),
  answer({ method, path, body, query }, jobs, clipAddress) {
    if (path === '/system_stats')
      return { status: 200, body: { system: { comfyui_version: 'emulated' }, devices: [] } };
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
      return {
        status: 200,
        body: { prompt_id: jobs.accept('comfyui', order, id).id, number: jobs.jobs.size, node_errors: {} },
      };
    }
    if (path === '/view') {
      const job = jobs.get('comfyui', String(query.get('filename')).replace(/\.mp4$/, ''));
      return job ? { status: 307, headers: { location: clipAddress(job) } } : { status: 404 };
    }
    const found = jobPath.exec(path);
    const job = found ? jobs.get('comfyui', decodeURIComponent(found[1])) : undefined;
    if (!found) return undefined;
    if (!job) return { status: 404, body: { error: 'Job not found' } };
    if (found[2]) return { status: 200, body: { cancelled: jobs.cancel(job) } };
    const { phase, moderated } = jobs.view(job);
    const status = {
      queued: 'pending',
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
        ? { execution_error: { exception_message: moderated ? 'blocked by the safety filter' : 'out of memory' } }
        : {};
    return { status: 200, body: { id: job.id, status, outputs, ...failure } };
  },
};
