import { type FailureKind, GeneratorError } from '../port.ts';

/** One request to a provider's API. */
export interface ApiCall {
  /** The provider's name, for messages. */
  provider: string;
  url: string;
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  headers?: Record<string, string>;
  /** Sent as JSON, unless it is a form. */
  body?: unknown;
  /** Values that may never appear in a message. */
  secrets: readonly string[];
  signal?: AbortSignal;
  timeoutSeconds?: number;
  /** Whether money may be spent by it; every POST by default. */
  paid?: boolean;
}

/** Takes secrets out of a text, also where they are part of an address. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const secret of secrets) {
    if (secret.length < 4) continue;
    clean = clean.replaceAll(secret, '***').replaceAll(encodeURIComponent(secret), '***');
  }
  return clean.replace(/([?&](?:key|token|signature|sig|api_key)=)[^&\s"]+/gi, '$1***');
}

/** What an HTTP status means for the call; a provider may know better from the body. */
function kindOfStatus(status: number, paid: boolean): FailureKind {
  if (status === 401 || status === 403) return 'unauthorised';
  if (status === 402) return 'quota';
  if (status === 429) return 'rate-limited';
  if (status >= 500 || status === 408) return paid ? 'unknown-outcome' : 'provider';
  return 'invalid-input';
}

/** Codes of the system that are raised before a single byte of the request has left. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a thrown fetch means: a connection that was never made is certain, anything later is not. */
export function kindOfNetworkError(error: unknown, paid: boolean): FailureKind {
  for (let cause = error as { code?: string; cause?: unknown } | undefined; cause; cause = cause.cause as typeof cause)
    if (cause.code && neverSent.has(cause.code)) return 'unreachable';
  return paid ? 'unknown-outcome' : 'unreachable';
}

/** "Retry-After" in seconds, whether it is a number or a date; undefined where there is none. */
export function retryAfterSeconds(headers: Headers, now = Date.now()): number | undefined {
  const milliseconds = Number(headers.get('retry-after-ms') ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds / 1000;
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, seconds);
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}

/** What ComfyUI says of single nodes of a graph that it refuses. */
function nodeErrors(nodes: unknown): string {
  if (nodes === null || typeof nodes !== 'object') return '';
  return Object.values(nodes as Record<string, { class_type?: unknown; errors?: unknown }>)
    .map(({ class_type, errors }) => `${String(class_type ?? 'a node')}: ${errorText(errors)}`)
    .join('; ');
}

/** The words of an error body, wherever the provider puts them. */
export function errorText(body: unknown): string {
  if (typeof body === 'string') return body;
  if (Array.isArray(body)) return body.map(errorText).filter(Boolean).join('; ');
  if (body === null || typeof body !== 'object') return '';
  const { error, message, detail, details, msg, context, node_errors } = body as Record<string, unknown>;
  return [error, message, detail, typeof details === 'string' ? details : '', msg, context, nodeErrors(node_errors)]
    .map(errorText)
    .filter(Boolean)
    .join(': ');
}

const longestMessage = 300;

/** Makes the error of an answer that was not a success. */
export function failureOf(
  provider: string,
  status: number,
  headers: Headers,
  body: unknown,
  secrets: readonly string[],
  paid: boolean,
): GeneratorError {
  const words = withoutSecrets(errorText(body), secrets).slice(0, longestMessage);
  let kind = kindOfStatus(status, paid);
  if (kind === 'invalid-input' && /moderation|safety|nsfw|content polic|prohibited|sensitive/i.test(words))
    kind = 'moderation';
  if (/insufficient|credit|balance|quota/i.test(words) && status < 500 && status !== 401)
    kind = status === 429 ? 'rate-limited' : 'quota';
  return new GeneratorError(
    kind,
    `${provider} answered ${status}${words ? `: ${words.replace(/[.\s]+$/, '')}` : ''}.`,
    retryAfterSeconds(headers),
  );
}

/**
 * Makes one request and reads its text. Nothing is ever repeated here.
 *
 * @param paid whether money may be spent by it
 * @throws {GeneratorError} for any answer that is not a success; the signal's reason when it is aborted, unless money
 *   may be spent by it
 */
export async function requestOnce(
  url: string,
  init: RequestInit,
  { provider, secrets, paid }: { provider: string; secrets: readonly string[]; paid: boolean },
): Promise<{ status: number; text: string; headers: Headers }> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { ...init, redirect: 'error' });
    text = await response.text();
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { message?: string } };
    // A request that may cost money is not given up half-way: its answer would be lost. Running out of time is a
    // failure like any other.
    if (init.signal?.aborted && name !== 'TimeoutError' && !paid) throw init.signal.reason;
    const words = withoutSecrets(cause?.message ?? message, secrets);
    throw new GeneratorError(kindOfNetworkError(error, paid), `${provider} could not be asked: ${words}.`);
  }
  if (!response.ok) throw failureOf(provider, response.status, response.headers, bodyOf(text), secrets, paid);
  return { status: response.status, text, headers: response.headers };
}

/** JSON as what it says; what is no JSON as it stands. */
function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * Makes one request and reads its JSON. Nothing is ever repeated here.
 *
 * @throws {GeneratorError}
 */
export async function callApi(call: ApiCall): Promise<{ status: number; body: unknown; headers: Headers }> {
  const { provider, url, method = 'GET', secrets } = call;
  const { paid = method === 'POST' } = call;
  const isForm = call.body instanceof FormData;
  const timeout = AbortSignal.timeout((call.timeoutSeconds ?? 60) * 1000);
  const init: RequestInit = {
    method,
    headers: {
      ...(call.body !== undefined && !isForm ? { 'content-type': 'application/json' } : {}),
      accept: 'application/json',
      ...call.headers,
    },
    body: call.body === undefined ? undefined : isForm ? (call.body as FormData) : JSON.stringify(call.body),
    signal: call.signal ? AbortSignal.any([call.signal, timeout]) : timeout,
  };
  const { status, text, headers } = await requestOnce(url, init, { provider, secrets, paid });
  return { status, body: bodyOf(text), headers };
}

/** Calls of one provider's API, of which only way, method and body change; answers the JSON. See {@link callApi}. */
export function createApi(
  fixed: Pick<ApiCall, 'provider' | 'headers' | 'secrets' | 'timeoutSeconds'> & { baseUrl: string },
): (path: string, method: 'GET' | 'POST', body?: unknown, paid?: boolean) => Promise<unknown> {
  const { baseUrl, ...call } = fixed;
  return async (path, method, body, paid) =>
    (await callApi({ ...call, url: `${baseUrl}${path}`, method, body, paid })).body;
}

/** A field deep within an answer; undefined where the way ends early. */
export function field(body: unknown, ...path: (string | number)[]): unknown {
  let value: unknown = body;
  for (const key of path) value = (value as Record<string | number, unknown> | null | undefined)?.[key];
  return value;
}

/** The same as text. @throws {GeneratorError} where it is missing: the answer cannot be used */
export function textField(provider: string, body: unknown, ...path: (string | number)[]): string {
  const value = field(body, ...path);
  if (typeof value === 'string' && value !== '') return value;
  throw new GeneratorError('unknown-outcome', `${provider} sent an answer without "${path.join('.')}".`);
}
