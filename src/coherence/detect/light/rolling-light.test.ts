import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { lightOfShot } from './quiet-light.ts';
import { findRollingLight } from './rolling-light.ts';
import type { Swing } from './swing.ts';

/** Bands of light on frames 8 to 27, one and a half in the picture's height. @param shift of a frame, in turns */
function bandsFound(shift: (frame: number) => number): readonly Swing[] {
  const spoilt = movingPicture(36, (luma, frame) => {
    if (frame < 8 || frame >= 28) return;
    for (let i = 0; i < luma.length; i++) {
      const turns = (1.5 * Math.floor(i / width)) / height + shift(frame);
      luma[i] = Math.min(235, 16 + (luma[i] - 16) * (1 + 0.12 * Math.sin(2 * Math.PI * turns)));
    }
  });
  const shot = spoilt.map(createFrameMeter());
  const { columns, rows } = shot[1].step!;
  return findRollingLight(lightOfShot(shot).gains, columns, rows);
}

test('bands of light that roll through the picture are found; bands that sway where they are roll nowhere', () => {
  const [found, ...others] = bandsFound(frame => 0.2 * frame);
  assert.equal(others.length, 0);
  assert.ok(Math.abs(found.start - 8) <= 1 && Math.abs(found.end - 28) <= 1, `${found.start} to ${found.end}`);
  assert.deepEqual(
    bandsFound(frame => (frame % 2 === 0 ? 0 : 0.5)),
    [],
  );
});
