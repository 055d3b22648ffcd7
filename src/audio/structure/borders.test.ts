import assert from 'node:assert/strict';
import test from 'node:test';
import { chanceNear, chooseBorders } from './borders.ts';

/** Bar lines two seconds apart. */
const lines = (bars: number): number[] => Array.from({ length: bars + 1 }, (_, i) => 2 * i);
/** Numbers from 0 to 1, from a seed. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

test('likely borders are drawn, unlikely ones are not', () => {
  const chances = new Float64Array(33).fill(0.05);
  chances[8] = 0.9;
  chances[24] = 0.7;
  chances[16] = 0.2;
  assert.deepEqual(chooseBorders(lines(32), chances), [0, 8, 24, 32]);
});

test('of several bar lines that share a chance, the likeliest stands for all', () => {
  const chances = new Float64Array(33);
  chances[11] = 0.25;
  chances[12] = 0.35;
  chances[13] = 0.25;
  assert.deepEqual(chooseBorders(lines(32), chances), [0, 12, 32]);
  assert.equal(chanceNear(lines(32), chances, 12), 0.85);
  assert.equal(chanceNear(lines(32), chances, 20), 0);
});

test('where drums play, a border falls on the likeliest bar line, not between two', () => {
  const chances = new Float64Array(33);
  chances[14] = 0.1;
  chances[15] = 0.3;
  chances[16] = 0.5;
  const unmoved = chooseBorders(lines(32), chances);
  assert.deepEqual(unmoved, [0, 15, 32]);
  assert.deepEqual(chooseBorders(lines(32), chances, 1), [0, 16, 32]);
});

test('a border is drawn once, and no section is under five seconds', () => {
  for (let seed = 1; seed <= 40; seed++) {
    const next = random(seed);
    const bars = 1 + Math.floor(next() * 60);
    const times = [0];
    for (let b = 0; b < bars; b++) times.push(times[b] + 0.8 + 2 * next());
    const borders = chooseBorders(
      times,
      Float64Array.from(times, () => next() ** 2),
    );
    assert.equal(borders[0], 0);
    assert.equal(borders[borders.length - 1], bars);
    for (let i = 1; i < borders.length; i++) {
      assert.ok(borders.length === 2 || times[borders[i]] - times[borders[i - 1]] >= 5, `seed ${seed}: ${borders}`);
    }
  }
});
