import assert from 'node:assert/strict';
import test from 'node:test';
import { analyseBeside } from './analyse-beside.ts';
import { analyseMeasures } from './analyse-measures.ts';
import { noMusic } from './detect/music.ts';
import type { FrameMeasures } from './measure/frame-measures.ts';
import { createFrameMeter } from './measure/measure-frames.ts';
import { brightened, movingPicture } from './test-fixtures/moving-picture.ts';

const measures = movingPicture(81, (luma, frame) => {
  if (frame >= 40 && frame < 43) brightened(luma, 1.3);
}).map(createFrameMeter());

async function* inOrder(frames: readonly FrameMeasures[]): AsyncGenerator<FrameMeasures> {
  yield* frames;
}

test('a thread of its own finds what is found without one, more frames than may wait included', async () => {
  const music = { accents: [0.5, 1, 1.5], transitions: [] };
  // Six times over, as one video.
  const many = Array.from({ length: 6 }, () => measures)
    .flat()
    .map((one, frame) => ({ ...one, frame, time: frame / 24 }));
  for (const frames of [many, []]) {
    const expected = await analyseMeasures(frames, music);
    assert.deepEqual(await analyseBeside(inOrder(frames), music), expected);
    assert.equal(expected.artifacts.length > 0, frames.length > 0);
  }
});

test('what ends the measuring ends the analysis, and the other way round', async () => {
  let isClosed = false;
  async function* damaged(): AsyncGenerator<FrameMeasures> {
    try {
      yield* measures;
      throw new Error('The file ends too soon.');
    } finally {
      isClosed = true;
    }
  }
  await assert.rejects(analyseBeside(damaged(), noMusic), /ends too soon/);
  assert.ok(isClosed);
  isClosed = false;
  async function* unusable(): AsyncGenerator<FrameMeasures> {
    try {
      // Without an end, so that only the thread's failure can end it.
      for (;;)
        yield { ...measures[0], small: undefined as unknown as FrameMeasures['small'], levels: undefined as never };
    } finally {
      isClosed = true;
    }
  }
  await assert.rejects(analyseBeside(unusable(), noMusic), TypeError);
  assert.ok(isClosed);
});
