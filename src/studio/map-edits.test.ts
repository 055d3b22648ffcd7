import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SceneMap } from '../scene-map/document/schema.ts';
import {
  changeScene,
  mergeScenes,
  moveBorder,
  readMap,
  reorderScene,
  sceneAt,
  splitScene,
  writeMap,
} from './map-edits.ts';

const scene = (start_time: number, end_time: number, description: string) => ({
  start_time,
  end_time,
  description,
  motion_intensity: 5,
  color_palette: [],
  transition_type: 'cut' as const,
});
test('times of all parts are read as seconds, and written so that they read back as the same', () => {
  const told = {
    ...map(),
    range: { start_time: '0:00.000', end_time: '0:12.000' },
    scenes: [
      {
        ...scene(0, 4, 'one'),
        end_time: '0:04.000',
        overlays: [{ file: 'a.png', start_time: '0:01.500' }, { file: 'b.png' }],
        retakes: [{ start_time: '0:02.000', end_time: '0:03.000', seed: 5 }],
      },
      ...map().scenes.slice(1),
    ],
  };
  const read = readMap(JSON.stringify(told));
  assert.deepEqual(read.range, { start_time: 0, end_time: 12 });
  assert.deepEqual(read.scenes[0].overlays, [{ file: 'a.png', start_time: 1.5 }, { file: 'b.png' }]);
  assert.deepEqual(read.scenes[0].retakes, [{ start_time: 2, end_time: 3, seed: 5 }]);
  assert.deepEqual(readMap(writeMap(read)), read);
});

const map = (): SceneMap => ({
  audio_file: 'a.wav',
  output_resolution: '1080p',
  frame_rate: 24,
  seed: 3,
  scenes: [scene(0, 4, 'one'), scene(4, 8, 'two'), scene(8, 12, 'three')],
});

/** What holds after every edit: the scenes cover the track without gap or overlap. */
function holdsTogether({ scenes }: SceneMap): void {
  assert.equal(scenes[0].start_time, 0);
  assert.equal(scenes.at(-1)!.end_time, 12);
  scenes.forEach((one, i) => {
    assert.ok(one.end_time > one.start_time);
    if (i > 0) assert.equal(one.start_time, scenes[i - 1].end_time);
  });
}

test('a border moves as far as both scenes keep a length', () => {
  assert.equal(moveBorder(map(), 1, 5.1234).scenes[1].start_time, 5.123);
  assert.equal(moveBorder(map(), 1, -9).scenes[0].end_time, 0.25);
  assert.equal(moveBorder(map(), 2, 99).scenes[1].end_time, 11.75);
  assert.deepEqual(moveBorder(map(), 0, 1), map());
});

test('split and merge keep the pictures of all other scenes', () => {
  const split = splitScene(map(), 5);
  assert.deepEqual(split.scenes.map(one => [one.start_time, one.description]), [[0, 'one'], [4, 'two'], [5, 'two'], [8, 'three']]); // biome-ignore format: a table
  // A scene without a seed has one by its number; numbers change here, so the seeds are written out.
  assert.deepEqual(
    split.scenes.map(one => one.seed),
    [3000, 3001, 3001 + 7919, 3002],
  );
  assert.deepEqual(
    mergeScenes(split, 1).scenes.map(one => one.seed),
    [3000, 3001, 3002],
  );
  assert.deepEqual(splitScene(map(), 4.1), map());
  assert.deepEqual(mergeScenes(map(), 2), map());
});

test('reordering moves what is seen, not the places in the music', () => {
  const moved = reorderScene(map(), 2, 0);
  assert.deepEqual(moved.scenes.map(one => [one.start_time, one.description, one.seed]), [[0, 'three', 3002], [4, 'one', 3000], [8, 'two', 3001]]); // biome-ignore format: a table
  assert.deepEqual(reorderScene(map(), 0, 9), map());
});

test('any run of edits leaves a whole map, and what is written reads back', () => {
  let seed = 7;
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return (seed >>> 8) / 2 ** 24;
  };
  let now = map();
  for (let i = 0; i < 3000; i++) {
    const at = Math.floor(random() * now.scenes.length);
    const edits = [
      () => moveBorder(now, at, random() * 14 - 1),
      () => splitScene(now, random() * 12),
      () => mergeScenes(now, at),
      () => reorderScene(now, at, Math.floor(random() * now.scenes.length)),
      () => changeScene(now, at, { description: `d${i}`, look: undefined }),
    ];
    now = edits[Math.floor(random() * edits.length)]();
    holdsTogether(now);
    assert.deepEqual(readMap(writeMap(now)), now);
  }
  assert.equal(sceneAt(now, 12), now.scenes.length - 1);
});
