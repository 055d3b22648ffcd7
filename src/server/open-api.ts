import { z } from 'zod';
import type { OperationShape } from './contract/operation.ts';
import { operations } from './contract/operations.ts';

/** What a malformed or impossible request is answered with. */
const errorSchema = z.object({
  error: z.string().describe('One sentence for people: what is wrong, and the mend.'),
  problems: z
    .array(z.object({ place: z.string(), line: z.number(), column: z.number(), message: z.string() }))
    .optional()
    .describe('Each problem of a scene map with its place.'),
});

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};

function parametersOf(shape: OperationShape): object[] {
  return (['params', 'query'] as const).flatMap(kind => {
    const schema = shape[kind];
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
}

function bodyOf({ body }: OperationShape): object {
  if (body === undefined) return {};
  const content =
    typeof body === 'string'
      ? { [body === 'text' ? 'text/plain' : 'application/octet-stream']: {} }
      : { 'application/json': { schema: jsonSchema(body, 'input') } };
  return { requestBody: { required: true, content } };
}

function contentOf({ answer }: OperationShape): object {
  if (answer === undefined) return {};
  return {
    content:
      typeof answer === 'string' ? { [answer]: {} } : { 'application/json': { schema: jsonSchema(answer, 'output') } },
  };
}

/** The API as an OpenAPI 3.1 document, whose schemas are JSON Schema as zod writes it. */
export function openApiDocument(version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, object>> = {};
  const failure = {
    description: 'One sentence.',
    content: { 'application/json': { schema: jsonSchema(errorSchema, 'output') } },
  };
  for (const [operationId, shape] of Object.entries(operations) as [string, OperationShape][]) {
    (paths[shape.path] ??= {})[shape.method] = {
      operationId,
      summary: shape.summary,
      parameters: parametersOf(shape),
      ...bodyOf(shape),
      responses: { [shape.status ?? 200]: { description: 'Done.', ...contentOf(shape) }, default: failure },
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
