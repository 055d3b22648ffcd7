import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter, type DecodedFrame } from '../../measure/measure-frames.ts';
import { blurred, type Fault, height, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { findMotionBlurInconsistency } from './motion-blur.ts';

/** What is found in some footage, as first frames and ends. */
function stretchesIn(frames: DecodedFrame[]): number[][] {
  return findMotionBlurInconsistency(frames.map(createFrameMeter())).map(a => [a.firstFrame, a.endFrame]);
}

const spoilt = (fault: Fault): number[][] => stretchesIn(movingPicture(40, fault));

test('frames that are blurred by turns are one stretch', () => {
  const found = spoilt((luma, frame) => {
    if (frame >= 14 && frame < 23 && frame % 2 === 0) blurred(luma, 3);
  });
  assert.deepEqual(found, [[14, 23]]);
});

test('every other frame that is blurred, or every fourth, is found through the whole clip', () => {
  for (const cadence of [2, 4]) {
    const found = spoilt((luma, frame) => {
      if (frame % cadence === 0) blurred(luma, 4);
    });
    assert.equal(found.length, 1);
    const [[first, end]] = found;
    assert.ok(first <= cadence && end >= 40 - cadence, `${first} to ${end}`);
  }
});

test('slow motion that blends every other frame is none', () => {
  const frames = movingPicture(40);
  for (let i = 1; i + 1 < frames.length; i += 2)
    frames[i].data.set(frames[i - 1].data.map((value, k) => (value + frames[i + 1].data[k] + 1) >> 1));
  assert.deepEqual(stretchesIn(frames), []);
});

test('what is blurred up to the end, or from the first frame on, is told by its one end', () => {
  const before = spoilt((luma, frame) => {
    if (frame < 18) blurred(luma, 6);
  });
  assert.deepEqual(before, [[0, 18]]);
  const after = spoilt((luma, frame) => {
    if (frame >= 18) blurred(luma, 6);
  });
  assert.deepEqual(after, [[18, 40]]);
});

test('a focus that is pulled and stays is none', () => {
  const pulled = spoilt((luma, frame) => {
    if (frame >= 15) blurred(luma, Math.min(4, Math.floor((frame - 12) / 3)));
  });
  assert.deepEqual(pulled, []);
});

/** Ground without detail. */
const softGround = Uint8Array.from(
  { length: width * height },
  (_, i) => 90 + 24 * Math.sin((i % width) / 9) * Math.sin(i / width / 11),
);

/** Squares with sharp edges that move before a background without detail, and are blurred with it on some frames. */
function squaresBefore(softened: (frame: number) => boolean): DecodedFrame[] {
  return movingPicture(40, (luma, frame) => {
    luma.set(softGround);
    for (const [x, y, speed] of [[30, 40, 2], [170, 30, -1], [90, 110, 3], [220, 120, -2]])
      for (let row = y; row < y + 30; row++) luma.fill(200, row * width + x + speed * frame, row * width + x + speed * frame + 34);
    if (softened(frame)) blurred(luma, 2);
  });
} // biome-ignore format: a square a line

test('blur of things with sharp edges before a soft background is found, though most places lose nothing', () => {
  assert.deepEqual(stretchesIn(squaresBefore(frame => frame >= 14 && frame < 23 && frame % 2 === 0)), [[14, 23]]);
  assert.deepEqual(stretchesIn(squaresBefore(() => false)), []);
});

/** Letters before a soft ground, so strong on each frame. */
const lettersBefore = (strength: (frame: number) => number): DecodedFrame[] =>
  movingPicture(40, (luma, frame) => {
    luma.set(softGround);
    const part = strength(frame);
    for (let letter = 0; letter < 20; letter++)
      for (let row = 146; row < 160; row++)
        for (let x = 60 + 10 * letter; x < 66 + 10 * letter; x++)
          luma[row * width + x] += part * (230 - luma[row * width + x]);
  });

test('a line of text that goes for some frames, at once or fading, takes its edges along, and blurs nothing', () => {
  assert.deepEqual(stretchesIn(lettersBefore(frame => (frame >= 14 && frame < 19 ? 0 : 1))), []);
  const fading = lettersBefore(frame => Math.min(1, Math.max(0, Math.abs(frame - 19.5) - 1.5) / 6));
  assert.deepEqual(stretchesIn(fading), []);
});

/** Random spots under a camera in the hand that swings across, whose shutter is open for a share of each frame. */
function swungAcross(shutterAt: (frame: number) => number): DecodedFrame[] {
  const [samples, side] = [6, 512];
  let state = 5;
  const next = (): number => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 4294967296;
  const spots = Uint8Array.from({ length: side * height }, () => 60 + 130 * next());
  for (let i = spots.length - 1; i >= side + 1; i--)
    spots[i] = (spots[i] + spots[i - 1] + spots[i - side] + spots[i - side - 1]) >> 2;
  return Array.from({ length: 44 }, (_, frame) => {
    const data = new Uint8Array((width * height * 3) / 2).fill(128);
    const taps = new Map<number, number>();
    for (let k = 0; k < samples; k++) {
      const time = frame + (shutterAt(frame) * k) / samples;
      const at = 90 + 16 * Math.sin(time / 2.6) + 20 * Math.sin(time / 4.1);
      for (const column of [Math.floor(at), Math.ceil(at + 1e-9)])
        taps.set(column, (taps.get(column) ?? 0) + (1 - Math.abs(at - column)) / samples);
    }
    const [columns, weights] = [[...taps.keys()], [...taps.values()]];
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let k = 0; k < columns.length; k++) sum += weights[k] * spots[y * side + x + columns[k]];
        data[y * width + x] = sum;
      }
    return { frame, time: frame / 24, width, height, data };
  });
}

test('frames without the blur of a shutter are found though the camera is slower and faster all along', () => {
  assert.deepEqual(stretchesIn(swungAcross(frame => (frame >= 38 && frame < 41 ? 0 : 0.5))), [[38, 41]]);
  assert.deepEqual(stretchesIn(swungAcross(() => 0.5)), []);
});
