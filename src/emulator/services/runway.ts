import { runway } from '../../generators/cloud/runway.ts';
import { listPrice } from '../../generators/port.ts';
import type { Service } from '../service.ts';

const creates = /^\/v1\/(?:image|text|video)_to_video$/;
const task = /^\/v1\/tasks\/([\w-]+)$/;

/** Runway's developer API, version 2024-11-06. */
export const runwayService: Service = {
  name: 'runway',
  creates: ({ method, path }) => method === 'POST' && creates.test(path),
  polls: ({ method, path }) => method === 'GET' && task.test(path),
  error: (_, message) => ({ error: message }),
  answer({ method, path, body, headers }, jobs, clipAddress) {
    if (!/^Bearer ./.test(String(headers.authorization))) return { status: 401, body: { error: 'Invalid API key.' } };
    if (method === 'POST' && creates.test(path)) {
      const model = runway.models.find(({ name }) => name === body.model);
      const [width, height] = String(body.ratio ?? '1280:720')
        .split(':')
        .map(Number);
      if (!model) return { status: 400, body: { error: `Unknown model ${body.model}.` } };
      if (!headers['x-runway-version']) return { status: 400, body: { error: 'X-Runway-Version is missing.' } };
      if (path.includes('text') && typeof body.promptText !== 'string')
        return { status: 400, body: { error: 'promptText is required.' } };
      if (String(body.promptText ?? '').length > model.capabilities.promptLength)
        return { status: 400, body: { error: 'promptText is too long.' } };
      const usd = listPrice(model, Number(body.duration)) ?? 0;
      const seed = typeof body.seed === 'number' ? body.seed : undefined;
      const job = jobs.accept('runway', {
        prompt: String(body.promptText ?? ''),
        seconds: Number(body.duration),
        width,
        height,
        seed,
        model: model.name,
        usd,
        body,
      });
      return { status: 200, body: { id: job.id, estimatedCost: { credits: Math.round(usd * 100) } } };
    }
    if (method === 'GET' && path === '/v1/organization')
      return {
        status: 200,
        body: {
          creditBalance: 100_000 - Math.round(jobs.spent() * 100),
          tier: { maxMonthlyCreditSpend: 10_000, models: {} },
          usage: { models: {} },
        },
      };
    const id = task.exec(path)?.[1];
    const job = id === undefined ? undefined : jobs.get('runway', id);
    if (id !== undefined && !job) return { status: 404, body: { error: 'Task not found.' } };
    if (!job) return undefined;
    if (method === 'DELETE') {
      if (!jobs.cancel(job)) job.deleted = true;
      return { status: 204 };
    }
    const { phase, progress, moderated } = jobs.view(job);
    const credits = Math.round(job.usd * 100);
    const common = { id: job.id, createdAt: job.createdAt.toISOString() };
    if (phase === 'queued') return { status: 200, body: { ...common, status: 'PENDING', estimatedCost: { credits } } };
    if (phase === 'running')
      return { status: 200, body: { ...common, status: 'RUNNING', progress, estimatedCost: { credits } } };
    if (phase === 'succeeded')
      return { status: 200, body: { ...common, status: 'SUCCEEDED', output: [clipAddress(job)], cost: { credits } } };
    if (phase === 'canceled') return { status: 200, body: { ...common, status: 'CANCELLED', cost: { credits: 0 } } };
    const failure = moderated
      ? { failure: 'The prompt was refused.', failureCode: 'SAFETY.INPUT.TEXT' }
      : { failure: 'The clip could not be made.', failureCode: 'INTERNAL.BAD_OUTPUT.CODE01' };
    return { status: 200, body: { ...common, status: 'FAILED', ...failure, cost: { credits: 0 } } };
  },
};
