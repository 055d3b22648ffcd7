import assert from 'node:assert/strict';
import test from 'node:test';
import { cellOfPatch, type FrameMeasures } from '../../measure/frame-measures.ts';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { type Fault, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { partMotion, type Way, waysOf } from './part-motion.ts';
import { type RingChange, ringChange, ringReturn } from './ring-change.ts';

/** Patches of a place over the landscape, and its pixels in the clip. */
const box = { left: 18, top: 14, width: 6, height: 5, sum: 0 };
const place = { left: 146, right: 194, top: 112, bottom: 158 };

/** A clip of a moving landscape, and how the part of it moves in which the place lies. */
function clip(fault: Fault): readonly [FrameMeasures[], Way] {
  const shot = movingPicture(30, fault).map(createFrameMeter());
  return [shot, waysOf(shot.map(partMotion))[cellOfPatch(16 * 39 + 21, 39, 21)]];
}

function changeAt20(fault: Fault): RingChange {
  const [shot, way] = clip(fault);
  return ringChange(shot, box, way, 20);
}

/** Draws stripes in the place. */
function fill(luma: Uint8Array): void {
  for (let y = place.top; y < place.bottom; y++)
    for (let x = place.left; x < place.right; x++) luma[y * width + x] = 40 + 3 * ((x + y) % 5);
}

const largest = (values: readonly number[]): number => Math.max(...values);

test('what a place shows from a frame on changes the rings within it, on that step only', () => {
  const { step, greaterBeside } = changeAt20((luma, frame) => {
    if (frame >= 20) fill(luma);
  });
  const [within, around] = [step.slice(0, 3), step.slice(4)];
  assert.ok(Math.min(...within) > 4 * largest(around), `${within} ${around}`);
  assert.ok(Math.min(...within) > 4 * largest(greaterBeside), `${within} ${greaterBeside}`);
});

test('what changes all of the picture changes all rings alike', () => {
  const { step } = changeAt20((luma, frame) => {
    if (frame === 20) for (let i = 0; i < luma.length; i++) luma[i] = 16 + 0.5 * (luma[i] - 16);
  });
  assert.ok(largest(step) < 2 * Math.min(...step), String(step));
});

test('a place that is back after one frame changes on the step after it as well', () => {
  const { step, greaterBeside, lesserBeside } = changeAt20((luma, frame) => {
    if (frame === 20) fill(luma);
  });
  assert.ok(greaterBeside[0] > 0.5 * step[0] && lesserBeside[0] < 0.25 * step[0]);
});

test('what is there for some frames changes the rings within it at both ends and leaves nothing behind', () => {
  const [shot, way] = clip((luma, frame) => {
    if (frame >= 20 && frame < 23) fill(luma);
  });
  const { step, left, greaterBeside, within } = ringReturn(shot, box, way, 20, 23);
  for (const others of [step.slice(4), left, greaterBeside, within])
    assert.ok(Math.min(...step.slice(0, 3)) > 4 * largest(others), `${step} ${others}`);
});
