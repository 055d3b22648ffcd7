import { kling } from '../../generators/cloud/kling.ts';
import { listPrice } from '../../generators/port.ts';
import { type Service, sizeOf } from '../service.ts';

const kinds = /^\/v1\/videos\/(text2video|image2video|multi-image2video)(?:\/([\w-]+))?$/;
const ok = (data: unknown) => ({ status: 200, body: { code: 0, message: 'SUCCEED', request_id: 'emulated', data } });

/** Kling's API with its envelope. */
export const klingService: Service = {
  name: 'kling',
  creates: ({ method, path }) => method === 'POST' && kinds.test(path),
  polls: ({ method, path }) => method === 'GET' && kinds.test(path),
  error: (status, message) => ({ code: status === 429 ? 1303 : status * 10, message, request_id: 'emulated' }),
  answer({ method, path, body, headers }, jobs, clipAddress) {
    const [, kind, id] = kinds.exec(path) ?? [];
    if (!kind && path !== '/account/costs') return undefined;
    if (!/^Bearer ./.test(String(headers.authorization)))
      return { status: 401, body: { code: 1000, message: 'Authentication failed', request_id: 'emulated' } };
    if (!kind)
      return ok({
        resource_pack_subscribe_infos: [
          { resource_pack_name: 'Emulated', status: 'online', total_quantity: 1000, remaining_quantity: 640 },
        ],
      });
    if (method === 'POST') {
      const model = kling.models.find(({ name }) => name === body.model_name);
      if (!model || !['5', '10'].includes(String(body.duration)))
        return { status: 400, body: { code: 1201, message: 'Invalid parameters', request_id: 'emulated' } };
      const clientId = typeof body.external_task_id === 'string' ? body.external_task_id : undefined;
      if (clientId && jobs.byClientId('kling', clientId))
        return { status: 400, body: { code: 1201, message: 'external_task_id is taken', request_id: 'emulated' } };
      const seconds = Number(body.duration);
      const usd = listPrice(model, seconds) ?? 0;
      const job = jobs.accept('kling', {
        prompt: String(body.prompt),
        seconds,
        ...sizeOf(body.aspect_ratio, 1080),
        model: `${model.name} ${kind}`,
        clientId,
        usd,
        body,
      });
      return ok({ task_id: job.id, task_status: 'submitted', task_info: { external_task_id: clientId } });
    }
    const job = id === undefined ? undefined : (jobs.get('kling', id) ?? jobs.byClientId('kling', id));
    if (!job?.model.endsWith(` ${kind}`))
      return { status: 404, body: { code: 1203, message: 'The task is not found', request_id: 'emulated' } };
    const { phase, moderated } = jobs.view(job);
    const common = { task_id: job.id, task_info: { external_task_id: job.clientId } };
    if (phase === 'succeeded')
      return ok({
        ...common,
        task_status: 'succeed',
        task_result: { videos: [{ id: job.id, url: clipAddress(job), duration: String(job.seconds) }] },
      });
    if (phase === 'failed' || phase === 'canceled')
      return ok({
        ...common,
        task_status: 'failed',
        task_status_msg: moderated ? 'Failure to pass the risk control system' : 'The clip could not be made',
      });
    return ok({ ...common, task_status: phase === 'queued' ? 'submitted' : 'processing' });
  },
};
