import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { partMotion, waysOf } from './part-motion.ts';
import type { ShotUnrest } from './unrest.ts';
import { findVisibleChanges } from './visible-changes.ts';
import { findVisibleReturns } from './visible-returns.ts';

const [width, height, columns, rows] = [96, 56, 23, 13];
/** A soft sky, and noise of coding. */
const sky = (x: number, y: number, frame: number): number =>
  110 + 0.4 * y + 14 * Math.sin((x + frame / 3) / 21) + ((7 * x + 13 * y + 5 * frame) % 3);

/** A sky that drifts by a third of a pixel a frame, and a ball before it where it is shown. */
function shotOf(count: number, isShown: (frame: number) => boolean, centre: (frame: number) => number = () => 40): ShotUnrest {
  const shot = Array.from({ length: count }, (_, frame) => {
    const data = new Uint8Array(width * height);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [dx, dy] = [x - centre(frame), y - 28];
        data[y * width + x] = isShown(frame) && dx * dx + dy * dy < 80 ? 190 - 3 * dx - 2 * dy : sky(x, y, frame);
      }
    const still = new Float32Array(columns * rows);
    const comesBack = new Uint8Array(columns * rows).fill(1);
    const step = { columns, rows, motionX: still, motionY: still, comesBack, lightGain: 0 };
    return { frame, small: { width, height, data }, thumbnail: still.map(() => 120), step } as unknown as FrameMeasures;
  });
  const motions = shot.map(partMotion);
  return { shot, columns, rows, motions, ways: waysOf(motions) } as unknown as ShotUnrest;
} // biome-ignore format: one thing a line

const found = (whole: ShotUnrest): number[][] =>
  findVisibleReturns(whole, findVisibleChanges(whole), 0.9).map(({ at, end }) => [at, end]);

test('what is gone before a soft sky for some frames, or elsewhere, is found at its frames', () => {
  assert.deepEqual(found(shotOf(40, frame => frame < 20 || frame >= 24)), [[20, 24]]);
  assert.deepEqual(found(shotOf(40, frame => frame === 24)), [[24, 25]]);
  const leaps = (frame: number): number => (frame >= 20 && frame < 26 ? 75 : 40);
  assert.deepEqual(found(shotOf(40, () => true, leaps)), [[20, 26]]);
}); // biome-ignore format: one each

test('what goes for good, moves on by itself or blinks at one pace is not told', () => {
  assert.deepEqual(found(shotOf(40, frame => frame < 20)), []);
  const moves = (frame: number): number => 10 + 2 * frame;
  assert.deepEqual(found(shotOf(40, () => true, moves)), []);
  assert.deepEqual(found(shotOf(110, frame => frame % 20 < 10)), []);
}); // biome-ignore format: one each
