import type { Service } from '../service.ts';

const jobPath = /^\/api\/jobs\/([^/]+)(\/cancel)?$/;

/** The parts of ComfyUI's server that a client needs; it takes any graph whose inputs name text, width, height and frames. */
export const comfyuiService: Service = {
  name: 'comfyui',
  creates: ({ method, path }) => method === 'POST' && path === '/prompt',
  polls: ({ method, path }) => method === 'GET' && jobPath.test(path),
  error: (_, message) => ({ error: { type: 'emulated', message, details: '' }, node_errors: {} }),
  answer({ method, path, body, query }, jobs, clipAddress) {
    if (path === '/system_stats')
      return { status: 200, body: { system: { comfyui_version: 'emulated' }, devices: [] } };
    if (method === 'POST' && path === '/upload/image')
      return { status: 200, body: { name: 'uploaded.png', subfolder: '', type: 'input' } };
    if (method === 'POST' && path === '/prompt') {
      const nodes = Object.values((body.prompt ?? {}) as Record<string, { inputs?: Record<string, unknown> }>);
      const inputs: Record<string, unknown> = Object.assign({}, ...nodes.map(node => node.inputs ?? {}));
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
