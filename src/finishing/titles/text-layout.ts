import { textOf, type Word } from '../lyrics/lyrics.ts';
import { type Face, type FontRun, fontRuns } from './fonts.ts';

/** A word in its place. */
export interface PlacedWord<W extends Word = Word> {
  word: W;
  /** As it is written: the look may change its case. */
  text: string;
  runs: FontRun[];
  /** Centre and width in pixels. */
  x: number;
  width: number;
}

/** A row of words. */
export interface Row<W extends Word = Word> {
  words: PlacedWord<W>[];
  width: number;
}

/** Words set in rows that fit. */
export interface Layout<W extends Word = Word> {
  rows: Row<W>[];
  /** Pixels of an em, made smaller where the words did not fit. */
  em: number;
  missing: string[];
}

export interface LayoutOptions {
  face: Face;
  em: number;
  /** Pixels that a row may be wide. */
  width: number;
  maxRows: number;
  /** Pixel of the row's left edge, right edge or centre, by `align`. */
  x: number;
  align: 'left' | 'centre' | 'right';
  direction: 'ltr' | 'rtl';
  upperCase?: boolean;
  /** Extra room between letters, in ems. */
  spacing?: number;
  /** Room between words, in ems, where words are placed one by one; heavy letters need more. */
  wordSpacing?: number;
}

const usualWordSpacing = 0.27;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Words that belong to what follows: a row does not end with them if it can be helped. */
const leaning =
  /^(?:a|an|the|of|to|in|on|at|and|or|but|my|your|our|their|his|her|its|i|we|you|le|la|les|de|du|des|un|une|et|el|los|y|der|die|das|den|ein|eine|und|zu)$/iu;

/**
 * Sets words in rows: of even length, broken after marks rather than within a phrase, made smaller where they do not
 * fit.
 */
export function layOut<W extends Word>(words: readonly W[], options: LayoutOptions): Layout<W> {
  const { face, spacing = 0, wordSpacing = usualWordSpacing } = options;
  const context = textOf(words);
  const missing: string[] = [];
  const set = words.map(word => {
    const text = options.upperCase ? word.text.toLocaleUpperCase() : word.text;
    const { runs, missing: none } = fontRuns(text, face, context);
    missing.push(...none);
    const letters = [...text].length;
    return { word, text, runs, width: runs.reduce((sum, run) => sum + run.width, 0) + letters * spacing };
  });
  const gaps = words.map((word, i) => (i === 0 || word.joined ? 0 : wordSpacing + spacing));
  for (let em = options.em; ; em *= 0.92) {
    const smallest = em < options.em * 0.4;
    // Letters too small to be read help nobody: then rather more rows.
    const maxRows = smallest ? words.length : options.maxRows;
    const breaks = chooseBreaks(
      words,
      set.map(s => s.width * em),
      gaps.map(g => g * em),
      options.width,
      maxRows,
    );
    if (!breaks && em > options.em * 0.1) continue;
    const ends = breaks ?? [words.length];
    let first = 0;
    const rows = ends.map((end): Row<W> => {
      const part = set.slice(first, end);
      const width = part.reduce((sum, s, i) => sum + s.width * em + (i === 0 ? 0 : gaps[first + i] * em), 0);
      const left =
        options.align === 'left' ? options.x : options.align === 'right' ? options.x - width : options.x - width / 2;
      let at = 0;
      const placed = part.map((s, i) => {
        at += i === 0 ? 0 : gaps[first + i] * em;
        const w = s.width * em;
        const offset = at + w / 2;
        at += w;
        return { ...s, width: w, x: options.direction === 'rtl' ? left + width - offset : left + offset };
      });
      first = end;
      return { words: placed, width };
    });
    return { rows, em, missing: [...new Set(missing)] };
  }
}

/** Ends of rows with the least penalty, by dynamic programming over the places where a row may end. */
function chooseBreaks(
  words: readonly Word[],
  widths: readonly number[],
  gaps: readonly number[],
  room: number,
  maxRows: number,
): number[] | undefined {
  const total = widths.reduce((sum, w, i) => sum + w + gaps[i], 0);
  const forced = words.filter((word, i) => i > 0 && word.breakBefore).length;
  for (let rows = Math.max(forced + 1, Math.ceil(total / room)); rows <= Math.max(maxRows, forced + 1); rows++) {
    const ideal = total / rows;
    // best[r][i]: least penalty of i words in r rows, and the row's beginning.
    const best = [new Map<number, { cost: number; from: number }>([[0, { cost: 0, from: 0 }]])];
    for (let r = 1; r <= rows; r++) {
      const layer = new Map<number, { cost: number; from: number }>();
      for (const [from, { cost }] of best[r - 1]) {
        let width = 0;
        for (let end = from + 1; end <= words.length; end++) {
          if (end - 1 > from && words[end - 1].breakBefore) break;
          width += widths[end - 1] + (end - 1 === from ? 0 : gaps[end - 1]);
          if (width > room) break;
          if (end < words.length && !mayBreak(words[end - 1], words[end])) continue;
          const uneven = (width - ideal) / room;
          const sum = cost + uneven * uneven + (end < words.length ? breakPenalty(words[end - 1], words[end]) : 0);
          const known = layer.get(end);
          if (!known || sum < known.cost) layer.set(end, { cost: sum, from });
        }
      }
      best.push(layer);
    }
    if (best[rows].has(words.length)) {
      const ends: number[] = [];
      for (let r = rows, end = words.length; r > 0; r--) {
        ends.unshift(end);
        end = best[r].get(end)!.from;
      }
      return ends;
    }
  }
  return undefined;
}

function mayBreak(before: Word, after: Word): boolean {
  return !after.joined || after.breakBefore === true || (unspaced.test(before.text) && unspaced.test(after.text));
}

function breakPenalty(before: Word, after: Word): number {
  if (after.breakBefore) return -1;
  if (/[,.;:!?…、。，！？،؛)\]]$/u.test(before.text)) return -0.05;
  return leaning.test(before.text) ? 0.08 : 0;
}
