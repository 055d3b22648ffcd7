import type { Word } from '../lyrics/lyrics.ts';

const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;
/** Words that belong to what follows: a row does not end with them if it can be helped. */
const leaning =
  /^(?:a|an|the|of|to|in|on|at|and|or|but|my|your|our|their|his|her|its|i|we|you|le|la|les|de|du|des|un|une|et|el|los|y|der|die|das|den|ein|eine|und|zu)$/iu;

/** Whether a row may end between two words. */
export function mayBreak(before: Word, after: Word): boolean {
  return !after.joined || after.breakBefore === true || (unspaced.test(before.text) && unspaced.test(after.text));
}

/** What it costs to end a row between two words, beside the square of how uneven the row is. */
export function breakPenalty(before: Word, after: Word): number {
  if (after.breakBefore) return -1;
  if (/[,.;:!?…、。，！？،؛)\]]$/u.test(before.text)) return -0.05;
  return leaning.test(before.text) ? 0.08 : 0;
}

/**
 * Ends of rows with the least penalty, in as few rows as the words fit in, by dynamic programming over the places where
 * a row may end.
 *
 * @param widths  of the words, in pixels
 * @param gaps    before the words, in pixels; none where a row begins
 * @param room    pixels that a row may be wide
 * @param maxRows most rows; forced breaks may ask for more
 * @returns for each row the number of words up to its end; undefined where they do not fit
 */
export function chooseBreaks(
  words: readonly Word[],
  widths: readonly number[],
  gaps: readonly number[],
  room: number,
  maxRows: number,
): number[] | undefined {
  const total = widths.reduce((sum, w, i) => sum + w + gaps[i], 0);
  const forced = words.filter((word, i) => i > 0 && word.breakBefore).length;
  const mostRows = Math.max(maxRows, forced + 1);
  const rowsFrom = fewestRows(words, widths, gaps, room);
  if (rowsFrom[0] > mostRows) return undefined;
  const places = words.filter((word, i) => i > 0 && mayBreak(words[i - 1], word)).length;
  const leastRows = Math.max(forced + 1, Math.ceil(total / room), rowsFrom[0]);
  for (let rows = leastRows; rows <= Math.min(mostRows, places + 1); rows++) {
    const ideal = total / rows;
    // best[r][i]: least penalty of i words in r rows, and the row's beginning.
    const best = [new Map<number, { cost: number; from: number }>([[0, { cost: 0, from: 0 }]])];
    for (let r = 1; r <= rows; r++) {
      const layer = new Map<number, { cost: number; from: number }>();
      for (const [from, { cost }] of best[r - 1])
        visitEnds(words, widths, gaps, room, from, (end, width) => {
          // What is left must fit in the rows that are left: of thousands of words, this leaves few places for a row.
          if (rowsFrom[end] > rows - r) return;
          const uneven = (width - ideal) / room;
          const sum = cost + uneven * uneven + (end < words.length ? breakPenalty(words[end - 1], words[end]) : 0);
          const known = layer.get(end);
          if (!known || sum < known.cost) layer.set(end, { cost: sum, from });
        });
      best.push(layer);
    }
    if (best[rows].has(words.length)) {
      const ends: number[] = [];
      for (let r = rows, end = words.length; r > 0; r--) {
        ends.push(end);
        end = best[r].get(end)!.from;
      }
      return ends.reverse();
    }
  }
  return undefined;
}

/** Calls with every place where a row that begins at a word may end, and how wide it is then. */
function visitEnds(
  words: readonly Word[],
  widths: readonly number[],
  gaps: readonly number[],
  room: number,
  from: number,
  visit: (end: number, width: number) => void,
): void {
  let width = 0;
  for (let end = from + 1; end <= words.length; end++) {
    if (end - 1 > from && words[end - 1].breakBefore) return;
    width += widths[end - 1] + (end - 1 === from ? 0 : gaps[end - 1]);
    if (width > room) return;
    if (end < words.length && !mayBreak(words[end - 1], words[end])) continue;
    visit(end, width);
  }
}

/** The fewest rows in which the words from each one on fit; none after the last, infinite where they do not. */
function fewestRows(
  words: readonly Word[],
  widths: readonly number[],
  gaps: readonly number[],
  room: number,
): Float64Array {
  const rows = new Float64Array(words.length + 1).fill(Number.POSITIVE_INFINITY);
  rows[words.length] = 0;
  for (let from = words.length - 1; from >= 0; from--)
    visitEnds(words, widths, gaps, room, from, end => {
      rows[from] = Math.min(rows[from], 1 + rows[end]);
    });
  return rows;
}
