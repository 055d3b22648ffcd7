import assert from 'node:assert/strict';
import test from 'node:test';
import { cellOfPatch, type FrameMeasures } from '../../measure/frame-measures.ts';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { type CoarseReturn, type CoarseStep, coarseReturn, coarseStep } from './coarse-places.ts';
import { partMotion, waysOf } from './part-motion.ts';

const frames = 40;
/** Patches of a place over the landscape, and its pixels in the clip. */
const box = { left: 18, top: 14, width: 6, height: 5, sum: 0 };
const pixels = { left: 140, right: 200, top: 112, bottom: 164 };

/** Glitter that is elsewhere in every frame, and a place that is darker from frame 20 to 22. */
function glitter(isDark: boolean): FrameMeasures[] {
  const picture = movingPicture(frames, (luma, frame) => {
    let state = frame + 1;
    for (let k = 0; k < 4000; k++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      luma[state % luma.length] = 235;
    }
    if (!isDark || frame < 20 || frame > 22) return;
    for (let y = pixels.top; y < pixels.bottom; y++)
      for (let x = pixels.left; x < pixels.right; x++) luma[y * width + x] = 16 + 0.5 * (luma[y * width + x] - 16);
  });
  return picture.map(createFrameMeter());
}

const measured = (shot: readonly FrameMeasures[], start: number, end: number): CoarseReturn =>
  coarseReturn(shot, box, waysOf(shot.map(partMotion))[cellOfPatch(16 * 39 + 21, 39, 21)], start, end);

test('a place that is darker for some frames goes away and comes back further than at other times', () => {
  const found = measured(glitter(true), 20, 23);
  assert.ok(found.away > 3 * found.usualAway && found.awayAsOne > 3 * found.usualAwayAsOne);
  assert.ok(found.left < 0.5 * found.away && found.leftAsOne < 0.2 * found.awayAsOne);
  assert.ok(found.step > 2 * found.usualStep && found.difference < 1.5 * found.usualDifference);
  assert.ok(found.newBorder > 10);
});

test('a place that only glitters goes no further away than it does of itself', () => {
  const found = measured(glitter(false), 20, 23);
  assert.ok(found.away < 2 && found.awayAsOne < 2 && found.newBorder < 5);
  assert.ok(found.step < 1.5 * found.usualStep);
});

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
