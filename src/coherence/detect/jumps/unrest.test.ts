import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { patchSide, patchStep } from '../../measure/patch-flow.ts';
import { height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { surprisingUnrest } from './unrest.ts';

/** Specks that are others on every frame: nothing is found again from one to the next. */
function boiling(luma: Uint8Array, frame: number): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const speck = Math.sin((x >> 1) * 12.9898 + (y >> 1) * 78.233 + frame * 37.719) * 43758.5453;
      luma[y * width + x] = 90 + 80 * (speck - Math.floor(speck));
    }
}

test('where nothing is found again a place that turns dark for some frames surprises by its light, at both ends', () => {
  const [left, top, side] = [120, 60, 40];
  const pictures = movingPicture(60, (luma, frame) => {
    boiling(luma, frame);
    if (frame < 32 || frame >= 36) return;
    for (let y = top; y < top + side; y++) for (let x = left; x < left + side; x++) luma[y * width + x] *= 0.6;
  });
  const shot = pictures.map(createFrameMeter());
  const { columns } = shot[1].step!;
  const scale = width / shot[0].small.width;
  const isWithin = (patch: number, from: number): boolean =>
    scale * patch * patchStep >= from && scale * (patch * patchStep + patchSide) <= from + side;
  const isInside = (p: number): boolean => isWithin(p % columns, left) && isWithin(Math.floor(p / columns), top);
  /** Mean surprise inside and outside the place. */
  const surprise = surprisingUnrest(shot).map(map => {
    const mean = (values: Float32Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    return map && [mean(map.filter((_, p) => isInside(p))), mean(map.filter((_, p) => !isInside(p)))];
  });
  surprise.forEach((means, frame) => {
    if (!means) return;
    const [inside, outside] = means;
    assert.ok(frame === 32 || frame === 36 ? inside > 0.1 : inside < 0, `frame ${frame}: ${inside}`);
    assert.ok(outside < 0, `frame ${frame}, outside: ${outside}`);
  });
});
