import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { RequestError } from './request-error.ts';

/** One operation of the API: what it takes, what it gives, and how it is done. The document of the API is written from it. */
export interface Operation<P, Q, B> {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head';
  /** With names in braces: "/api/productions/{id}". */
  path: string;
  summary: string;
  params?: z.ZodType<P>;
  query?: z.ZodType<Q>;
  /** A JSON body; "bytes" and "text" are read by the operation itself. */
  body?: z.ZodType<B> | 'bytes' | 'text';
  /** What is answered: JSON of this form, or a media type. */
  answer?: z.ZodType | string;
  /** Status of success, 200 if left out. */
  status?: 200 | 201 | 202 | 204;
  run(input: { params: P; query: Q; body: B; context: Context }): unknown;
}

/** What a malformed or impossible request is answered with. */
export const errorSchema = z.object({
  error: z.string().describe('One sentence for people: what is wrong, and the mend.'),
  problems: z
    .array(z.object({ place: z.string(), line: z.number(), column: z.number(), message: z.string() }))
    .optional()
    .describe('Each problem of a scene map with its place.'),
});

function checked<T>(schema: z.ZodType<T> | undefined, value: unknown, where: string): T {
  if (!schema) return undefined as T;
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

/** Puts an operation on the server and into the list that the API's document is written from. */
export function register<P, Q, B>(app: Hono, list: Operation<never, never, never>[], one: Operation<P, Q, B>): void {
  list.push(one as unknown as Operation<never, never, never>);
  const path = one.path.replace(/\{(\w+)\}/g, ':$1');
  app.on(one.method.toUpperCase(), path, async context => {
    const params = checked(one.params, context.req.param(), 'The address');
    const query = checked(one.query, context.req.query(), 'The query');
    const isJson = one.body instanceof z.ZodType;
    const body = isJson
      ? checked(one.body as z.ZodType<B>, await readJson(context.req.raw), 'The body')
      : (undefined as B);
    const result = await one.run({ params, query, body, context });
    if (result instanceof Response) return result;
    if (one.status === 204) return context.body(null, 204);
    return context.json(result as object, one.status ?? 200);
  });
}

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

/** The API as an OpenAPI 3.1 document, whose schemas are JSON Schema as zod writes it. */
export function openApiDocument(list: readonly Operation<never, never, never>[], version: string): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const one of list) {
    const parameters = (['params', 'query'] as const).flatMap(kind => {
      const schema = one[kind] as z.ZodType | undefined;
      if (!schema) return [];
      const { properties = {}, required = [] } = jsonSchema(schema, 'input') as {
        properties?: Record<string, object>;
        required?: string[];
      };
      return Object.entries(properties).map(([name, own]) => ({
        name,
        in: kind === 'params' ? 'path' : 'query',
        required: kind === 'params' || required.includes(name),
        schema: own,
      }));
    });
    const error = { description: 'One sentence.', content: { 'application/json': { schema: jsonSchema(errorSchema, 'output') } } }; // biome-ignore format: one line
    const bodyType = one.body === 'text' ? 'text/plain' : 'application/octet-stream';
    const content =
      one.answer === undefined
        ? undefined
        : typeof one.answer === 'string'
          ? { [one.answer]: {} }
          : { 'application/json': { schema: jsonSchema(one.answer, 'output') } };
    const item = (paths[one.path] ??= {});
    item[one.method] = {
      summary: one.summary,
      operationId: `${one.method}_${one.path.replace(/[^a-z]+/gi, '_').replace(/^_api_|_$/g, '')}`,
      parameters,
      ...(one.body === undefined
        ? {}
        : {
            requestBody: {
              required: true,
              content:
                typeof one.body === 'string'
                  ? { [bodyType]: {} }
                  : { 'application/json': { schema: jsonSchema(one.body as z.ZodType, 'input') } },
            },
          }),
      responses: { [one.status ?? 200]: { description: 'Done.', ...(content ? { content } : {}) }, default: error },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Phosphene studio', version },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    security: [{ token: [] }],
    paths,
  };
}
