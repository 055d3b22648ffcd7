import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, movingPicture, width } from '../../test-fixtures/moving-picture.ts';
import { noMusic } from '../music.ts';
import { findLightingFlicker } from './lighting-flicker.ts';
import { lightOfShot } from './quiet-light.ts';
import { findWaveringLight } from './wavering-light.ts';

const start = 10;
const period = 12;
const end = start + 2 * period;

/** A shot whose light goes up and down by and by, in the columns up to a share of the width. */
const measured = (share: number): FrameMeasures[] =>
  movingPicture(end + 10, (luma, frame) => {
    if (frame < start || frame >= end) return;
    const clean = luma.slice();
    brightened(luma, 1 + 0.1 * Math.sin((2 * Math.PI * (frame - start)) / period));
    for (let i = 0; i < luma.length; i++) if (i % width >= share * width) luma[i] = clean[i];
  }).map(createFrameMeter());

const wavering = measured(1);

test('light of all the picture that goes up and down by and by is found', () => {
  const [{ firstFrame, endFrame }, ...others] = findLightingFlicker(wavering, noMusic);
  assert.equal(others.length, 0);
  assert.ok(Math.abs(firstFrame - start) <= 2 && Math.abs(endFrame - end) <= 2);
});

test('what is brightest on beats, wavers all along, or does not reach everywhere is a scene', () => {
  const found = (shot: readonly FrameMeasures[], music = noMusic): number =>
    findWaveringLight(shot, lightOfShot(shot), music).length;
  const beats = [0.25, 1.25].map(turn => (start + turn * period) / 24);
  assert.equal(found(wavering), 1);
  assert.equal(found(wavering, { accents: beats, beats, transitions: [] }), 0);
  assert.equal(found(wavering.slice(start + 1, end - 2)), 0);
  assert.equal(found(measured(0.5)), 0);
});
