import assert from 'node:assert/strict';
import test from 'node:test';
import { patchDifference, type Small } from './compare-places.ts';

const [width, height] = [40, 30];

/** Repeatable random levels. */
function randomPicture(seed: number): Small {
  let state = seed;
  const data = Uint8Array.from({ length: width * height }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  return { width, height, data };
}

/** The same in plain numbers, place by place. */
function plainDifference(from: Small, left: number, top: number, to: Small, dx: number, dy: number, light: number) {
  const evens = [0, 2, 4, 6];
  const level = ({ data }: Small, x: number, y: number): number => data[y * width + x] - 14;
  let best = 255 * 16;
  for (let y = top + dy - 2; y <= top + dy + 2; y++)
    for (let x = left + dx - 2; x <= left + dx + 2; x++) {
      if (x < 0 || y < 0 || x + 8 > width || y + 8 > height) continue;
      const off = evens.flatMap(r => evens.map(c => light * level(from, left + c, top + r) - level(to, x + c, y + r)));
      const sum = off.reduce((a, b) => a + b, 0);
      best = Math.min(best, off.reduce((all, one) => all + Math.abs(one - sum / 16), 0.5 * Math.abs(sum)));
    }
  return best / 16;
} // biome-ignore format: a sum a line

test('a patch differs by what plain numbers say, also at the rim and beyond it', () => {
  const [from, to] = [randomPicture(1), randomPicture(2)];
  for (const [left, top] of [[0, 0], [12, 8], [32, 20]])
    for (const [dx, dy] of [[0, 0], [1, -3], [-5, 4], [9, 7], [60, 0]])
      for (const light of [1, 0.73]) {
        const found = patchDifference(from, left, top, to, dx, dy, light);
        const expected = plainDifference(from, left, top, to, dx, dy, light);
        assert.ok(Math.abs(found - expected) < 1e-9 * (1 + expected), `${found} for ${expected}`);
      }
  assert.equal(patchDifference(from, 8, 8, from, 0, 0, 1), 0);
}); // biome-ignore format: places on a line
