import type { z } from 'zod';
import { deliveryOperations } from './delivery-operations.ts';
import { materialOperations } from './material-operations.ts';
import { productionOperations } from './production-operations.ts';
import { renderOperations } from './render-operations.ts';
import { sceneMapOperations } from './scene-map-operations.ts';
import { studioOperations } from './studio-operations.ts';
import { uploadOperations } from './upload-operations.ts';

/** Every operation of the studio's API: the server, its document and the page are written from this table. */
export const operations = {
  ...studioOperations,
  ...uploadOperations,
  ...productionOperations,
  ...sceneMapOperations,
  ...renderOperations,
  ...deliveryOperations,
  ...materialOperations,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;

type Output<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Given<Schema> = Schema extends z.ZodType ? z.input<Schema> : undefined;
type Field<Name extends OperationName, Key extends string> =
  Operations[Name] extends Record<Key, infer Value> ? Value : undefined;

/** What an operation's server part is called with: checked, with defaults filled in. */
export interface Input<Name extends OperationName> {
  params: Output<Field<Name, 'params'>>;
  query: Output<Field<Name, 'query'>>;
  body: Output<Field<Name, 'body'>>;
}

/** What a caller gives: text where it goes into the address, the body as JSON or as it is. */
export type Call<Name extends OperationName> = (Field<Name, 'params'> extends z.ZodType
  ? { params: Given<Field<Name, 'params'>> }
  : object) &
  (Field<Name, 'query'> extends z.ZodType ? { query?: Given<Field<Name, 'query'>> } : object) &
  (Field<Name, 'body'> extends z.ZodType
    ? { body: Given<Field<Name, 'body'>> }
    : Field<Name, 'body'> extends string
      ? { body: string | Blob }
      : object);

/** JSON that an operation answers; undefined where it answers none. */
export type Answer<Name extends OperationName> = Output<Field<Name, 'answer'>>;
