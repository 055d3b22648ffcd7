import assert from 'node:assert/strict';
import test from 'node:test';
import { sceneLibrary } from '../../generators/procedural/scene-library.ts';
import { printSceneMap } from '../document/print-scene-map.ts';
import { song } from '../test-fixtures.ts';
import { planDistance, planVariations } from './variations.ts';

const options = { audioFile: 'song.wav', seed: 5, frameRate: 24, resolution: '1080p' };

test('variations differ in scenes and colours, more than neighbouring seeds do, and are the same each time', () => {
  const three = planVariations(song(), sceneLibrary, options, 3);
  for (const [i, a] of three.entries())
    for (const b of three.slice(i + 1))
      assert.ok(planDistance(a, b) > 0.5, `${a.seed} and ${b.seed}: ${planDistance(a, b)}`);
  assert.equal(new Set(three.map(({ scenes }) => scenes.map(scene => scene.color_palette.join()).join())).size, 3);
  const again = planVariations(song(), sceneLibrary, options, 5);
  assert.deepEqual(again.slice(0, 3).map(printSceneMap), three.map(printSceneMap));
  assert.equal(three[0].seed, 5);
  assert.throws(() => planVariations(song(), sceneLibrary, options, 0), RangeError);
  assert.throws(() => planVariations(song(), sceneLibrary, options, 13), RangeError);
});

test('a map is at no distance from itself', () => {
  const [map] = planVariations(song(), sceneLibrary, options, 1);
  assert.ok(Math.abs(planDistance(map, map)) < 1e-9);
});
