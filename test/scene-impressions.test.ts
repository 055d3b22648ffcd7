import assert from 'node:assert/strict';
import test from 'node:test';
import { sceneChange, variantLight } from '../bench/scene-impressions.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';

test('the light and the change of scenes that the planner goes by are those of the pictures that are drawn', async t => {
  const renderer = await createCpuRenderer(2);
  t.after(() => renderer.close());
  for (const scene of sceneLibrary) {
    for (const variant of scene.variants!) {
      const drawn = await variantLight(renderer, scene, variant);
      assert.ok(
        Math.abs(drawn - variant.light!) <= 0.02,
        `${scene.name}, ${variant.name}: ${variant.light} and drawn ${drawn.toFixed(2)}`,
      );
    }
    const change = await sceneChange(renderer, scene);
    assert.ok(
      Math.abs(change - scene.change!) <= 0.05,
      `${scene.name} changes by ${scene.change} and drawn by ${change.toFixed(2)}`,
    );
  }
});
