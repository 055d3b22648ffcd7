import { z } from 'zod';
import type { HeardWord } from './align.ts';
import { LyricsError } from './lyrics.ts';

const wordSchema = z.looseObject({
  word: z.string().optional(),
  text: z.string().optional(),
  start: z.number().min(0).optional(),
  end: z.number().min(0).optional(),
  probability: z.number().optional(),
  score: z.number().optional(),
});
const segmentSchema = z.looseObject({
  text: z.string().optional(),
  start: z.number().optional(),
  end: z.number().optional(),
  startSecond: z.number().optional(),
  endSecond: z.number().optional(),
  words: z.array(wordSchema).optional(),
});
const transcriptSchema = z.looseObject({
  words: z.array(wordSchema).optional(),
  segments: z.array(segmentSchema).optional(),
});

/**
 * Reads words with times as Whisper and its kin write them: `words`, or `segments` with `words` (openai-whisper,
 * faster-whisper, WhisperX, the OpenAI and Groq interfaces); segments without words share their time among them by
 * length.
 *
 * @throws {LyricsError}
 */
export function parseTranscript(text: string, path: string): HeardWord[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new LyricsError(
      path,
      undefined,
      'it is not JSON; give the JSON that Whisper writes with --word_timestamps True.',
    );
  }
  const parsed = transcriptSchema.safeParse(Array.isArray(json) ? { words: json } : json);
  if (!parsed.success) {
    const { path: place, message } = parsed.error.issues[0];
    throw new LyricsError(
      path,
      undefined,
      `${place.join('.') || 'the transcript'} cannot be used (${message}); give the JSON that Whisper writes.`,
    );
  }
  const { words, segments } = parsed.data;
  const heard = (words ?? []).flatMap(heardWord);
  if (heard.length === 0) for (const segment of segments ?? []) heard.push(...segmentWords(segment));
  if (heard.length === 0)
    throw new LyricsError(
      path,
      undefined,
      'there are no words with times in it; transcribe with --word_timestamps True.',
    );
  return heard.sort((a, b) => a.start - b.start);
}

function heardWord({ word, text, start, end, probability, score }: z.infer<typeof wordSchema>): HeardWord[] {
  const spoken = (word ?? text ?? '').trim();
  if (spoken === '' || start === undefined) return [];
  const confidence = probability ?? score;
  return [
    { text: spoken, start, end: Math.max(end ?? start, start), ...(confidence === undefined ? {} : { confidence }) },
  ];
}

function segmentWords(segment: z.infer<typeof segmentSchema>): HeardWord[] {
  if (segment.words && segment.words.length > 0) return segment.words.flatMap(heardWord);
  const start = segment.start ?? segment.startSecond;
  const end = segment.end ?? segment.endSecond;
  if (start === undefined || end === undefined || !segment.text) return [];
  return shareTime(segment.text, start, end);
}

/** Words of a stretch of text, its time shared among them by their length. */
export function shareTime(text: string, start: number, end: number): HeardWord[] {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter(word => word !== '');
  const total = words.reduce((sum, word) => sum + word.length + 1, 0);
  let before = 0;
  return words.map(word => {
    const from = start + ((end - start) * before) / total;
    before += word.length + 1;
    return { text: word, start: from, end: start + ((end - start) * before) / total };
  });
}
