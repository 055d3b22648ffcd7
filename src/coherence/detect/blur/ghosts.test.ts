import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { findGhosts } from './ghosts.ts';

const [width, height, frames] = [64, 36, 44];

type Picture = Float32Array;

/** Squares that move before a soft ground, and have gone so far (pixels of the small picture) at each frame. */
function movingSquares(goneAt: (frame: number) => number): Picture[] {
  return Array.from({ length: frames }, (_, frame) =>
    Float32Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      let value = 80 + 20 * Math.sin(x / 7) * Math.sin(y / 5);
      for (const [left, top, level, way] of [[6, 3, 180, 1], [20, 14, 40, 0.7], [58, 25, 200, -0.9]]) {
        const at = (((left + way * goneAt(frame)) % width) + width) % width;
        if (y >= top && y < top + 7) value += (level - value) * Math.max(0, Math.min(1, x - at + 0.5, at + 9 - x + 0.5));
      }
      return value;
    }),
  );
} // biome-ignore format: a square an entry
const squares = movingSquares(frame => 2 * frame);

const blended = (a: Picture, b: Picture, share: number): Picture =>
  a.map((value, i) => share * value + (1 - share) * b[i]);

/** What is told of pictures, as first frames and ends. */
function told(pictures: readonly Picture[]) {
  const shot = pictures.map((picture, frame) => ({
    ...{ frame, time: frame / 24 },
    small: { width, height, data: Uint8Array.from(picture, Math.round) },
  }));
  return findGhosts(shot as unknown as FrameMeasures[]);
}

const framesTold = (pictures: readonly Picture[]): number[][] => told(pictures).map(a => [a.firstFrame, a.endFrame]);

/** Pictures of which some are blends of those so far before and after them. */
function withBlends(pictures: readonly Picture[], at: readonly number[], share = 0.5): Picture[] {
  return pictures.map((picture, i) => (at.includes(i) ? blended(pictures[i - 1], pictures[i + 1], share) : picture));
}

test('frames that are blends of those beside them are found, and what they hold of each', () => {
  assert.deepEqual(framesTold(squares), []);
  const found = told(withBlends(squares, [9, 30], 0.3));
  assert.deepEqual(
    found.map(a => [a.kind, a.firstFrame, a.endFrame]),
    [9, 30].map(frame => ['motion-blur-inconsistency', frame, frame + 1]),
  );
  assert.match(found[0].description, /: 30% of the one and 70% of the other/);
  const three = squares.map((picture, i) =>
    i >= 20 && i < 23 ? blended(squares[19], squares[23], (23 - i) / 4) : picture,
  );
  assert.deepEqual(framesTold(three), [[20, 23]]);
});

test('blends by turns are one stretch, and none where all of the footage was made so', () => {
  const odd = Array.from({ length: 20 }, (_, i) => 2 * i + 3);
  assert.deepEqual(
    told(withBlends(squares, [15, 17, 19, 21])).map(a => [a.firstFrame, a.endFrame, a.everyOther, a.blended]),
    [[15, 22, true, true]],
  );
  assert.deepEqual(framesTold(withBlends(squares, odd)), []);
  // Where little moves at first, the blends that are seen begin late.
  const speedsUp = movingSquares(frame => 0.2 * frame + Math.max(0, 1.5 * (frame - 18)));
  assert.deepEqual(framesTold(withBlends(speedsUp, odd)), []);
});

test('dissolves, light that passes through what is between, and motion below a pixel are none', () => {
  const [first, second] = [squares, movingSquares(frame => -2 * frame)];
  const dissolve = first.map((picture, i) => blended(picture, second[i], Math.max(0, Math.min(1, (25 - i) / 8))));
  assert.deepEqual(framesTold(dissolve), []);
  const slow = movingSquares(frame => 0.3 * frame);
  // One lamp goes out while the other one shines.
  const [left, right] = [
    (frame: number) => Math.max(0, Math.min(1, 11 - frame / 2)),
    (frame: number) => (frame > 19 && frame < 23 ? 1 : 0),
  ];
  const glow = (x: number, at: number): number => 70 * Math.exp(-(((x - at) / 12) ** 2));
  const lamps = slow.map((picture, frame) =>
    picture.map((value, i) => value + left(frame) * glow(i % width, 12) + right(frame) * glow(i % width, 52)),
  );
  assert.deepEqual(framesTold(lamps), []);
  assert.deepEqual(framesTold(withBlends(slow, [9, 30])), []);
});

test('frames that keep a share of those before them are one stretch, and slower motion is none', () => {
  const isKept = (frame: number): boolean => frame >= 18 && frame < 26;
  const trailing = squares.map((picture, i) => (isKept(i) ? blended(squares[i - 1], picture, 0.4) : picture));
  const found = told(trailing);
  assert.deepEqual(
    found.map(a => [a.firstFrame, a.endFrame, a.trailing]),
    [[18, 26, true]],
  );
  const slower = movingSquares(frame => 2 * frame - 1.2 * Math.max(0, Math.min(8, frame - 17)));
  assert.deepEqual(framesTold(slower), []);
});
