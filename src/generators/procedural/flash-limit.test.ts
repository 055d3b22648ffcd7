import assert from 'node:assert/strict';
import test from 'node:test';
import type { Onset } from '../../audio/analysis.ts';
import { limitFlashes, quietShare } from './flash-limit.ts';

/** A repeatable random number from 0 to 1 for each call. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

function randomHits(seed: number, perSecond: number, seconds: number): Onset[] {
  const random = randomNumbers(seed);
  return Array.from({ length: perSecond * seconds }, () => ({
    time: random() * seconds,
    strength: 0.1 + 0.9 * random(),
  })).sort((a, b) => a.time - b.time);
}

test('whatever is played, no second holds more than three moments at full light', () => {
  for (const [seed, perSecond] of [[1, 2], [2, 5], [3, 12], [4, 30]] /* biome-ignore format: pairs */) {
    const given = { kick: randomHits(seed, perSecond, 20), snare: randomHits(seed + 100, perSecond, 20) };
    const { kick, snare } = limitFlashes(given, []);
    const isFull = (hit: Onset, i: number, source: Onset[]): boolean => hit.strength > source[i].strength * 0.99;
    const full = [
      ...kick.filter((hit, i) => isFull(hit, i, given.kick)),
      ...snare.filter((hit, i) => isFull(hit, i, given.snare)),
    ]
      .map(({ time }) => time)
      .sort((a, b) => a - b);
    // Hits within 60 ms are one moment.
    const moments = full.filter((time, i) => i === 0 || time - full[i - 1] > 0.06);
    assert.ok(moments.length > 20, `${moments.length} moments keep their light`);
    for (const time of moments)
      assert.ok(moments.filter(other => other >= time && other < time + 0.94).length <= 3, `flashes from ${time} s on`);
  }
});

test('the others are dimmed, none is lost, and none moves', () => {
  const kick = randomHits(7, 9, 10);
  const limited = limitFlashes({ kick, snare: [] }, []).kick;
  assert.equal(limited.length, kick.length);
  for (const [i, { time, strength }] of limited.entries()) {
    assert.equal(time, kick[i].time);
    const share = strength / kick[i].strength;
    assert.ok(Math.abs(share - 1) < 1e-9 || Math.abs(share - quietShare) < 1e-9, `share ${share}`);
  }
});

test('slow drums are left alone, and fast ones keep those on the beat', () => {
  const at = (times: number[], strength: number): Onset[] => times.map(time => ({ time, strength }));
  const slow = at([0.5, 1, 1.5, 2], 0.6);
  assert.deepEqual(limitFlashes({ kick: slow, snare: [] }, []).kick, slow);
  const eighths = at([0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75], 0.8);
  const beats = [0, 0.5, 1, 1.5].map((time, i) => ({ time, confidence: 1, position: i + 1 }));
  const kept = limitFlashes({ kick: eighths, snare: [] }, beats).kick.filter(({ strength }) => strength > 0.7);
  assert.deepEqual(
    kept.map(({ time }) => time),
    [0, 0.5, 1, 1.5],
  );
});
