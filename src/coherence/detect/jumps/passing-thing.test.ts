import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { somethingPasses } from './passing-thing.ts';

const [columns, rows, frames] = [39, 21, 40];

/**
 * Whether something dark passes in some frames, which is seen as a disc with this middle (shares of the width and height),
 * or not at all. What lies behind it moves on slowly.
 */
function passesIn(middleAt: (frame: number) => readonly [number, number] | undefined, start: number, end: number): boolean {
  const shot = Array.from({ length: frames }, (_, frame) => {
    const middle = middleAt(frame);
    const thumbnail = Float32Array.from({ length: columns * rows }, (_, p) => {
      const [x, y] = [p % columns, Math.floor(p / columns)];
      const isCovered = middle && Math.hypot(x - middle[0] * columns, y - middle[1] * rows) < 0.35 * rows;
      return isCovered ? 30 : 120 + 40 * Math.sin((x + frame / 20) / 3) * Math.cos(y / 4);
    });
    return { frame, thumbnail, step: { columns, rows } };
  });
  return somethingPasses(shot as unknown as FrameMeasures[], start, end);
} // biome-ignore format: one line a head

test('what comes in over the rim and leaves over the rim passes', () => {
  const acrossFrom15 = (frame: number): readonly [number, number] => [(frame - 15) / 10, 0.5];
  assert.ok(passesIn(acrossFrom15, 16, 18));
  assert.ok(passesIn(acrossFrom15, 14, 26));
  assert.ok(passesIn(frame => [0.5, 1.2 - (frame - 15) / 8], 16, 18));
  assert.ok(!passesIn(acrossFrom15, 30, 32));
});

test('what stands elsewhere for some frames, turns back or stays does not pass', () => {
  const within = (frame: number, end: number): boolean => frame >= 15 && frame < end;
  assert.ok(!passesIn(frame => (within(frame, 21) ? [0.2, 0.5] : undefined), 15, 21));
  assert.ok(!passesIn(frame => (within(frame, 21) ? [0.5, 0.5] : undefined), 15, 21));
  assert.ok(!passesIn(frame => (within(frame, 18) ? [0.1, 0.5] : within(frame, 21) ? [0.9, 0.5] : undefined), 15, 21));
  assert.ok(!passesIn(frame => [0.5 - Math.abs(frame - 20) / 10, 0.5], 16, 18));
  assert.ok(!passesIn(frame => [Math.min(0.5, (frame - 15) / 10), 0.5], 16, 18));
}); // biome-ignore format: one line a way
