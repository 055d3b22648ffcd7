import type { LanguageModel } from 'ai';
import type { z } from 'zod';
import { mayHearSecrets } from '../../network/addresses.ts';
import { amongCauses } from '../../network/failed-call.ts';
import { answerSchema } from './answer.ts';
import type { DirectorBrief } from './brief.ts';

/** Which language model directs. */
export interface ModelChoice {
  /**
   * "claude", "gpt", or the address of a server that speaks OpenAI's chat completions, such as
   * http://127.0.0.1:11434/v1.
   */
  director: string;
  /** Name of the model; the usual one of the service, or the first that the server has. */
  model?: string;
  /** Keys and addresses: ANTHROPIC_API_KEY, OPENAI_API_KEY, PHOSPHENE_DIRECTOR_KEY. */
  environment: Readonly<Record<string, string | undefined>>;
  /** Seconds that an answer may take in all. */
  timeoutSeconds: number;
  signal?: AbortSignal;
}

/** What came back. */
export interface ModelAnswer {
  /** "anthropic/claude-sonnet-5-5" */
  model: string;
  text: string;
  /** Why the model stopped: "stop", or "length" where the answer was cut off. */
  finishReason: string;
  inputTokens?: number;
  outputTokens?: number;
}

/** A model that did not answer; the message is one sentence without secrets. */
export class AskError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AskError';
  }
}

const usualModels = { claude: 'claude-sonnet-5-5', gpt: 'gpt-6-sol' };
/** An answer for sixty sections has about 40 kB. */
const mostBytes = 2_000_000;
const mostTokens = 16_000;

/**
 * Fetches without following redirects, which would carry the key to another server, and without reading more than an
 * answer can hold.
 */
const guardedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: 'error' });
  if (!response.body) return response;
  let bytes = 0;
  const limited = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length;
        if (bytes > mostBytes)
          controller.error(new AskError('The director’s answer is far too long; it was not read.'));
        else controller.enqueue(chunk);
      },
    }),
  );
  return new Response(limited, { status: response.status, statusText: response.statusText, headers: response.headers });
};

/**
 * The address of a server, checked: a key and lyrics must not cross the open network unencrypted. @throws {AskError}
 */
function checkedAddress(address: string, name: string): string {
  if (mayHearSecrets(address)) return address.replace(/\/+$/, '');
  throw new AskError(`${name} must be an https address, or http on this machine or its own network.`);
}

function keyOf({ environment }: ModelChoice, name: string, service: string): string {
  const key = environment[name]?.trim();
  if (!key) throw new AskError(`${service} needs ${name}; set it in the environment or in a file .env beside you.`);
  return key;
}

async function firstModel(baseURL: string, key: string | undefined, signal: AbortSignal): Promise<string> {
  const headers: Record<string, string> = key ? { authorization: `Bearer ${key}` } : {};
  const response = await guardedFetch(`${baseURL}/models`, { headers, signal }).catch(() => {
    throw new AskError(`The director’s server cannot be reached at ${baseURL}.`);
  });
  try {
    const { data } = (await response.json()) as { data?: { id?: unknown }[] };
    const id = data?.[0]?.id;
    if (typeof id === 'string' && id !== '') return id;
  } catch {
    // Told below: without a list there is no first one.
  }
  throw new AskError('The director’s server does not list its models; name one with --director-model.');
}

