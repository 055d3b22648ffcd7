import assert from 'node:assert/strict';
import test from 'node:test';
import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { movedShare } from './moved-content.ts';

const [width, height] = [160, 90];

/** A shaded disc before a gradient, and whatever else is drawn. */
function picture(disc: readonly [number, number] | undefined, draw: (x: number, y: number) => number | undefined = () => undefined): FrameMeasures {
  const data = Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    const [dx, dy] = disc ? [x - disc[0], y - disc[1]] : [99, 99];
    return draw(x, y) ?? (Math.hypot(dx, dy) < 12 ? 70 + 2 * dx - 3 * dy : 130 + x / 4);
  });
  return { small: { width, height, data } } as FrameMeasures;
} // biome-ignore format: one line a head

const everywhere = (): boolean => true;

test('what leaps changes the picture by its own negative, near or far', () => {
  for (const to of [[60, 40], [130, 60], [44, 62]] as const)
    assert.ok(movedShare(picture([40, 40]), picture(to), everywhere) > 0.35, String(to));
}); // biome-ignore format: places on a line

test('what appears, and a change that is looked at nowhere, do not', () => {
  const title = (x: number, y: number): number | undefined =>
    x > 30 && x < 130 && y > 30 && y < 60 ? ((x >> 3) + (y >> 3)) % 3 === 0 ? 235 : 20 : undefined;
  assert.ok(movedShare(picture([20, 70]), picture([20, 70], title), everywhere) < 0.2);
  assert.ok(movedShare(picture(undefined), picture([40, 40]), everywhere) < 0.2);
  assert.equal(movedShare(picture([40, 40]), picture([130, 60]), () => false), 0);
}); // biome-ignore format: one line each
