import { z } from 'zod';
import { begun, named, type OperationShape, one, withId } from './operation.ts';
import { exportSchema } from './schemas.ts';

/** What leaves the house. */
export const deliveryOperations = {
  beginExport: {
    method: 'post',
    path: `${one}/exports`,
    summary: 'Make a deliverable of the finished video.',
    params: withId,
    body: exportSchema,
    ...begun,
  },
  exportTimelines: {
    method: 'post',
    path: `${one}/timelines`,
    summary: 'Write the edit for editing software (OTIO, FCPXML, FCP7 XML, EDL) among the exports.',
    params: withId,
    ...begun,
  },
  listExports: {
    method: 'get',
    path: `${one}/exports`,
    summary: 'What was exported.',
    params: withId,
    answer: z.array(z.object({ name: z.string(), bytes: z.int() })),
  },
  readExport: {
    method: 'get',
    path: `${one}/exports/{name}`,
    summary: 'An exported file.',
    params: named,
    answer: 'application/octet-stream',
  },
  readRights: {
    method: 'get',
    path: `${one}/rights`,
    summary: 'The record of rights of the finished video.',
    params: withId,
    answer: 'application/json',
  },
  readReport: {
    method: 'get',
    path: `${one}/report`,
    summary: 'The page about the finished video.',
    params: withId,
    query: z.object({ about: z.enum(['video', 'coherence']).default('video') }),
    answer: 'text/html',
  },
} as const satisfies Record<string, OperationShape>;
