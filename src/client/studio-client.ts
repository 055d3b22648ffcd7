import type { StudioEvent } from '../server/contract/events.ts';
import type { OperationShape } from '../server/contract/operation.ts';
import { type Answer, type Call, type OperationName, operations } from '../server/contract/operations.ts';

/** What the studio could not do, in its own sentence. */
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

/** Which studio is called. */
export interface StudioAddress {
  /** As `phosphene studio` prints it, such as "http://127.0.0.1:4100"; empty in the studio's own page. */
  origin: string;
  /** The token of this start; the studio's own page has a cookie instead. */
  token?: string;
}

/** Calls the studio's API; names, parameters and answers are those of the table that the server itself is made from. */
export interface StudioClient {
  /** The address of an operation, for pictures, sounds and links. */
  addressOf<Name extends OperationName>(name: Name, call: Omit<Call<Name>, 'body'>): string;
  /** Sends a request and hands its answer back as it is. @throws {ApiError} */
  send<Name extends OperationName>(name: Name, call: Call<Name>, headers?: Record<string, string>): Promise<Response>;
  /** Calls an operation that answers JSON, or nothing. @throws {ApiError} */
  call<Name extends OperationName>(name: Name, call: Call<Name>): Promise<Answer<Name>>;
  /**
   * Uploads a file in pieces, going on where an interruption left it.
   *
   * @param progress is told the share that has arrived, 0 to 1
   * @returns the upload's id
   * @throws {ApiError} when the studio refuses it, or after six failures in a row
   */
  upload(file: Blob, name: string, progress?: (fraction: number) => void): Promise<string>;
  /** What happens in a production, from its state now on, until the caller stops listening. @throws {ApiError} */
  hear(id: string, signal?: AbortSignal): AsyncGenerator<StudioEvent, void, void>;
}

interface AnyCall {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | undefined>;
  body?: unknown;
}

const pieceBytes = 16_000_000;
const mostFailures = 5;

/** The data of each event in a stream of server-sent events (WHATWG HTML, 9.2), as far as the studio uses them. */
async function* eventsIn(stream: ReadableStream<Uint8Array>): AsyncGenerator<StudioEvent, void, void> {
  const decoder = new TextDecoder();
  const reader = stream.getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const whole = text.split('\n\n');
      text = whole.pop()!;
      for (const event of whole) {
        const data = /^data: (.*)$/m.exec(event);
        if (data) yield JSON.parse(data[1]) as StudioEvent;
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A client of one studio. */
export function createStudioClient({ origin, token }: StudioAddress): StudioClient {
  const access: Record<string, string> = token ? { authorization: `Bearer ${token}` } : {};

  const addressOf: StudioClient['addressOf'] = (name, given) => {
    const { params = {}, query = {} } = given as AnyCall;
    if (!Object.hasOwn(operations, name))
      throw new TypeError(`The studio has no operation "${name}"; it has ${Object.keys(operations).join(', ')}.`);
    const path = operations[name].path.replace(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key]));
    const said = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(said.map(([key, value]) => [key, String(value)]));
    return `${origin}${path}${said.length === 0 ? '' : `?${search}`}`;
  };

  async function request(
    name: OperationName,
    given: AnyCall,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<Response> {
    const address = addressOf(name, given as Omit<Call<typeof name>, 'body'>);
    const shape: OperationShape = operations[name];
    const isJson = shape.body !== undefined && typeof shape.body !== 'string';
    const answer = await fetch(address, {
      method: shape.method.toUpperCase(),
      body: isJson ? JSON.stringify(given.body) : (given.body as BodyInit | undefined),
      headers: { ...access, ...(isJson ? { 'content-type': 'application/json' } : {}), ...headers },
      signal,
    });
    if (answer.ok) return answer;
    const told = await answer.json().catch(() => ({ error: `The studio answered ${answer.status}.` }));
    throw new ApiError(answer.status, told.error, told.problems);
  }

  const send: StudioClient['send'] = (name, given, headers = {}) => request(name, given as AnyCall, headers);

  const call: StudioClient['call'] = async (name, given) => {
    const answer = await send(name, given);
    return answer.status === 204 ? undefined : await answer.json();
  };

  const upload: StudioClient['upload'] = async (file, name, progress = () => undefined) => {
    const { id } = await call('beginUpload', { body: { name, size: file.size } });
    let offset = 0;
    let failures = 0;
    /** Whether it is known how much of it arrived. */
    let isKnown = true;
    while (offset < file.size || !isKnown) {
      try {
        if (!isKnown) {
          ({ offset } = await call('findUpload', { params: { id } }));
          isKnown = true;
          progress(offset / file.size);
          continue;
        }
        const piece = file.slice(offset, offset + pieceBytes);
        const answer = await call('sendPiece', { params: { id }, query: { offset: String(offset) }, body: piece });
        offset = answer.offset;
        failures = 0;
        progress(offset / file.size);
      } catch (error) {
        if (error instanceof ApiError && error.status !== 409) throw error;
        if (++failures > mostFailures) throw error;
        isKnown = false;
        await new Promise(resolve => setTimeout(resolve, 300 * failures));
      }
    }
    return id;
  };

  async function* hear(id: string, signal?: AbortSignal): AsyncGenerator<StudioEvent, void, void> {
    const answer = await request('hear', { params: { id } }, {}, signal);
    yield* eventsIn(answer.body!);
  }

  return { addressOf, send, call, upload, hear };
}
