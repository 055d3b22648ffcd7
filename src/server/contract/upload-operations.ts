import { z } from 'zod';
import { largestUpload, type OperationShape, wholeNumber, withId } from './operation.ts';
import { uploadSchema } from './schemas.ts';

/** Files on their way in. */
export const uploadOperations = {
  beginUpload: {
    method: 'post',
    path: '/api/uploads',
    summary:
      'Begin to upload a track, a picture or footage; send its bytes in pieces of any size, and go on at "offset" after an interruption.',
    body: z.strictObject({ name: z.string().min(1).max(255), size: z.int().min(1).max(largestUpload) }),
    answer: uploadSchema,
    status: 201,
  },
  findUpload: {
    method: 'get',
    path: '/api/uploads/{id}',
    summary: 'How far an upload is.',
    params: withId,
    answer: uploadSchema,
  },
  sendPiece: {
    method: 'patch',
    path: '/api/uploads/{id}',
    summary: 'Send the next piece.',
    params: withId,
    query: z.object({ offset: wholeNumber(largestUpload) }),
    body: 'bytes',
    answer: uploadSchema,
  },
  giveUpUpload: {
    method: 'delete',
    path: '/api/uploads/{id}',
    summary: 'Give an upload up.',
    params: withId,
    status: 204,
  },
} as const satisfies Record<string, OperationShape>;
