import { type Lyrics, LyricsError, toMilliseconds, type Word } from './lyrics.ts';

/** A word that a transcription heard. */
export interface HeardWord {
  text: string;
  /** Seconds from the start of the track. */
  start: number;
  end: number;
  /** 0 to 1, where the model tells. */
  confidence?: number;
}

/** How well one line was found in what was heard. */
export interface LineQuality {
  /** Line of the lyrics, from 0. */
  line: number;
  text: string;
  /** Seconds, if anything of the line was found. */
  start?: number;
  end?: number;
  /** Share of its words that were found. */
  matched: number;
  /** Mean likeness of the words found to what was heard, 0 to 1. */
  likeness: number;
  verdict: 'good' | 'check' | 'not found' | 'by hand';
}

/** Lyrics with the times of the words that were heard. */
export interface Alignment {
  lyrics: Lyrics;
  quality: LineQuality[];
}

/**
 * The word as it sounds, as far as letters tell: lower case, without accents and marks, with the spellings that English
 * ears mix up made alike.
 */
export function soundOf(word: string): string {
  const plain = word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\p{P}\p{S}\p{Z}]/gu, '');
  return plain
    .replace(/ph/g, 'f')
    .replace(/ck|q/g, 'k')
    .replace(/wh/g, 'w')
    .replace(/igh/g, 'i')
    .replace(/([^aeiouy])e$/, '$1')
    .replace(/^kn/, 'n')
    .replace(/^wr/, 'r')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/c(?!h)/g, 'k')
    .replace(/z/g, 's')
    .replace(/in$/, 'ing')
    .replace(/(.)\1+/gu, '$1');
}

/** Likeness of two sounds, 0 to 1: one less the edit distance (Levenshtein) over the longer length. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [left, right] = [[...a], [...b]];
  if (left.length === 0 || right.length === 0) return 0;
  let before = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const row = [i];
    for (let j = 1; j <= right.length; j++)
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left[i - 1] === right[j - 1] ? 0 : 1));
    before = row;
  }
  return 1 - before[right.length] / Math.max(left.length, right.length);
}

/** Likenesses that are kept for words that come again, 8 bytes each. */
const mostKept = 2_000_000;

/** Tells the likeness of a sound to each of many; what was reckoned is kept for when it comes again. */
function likenessTo(others: readonly string[]): (sound: string) => Float64Array {
  const rows = new Map<string, Float64Array>();
  return sound => {
    const known = rows.get(sound);
    if (known) return known;
    if ((rows.size + 1) * others.length > mostKept) rows.clear();
    const row = Float64Array.from(others, other => likeness(sound, other));
    rows.set(sound, row);
    return row;
  };
}

const gap = -0.45;
/** Words less alike than this are not taken for one another. */
const leastLikeness = 0.5;

/**
 * Global alignment of two sequences (Needleman and Wunsch 1970), scored by the likeness of sounds.
 *
 * @returns for each of `given` the index in `heard`, or -1
 */
export function alignSequences(given: readonly string[], heard: readonly string[]): Int32Array {
  const width = heard.length + 1;
  let row = new Float64Array(width);
  const step = new Uint8Array((given.length + 1) * width);
  // Songs repeat themselves: sounds are far fewer than words.
  const sounds = [...new Set(heard)];
  const places = new Map(sounds.map((sound, i) => [sound, i]));
  const soundOfHeard = Int32Array.from(heard, sound => places.get(sound)!);
  const alikeTo = likenessTo(sounds);
  for (let j = 1; j < width; j++) {
    row[j] = j * gap;
    step[j] = 2;
  }
  for (let i = 1; i <= given.length; i++) {
    const next = new Float64Array(width);
    next[0] = i * gap;
    step[i * width] = 1;
    const alikes = alikeTo(given[i - 1]);
    for (let j = 1; j < width; j++) {
      const alike = alikes[soundOfHeard[j - 1]];
      const match = row[j - 1] + (alike >= leastLikeness ? 2 * alike - 0.5 : -1);
      const skipGiven = row[j] + gap;
      const skipHeard = next[j - 1] + gap;
      next[j] = Math.max(match, skipGiven, skipHeard);
      step[i * width + j] = next[j] === match ? 0 : next[j] === skipGiven ? 1 : 2;
    }
    row = next;
  }
  const found = new Int32Array(given.length).fill(-1);
  for (let i = given.length, j = heard.length; i > 0 || j > 0; ) {
    const move = step[i * width + j];
    if (move === 0) {
      i--;
      j--;
      if (likeness(given[i], heard[j]) >= leastLikeness) found[i] = j;
    } else if (move === 1) i--;
    else j--;
  }
  return found;
}

/** Pairs of given and heard words that are held against each other, a byte each: more than hours of rap have. */
const mostPairs = 500_000_000;

