import assert from 'node:assert/strict';
import test from 'node:test';
import { sceneLibrary } from '../../generators/procedural/scene-library.ts';
import {
  createRandom,
  parseSceneMap,
  planSceneMap,
  printSceneMap,
  type Scene,
  type SceneMap,
} from '../../scene-map/index.ts';
import { song } from '../../scene-map/test-fixtures.ts';
import { resolveSettings } from '../settings.ts';
import { resolveScenes } from './resolve-scenes.ts';
import { shotsOf } from './shots.ts';

const words =
  'a lighthouse in fog;neon rain on the street;dust over the desert;a slow forest at dawn;crystals in a cave;the sea at night'.split(
    ';',
  );

/** Maps as planned, and as people write them: no scene, look or seed, only words. */
function maps(seed: number): SceneMap[] {
  const planned = planSceneMap(song(), sceneLibrary, { audioFile: 'a', seed, frameRate: 24, resolution: '1080p' });
  const plain = planned.scenes.map(({ scene: _s, look: _l, seed: _seed, ...rest }, i) => ({
    ...rest,
    description: words[i % words.length],
  }));
  return [planned, { ...planned, scenes: plain as Scene[] }];
}

test('an edit of one scene changes the pictures of that scene and of nothing else', () => {
  const settings = resolveSettings({});
  const range = { first: 0, end: 24 * 208 };
  for (let seed = 0; seed < 20; seed++) {
    const random = createRandom(seed);
    for (const map of maps(seed)) {
      const at = Math.floor(random() * map.scenes.length);
      const edits: Partial<Scene>[] = [
        { description: 'A carousel of paper horses in the snow' },
        { color_palette: ['crimson', 'bone'] },
        { motion_intensity: 1 },
        { seed: 12345 },
        { scene: 'poster', look: {} },
      ];
      const edit = edits[Math.floor(random() * edits.length)];
      const scenes = map.scenes.map((scene, i) => (i === at ? { ...scene, ...edit } : scene));
      // As a person edits it: in the file.
      const edited = parseSceneMap(printSceneMap({ ...map, scenes }), {
        path: 'map.json',
        duration: 208,
        catalogue: sceneLibrary,
      });
      const read = parseSceneMap(printSceneMap(map), { path: 'map.json', duration: 208, catalogue: sceneLibrary });
      const [before, after] = [read, edited].map(one => shotsOf(resolveScenes(one, settings, 120), 24, range));
      assert.equal(after.length, before.length);
      before.forEach((shot, i) => {
        if (i === at) return;
        assert.deepEqual(after[i].appearance, shot.appearance, `seed ${seed}, scene ${i} after an edit of ${at}`);
        // The scene after it begins with what is left of it, where the two are joined.
        if (i !== at + 1) assert.deepEqual(after[i], shot, `seed ${seed}, shot ${i} after an edit of ${at}`);
      });
    }
  }
});
