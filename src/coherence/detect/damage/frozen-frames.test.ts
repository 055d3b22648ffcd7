import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type MusicalContext, noMusic } from '../music.ts';
import { findFrozenFrames } from './frozen-frames.ts';

/** First and last frame of what is frozen in a shot whose frames differ so much from the ones before, in levels. */
function frozenIn(differences: readonly number[], music: MusicalContext = noMusic): number[][] {
  const shot = differences.map((difference, frame) => ({
    frame,
    time: frame / 24,
    brightest: 200,
    step: { difference },
  }));
  return findFrozenFrames(shot as FrameMeasures[], music).map(a => [a.firstFrame, a.endFrame - 1]);
}

const even = Array<number>(48).fill(2);

test('frames that repeat the one before amid motion are frozen, at the start of a shot as well', () => {
  assert.deepEqual(frozenIn(even), []);
  assert.deepEqual(frozenIn(even.with(9, 0).with(20, 0.01).with(21, 0).with(33, 0)), [[9, 9], [20, 21], [33, 33]]);
  assert.deepEqual(frozenIn(even.with(1, 0).with(2, 0)), [[1, 2]]);
}); // biome-ignore format: one line each

test('a camera that comes to rest and sets out again by and by is not frozen', () => {
  const eased = even.map((_, i) => 4 * Math.sin((Math.PI * i) / 24) ** 2);
  assert.ok(eased[24] < 0.1);
  assert.deepEqual(frozenIn(eased), []);
});

test('footage of fewer frames a second is not frozen', () => {
  const onTwos = even.map((difference, i) => (i % 2 ? 0 : difference));
  assert.deepEqual(frozenIn(onTwos), []);
  const tenIn24 = even.map((difference, i) => (Math.floor((i * 10) / 24) === Math.floor(((i - 1) * 10) / 24) ? 0 : difference));
  assert.deepEqual(frozenIn(tenIn24), []);
  const pulledDown = even.map((difference, i) => (i % 5 ? difference : 0));
  assert.deepEqual(frozenIn(pulledDown), []);
}); // biome-ignore format: one line each

test('a picture that stands from a beat to a beat is meant, and one that stands between them is not', () => {
  const held = (first: number, end: number): number[] => even.map((difference, i) => (i >= first && i < end ? 0 : difference));
  const beats = [0.5, 1, 1.5];
  const music: MusicalContext = { accents: [0.5, 0.75, 1, 1.25, 1.5], beats, transitions: [] };
  // Frame 12 comes on a beat and is repeated up to the one on which all goes on.
  assert.deepEqual(frozenIn(held(13, 24)), [[13, 23]]);
  assert.deepEqual(frozenIn(held(13, 24), music), []);
  assert.deepEqual(frozenIn(held(13, 36), { ...music, accents: beats, beats: undefined }), []);
  // An encoder draws the picture anew on one frame.
  assert.deepEqual(frozenIn(held(13, 24).with(18, 1)), [[13, 17], [19, 23]]);
  assert.deepEqual(frozenIn(held(13, 24).with(18, 1), music), []);
  // From an accent that is no beat, past a beat, and for a moment on one.
  assert.deepEqual(frozenIn(held(19, 24), music), [[19, 23]]);
  assert.deepEqual(frozenIn(held(13, 30), music), [[13, 29]]);
  assert.deepEqual(frozenIn(held(13, 14), music), [[13, 13]]);
}); // biome-ignore format: one line each
