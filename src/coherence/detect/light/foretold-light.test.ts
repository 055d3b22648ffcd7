import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unevenAccents } from '../../test-fixtures/uneven-accents.ts';
import { type UnforetoldLight, unforetoldLight } from './foretold-light.ts';
import { findUnforetoldSwings } from './unforetold-swings.ts';

const columns = 24;
const rows = 14;

/** Changes of light in a part of the picture, from left to right, at some steps. */
interface Fault {
  steps: ReadonlyMap<number, number>;
  holds: (x: number) => boolean;
}

/** A scene of 96 frames whose places all shine up on accents, each by a factor of its own, and a fault in it. */
function pulsing({ steps, holds }: Fault): UnforetoldLight[] {
  let strength = 0;
  const gains = Array.from({ length: 96 }, (_, i) => {
    const before = strength;
    strength = unevenAccents.get(i) ?? strength * 0.6;
    if (i === 0) return undefined;
    return Float32Array.from({ length: columns * rows }, (_, p) => {
      const own = 0.2 + (0.6 * ((p * 37) % 101)) / 101;
      const grain = 0.004 * Math.sin(p * 12.9898 + i * 78.233);
      const fault = holds(((p % columns) + 0.5) / columns) ? (steps.get(i) ?? 0) : 0;
      return Math.log((1 + own * strength) / (1 + own * before)) + grain + fault;
    });
  });
  return unforetoldLight(gains, columns, rows);
}

const swing = (start: number, end: number, gain: number): Map<number, number> =>
  new Map([
    [start, gain],
    [end, -gain],
  ]);

test('a swing of half the picture that begins on an accent is found, and the accents are not', () => {
  const found = findUnforetoldSwings(pulsing({ steps: swing(58, 61, -0.12), holds: x => x > 0.5 }));
  assert.deepEqual(
    found.map(({ start, end }) => [start, end]),
    [[58, 61]],
  );
  const [{ deviation, region }] = found;
  assert.ok(Math.abs(deviation + 0.12) < 0.04, `its size: ${deviation}`);
  assert.ok(region.x >= 0.4, `on the right: ${JSON.stringify(region)}`);
});

test('a scene that pulses, and all of its light at once, are foretold by the rest of the picture or go with it', () => {
  assert.deepEqual(findUnforetoldSwings(pulsing({ steps: new Map(), holds: () => false })), []);
  assert.deepEqual(findUnforetoldSwings(pulsing({ steps: swing(50, 53, -0.12), holds: () => true })), []);
});

test('a jump that is but the end of a larger one is none', () => {
  // By the light alone: what the rest of the picture foretells is none of this.
  const part = new Float32Array(60);
  for (const [at, gain] of [[30, -0.6], [31, -0.2], [34, 0.2]]) part[at] = gain;
  const light = { region: { x: 0, y: 0, width: 0.5, height: 1 }, part, rest: new Float32Array(60), uneven: new Float32Array(60) };
  assert.deepEqual(findUnforetoldSwings([light]), []);
  part[30] = 0;
  assert.deepEqual(findUnforetoldSwings([light]).map(({ start, end }) => [start, end]), [[31, 34]]);
}); // biome-ignore format: a value a line

test('of fewer steps than tell what light does of itself nothing is told', () => {
  const gains = Array.from({ length: 8 }, (_, i) =>
    i === 0 ? undefined : new Float32Array(columns * rows).fill(i % 2 ? 0.2 : -0.2),
  );
  for (const { part } of unforetoldLight(gains, columns, rows)) assert.ok(part.every(gain => gain === 0));
});
