import assert from 'node:assert/strict';
import test from 'node:test';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';
import { paletteFromWords, unknownColourWords } from '../src/scene-map/index.ts';
import { draw, output, shotOf } from './pictures.ts';

test('every scene of the library has three looks or more, in colours that are known, and each is another picture', async () => {
  const renderer = await createCpuRenderer(1);
  const size = output.width * output.height;
  try {
    for (const { name, variants = [] } of sceneLibrary) {
      assert.ok(variants.length >= 3, `${name} has ${variants.length} looks`);
      assert.equal(new Set(variants.map(variant => variant.name)).size, variants.length, name);
      const pictures: Uint8Array[] = [];
      for (const { look, palette } of variants) {
        assert.ok(
          look.every(value => value >= 0 && value <= 1),
          name,
        );
        assert.deepEqual(unknownColourWords(palette), [], name);
        const shot = shotOf(name);
        // One palette for all: looks are told apart without their colours.
        pictures.push((await draw(renderer, { ...shot, appearance: { ...shot.appearance, look } }, 30)).slice(0, size));
        assert.equal(paletteFromWords(palette, 1).length, 5);
      }
      pictures.forEach((picture, i) => {
        for (const [k, other] of pictures.slice(i + 1).entries()) {
          const away = picture.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / size;
          assert.ok(
            away > 4,
            `${name}: "${variants[i].name}" and "${variants[i + 1 + k].name}" differ by ${away.toFixed(1)}`,
          );
        }
      });
    }
  } finally {
    await renderer.close();
  }
});
