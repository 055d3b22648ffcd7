import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { detectInShot } from '../detect-in-shot.ts';
import { noMusic } from '../music.ts';

/** What is told where frames have so many levels more of Cb, and as much less of Cr. */
function toldWith(tint: (frame: number) => number): unknown[] {
  const frames = movingPicture(36);
  for (const { frame, data } of frames)
    for (let i = width * height; i < data.length; i++) data[i] += (i % 2 ? -0.5 : 1) * tint(frame);
  return detectInShot(frames.map(createFrameMeter()), noMusic).map(a => [a.kind, a.firstFrame, a.endFrame]);
}

test('a colour that leaves and comes back is told, once or from frame to frame', () => {
  assert.deepEqual(
    toldWith(frame => (frame >= 14 && frame < 18 ? 8 : 0)),
    [['lighting-flicker', 14, 18]],
  );
  const flickering = toldWith(frame => (frame >= 14 && frame < 22 && frame % 2 === 0 ? 8 : 0));
  assert.deepEqual(flickering, [['lighting-flicker', 14, 21]]);
});

test('a colour that wanders, or is another one from a frame on, is none', () => {
  assert.deepEqual(
    toldWith(frame => Math.round(12 * Math.sin(frame / 5))),
    [],
  );
  assert.deepEqual(
    toldWith(frame => (frame >= 14 ? 12 : 0)),
    [],
  );
});
