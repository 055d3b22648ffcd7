import type { TranscriptionModel } from 'ai';
import { isNear, mayHearSecrets } from '../../network/addresses.ts';
import { TranscriptionError } from './transcription-error.ts';

/** Which service hears the words. */
export interface TranscriptionChoice {
  /**
   * Name of a service, or the address of a server that speaks OpenAI's audio interface, such as
   * http://127.0.0.1:8000/v1.
   */
  service: string;
  /** Name of its model; the usual one by default. */
  model?: string;
  /** Keys and addresses: OPENAI_API_KEY, GROQ_API_KEY, ELEVENLABS_API_KEY, DEEPGRAM_API_KEY. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** A service made ready. */
export interface OpenTranscription {
  /** "groq/whisper-large-v3" */
  name: string;
  /** For people. */
  title: string;
  model: TranscriptionModel;
  /** Asks for the times of words, in each service's own way. */
  providerOptions: Record<string, Record<string, string | boolean | string[]>>;
  /** Whether it stands on this machine or its network, where nothing is paid. */
  own: boolean;
}

interface Service {
  title: string;
  key: string;
  /** Variable that names another address, and the usual one. */
  address: string;
  usualModel: string;
}

/** The services, by the names that users give. */
export const transcriptionServices: Readonly<Record<string, Service>> = {
  openai: { title: 'OpenAI', key: 'OPENAI_API_KEY', address: 'OPENAI_BASE_URL', usualModel: 'whisper-1' },
  groq: { title: 'Groq', key: 'GROQ_API_KEY', address: 'GROQ_BASE_URL', usualModel: 'whisper-large-v3' },
  elevenlabs: {
    title: 'ElevenLabs',
    key: 'ELEVENLABS_API_KEY',
    address: 'ELEVENLABS_BASE_URL',
    usualModel: 'scribe_v1',
  },
  deepgram: { title: 'Deepgram', key: 'DEEPGRAM_API_KEY', address: 'DEEPGRAM_BASE_URL', usualModel: 'nova-3' },
};

/** Redirects would carry the key and the sound to another server. */
const guardedFetch: typeof fetch = (input, init) => fetch(input, { ...init, redirect: 'error' });

/** A service's other address: its whole requests go there, whatever host its library names. */
function fetchAt(address: string | undefined): typeof fetch {
  if (address === undefined) return guardedFetch;
  return (input, init) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    const base = new URL(address);
    return guardedFetch(new URL(`${base.pathname.replace(/\/+$/, '')}${url.pathname}${url.search}`, base), init);
  };
}

function checkedAddress(address: string, name: string): string {
  if (mayHearSecrets(address)) return address.replace(/\/+$/, '');
  throw new TranscriptionError(`${name} must be an https address, or http on this machine or its own network.`);
}

/** OpenAI's models tell the times of words in this form only; models that do not know it say so. */
const openAiWords = { responseFormat: 'verbose_json', timestampGranularities: ['word'] };

/**
 * Opens a service; its library is loaded now. @throws {TranscriptionError} when there is no such service or its key is
 * not set
 */
export async function openTranscription(choice: TranscriptionChoice): Promise<OpenTranscription> {
  const { service, environment } = choice;
  if (/^https?:\/\//i.test(service)) {
    const baseURL = checkedAddress(service, 'The address of the transcription server');
    const { createOpenAI } = await import('@ai-sdk/openai');
    const apiKey = environment.PHOSPHENE_TRANSCRIBE_KEY?.trim() || 'none';
    const model = choice.model ?? 'whisper-1';
    const url = new URL(baseURL);
    return {
      name: `${url.host}/${model}`,
      title: url.host,
      model: createOpenAI({ apiKey, baseURL, fetch: guardedFetch }).transcription(model),
      providerOptions: { openai: openAiWords },
      own: isNear(url),
    };
  }
  const known = Object.hasOwn(transcriptionServices, service) ? transcriptionServices[service] : undefined;
  if (!known)
    throw new TranscriptionError(
      `There is no transcription service "${service.slice(0, 40)}"; it is ${Object.keys(transcriptionServices).join(', ')}, or the address of an OpenAI-compatible server such as http://127.0.0.1:8000/v1.`,
    );
  const { title, key, usualModel } = known;
  const apiKey = environment[key]?.trim();
  if (!apiKey)
    throw new TranscriptionError(`${title} needs ${key}; set it in the environment or in a file .env beside you.`);
  const given = environment[known.address]?.trim();
  const address = given ? checkedAddress(given, known.address) : undefined;
  const model = choice.model ?? usualModel;
  const opened = { name: `${service}/${model}`, title, own: address !== undefined && isNear(new URL(address)) };
  if (service === 'openai') {
    const { createOpenAI } = await import('@ai-sdk/openai');
    const provider = createOpenAI({ apiKey, fetch: guardedFetch, ...(address ? { baseURL: address } : {}) });
    return { ...opened, model: provider.transcription(model), providerOptions: { openai: openAiWords } };
  }
  const fetchWith = fetchAt(address);
  if (service === 'groq') {
    const { createGroq } = await import('@ai-sdk/groq');
    const provider = createGroq({ apiKey, fetch: guardedFetch, ...(address ? { baseURL: address } : {}) });
    return { ...opened, model: provider.transcription(model), providerOptions: { groq: openAiWords } };
  }
  if (service === 'elevenlabs') {
    const { createElevenLabs } = await import('@ai-sdk/elevenlabs');
    const provider = createElevenLabs({ apiKey, fetch: fetchWith });
    const providerOptions = { elevenlabs: { timestampsGranularity: 'word', tagAudioEvents: false } };
    return { ...opened, model: provider.transcription(model), providerOptions };
  }
  const { createDeepgram } = await import('@ai-sdk/deepgram');
  const provider = createDeepgram({ apiKey, fetch: fetchWith });
  return { ...opened, model: provider.transcription(model), providerOptions: { deepgram: { punctuate: true } } };
}
