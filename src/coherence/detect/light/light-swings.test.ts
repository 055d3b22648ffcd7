import assert from 'node:assert/strict';
import test from 'node:test';
import { createFrameMeter } from '../../measure/measure-frames.ts';
import { brightened, type Fault, movingPicture } from '../../test-fixtures/moving-picture.ts';
import { type MusicalContext, noMusic } from '../music.ts';
import { findLightSwings, type LightSwing } from './light-swings.ts';
import { lightOfShot } from './quiet-light.ts';
import { oddsOfSwing } from './swing-certainty.ts';

function swingsIn(frames: number, fault: Fault, music: MusicalContext = noMusic): LightSwing[] {
  const shot = movingPicture(frames, fault).map(createFrameMeter());
  return findLightSwings(shot, lightOfShot(shot), music);
}

test('a swing is measured by all ways of telling light, along its own direction', () => {
  const darker: Fault = (luma, frame) => {
    if (frame >= 20 && frame < 23) brightened(luma, 0.9);
  };
  const found = swingsIn(40, darker, { accents: [20 / 24], transitions: [] });
  const swing = found.find(({ start, end }) => start === 20 && end === 23);
  assert.ok(swing);
  const { evidence } = swing;
  assert.equal(evidence.sign, -1);
  for (const told of evidence.told) assert.ok(told && Math.abs(told.less + Math.log(0.9)) < 0.03, `${told?.less}`);
  assert.ok(evidence.off < 0.1 && evidence.between < 0.1 && evidence.away === 1);
  assert.ok(evidence.accents[0] > 0.8 && evidence.accents[1] < 0.2);
  assert.deepEqual(evidence.fromCuts, [20, 17]);
  assert.ok(evidence.cells.along > 0.7 && evidence.cells.unlike < 0.2);
});

test('a dip under accents of all strengths is told from what dies away between them', () => {
  const accents = new Map([[6, 0.31], [16, 0.12], [27, 0.36], [36, 0.22], [44, 0.09], [53, 0.33], [63, 0.18], [72, 0.27]]);
  let strength = 0;
  const strengths = Array.from({ length: 80 }, (_, i) => {
    strength = Math.max(strength * 0.7, accents.get(i) ?? 0);
    return strength;
  });
  const music = { accents: [...accents.keys()].map(frame => frame / 24), transitions: [] };
  const pulses: Fault = (luma, frame) => brightened(luma, 1 + strengths[frame]);
  const faulty: Fault = (luma, frame) => brightened(luma, (1 + strengths[frame]) * (frame === 38 ? 0.9 : 1));
  const surest = (fault: Fault): { start: number; odds: number } =>
    swingsIn(80, fault, music)
      .map(({ start, evidence }) => ({ start, odds: oddsOfSwing(evidence) }))
      .reduce((a, b) => (b.odds > a.odds ? b : a));
  const found = surest(faulty);
  assert.ok(found.start === 38 && found.odds > 3, `${found.start}: ${found.odds}`);
  assert.ok(surest(pulses).odds < 3);
}); // biome-ignore format: short lines
