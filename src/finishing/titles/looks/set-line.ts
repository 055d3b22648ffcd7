import type { TimedLine, TimedWord } from '../../lyrics/timing.ts';
import { ms, px, runsText, type TextEvent } from '../ass-events.ts';
import type { FontPiece } from '../fonts.ts';
import type { TextBox } from '../legibility.ts';
import { type Layout, type LayoutOptions, layOut } from '../text-layout.ts';

/** What a look is told beside the line. */
export interface LookContext {
  width: number;
  height: number;
  frameRate: number;
  direction: 'ltr' | 'rtl';
  /** "#rrggbb": the colour of what is being sung. */
  accent: string;
  /** Seconds of the beats, on which some looks pulse. */
  beats: readonly number[];
  /** Number of the line, from 0. */
  index: number;
  /** Seconds between which the line has the screen for itself. */
  from: number;
  until: number;
}

/** A line as it is drawn. */
export interface Lettered {
  events: TextEvent[];
  boxes: TextBox[];
  pieces: Set<FontPiece>;
  missing: string[];
}

export type Look = (line: TimedLine, context: LookContext) => Lettered;

export const white = '#ffffff';
const lineHeight = 1.22;

interface Setting extends Partial<LayoutOptions> {
  face: LayoutOptions['face'];
  /** Em as a share of the shorter side. */
  size: number;
  /** Where the rows' middle (or, by `anchor`, their foot) lies, as a share of the height. */
  y: number;
  anchor?: 'middle' | 'foot';
  share?: number;
}

interface SetLine extends Layout<TimedWord> {
  /** Middle of each row, in pixels. */
  middles: number[];
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/**
 * Sets a line in the safe part of the picture: 90% of it (SMPTE ST 2046-1), less on tall pictures, whose foot players
 * cover.
 */
export function setLine(words: readonly TimedWord[], context: LookContext, setting: Setting): SetLine {
  const { width, height, direction } = context;
  const { size, y, anchor = 'foot', share = 0.8, ...rest } = setting;
  const align = rest.align ?? 'centre';
  const margin = width * (1 - Math.min(0.9, share)) * 0.5;
  const x = align === 'centre' ? width / 2 : align === 'left' ? margin : width - margin;
  const maxRows = width <= height ? 4 : 2;
  const room = { width: width * share, x, direction };
  let layout = layOut(words, { em: Math.min(width, height) * size, maxRows, ...room, ...rest, align });
  while (layout.rows.length * layout.em * lineHeight > height * 0.8)
    layout = layOut(words, { em: layout.em * 0.92, maxRows, ...room, ...rest, align });
  const step = layout.em * lineHeight;
  const tall = height > width && anchor === 'foot' ? 0.1 : 0;
  const place = height * (y - tall);
  const first =
    anchor === 'foot' ? place - (layout.rows.length - 0.5) * step : place - ((layout.rows.length - 1) / 2) * step;
  const middles = layout.rows.map((_, i) => first + i * step);
  const widest = Math.max(...layout.rows.map(row => row.width));
  const left = align === 'centre' ? x - widest / 2 : align === 'left' ? x : x - widest;
  return { ...layout, middles, top: first - step / 2, bottom: middles.at(-1)! + step / 2, left, right: left + widest };
}

export function boxOf(set: SetLine, start: number, end: number): TextBox {
  // Letters do not fill their row: the shade begins where they do.
  const air = (lineHeight - 1) * set.em;
  return { left: set.left, right: set.right, top: set.top + air, bottom: set.bottom - air, start, end, em: set.em };
}

/** Outline and soft shadow that part letters from what is behind, in pixels for an em. */
export function edge(em: number, outline = 0.03, shadow = 0.02): string {
  return `\\bord${px(Math.max(1, em * outline))}\\3c&H101010&\\3a&H30&\\shad${px(em * shadow)}\\4c&H000000&\\4a&H80&\\blur${px(em * 0.012)}`;
}

/** One row as one piece of text, so that it is shaped and ordered as a whole. */
export function rowText(
  set: SetLine,
  row: number,
  pieces: Set<FontPiece>,
  before: (word: TimedWord, i: number) => string = () => '',
): string {
  return set.rows[row].words
    .map(
      (placed, i) =>
        (i === 0 || placed.word.joined ? '' : ' ') + before(placed.word, i) + runsText(placed.runs, set.em, pieces),
    )
    .join('');
}

export function fade(start: number, end: number, within: number, out: number): string {
  const room = (end - start) / 2;
  return `\\fad(${ms(Math.min(within, room))},${ms(Math.min(out, room))})`;
}
