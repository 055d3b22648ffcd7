import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, type Fault, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { type MusicalContext, noMusic } from '../music.ts';
import { endsFlash, findLightSteps } from './light-steps.ts';
import { findLightingFlicker } from './lighting-flicker.ts';
import { lightOfShot } from './quiet-light.ts';

const start = 16;
const length = 14;

/** Light that is off by a gain at one frame and comes back evenly over the next ones. */
const comesBack =
  (gain: number): Fault =>
  (luma, frame) => {
    const left = 1 - (frame - start) / length;
    if (left > 0 && left <= 1) brightened(luma, gain ** left);
  };

/** The same the other way round: light that goes off evenly, and is back at one frame. */
const goesOff =
  (gain: number): Fault =>
  (luma, frame) => {
    const done = (frame - start + 1) / length;
    if (done > 0 && done <= 1) brightened(luma, gain ** done);
  };

const reportsOf = (fault: Fault, music: MusicalContext = noMusic): { firstFrame: number; endFrame: number }[] =>
  findLightingFlicker(movingPicture(46, fault).map(createFrameMeter()), music);

test('light that is off at one frame and comes back by and by is found, and the other way round', () => {
  const [found, ...others] = reportsOf(comesBack(0.88));
  assert.equal(others.length, 0);
  assert.equal(found.firstFrame, start);
  assert.ok(Math.abs(found.endFrame - start - length) <= 4);
  const [reverse] = reportsOf(goesOff(1.13));
  assert.equal(reverse.endFrame, start + length);
  assert.ok(reverse.firstFrame >= start && reverse.firstFrame < start + length / 2);
});

test('light that is still on its way back as the shot ends is found up to there', () => {
  const slow: Fault = (luma, frame) => {
    if (frame >= start) brightened(luma, 0.85 ** (1 - (frame - start) / 36));
  };
  const [{ firstFrame, endFrame }, ...others] = reportsOf(slow);
  assert.deepEqual([firstFrame, endFrame, others], [start, 46, []]);
});

test('light that comes back where a coder leaves most places as they are from frame to frame is found', () => {
  let coded = new Uint8Array();
  const shot = movingPicture(46, (luma, frame) => {
    // A still picture, of which each block is coded anew on every fifth frame, and on the first of the light.
    for (let i = 0; i < luma.length; i++) luma[i] = 60 + 40 * Math.sin((i % width) / 7) * Math.sin(i / width / 9) + (i % 5);
    comesBack(0.88)(luma, frame);
    if (frame !== start && frame > 0)
      for (let i = 0; i < luma.length; i++) {
        const block = Math.floor((i % width) / 16) + 3 * Math.floor(i / width / 16);
        if ((block + frame) % 5 !== 0) luma[i] = coded[i];
      }
    coded = luma.slice();
  }).map(createFrameMeter());
  const [step, ...others] = findLightSteps(shot, lightOfShot(shot), noMusic);
  assert.deepEqual([step.start, others], [start, []]);
  assert.ok(Math.abs(step.end - start - length) <= 6, `${step.end}`);
}); // biome-ignore format: a picture on a line

test('a brightening on an accent, a lamp and an exposure that takes some frames are a scene', () => {
  assert.deepEqual(reportsOf(comesBack(1.13), { accents: [start / 24], transitions: [] }), []);
  const lamp: Fault = (luma, frame) => {
    const clean = luma.slice();
    comesBack(0.88)(luma, frame);
    for (let i = 0; i < luma.length; i++) if (i % width >= 0.4 * width) luma[i] = clean[i];
  };
  assert.deepEqual(reportsOf(lamp), []);
  const drawn: Fault = (luma, frame) => {
    const into = Math.max(0, Math.min(1, (frame - start + 1) / 4));
    const back = Math.max(0, Math.min(1, (start + length - frame) / length));
    brightened(luma, 0.88 ** Math.min(into, back));
  };
  assert.deepEqual(reportsOf(drawn), []);
});

test('the fall of a flash on an accent is its own, also where it is cut off at its end; without the accent it is told', () => {
  const flash: Fault = (luma, frame) => {
    const since = frame - start;
    if (since >= 0 && since < 6) brightened(luma, [1.7, 1.5, 1.35, 1.24, 1.16, 1.1][since]);
  };
  const shot = movingPicture(46, flash).map(createFrameMeter());
  const accents = [shot[start].time];
  const falls = Array.from(shot.keys(), i => (i > start && i <= start + 6 ? -0.09 : i === start ? 0.53 : 0));
  assert.ok(
    endsFlash(
      falls,
      start + 6,
      { ...noMusic, accents },
      shot.map(({ time }) => time),
    ),
  );
  assert.ok(
    !endsFlash(
      falls,
      start + 6,
      noMusic,
      shot.map(({ time }) => time),
    ),
  );
  assert.ok(
    !endsFlash(
      falls.with(start + 3, 0),
      start + 6,
      { ...noMusic, accents },
      shot.map(({ time }) => time),
    ),
  );
  assert.deepEqual(findLightingFlicker(shot, { ...noMusic, accents }), []);
});
