/** A word as it is sung, or a part of one: a syllable, a character. */
export interface Word {
  /** Without spaces at either end. */
  text: string;
  /** Seconds from the start of the track, to the millisecond; left out where the source does not tell. */
  start?: number;
  end?: number;
  /** No space stands between this and the word before (syllables, Chinese and Japanese). */
  joined?: true;
  /** The author breaks the line before this word. */
  breakBefore?: true;
}

/** What is shown at once. */
export interface LyricLine {
  words: Word[];
  /** Seconds from the start of the track, to the millisecond. */
  start?: number;
  end?: number;
  /** Who sings, where the source tells. */
  voice?: string;
  /** A new stanza begins with this line. */
  stanza?: true;
}

/** The words of a song, and as much as is known of their times. */
export interface Lyrics {
  lines: LyricLine[];
  /** BCP 47, where the source tells. */
  language?: string;
  /** Which way most of it reads. */
  direction: 'ltr' | 'rtl';
  title?: string;
  artist?: string;
  album?: string;
}

/** Lyrics that cannot be used as they stand; the message names the file, the line and the mend. */
export class LyricsError extends Error {
  /** Counted from 1. */
  readonly line: number | undefined;
  constructor(path: string, line: number | undefined, message: string) {
    super(`${path}${line === undefined ? '' : `, line ${line}`}: ${message}`);
    this.name = 'LyricsError';
    this.line = line;
  }
}

/** What a parser is given beside the text. */
export interface ParseContext {
  /** As the user knows the file. */
  path: string;
}

/** Seconds to the millisecond, as times are held. */
export function toMilliseconds(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const wordLike = /[\p{L}\p{N}\p{Extended_Pictographic}]/u;

/**
 * Splits text into words at spaces; text of scripts that are written without spaces at the words that Unicode's
 * segmentation (UAX 29 with ICU's dictionaries) finds, punctuation staying with the word before it.
 *
 * @param joined whether the first word follows the one before without a space
 */
export function splitWords(text: string, joined = false): Word[] {
  const words: Word[] = [];
  for (const [index, chunk] of text.trim().split(/\s+/u).entries()) {
    if (chunk === '') continue;
    const follows = index === 0 && joined;
    const parts = unspaced.test(chunk) ? segment(chunk) : [chunk];
    for (const [i, part] of parts.entries())
      words.push(follows || i > 0 ? { text: part, joined: true } : { text: part });
  }
  return words;
}

function segment(chunk: string): string[] {
  const parts: string[] = [];
  let opening = '';
  for (const { segment: part } of new Intl.Segmenter(undefined, { granularity: 'word' }).segment(chunk)) {
    if (wordLike.test(part)) {
      parts.push(opening + part);
      opening = '';
    } else if (parts.length === 0 || /^[\p{Ps}\p{Pi}]+$/u.test(part)) opening += part;
    else parts[parts.length - 1] += part;
  }
  if (opening !== '') parts.push(opening);
  return parts;
}

/** The words as text: spaces where they belong, line breaks where the author put them. */
export function textOf(words: readonly Word[], lineBreak = '\n'): string {
  return words
    .map((word, i) => (i === 0 ? '' : word.breakBefore ? lineBreak : word.joined ? '' : ' ') + word.text)
    .join('');
}

const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/gu;

/** Which way the letters of a text read for the most part. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return (text.match(rightToLeft)?.length ?? 0) * 2 > letters ? 'rtl' : 'ltr';
}

/** Lyrics from their lines, direction worked out. Lines without words are dropped. */
export function lyricsFrom(lines: LyricLine[], facts: Omit<Partial<Lyrics>, 'lines' | 'direction'> = {}): Lyrics {
  const kept = lines.filter(line => line.words.length > 0);
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== ''));
  return { lines: kept, ...known, direction: directionOf(kept.map(line => textOf(line.words)).join('\n')) };
}

/** How much the lyrics know of their times. A song counts as timed by the word when half of its words are. */
export function timingOf({ lines }: Lyrics): 'none' | 'line' | 'word' {
  const words = lines.flatMap(line => line.words);
  if (words.filter(word => word.start !== undefined).length * 2 >= words.length && words.length > 0) return 'word';
  return lines.some(line => line.start !== undefined) ? 'line' : 'none';
}
