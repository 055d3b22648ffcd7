import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { comesAndGoesGradually } from './gradual-return.ts';

const [width, height] = [160, 90];
const box = { left: 16, top: 9, width: 4, height: 3, sum: 2 };
const still = { x: new Float64Array(20), y: new Float64Array(20) };
/** Rows from the upper end of an eye to its lower one, pixels on the small picture. */
const [upper, lower] = [39, 49];

/** A picture of skin with a bright eye, over which a dark lid hangs as far down as each frame tells: 0 open, 1 closed. */
function blinks(closed: readonly number[]): FrameMeasures[] {
  return closed.map((share, frame) => {
    const data = new Uint8Array(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const isEye = x >= 67 && x < 81 && y >= upper && y < lower;
        const isLid = y < upper + share * (lower - upper);
        const level = !isEye ? 120 : isLid ? 90 : 230;
        data[y * width + x] = level + ((7 * x + 13 * y + 5 * frame) % 6);
      }
    return { small: { width, height, data }, step: { columns: 40, rows: 22 } } as unknown as FrameMeasures;
  });
}

const isGradual = (closed: readonly number[], start: number, end: number): boolean =>
  comesAndGoesGradually(blinks(closed), box, still, start, end);

test('eyes that close and open again over two steps each come and go gradually', () => {
  assert.ok(isGradual([0, 0, 0, 0, 0.1, 0.5, 1, 0.5, 0.1, 0, 0, 0], 6, 7));
  assert.ok(isGradual([0, 0, 0, 0, 0.5, 0.95, 0.95, 0.45, 0, 0, 0, 0], 4, 8));
});

test('what is gone at once does not, nor what is back at once, or goes on by little within', () => {
  assert.ok(!isGradual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], 6, 7));
  assert.ok(!isGradual([0, 0, 0, 0, 0, 0.5, 1, 0, 0, 0, 0, 0], 5, 7));
  assert.ok(!isGradual([0, 0, 0, 0, 0.5, 0.7, 0.85, 1, 0.85, 0.7, 0.5, 0, 0, 0], 4, 11));
  // What has leapt by a little and moves on makes its way in many steps.
  assert.ok(!isGradual([0, 0, 0, 0, 0.2, 0.4, 0.6, 0.8, 1, 0.8, 0.6, 0.4, 0.2, 0, 0, 0], 4, 13));
});
