import type { Context, Hono } from 'hono';
import { z } from 'zod';
import type { OperationShape } from './contract/operation.ts';
import { type Answer, type Input, type OperationName, operations } from './contract/operations.ts';
import { RequestError } from './request-error.ts';

/** The server's part of an operation. A `Response` is sent as it is. */
export type Handler<Name extends OperationName> = (
  input: Input<Name>,
  context: Context,
) => Answer<Name> | Response | undefined | Promise<Answer<Name> | Response | undefined>;

/** The server's part of all operations. */
export type Handlers = { [Name in OperationName]: Handler<Name> };

function checked(schema: z.ZodType | undefined, value: unknown, where: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new RequestError(400, `${where}${issue.path.length > 0 ? `, ${issue.path.join('.')}` : ''}: ${issue.message}.`);
}

const largestBody = 4_000_000;

/** Reads a body of text up to 4 MB. @throws {RequestError} 413 */
export async function readText(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of request.body ?? []) {
    bytes += part.length;
    if (bytes > largestBody) throw new RequestError(413, 'The request is larger than 4 MB.');
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type') ?? '';
  // A form of another page cannot send this type without asking first.
  if (!/^application\/json\b/i.test(type)) throw new RequestError(415, 'Send JSON with content-type application/json.');
  try {
    return JSON.parse(await readText(request));
  } catch (error) {
    if (error instanceof RequestError) throw error;
    throw new RequestError(400, 'The body is not JSON.');
  }
}

/**
 * Puts every operation of the contract on the server: what comes is checked against its schemas before the handler sees
 * it.
 *
 * @param first called with each checked request before its handler
 */
export function implement(
  app: Hono,
  handlers: Handlers,
  first: (shape: OperationShape, params: unknown) => void,
): void {
  for (const [name, shape] of Object.entries(operations) as [OperationName, OperationShape][]) {
    const path = shape.path.replace(/\{(\w+)\}/g, ':$1');
    const handler = handlers[name] as (input: unknown, context: Context) => unknown;
    app.on(shape.method.toUpperCase(), path, async context => {
      const params = checked(shape.params, context.req.param(), 'The address');
      const query = checked(shape.query, context.req.query(), 'The query');
      first(shape, params);
      const body =
        shape.body instanceof z.ZodType ? checked(shape.body, await readJson(context.req.raw), 'The body') : undefined;
      const result = await handler({ params, query, body }, context);
      if (result instanceof Response) return result;
      if (shape.status === 204) return context.body(null, 204);
      return context.json(result as object, shape.status ?? 200);
    });
  }
}
