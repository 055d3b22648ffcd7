import assert from 'node:assert/strict';
import test from 'node:test';
import { createRandom } from '../../scene-map/random.ts';
import type { Word } from '../lyrics/lyrics.ts';
import { breakPenalty, chooseBreaks, mayBreak } from './row-breaks.ts';

const texts = ['the', 'fire,', 'of', 'night.', '日', '本', 'a', 'wonderful', 'sky'];

/** The penalty of rows that end so; infinite where they do not fit. */
function penaltyOf(
  words: readonly Word[],
  widths: readonly number[],
  gaps: readonly number[],
  room: number,
  ends: readonly number[],
): number {
  // biome-ignore format: one line of arguments
  const ideal = widths.reduce((sum, width, i) => sum + width + gaps[i], 0) / ends.length;
  let from = 0;
  let sum = 0;
  for (const end of ends) {
    const width = widths.slice(from, end).reduce((all, one, i) => all + one + (i === 0 ? 0 : gaps[from + i]), 0);
    const isWhole = !words.slice(from + 1, end).some(word => word.breakBefore);
    if (width > room || !isWhole) return Number.POSITIVE_INFINITY;
    sum += ((width - ideal) / room) ** 2;
    if (end < words.length) {
      if (!mayBreak(words[end - 1], words[end])) return Number.POSITIVE_INFINITY;
      sum += breakPenalty(words[end - 1], words[end]);
    }
    from = end;
  }
  return sum;
}

/** The least penalty of as few rows as there may be, by trying all ways to break. */
function leastPenalty(
  words: readonly Word[],
  widths: readonly number[],
  gaps: readonly number[],
  room: number,
  maxRows: number,
): number | undefined {
  // biome-ignore format: one line of arguments
  const total = widths.reduce((sum, width, i) => sum + width + gaps[i], 0);
  const forced = words.filter(word => word.breakBefore).length;
  const least = new Map<number, number>();
  for (let ways = 0; ways < 2 ** (words.length - 1); ways++) {
    const ends = [...words.keys()].slice(1).filter(i => (ways >> (i - 1)) & 1);
    ends.push(words.length);
    const penalty = penaltyOf(words, widths, gaps, room, ends);
    least.set(ends.length, Math.min(least.get(ends.length) ?? Number.POSITIVE_INFINITY, penalty));
  }
  for (let rows = Math.max(forced + 1, Math.ceil(total / room)); rows <= Math.max(maxRows, forced + 1); rows++)
    if ((least.get(rows) ?? Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY) return least.get(rows);
  return undefined;
}

test('rows break where all ways to break have the least penalty, and not at all where none fits', () => {
  const random = createRandom(7);
  let fitting = 0;
  for (let k = 0; k < 300; k++) {
    const words = Array.from({ length: 1 + Math.floor(random() * 7) }, (_, i): Word => {
      const text = texts[Math.floor(random() * texts.length)];
      const joined = i > 0 && random() < 0.2;
      const forced = i > 0 && random() < 0.1;
      return { text, ...(joined ? { joined } : {}), ...(forced ? { breakBefore: forced } : {}) };
    });
    const widths = words.map(() => 1 + random() * 5);
    const gaps = words.map((word, i) => (i === 0 || word.joined ? 0 : 0.3));
    const room = 4 + random() * 12;
    const maxRows = 1 + Math.floor(random() * 4);
    const ends = chooseBreaks(words, widths, gaps, room, maxRows);
    const least = leastPenalty(words, widths, gaps, room, maxRows);
    const found = ends && penaltyOf(words, widths, gaps, room, ends);
    assert.equal(found === undefined, least === undefined, `line ${k}`);
    if (found !== undefined) assert.ok(Math.abs(found - least!) < 1e-9, `line ${k}: ${found}, not ${least}`);
    if (found !== undefined) fitting++;
  }
  assert.ok(fitting > 100 && fitting < 290, `${fitting} of 300 fit`);
});

test('a line of thousands of words is broken at once', () => {
  const words = Array.from({ length: 4000 }, (_, i): Word => ({ text: texts[i % texts.length] }));
  const widths = words.map((_, i) => 1 + ((i * 37) % 11) / 5);
  const gaps = words.map((_, i) => (i === 0 ? 0 : 0.3));
  const before = process.cpuUsage();
  const ends = chooseBreaks(words, widths, gaps, 40, words.length)!;
  // It takes 0.05 s; with all numbers of rows and all places tried it took 13.
  assert.ok(process.cpuUsage(before).user < 3e6);
  assert.equal(ends.at(-1), words.length);
  assert.ok(ends.length < 260);
});
