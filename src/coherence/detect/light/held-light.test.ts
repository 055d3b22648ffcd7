import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, type Fault, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import type { Artifact } from '../artifact.ts';
import { type MusicalContext, noMusic } from '../music.ts';
import { findLightingFlicker } from './lighting-flicker.ts';

/** Light that is off by a gain from a frame up to another, in the left part of the picture up to a share of its width. */
const held =
  (start: number, end: number, gain: number, share: number): Fault =>
  (luma, frame) => {
    if (frame < start || frame >= end) return;
    const clean = luma.slice();
    brightened(luma, gain);
    for (let i = 0; i < luma.length; i++) if (i % width >= share * width) luma[i] = clean[i];
  };

function reportsOf(fault: Fault, music: MusicalContext = noMusic): Pick<Artifact, 'firstFrame' | 'endFrame'>[] {
  const shot = movingPicture(64, fault).map(createFrameMeter());
  return findLightingFlicker(shot, music).map(({ firstFrame, endFrame }) => ({ firstFrame, endFrame }));
}

test('a level of light that all of the picture holds for 34 frames and goes back from is found', () => {
  assert.deepEqual(reportsOf(held(14, 48, 0.87, 1)), [{ firstFrame: 14, endFrame: 48 }]);
});

test('one that a part holds for 28 frames is found, unless it begins and ends on accents', () => {
  const part = held(14, 42, 0.87, 0.45);
  assert.deepEqual(reportsOf(part), [{ firstFrame: 14, endFrame: 42 }]);
  assert.deepEqual(reportsOf(part, { accents: [14 / 24, 42 / 24], transitions: [] }), []);
});

test('light that goes on to another level, and a part whose light does as much beside, is a scene', () => {
  const other: Fault = (luma, frame) => brightened(luma, frame < 14 ? 1 : frame < 48 ? 0.87 : 0.94);
  assert.deepEqual(reportsOf(other), []);
  const lamp: Fault = (luma, frame) => {
    held(14, 38, 0.87, 0.45)(luma, frame);
    for (const at of [2, 5, 9, 44, 50, 57]) held(at, at + 2, 0.8 + 0.01 * at, 0.45)(luma, frame);
  };
  assert.ok(!reportsOf(lamp).some(({ firstFrame, endFrame }) => firstFrame === 14 && endFrame === 38));
});