function checkSize(given: number, heard: number): void {
  if (given * heard <= mostPairs) return;
  throw new LyricsError(
    'The lyrics',
    undefined,
    `they have ${given} words, too many to be held against the ${heard} that were heard; give those of this track alone.`,
  );
}

/**
 * Puts the times of heard words on given ones, whose spelling and line breaks stay the author's. Words that already
 * have times keep them: they were set by hand. Words that were not heard stay without a time, for {@link completeTimes}
 * to place between their neighbours.
 *
 * @throws {LyricsError} where there are far more words than a track can have
 */
export function alignLyrics(lyrics: Lyrics, heard: readonly HeardWord[]): Alignment {
  const written = lyrics.lines.reduce((sum, { words }) => sum + words.length, 0);
  checkSize(written, heard.length);
  const given = lyrics.lines.flatMap((line, l) =>
    line.words.flatMap((word, w) => soundUnits(word.text).map(sound => ({ place: `${l} ${w}`, sound }))),
  );
  const units = heard.flatMap(heardUnits);
  // In scripts without spaces characters are compared, which are more.
  checkSize(given.length, units.length);
  const matches = alignSequences(
    given.map(({ sound }) => sound),
    units.map(({ text }) => text),
  );
  const found = new Map<string, { start: number; end: number; likeness: number; count: number }>();
  for (const [i, { place, sound }] of given.entries()) {
    if (matches[i] < 0) continue;
    const unit = units[matches[i]];
    const alike = likeness(sound, unit.text);
    const before = found.get(place);
    if (before) Object.assign(before, { end: unit.end, likeness: before.likeness + alike, count: before.count + 1 });
    else found.set(place, { start: unit.start, end: unit.end, likeness: alike, count: 1 });
  }
  const quality: LineQuality[] = [];
  const lines = lyrics.lines.map((line, l) => {
    const byHand = line.start !== undefined;
    let matchedWords = 0;
    let alike = 0;
    const words = line.words.map((word, w): Word => {
      const match = found.get(`${l} ${w}`);
      if (!match) return word;
      matchedWords++;
      alike += match.likeness / match.count;
      if (word.start !== undefined) return word;
      return { ...word, start: toMilliseconds(match.start), end: toMilliseconds(Math.max(match.start, match.end)) };
    });
    const inside = byHand
      ? words.map((word, w) => (within(word, line.start!, line.end) ? word : line.words[w]))
      : words;
    const first = inside.find(word => word.start !== undefined)?.start;
    const last = inside.findLast(word => word.end !== undefined)?.end;
    const matched = line.words.length > 0 ? matchedWords / line.words.length : 0;
    const mean = matchedWords > 0 ? alike / matchedWords : 0;
    const start = line.start ?? first;
    const end = line.end ?? last;
    quality.push({
      line: l,
      text: line.words.map(word => word.text).join(' '),
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      matched,
      likeness: mean,
      verdict: byHand
        ? 'by hand'
        : matchedWords === 0
          ? 'not found'
          : matched >= 0.7 && mean >= 0.75
            ? 'good'
            : 'check',
    });
    return { ...line, words: inside, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) };
  });
  return { lyrics: { ...lyrics, lines: placeMissing(lines) }, quality };
}

const byCharacter = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/**
 * What is compared of a word: its sound; its characters one by one in scripts without spaces, which transcriptions cut
 * anywhere.
 */
function soundUnits(word: string): string[] {
  const sound = soundOf(word);
  if (sound === '') return [];
  return byCharacter.test(sound) ? [...sound] : [sound];
}

function heardUnits({ text, start, end }: HeardWord): { text: string; start: number; end: number }[] {
  const units = soundUnits(text);
  const step = (end - start) / units.length;
  return units.map((unit, i) => ({ text: unit, start: start + i * step, end: start + (i + 1) * step }));
}

function within(word: Word, start: number, end: number | undefined): boolean {
  return word.start === undefined || (word.start >= start - 0.05 && (end === undefined || word.start < end));
}

/** Lines of which nothing was heard share the room between the lines around them. */
function placeMissing<T extends { start?: number; end?: number }>(lines: readonly T[]): T[] {
  const placed = lines.map(line => ({ ...line }));
  for (let i = 0; i < placed.length; i++) {
    if (placed[i].start !== undefined) continue;
    let next = i;
    while (next < placed.length && placed[next].start === undefined) next++;
    const from = i > 0 ? (placed[i - 1].end ?? placed[i - 1].start! + 2) : undefined;
    const to = placed[next]?.start;
    const count = next - i;
    const begin = from ?? Math.max(0, (to ?? 0) - 3 * count);
    const length = to === undefined ? 3 : Math.max(0, to - begin) / count;
    if (from === undefined && to === undefined) return placed;
    for (let j = 0; j < count; j++) {
      placed[i + j].start = toMilliseconds(begin + j * length);
      placed[i + j].end = toMilliseconds(begin + (j + 1) * length);
    }
    i = next - 1;
  }
  return placed;
}
