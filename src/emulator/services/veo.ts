import { linesOf, type Service, sizeOf } from '../service.ts';

const create = /^\/v1beta\/models\/([\w.-]+):predictLongRunning$/;
const operation = /^\/v1beta\/models\/[\w.-]+\/operations\/([\w-]+)$/;

/** Veo as the Gemini API speaks it: long-running operations. */
export const veoService: Service = {
  name: 'veo',
  creates: ({ method, path }) => method === 'POST' && create.test(path),
  polls: ({ method, path }) => method === 'GET' && operation.test(path),
  error: (status, message) => ({
    error: { code: status, message, status: status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL' },
  }),
  answer({ method, path, body, headers }, jobs, clipAddress) {
    if (!headers['x-goog-api-key'])
      return {
        status: 403,
        body: { error: { code: 403, message: 'The request is missing a valid API key.', status: 'PERMISSION_DENIED' } },
      };
    const model = create.exec(path)?.[1];
    if (method === 'POST' && model) {
      const [instance] = (body.instances ?? []) as Record<string, unknown>[];
      const parameters = (body.parameters ?? {}) as Record<string, unknown>;
      if (typeof instance?.prompt !== 'string')
        return {
          status: 400,
          body: { error: { code: 400, message: 'A prompt is required.', status: 'INVALID_ARGUMENT' } },
        };
      const seconds = Number(parameters.durationSeconds ?? 8);
      const job = jobs.accept('veo', {
        prompt: instance.prompt,
        seconds,
        ...sizeOf(parameters.aspectRatio, linesOf(parameters.resolution, 720)),
        model,
        usd: seconds * 0.4,
        body,
      });
      return { status: 200, body: { name: `models/${model}/operations/${job.id}` } };
    }
    const id = operation.exec(path)?.[1];
    const job = id === undefined ? undefined : jobs.get('veo', id);
    if (id === undefined) return undefined;
    if (!job)
      return { status: 404, body: { error: { code: 404, message: 'Operation not found.', status: 'NOT_FOUND' } } };
    const name = `models/${job.model}/operations/${job.id}`;
    const { phase, moderated } = jobs.view(job);
    if (phase === 'succeeded')
      return {
        status: 200,
        body: {
          name,
          done: true,
          response: { generateVideoResponse: { generatedSamples: [{ video: { uri: clipAddress(job) } }] } },
        },
      };
    if (phase === 'failed')
      return {
        status: 200,
        body: {
          name,
          done: true,
          error: {
            code: 3,
            message: moderated ? 'The prompt violates the safety policy.' : 'The clip could not be made.',
          },
        },
      };
    return { status: 200, body: { name, done: false } };
  },
};
