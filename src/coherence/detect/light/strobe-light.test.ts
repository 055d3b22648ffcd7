import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, type Fault, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { type MusicalContext, noMusic } from '../music.ts';
import { findLightingFlicker } from './lighting-flicker.ts';
import { lightOfShot } from './quiet-light.ts';
import { findMeantStrobes } from './strobe-light.ts';

const music: MusicalContext = { accents: [8, 20, 32, 44].map(frame => frame / 24), transitions: [] };

/** Light that is on or out by turns from one frame up to another, by a gain. */
const strobe =
  (start: number, end: number, gain: number, phase = 3): Fault =>
  (luma, frame) => {
    if (frame >= start && frame < end && Math.floor((frame - start) / phase) % 2 === 0) brightened(luma, gain);
  };

function seenIn(fault: Fault, context: MusicalContext): { strobes: number; reports: number } {
  const shot = movingPicture(56, fault).map(createFrameMeter());
  const strobes = findMeantStrobes(
    lightOfShot(shot).all,
    context,
    shot.map(({ time }) => time),
  );
  return { strobes: strobes.length, reports: findLightingFlicker(shot, context).length };
}

test('a strobe from a beat to a beat is meant; beside the beats, or by as much as an exposure, it is a fault', () => {
  assert.deepEqual(seenIn(strobe(8, 32, 1.6), music), { strobes: 1, reports: 0 });
  const beside = seenIn(strobe(13, 32, 1.6), music);
  assert.ok(beside.strobes === 0 && beside.reports > 0);
  const small = seenIn(strobe(8, 32, 1.2), music);
  assert.ok(small.strobes === 0 && small.reports > 0);
});

test('a strobe that breaks off anywhere is meant if it comes again, as long, from another beat on', () => {
  const twice =
    (second: number): Fault =>
    (luma, frame) => {
      strobe(8, 17, 1.6, 1)(luma, frame);
      strobe(second, second + 9, 1.6, 1)(luma, frame);
    };
  assert.deepEqual(seenIn(twice(32), music), { strobes: 2, reports: 0 });
  const beside = seenIn(twice(36), music);
  assert.ok(beside.strobes === 0 && beside.reports > 0);
});

test('where no music is known light that changes by half and is held at both levels is meant', () => {
  assert.deepEqual(seenIn(strobe(13, 37, 1.8), noMusic), { strobes: 1, reports: 0 });
  const everyFrame = seenIn(strobe(13, 37, 1.8, 1), noMusic);
  assert.ok(everyFrame.strobes === 0 && everyFrame.reports > 0);
  const small = seenIn(strobe(13, 37, 1.4), noMusic);
  assert.ok(small.strobes === 0 && small.reports > 0);
});

test('light that goes to and fro around its own level is no strobe, nor is what keeps to no time', () => {
  const around: Fault = (luma, frame) => {
    if (frame >= 8 && frame < 32) brightened(luma, frame % 2 ? 0.75 : 1.33);
  };
  assert.equal(seenIn(around, music).strobes, 0);
  const uneven: Fault = (luma, frame) => {
    if ([8, 9, 14, 15, 16, 17, 18, 21, 29, 30].includes(frame)) brightened(luma, 1.6);
  };
  assert.equal(seenIn(uneven, music).strobes, 0);
});
