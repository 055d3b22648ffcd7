import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelBands, rhythmBands } from '../measure/rhythm-rows.ts';
import type { BeatOdds } from './beat-network.ts';
import { heardRows, pathBands, pathFeatures } from './path-features.ts';
import { judgePath } from './path-network.ts';

/** A beat every half second, with an attack in all bands on it and one in the highest group on the half. */
function pulse(beats: number) {
  const rows = 25 * beats;
  const rhythm = new Uint8Array(rows * rhythmBands).fill(100);
  const silence = (): Float32Array => new Float32Array(2 * rows).fill(-6);
  const odds: BeatOdds = { beat: silence(), downbeat: silence(), listening: 'general' };
  for (let r = 0; r < rows; r++) {
    rhythm.fill(0, r * rhythmBands + levelBands, (r + 1) * rhythmBands);
    if (r % 25 === 10) rhythm.fill(64, r * rhythmBands + levelBands, (r + 1) * rhythmBands);
    if (r % 25 === 22) rhythm.fill(128, (r + 1) * rhythmBands - 3, (r + 1) * rhythmBands);
  }
  const path = Array.from({ length: beats - 1 }, (_, k) => 50 * k + 20);
  for (const row of path) odds.beat.fill(6, row, row + 2);
  return { heard: heardRows(rhythm, new Float32Array(4 * 10 * beats), odds), odds, path };
}

test('attacks lie in the part of the beat in which they sound', () => {
  const { heard, odds, path } = pulse(8);
  const features = new Float32Array(path.length * pathBands);
  pathFeatures(heard, odds, path, features);
  const third = features.subarray(3 * pathBands, 4 * pathBands);
  const part = (p: number, c: number): number => third[8 * p + c];
  for (let g = 0; g < 6; g++) assert.equal(part(0, g), 1);
  assert.ok(part(0, 6) > 0.9, 'the chance of a beat is with the beat');
  assert.equal(part(6, 5), 2, 'the half beat is heard in the highest group');
  assert.equal(part(6, 0), 0);
  for (const p of [1, 2, 3, 4, 8, 9, 10, 11]) for (let g = 0; g < 6; g++) assert.equal(part(p, g), 0);
  assert.ok(Math.abs(third[138]) < 1e-6, 'half a second is no octave away from half a second');
});

test('a beat is like those a bar before it, and unlike the others', () => {
  const { heard, odds, path } = pulse(33);
  // Every third beat has an attack of its own in the lowest group, a quarter of a beat late.
  path.forEach((row, k) => {
    if (k % 3 === 0) heard.sharp[(row / 2 + 6) * 8] = 2;
  });
  const features = new Float32Array(path.length * pathBands);
  pathFeatures(heard, odds, path, features);
  const likeness = (k: number, lag: number): number => features[k * pathBands + 140 + lag - 1];
  for (const k of [12, 13, 14]) {
    assert.ok(likeness(k, 3) > 0.3 && likeness(k, 6) > 0.3, `${k}: ${likeness(k, 3)}`);
  }
  for (const lag of [1, 2, 4, 5]) assert.ok(likeness(12, lag) < 0, `${lag}: ${likeness(12, lag)}`);
  assert.equal(likeness(2, 3), 0, 'there is no beat so far back');
});

test('a path is judged by its mean, so twice the music is judged alike', () => {
  const judge = (beats: number): number => {
    const { heard, odds, path } = pulse(beats);
    return judgePath(path.length, (features, from) => pathFeatures(heard, odds, path, features, from)).judgement;
  };
  assert.equal(judge(300), judge(300));
  assert.ok(Math.abs(judge(600) - judge(1200)) < 0.2);
  assert.ok(Math.abs(judge(1200) - judge(3000)) < 0.2, 'also where there are more beats than are judged at once');
});
