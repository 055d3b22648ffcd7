import { textOf, type Word } from '../lyrics/lyrics.ts';
import { type Face, type FontRun, fontRuns } from './fonts.ts';
import { chooseBreaks } from './row-breaks.ts';

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
