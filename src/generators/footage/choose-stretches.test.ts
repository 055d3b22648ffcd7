import assert from 'node:assert/strict';
import test from 'node:test';
import { createRandom } from '../../scene-map/index.ts';
import { chooseStretches, type FootageFile, type FootagePart, partStarts } from './choose-stretches.ts';
import { parseFootageReference, printFootageReference } from './footage-reference.ts';
import { cropTurned } from './picture-sampling.ts';
import { stillMove } from './still-move.ts';

function randomFiles(random: () => number, count: number): FootageFile[] {
  return Array.from({ length: count }, (_, i) => {
    const runs = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, r) => {
      const seconds = 2 + 10 * random();
      const motion = Array.from({ length: Math.round(seconds * 8) }, () => random());
      return { start: r * 20, end: r * 20 + seconds, motion };
    });
    return { path: `${i}.mp4`, kind: 'clip', width: 1920, height: 1080, seconds: 80, runs, letters: [] };
  });
}

test('what is chosen lies within one run, is long enough, and is the same each time', () => {
  for (let seed = 0; seed < 40; seed++) {
    const random = createRandom(seed);
    const files = randomFiles(random, 1 + Math.floor(random() * 6));
    const parts: FootagePart[] = Array.from({ length: 20 }, (_, i) => ({
      scene: i,
      seconds: 0.5 + 2 * random(),
      energy: random(),
      group: 'AB'[i % 2],
    }));
    const chosen = chooseStretches(files, parts, seed);
    assert.deepEqual(chooseStretches(files, parts, seed), chosen);
    chosen.forEach((stretch, i) => {
      const { seconds } = parts[i];
      const file = files.find(({ path }) => path === stretch!.path)!;
      assert.ok(
        file.runs.some(run => stretch!.start! >= run.start - 1e-3 && stretch!.start! + seconds <= run.end + 1e-3),
        `seed ${seed}, part ${i}`,
      );
    });
  }
});

test('lively music gets lively pictures, and nothing is shown twice while there is something else', () => {
  const calm = { start: 0, end: 20, motion: new Array(160).fill(0.1) };
  const lively = { start: 0, end: 20, motion: new Array(160).fill(0.9) };
  const file = (path: string, run: typeof calm): FootageFile => ({
    path,
    kind: 'clip',
    width: 16,
    height: 9,
    seconds: 20,
    runs: [run],
    letters: [],
  });
  const files = [file('calm1', calm), file('lively1', lively), file('calm2', calm), file('lively2', lively)];
  const parts = Array.from({ length: 12 }, (_, i) => ({
    scene: i,
    seconds: 2,
    energy: i % 4 < 2 ? 0.1 : 0.95,
    group: 'A',
  }));
  const chosen = chooseStretches(files, parts, 3);
  chosen.forEach((stretch, i) => {
    assert.match(stretch!.path, i % 4 < 2 ? /calm/ : /lively/, `part ${i}`);
    assert.equal(stretch!.repeated, false);
    if (i > 0) assert.notEqual(stretch!.path, chosen[i - 1]!.path);
  });
  assert.deepEqual(chooseStretches([file('short', { ...calm, end: 1 })], [parts[0]], 1), [undefined]);
});

test('a scene is divided on beats', () => {
  const beats = Array.from({ length: 100 }, (_, i) => i * 0.47);
  const starts = partStarts(4.7, 14.1, 4, beats);
  assert.equal(starts.length, 4);
  for (const time of starts) assert.ok(beats.some(beat => Math.abs(beat - time) < 1e-9));
  assert.deepEqual(partStarts(0, 8, 4, []), [0, 2, 4, 6]);
  assert.deepEqual(partStarts(0, 0.5, 3, []), [0]);
});

test('references are read as they are written', () => {
  for (const reference of [{ path: 'a b.mp4' }, { path: '../x#1/ü.mov', start: 12.5 }, { path: 'a.mp4', start: 0 }])
    assert.deepEqual(parseFootageReference(printFootageReference(reference)), reference);
  assert.deepEqual(parseFootageReference('a.mp4#t=3,7.5'), { path: 'a.mp4', start: 3 });
});

test('a picture that lies on its side is turned upright', () => {
  // Two by four, each pixel another grey; turned clockwise by each right angle.
  const level = (i: number): number => 20 + i * 25;
  const data = Uint8Array.from({ length: 24 }, (_, i) => level(Math.floor(i / 3)));
  const lying = { width: 4, height: 2, data };
  const luma = (rotation: number, width: number, height: number): number[] => {
    const nv12 = new Uint8Array((width * height * 3) / 2);
    cropTurned(lying, rotation, 0, 0, { width, height }, nv12);
    return [...nv12.subarray(0, width * height)].map(code =>
      Math.abs(Math.round((((code - 16) * 255) / 219 - 20) / 25)),
    );
  };
  assert.deepEqual(luma(0, 4, 2), [0, 1, 2, 3, 4, 5, 6, 7]);
  assert.deepEqual(luma(90, 2, 4), [4, 0, 5, 1, 6, 2, 7, 3]);
  assert.deepEqual(luma(180, 4, 2), [7, 6, 5, 4, 3, 2, 1, 0]);
  assert.deepEqual(luma(270, 2, 4), [3, 7, 2, 6, 1, 5, 0, 4]);
});

test('the move over a still sets out and ends at rest, and stays within it', () => {
  for (let seed = 0; seed < 50; seed++) {
    const move = stillMove({ x: 0.3, y: 0.7 }, 0.5, seed);
    const speed = (t: number): number => {
      const [a, b] = [move(t), move(t + 0.01)];
      return Math.hypot(a.scale - b.scale, a.x - b.x, a.y - b.y);
    };
    assert.ok(speed(0) < 0.1 * speed(0.5), `seed ${seed}`);
    assert.ok(speed(0.99) < 0.1 * speed(0.5), `seed ${seed}`);
    for (const t of [0, 0.3, 1]) assert.ok(move(t).scale > 0.6 && move(t).scale <= 1);
  }
});
