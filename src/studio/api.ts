import type { OperationShape } from '../server/contract/operation.ts';
import { type Answer, type Call, type OperationName, operations } from '../server/contract/operations.ts';

/** What the server could not do, in its own sentence. */
export class ApiError extends Error {
  readonly status: number;
  readonly problems: { place: string; message: string }[];
  constructor(status: number, message: string, problems: { place: string; message: string }[] = []) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.problems = problems;
  }
}

interface AnyCall {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
}

/** The address of an operation, for pictures, sounds and links. */
export function addressOf<Name extends OperationName>(name: Name, call: Omit<Call<Name>, 'body'>): string {
  const { params = {}, query = {} } = call as AnyCall;
  const path = operations[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key]));
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return given.length === 0
    ? path
    : `${path}?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}`;
}

/** Sends a request and hands its answer back as it is. @throws {ApiError} */
export async function send<Name extends OperationName>(
  name: Name,
  call: Call<Name>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const shape: OperationShape = operations[name];
  const { body } = call as AnyCall;
  const isJson = shape.body !== undefined && typeof shape.body !== 'string';
  const answer = await fetch(addressOf(name, call), {
    method: shape.method.toUpperCase(),
    body: isJson ? JSON.stringify(body) : (body as BodyInit | undefined),
    headers: isJson ? { 'content-type': 'application/json', ...headers } : headers,
  });
  if (answer.ok) return answer;
  const told = await answer.json().catch(() => ({ error: `The studio answered ${answer.status}.` }));
  throw new ApiError(answer.status, told.error, told.problems);
}

/** Calls an operation that answers JSON, or nothing. @throws {ApiError} */
export async function call<Name extends OperationName>(name: Name, given: Call<Name>): Promise<Answer<Name>> {
  const answer = await send(name, given);
  return (answer.status === 204 ? undefined : await answer.json()) as Answer<Name>;
}

const pieceBytes = 16_000_000;

/** Uploads a file in pieces, going on where an interruption left it. @returns the upload's id */
export async function upload(file: File, progress: (fraction: number) => void): Promise<string> {
  const { id } = await call('beginUpload', { body: { name: file.name, size: file.size } });
  let offset = 0;
  let failures = 0;
  while (offset < file.size) {
    try {
      const answer = await call('sendPiece', {
        params: { id },
        query: { offset: String(offset) },
        body: file.slice(offset, offset + pieceBytes),
      });
      offset = answer.offset;
      failures = 0;
      progress(offset / file.size);
    } catch (error) {
      if (error instanceof ApiError && error.status !== 409) throw error;
      if (++failures > 5) throw error;
      await new Promise(resolve => setTimeout(resolve, 300 * failures));
      ({ offset } = await call('findUpload', { params: { id } }));
    }
  }
  return id;
}
