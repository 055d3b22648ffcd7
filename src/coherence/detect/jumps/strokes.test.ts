import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { isOfStrokes } from './strokes.ts';

const [width, height] = [208, 117];
const place = { x: 60, y: 80, width: 60, height: 30 };

function picture(draw: (x: number, y: number) => number | undefined): FrameMeasures {
  const data = Uint8Array.from(
    { length: width * height },
    (_, i) => draw(i % width, Math.floor(i / width)) ?? 90 + 10 * Math.sin(i / 9),
  );
  return { small: { width, height, data } } as FrameMeasures;
}

test('a line of words that comes, goes or becomes another one is of strokes', () => {
  const words = (step: number): FrameMeasures =>
    picture((x, y) => (x > 40 && x < 160 && y > 92 && y < 100 && ((x * step) >> 2) % 2 === 0 ? 230 : undefined));
  const bare = picture(() => undefined);
  for (const [before, after] of [[bare, words(2)], [words(2), bare], [words(2), words(3)]] as const)
    assert.ok(isOfStrokes(before, after, place));
}); // biome-ignore format: pairs on a line

test('a thing, a slice of another texture, and what hardly changes are not', () => {
  const bare = picture(() => undefined);
  assert.ok(!isOfStrokes(bare, picture((x, y) => (Math.hypot(x - 90, y - 95) < 12 ? 200 : undefined)), place));
  assert.ok(!isOfStrokes(bare, picture((x, y) => 90 + 80 * Math.sin(x / 1.5) * Math.cos(y / 1.7)), place));
  assert.ok(!isOfStrokes(bare, picture((x, y) => (x === 90 && y === 95 ? 200 : undefined)), place));
}); // biome-ignore format: pictures on a line
