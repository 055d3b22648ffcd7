import type { Handlers } from '../implement.ts';
import type { ApiParts } from './parts.ts';

/** Files on their way in. */
export const uploadHandlers = ({ uploads }: ApiParts) =>
  ({
    beginUpload: ({ body }) => uploads.begin(body.name, body.size),
    findUpload: ({ params }) => uploads.find(params.id),
    sendPiece: ({ params, query }, context) =>
      uploads.append(params.id, query.offset, context.req.raw.body ?? (async function* () {})()),
    giveUpUpload({ params }) {
      uploads.find(params.id);
      uploads.remove(params.id);
      return undefined;
    },
  }) satisfies Partial<Handlers>;
