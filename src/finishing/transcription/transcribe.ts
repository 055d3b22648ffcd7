import { speechSound } from '../../media/speech-sound.ts';
import { amongCauses } from '../../network/failed-call.ts';
import type { HeardWord } from '../lyrics/index.ts';
import { shareTime } from '../lyrics/transcript.ts';
import type { OpenTranscription } from './services.ts';
import { TranscriptionError } from './transcription-error.ts';

/** Seconds sent at once: 16-bit mono at 16 kHz stays below the 25 MB that services take. */
const pieceSeconds = 600;
/** Longest wait for one piece. */
const timeoutSeconds = 300;

interface HeardPart {
  text: string;
  startSecond: number;
  endSecond: number;
}

/**
 * Words of what a service heard: it tells words as parts of their own, or longer parts whose time their words share.
 *
 * @param offset seconds of the track at which the piece began
 */
export function wordsOfParts(parts: readonly HeardPart[], offset: number): HeardWord[] {
  return parts
    .filter(({ text, startSecond, endSecond }) => text.trim() !== '' && endSecond >= startSecond)
    .flatMap(({ text, startSecond, endSecond }) => shareTime(text, startSecond + offset, endSecond + offset));
}

/** One sentence about why a call failed, without what the server wrote: that could be anything. */
function explain(error: unknown, title: string, timedOut: boolean): string {
  if (timedOut) return `${title} did not hear the track within ${timeoutSeconds} seconds.`;
  const told = amongCauses(error, ({ statusCode }) => {
    if (statusCode === 401 || statusCode === 403) return `${title} does not accept the key.`;
    if (statusCode === 404) return `${title} has no such model or address.`;
    if (statusCode === 413) return `${title} takes no file of this size.`;
    if (statusCode === 429) return `${title} takes no more requests for now (429).`;
    if (statusCode !== undefined && statusCode >= 400) return `${title} could not hear the track (${statusCode}).`;
    return undefined;
  });
  return told ?? `${title} could not be reached, or its answer cannot be read.`;
}

/**
 * Has a track heard by a service, through the Vercel AI SDK, which is loaded with the first call. Busy services are
 * asked twice more.
 *
 * @param duration seconds of the track
 * @returns words in order of time
 * @throws {TranscriptionError} in one sentence, or the signal's reason
 */
export async function transcribeTrack(
  audioPath: string,
  duration: number,
  { model, title, providerOptions }: OpenTranscription,
  options: { progress?(fraction: number): void; signal?: AbortSignal } = {},
): Promise<HeardWord[]> {
  const { signal } = options;
  const words: HeardWord[] = [];
  const { transcribe, NoTranscriptGeneratedError } = await import('ai');
  for (let start = 0; start < duration; start += pieceSeconds) {
    const audio = await speechSound(audioPath, start, Math.min(pieceSeconds, duration - start), signal);
    const timeout = AbortSignal.timeout(timeoutSeconds * 1000);
    const abortSignal = signal ? AbortSignal.any([signal, timeout]) : timeout;
    try {
      const heard = await transcribe({ model, audio, providerOptions, maxRetries: 2, abortSignal });
      const parts = 'words' in heard && Array.isArray(heard.words) ? (heard.words as HeardPart[]) : heard.segments;
      if (parts.length === 0 && heard.text.trim() !== '')
        throw new TranscriptionError(
          `${title} tells no times with this model; choose one that does, such as whisper-1.`,
        );
      words.push(...wordsOfParts(parts, start));
    } catch (error) {
      signal?.throwIfAborted();
      // A piece without words is no failure.
      if (NoTranscriptGeneratedError?.isInstance?.(error)) continue;
      if (error instanceof TranscriptionError) throw error;
      throw new TranscriptionError(explain(error, title, timeout.aborted));
    }
    options.progress?.(Math.min(1, (start + pieceSeconds) / duration));
  }
  return words.sort((a, b) => a.start - b.start);
}
