import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unevenAccents } from '../../test-fixtures/uneven-accents.ts';
import { unexplainedGains } from './unexplained-light.ts';

const places = 120;

/** A scene of 96 frames whose places shine up by factors of their own, with light that swings everywhere on some steps. */
function pulsing(swings: ReadonlyMap<number, number>): (Float32Array | undefined)[] {
  let strength = 0;
  return Array.from({ length: 96 }, (_, i) => {
    const before = strength;
    strength = unevenAccents.get(i) ?? strength * 0.6;
    if (i === 0) return undefined;
    return Float32Array.from({ length: places }, (_, p) => {
      const own = 0.2 + 0.6 * ((p * 37) % places) / places;
      const grain = 0.004 * Math.sin(p * 12.9898 + i * 78.233);
      return Math.log((1 + own * strength) / (1 + own * before)) + grain + (swings.get(i) ?? 0);
    });
  });
} // biome-ignore format: short lines

const levels = (gains: readonly (Float32Array | undefined)[]): number[] =>
  gains.map(own => (own ? own.reduce((sum, gain) => sum + gain, 0) / own.length : 0));

test('a swing that begins on an accent is left as it is, and accents are explained by other accents', () => {
  const [start, end] = [58, 60];
  const fault = 0.12;
  const gains = pulsing(new Map([[start, fault], [end, -fault]]));
  const plain = levels(gains);
  const left = levels(unexplainedGains(gains));
  assert.ok(Math.abs(plain[start]) > 3 * fault, `the accent hides the swing: ${plain[start]}`);
  assert.ok(Math.abs(left[start] - fault) < 0.04, `at the start: ${left[start]}`);
  assert.ok(Math.abs(left[end] + fault) < 0.04, `at the end: ${left[end]}`);
  const others = left.filter((_, i) => i !== start && i !== end).map(Math.abs).sort((a, b) => a - b);
  assert.ok(others[Math.floor(0.95 * others.length)] < 0.04, `elsewhere: ${others.slice(-6)}`);
}); // biome-ignore format: short lines

test('light that swings for some frames everywhere alike does not explain itself', () => {
  const swings = new Map(Array.from({ length: 6 }, (_, k) => [38 + k, k % 2 ? -0.24 : 0.24] as const));
  const left = levels(unexplainedGains(pulsing(swings)));
  for (const [at, gain] of swings) assert.ok(Math.abs(left[at] - gain) < 0.06, `${at}: ${left[at]}, planted ${gain}`);
});

test('a shot in pieces comes to as many steps as it has', () => {
  const gains = [
    ...pulsing(new Map()),
    ...pulsing(new Map()).map(own => own ?? new Float32Array(places)),
    ...pulsing(new Map()),
  ];
  const left = unexplainedGains(gains);
  assert.equal(left.length, gains.length);
  for (const [i, own] of gains.entries()) assert.equal(left[i] !== undefined, own !== undefined, `${i}`);
});
