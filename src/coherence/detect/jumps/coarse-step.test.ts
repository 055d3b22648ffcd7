import assert from 'node:assert/strict';
import test from 'node:test';
import { cellOfPatch } from '../../measure/frame-measures.ts';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { type CoarseStep, coarseStep } from './coarse-step.ts';
import { partMotion, waysOf } from './part-motion.ts';

/** Patches of a place over the landscape, and its pixels in the clip. */
const box = { left: 18, top: 14, width: 6, height: 5, sum: 0 };
const pixels = { left: 140, right: 200, top: 112, bottom: 164 };

/** The step to frame 20 of a clip in which a place is darker from there on. */
function stepTo20(light: number): CoarseStep {
  const shot = movingPicture(40, (luma, frame) => {
    if (frame < 20) return;
    for (let y = pixels.top; y < pixels.bottom; y++)
      for (let x = pixels.left; x < pixels.right; x++) luma[y * width + x] = 16 + light * (luma[y * width + x] - 16);
  }).map(createFrameMeter());
  return coarseStep(shot, box, waysOf(shot.map(partMotion))[cellOfPatch(16 * 39 + 21, 39, 21)], 20);
}

test('a place that becomes darker at once changes further than at other times, and gets a border', () => {
  const found = stepTo20(0.5);
  assert.ok(found.each > 3 * found.usualEach && found.asOne > 3 * found.usualAsOne);
  assert.ok(found.border - found.lesserBorder > 3 * found.usualBorder);
});

test('a place that stays as it is changes no further than at other times', () => {
  const found = stepTo20(1);
  assert.ok(found.each < 2 * found.usualEach + 1 && found.asOne < 2 * found.usualAsOne + 1);
});
