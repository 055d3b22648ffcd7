import assert from 'node:assert/strict';
import test from 'node:test';
import type { PictureFraming } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';
import { draw, output, shotOf } from './pictures.ts';

const { width, height } = output;

/** Mean difference in code values of the luma where a picture is read at another place. */
function difference(a: Uint8Array, b: Uint8Array, place: (x: number, y: number) => [number, number]): number {
  let sum = 0;
  let count = 0;
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const [column, row] = place(x, y).map(Math.round);
      sum += Math.abs(a[y * width + x] - b[row * width + column]);
      count++;
    }
  }
  return sum / count;
}

test('every scene can be mirrored and be shown in part: what is seen is that part of the whole picture', async t => {
  const renderer = await createCpuRenderer(1);
  t.after(() => renderer.close());
  const framed = (scene: string, framing?: PictureFraming) => {
    const shot = shotOf(scene);
    return draw(renderer, { ...shot, appearance: { ...shot.appearance, ...(framing ? { framing } : {}) } }, 30);
  };
  for (const { name } of sceneLibrary) {
    const whole = await framed(name);
    const mirrored = await framed(name, { share: 1, across: 0, up: 0, mirrored: true });
    const turned = difference(mirrored, whole, (x, y) => [width - 1 - x, y]);
    // The vignette is symmetrical, grain is not.
    assert.ok(turned < 4, `${name}: mirrored, it differs by ${turned.toFixed(1)}`);

    const part = await framed(name, { share: 0.6, across: 1, up: 1, mirrored: false });
    const inPlace = difference(part, whole, (x, y) => [0.4 * width + 0.6 * x, 0.6 * y]);
    const elsewhere = difference(part, whole, (x, y) => [0.6 * x, 0.4 * height + 0.6 * y]);
    const same = difference(part, whole, (x, y) => [x, y]);
    assert.ok(
      inPlace < Math.min(elsewhere, same),
      `${name}: ${inPlace.toFixed(1)} in place, ${elsewhere.toFixed(1)} elsewhere, ${same.toFixed(1)} without a framing`,
    );
  }
});
