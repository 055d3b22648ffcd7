import { z } from 'zod';
import { idSchema, productionSchema } from './schemas.ts';

/** What one operation of the API takes and gives. */
export interface OperationShape {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** With names in braces: "/api/productions/{id}". */
  path: string;
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** A JSON body; "bytes" and "text" are read by the operation itself. */
  body?: z.ZodType | 'bytes' | 'text';
  /** What is answered: JSON of this form, or a media type. */
  answer?: z.ZodType | string;
  /** Status of success, 200 if left out. */
  status?: 200 | 201 | 202 | 204;
}

/** Bytes of the largest file that is taken in. */
export const largestUpload = 2_000_000_000;

/** Parameters that name a production or an upload, and one of its files. */
export const withId = z.object({ id: idSchema });
export const named = z.object({ id: idSchema, name: z.string().max(255) });
/** A whole number in an address. */
export const wholeNumber = (most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .refine(value => value <= most, { error: `must be at most ${most}` });
/** Address of one production. */
export const one = '/api/productions/{id}';
export const sceneNumber = z.int().min(0).max(9999);
/** Work that was begun is told of by events. */
export const begun = { answer: productionSchema, status: 202 } as const;
