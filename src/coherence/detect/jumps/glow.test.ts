import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { changesOneWay, isGlow } from './glow.ts';

const [width, height] = [160, 90];
const [middleX, middleY] = [80, 45];

/** A textured picture to which something is added by its distance from the middle. */
function pictureWith(added: (distance: number) => number): FrameMeasures {
  const data = Uint8Array.from({ length: width * height }, (_, p) => {
    const [x, y] = [p % width, Math.floor(p / width)];
    return 90 + 30 * Math.sin(x / 3) * Math.cos(y / 4) + added(Math.hypot(x - middleX, y - middleY));
  });
  return { small: { width, height, data } } as FrameMeasures;
}

const box = { x: middleX - 16, y: middleY - 16, width: 32, height: 32 };
const dark = pictureWith(() => 0);
const lit = pictureWith(distance => 90 * Math.exp(-(distance ** 2) / (2 * 8 ** 2)));

test('a lamp that goes on or off is a glow', () => {
  assert.ok(isGlow(dark, lit, box));
  assert.ok(isGlow(lit, dark, box));
});

test('what has an outline, what is larger than what is looked at, and what gets brighter here and darker there is none', () => {
  const withDisc = pictureWith(distance => (distance < 10 ? 90 : 0));
  assert.ok(!isGlow(dark, withDisc, box));
  assert.ok(!isGlow(dark, pictureWith(distance => 60 - distance / 4), box));
  const moved = { small: { width, height, data: lit.small.data.map((_, p, all) => all[Math.max(0, p - 12)]) } } as FrameMeasures;
  assert.ok(!isGlow(lit, moved, box));
  assert.ok(!isGlow(dark, dark, box));
}); // biome-ignore format: a picture a line

test('a place that is lit, as far as that may reach, changes one way; what leaps changes both', () => {
  const sky = pictureWith(distance => 60 - distance / 4);
  assert.ok(changesOneWay(dark, sky, box) && changesOneWay(sky, dark, box));
  const aside = (data: Uint8Array): FrameMeasures =>
    ({ small: { width, height, data: data.map((_, p, all) => all[Math.max(0, p - 6)]) } }) as FrameMeasures;
  assert.ok(!changesOneWay(lit, aside(lit.small.data), box));
});