/** Whether there is such a director: {@link ModelChoice}. @throws {AskError} */
export function checkDirectorName(director: string): void {
  if (Object.hasOwn(usualModels, director)) return;
  if (!/^https?:\/\//i.test(director))
    throw new AskError(
      `There is no director "${director.slice(0, 40)}"; it is "claude", "gpt", or the address of an OpenAI-compatible server such as http://127.0.0.1:11434/v1.`,
    );
  checkedAddress(director, 'The director’s address');
}

async function openModel(choice: ModelChoice, signal: AbortSignal): Promise<{ model: LanguageModel; name: string }> {
  const { director, environment } = choice;
  const fetchWith = guardedFetch;
  if (director === 'claude') {
    const { createAnthropic } = await import('@ai-sdk/anthropic');
    const baseURL =
      environment.ANTHROPIC_BASE_URL && checkedAddress(environment.ANTHROPIC_BASE_URL, 'ANTHROPIC_BASE_URL');
    const apiKey = keyOf(choice, 'ANTHROPIC_API_KEY', 'Claude');
    const name = choice.model ?? usualModels.claude;
    const provider = createAnthropic({ apiKey, fetch: fetchWith, ...(baseURL ? { baseURL } : {}) });
    return { model: provider(name), name: `anthropic/${name}` };
  }
  if (director === 'gpt') {
    const { createOpenAI } = await import('@ai-sdk/openai');
    const baseURL = environment.OPENAI_BASE_URL && checkedAddress(environment.OPENAI_BASE_URL, 'OPENAI_BASE_URL');
    const apiKey = keyOf(choice, 'OPENAI_API_KEY', 'GPT');
    const name = choice.model ?? usualModels.gpt;
    const provider = createOpenAI({ apiKey, fetch: fetchWith, ...(baseURL ? { baseURL } : {}) });
    return { model: provider(name), name: `openai/${name}` };
  }
  checkDirectorName(director);
  const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible');
  const baseURL = checkedAddress(director, 'The director’s address');
  const apiKey = environment.PHOSPHENE_DIRECTOR_KEY?.trim() || undefined;
  const name = choice.model ?? (await firstModel(baseURL, apiKey, signal));
  const provider = createOpenAICompatible({
    name: 'director',
    baseURL,
    apiKey,
    fetch: fetchWith,
    supportsStructuredOutputs: true,
  });
  return { model: provider(name), name: `${new URL(baseURL).host}/${name}` };
}

/** One sentence about why a call failed, without what the server wrote: that could be anything. */
function explain(error: unknown, timedOut: boolean, seconds: number): string {
  if (error instanceof AskError) return error.message;
  if (timedOut) return `The director did not answer within ${seconds} seconds.`;
  const told = amongCauses(error, cause => {
    if (cause instanceof AskError) return cause.message;
    const { statusCode } = cause;
    if (statusCode === 401 || statusCode === 403) return 'The director’s service does not accept the key.';
    if (statusCode === 404) return 'The director’s service has no such model or address.';
    if (statusCode === 429) return 'The director’s service takes no more requests for now (429).';
    if (statusCode !== undefined && statusCode >= 400) return `The director’s service failed (${statusCode}).`;
    return undefined;
  });
  return told ?? 'The director’s service could not be reached, or broke off its answer.';
}

/** The form of an answer. */
export interface AnswerForm {
  name: string;
  schema: z.ZodType;
}
const directionForm: AnswerForm = { name: 'direction', schema: answerSchema };

/**
 * Asks a language model for a direction, through the Vercel AI SDK; its libraries are loaded with the first call. Busy
 * and broken services are asked twice more.
 *
 * @param repair what was wrong with an answer before, told to the model
 * @param form   of the answer, where it is not a direction
 * @returns the answer's text, whatever it is
 * @throws {AskError} in one sentence, or the signal's reason
 */
export async function askModel(
  brief: DirectorBrief,
  choice: ModelChoice,
  repair = '',
  form: AnswerForm = directionForm,
): Promise<ModelAnswer> {
  const { timeoutSeconds } = choice;
  const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
  const abortSignal = choice.signal ? AbortSignal.any([choice.signal, timeout]) : timeout;
  try {
    const { model, name } = await openModel(choice, abortSignal);
    const { generateText, NoObjectGeneratedError, Output } = await import('ai');
    const prompt = repair === '' ? brief.prompt : `${brief.prompt}\n\n${repair}`;
    try {
      const { text, finishReason, usage } = await generateText({
        model,
        system: brief.system,
        prompt,
        output: Output.object(form),
        maxOutputTokens: mostTokens,
        maxRetries: 2,
        abortSignal,
      });
      const { inputTokens, outputTokens } = usage;
      return { model: name, text, finishReason, inputTokens, outputTokens };
    } catch (error) {
      // An answer that does not fit the form may still be of use.
      if (!NoObjectGeneratedError.isInstance(error)) throw error;
      const { text = '', finishReason = 'unknown', usage } = error;
      return { model: name, text, finishReason, inputTokens: usage?.inputTokens, outputTokens: usage?.outputTokens };
    }
  } catch (error) {
    choice.signal?.throwIfAborted();
    throw new AskError(explain(error, timeout.aborted, timeoutSeconds));
  }
}
