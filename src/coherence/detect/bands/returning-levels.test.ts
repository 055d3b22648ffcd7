import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { type Fault, height, movingPicture, quantised, width } from '../../test-fixtures/moving-picture.ts';
import { findColourBanding } from './colour-banding.ts';
import { findReturningLevels } from './returning-levels.ts';

const measured = (frames: number, fault: Fault) => movingPicture(frames, fault).map(createFrameMeter());

/** Adds what has no grain of its own: errors of some levels, as coding leaves them, the same for each frame and place. */
function smeared(luma: Uint8Array, frame: number, most: number): void {
  let state = 11 + frame;
  for (let i = 0; i < luma.length; i++) {
    let sum = 0;
    for (let k = 0; k < 3; k++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      sum += state / 4294967296 - 0.5;
    }
    luma[i] = Math.max(16, Math.min(235, Math.round(luma[i] + most * sum)));
  }
}

/** A rectangle in three colours that is drawn over the picture. */
function labelled(luma: Uint8Array): void {
  for (let y = height >> 2; y < height >> 1; y++)
    for (let x = width >> 2; x < width >> 1; x++) luma[y * width + x] = [60, 120, 200][Math.floor(x / 20) % 3];
}

test('the levels that are lost and come back tell bands whose teeth errors of coding have blurred', () => {
  const shot = measured(44, (luma, frame) => {
    if (frame >= 20 && frame < 32) quantised(luma, 14);
    smeared(luma, frame, 8);
  });
  const found = findReturningLevels(shot);
  const best = found.reduce((a, b) => (b.alike > a.alike ? b : a));
  assert.deepEqual([best.start, best.end], [20, 32]);
  const [{ firstFrame, endFrame }, ...others] = findColourBanding(shot);
  assert.deepEqual([firstFrame, endFrame, others], [20, 32, []]);
});

test('light that comes back and what is drawn over the picture for a while bring back levels, too, and are no bands', () => {
  const lit = measured(50, (luma, frame) => {
    if (frame >= 20 && frame < 30) for (let i = 0; i < luma.length; i++) luma[i] = 16 + (luma[i] - 16) * 0.9;
  });
  assert.deepEqual(findReturningLevels(lit), []);
  const titled = measured(50, (luma, frame) => {
    if (frame >= 20 && frame < 30) labelled(luma);
  });
  assert.deepEqual(findReturningLevels(titled), []);
});

test('what is blurred at one end and sharp again at the other is no bands', () => {
  const shot = measured(40, (luma, frame) => {
    if (frame >= 16 && frame < 24) quantised(luma, 9);
  });
  // What staircases tell lies beside.
  const lost = (of: typeof shot) => findColourBanding(of).filter(({ description }) => description.startsWith('Levels'));
  assert.equal(lost(shot).length, 1);
  const blurrier = shot.map((frame, i) =>
    i >= 16 && i < 24 ? { ...frame, sharpness: frame.sharpness.map(value => value - 1.5) } : frame,
  );
  assert.deepEqual(lost(blurrier), []);
});
