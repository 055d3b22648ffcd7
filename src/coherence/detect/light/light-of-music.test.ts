import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, type Fault, movingPicture } from '../../test-fixtures/moving-picture.ts';
import type { MusicalContext } from '../music.ts';
import { findFadesThroughColour } from './fade-through-colour.ts';
import { findLightingFlicker } from './lighting-flicker.ts';

const beats = [8, 20, 32, 44, 56].map(frame => frame / 24);
const music: MusicalContext = { accents: beats, beats, transitions: [] };

const measured = (fault: Fault, frames = 64) => movingPicture(frames, fault).map(createFrameMeter());
const foundIn = (fault: Fault): number[][] =>
  findLightingFlicker(measured(fault), music).map(a => [a.firstFrame, a.endFrame]);

/** Light that is down by a third on single frames. */
const dips =
  (at: readonly number[]): Fault =>
  (luma, frame) => {
    if (at.includes(frame)) brightened(luma, 0.65);
  };

test('dips that come on beats again and again are meant; beside the beats they are faults', () => {
  assert.deepEqual(foundIn(dips([8, 32, 56])), []);
  const beside = foundIn(dips([14, 38, 50]));
  assert.ok(beside.length > 0 && beside[0][0] === 14, JSON.stringify(beside));
});

test('light that is held from a beat to a beat is meant', () => {
  const held =
    (start: number, end: number): Fault =>
    (luma, frame) => {
      if (frame >= start && frame < end) brightened(luma, 0.87);
    };
  assert.deepEqual(foundIn(held(20, 44)), []);
});

test('a fade through white is a fade, and a flash to white is none', () => {
  const whitened =
    (share: (frame: number) => number): Fault =>
    (luma, frame) => {
      for (let i = 0; i < luma.length; i++) luma[i] += (235 - luma[i]) * share(frame);
    };
  const fade = measured(whitened(frame => Math.max(0, 1 - Math.abs(frame - 27) / 12)));
  const [{ start, end }] = findFadesThroughColour(fade);
  assert.ok(start <= 17 && end >= 37, `${start} to ${end}`);
  assert.deepEqual(findLightingFlicker(fade, music), []);
  assert.deepEqual(
    findFadesThroughColour(
      measured(
        whitened(frame => (frame === 10 ? 1 : 0)),
        20,
      ),
    ),
    [],
  );
});
