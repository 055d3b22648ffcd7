import { type LyricLine, type Lyrics, toMilliseconds, type Word } from './lyrics.ts';
import { countSyllables } from './syllables.ts';

/** A word whose times are known, or worked out. */
export interface TimedWord extends Word {
  start: number;
  end: number;
  /** The times were worked out from the neighbours, not given. */
  estimated?: true;
}

/** A line whose times are known, or worked out. */
export interface TimedLine extends Omit<LyricLine, 'words'> {
  start: number;
  end: number;
  words: TimedWord[];
}

/** Longest time that one syllable is assumed to last, where nothing else tells when a line ends. */
const longestSyllable = 0.75;
const shortestLine = 0.4;

/**
 * Fills in what the source leaves open. A line without an end lasts to the next line, but not longer than its syllables
 * can be drawn out; words without times share the time between their neighbours by syllables.
 *
 * @param duration seconds of the track
 * @returns the lines that begin within the track, in order of time; lines without a start are left out
 */
export function completeTimes({ lines }: Pick<Lyrics, 'lines'>, duration: number): TimedLine[] {
  const known = lines
    .map(line => ({ ...line, start: line.start ?? line.words.find(word => word.start !== undefined)?.start }))
    .filter((line): line is LyricLine & { start: number } => line.start !== undefined && line.start < duration)
    .sort((a, b) => a.start - b.start);
  return known.map((line, i) => {
    const next = known.slice(i + 1).find(other => other.start > line.start)?.start ?? duration;
    const syllables = line.words.reduce((sum, word) => sum + countSyllables(word.text), 0);
    const lastWord = line.words.findLast(word => word.end !== undefined || word.start !== undefined);
    const sung = Math.max(
      line.start + syllables * longestSyllable + 0.5,
      (lastWord?.end ?? lastWord?.start ?? 0) + 0.3,
    );
    const end = Math.min(duration, line.end ?? Math.min(next, sung));
    const whole = Math.max(end, Math.min(duration, line.start + shortestLine));
    return { ...line, end: toMilliseconds(whole), words: wordTimes(line.words, line.start, whole) };
  });
}

function wordTimes(words: readonly Word[], lineStart: number, lineEnd: number): TimedWord[] {
  const weights = words.map(word => countSyllables(word.text));
  const starts = new Array<number>(words.length);
  let anchor = 0;
  let anchorTime = words[0]?.start ?? lineStart;
  starts[0] = anchorTime;
  for (let i = 1; i <= words.length; i++) {
    const time = i === words.length ? lineEnd : words[i].start;
    if (time === undefined) continue;
    const bounded = Math.max(anchorTime, Math.min(time, lineEnd));
    const total = weights.slice(anchor, i).reduce((a, b) => a + b, 0);
    let before = 0;
    for (let j = anchor; j < i; j++) {
      starts[j] = anchorTime + ((bounded - anchorTime) * before) / total;
      before += weights[j];
    }
    if (i < words.length) starts[i] = bounded;
    anchor = i;
    anchorTime = bounded;
  }
  return words.map((word, i) => {
    const next = i + 1 < words.length ? starts[i + 1] : lineEnd;
    const end = Math.max(starts[i], Math.min(word.end ?? next, next));
    const times = { start: toMilliseconds(starts[i]), end: toMilliseconds(end) };
    return { ...word, ...times, ...(word.start === undefined ? { estimated: true as const } : {}) };
  });
}
