import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeVideo } from '../../../media/index.ts';
import { movingPicture } from '../../test-fixtures/moving-picture.ts';
import * as plainFlow from '../../test-fixtures/plain-patch-flow.ts';
import * as plain from '../../test-fixtures/plain-plane-sums.ts';
import { cellColumns, cellRows, cells } from '../frame-measures.ts';
import { placeLuma, placeOf } from '../luma-plane.ts';
import { findPatchFlow, type GreyPicture, picturePyramid } from '../patch-flow.ts';
import { shrink } from '../picture-measures.ts';

/** Two luma planes of one size that follow each other. */
interface Pair {
  name: string;
  width: number;
  height: number;
  before: Uint8Array;
  now: Uint8Array;
}

/** Repeatable random levels, which stay the same for some pixels but for the last bit. */
function randomLuma(width: number, height: number, seed: number, run: number): Uint8Array {
  let state = seed;
  let level = 0;
  return Uint8Array.from({ length: width * height }, (_, i) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    if (i % run === 0) level = state >>> 24;
    return Math.min(255, level + ((state >>> 16) & 1));
  });
}

/** What a camera sees that has gone on by some pixels, in another light. */
const seenLater = (luma: Uint8Array, shift: number, gain: number): Uint8Array =>
  luma.map((_, i) => Math.min(235, 16 + gain * (luma[Math.min(luma.length - 1, i + shift)] - 16)));

/** Scenes as they are drawn, a film of the tests, and random pictures of sizes that no row of sixteen fits in. */
async function gatherPairs(): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (const scene of ['neon-city', 'mountains-aurora', 'kaleidoscope']) {
    const path = new URL(`../../../../test/golden/${scene}.png`, import.meta.url).pathname;
    for await (const { width, height, data } of decodeVideo(path, { format: 'gray' }))
      pairs.push({ name: scene, width, height, before: data, now: seenLater(data, 3 + 2 * width, 1.06) });
  }
  const [before, now] = movingPicture(2);
  const { width, height } = now;
  pairs.push({ name: 'moving picture', width, height, before: before.data, now: now.data });
  for (const [width, height, run] of [
    [333, 187, 1],
    [214, 98, 7],
    [177, 301, 40],
  ]) {
    const first = randomLuma(width, height, width, run);
    pairs.push({ name: `random, ${width}x${height}`, width, height, before: first, now: seenLater(first, 2, 0.9) });
    pairs.push({
      name: `unlike, ${width}x${height}`,
      width,
      height,
      before: first,
      now: randomLuma(width, height, 5, run),
    });
  }
  return pairs;
}
const pairs = await gatherPairs();

/** As many pixels as the flow is measured on. */
const greyOf = (luma: Uint8Array, width: number, height: number): GreyPicture =>
  shrink(placeLuma(luma, width, height), Math.max(1, Math.round(width / 176)));

for (const { name, width, height, before, now } of pairs) {
  test(`sums on the luma plane are those of plain numbers: ${name}`, () => {
    const plane = placeLuma(now, width, height);
    const { kernels, luma, work } = placeOf(plane);
    for (const factor of [1, 2, 3, 11]) assert.deepEqual(shrink(plane, factor), plain.shrink(plane, factor));
    const sums = kernels.doubles(work, 3 * cells).fill(0);
    kernels.run.neighbourDifferences(luma, width, height, cellColumns, cellRows, work);
    const byKind = [0, 1, 2].map(kind => Array.from({ length: cells }, (_, cell) => sums[3 * cell + kind]));
    assert.deepEqual(byKind, plain.neighbourDifferences(plane));
    for (const [across, down] of [[1, 1], [2, 2], [3, 3]]) {
      const rectangle = [5, width - 3, 1, height - 1] as const;
      const flat = kernels.run.flatLevels(luma, width, ...rectangle, across, down, work);
      const histogram = [...kernels.integers(work, 256)];
      assert.deepEqual(histogram, plain.flatLevels(plane, rectangle, across, down));
      assert.equal(flat, histogram.reduce((sum, count) => sum + count, 0));
    }
  }); // biome-ignore format: steps on a line

  test(`patches go where they go in plain numbers: ${name}`, () => {
    const [first, second] = [before, now].map(luma => picturePyramid(greyOf(luma, width, height)));
    for (const [from, to] of [
      [first, second],
      [second, first],
    ]) {
      const [found, expected] = [findPatchFlow(from, to), plainFlow.findPatchFlow(from, to)];
      assert.deepEqual([found.columns, found.rows], [expected.columns, expected.rows]);
      assert.deepEqual(found.x, expected.x);
      assert.deepEqual(found.y, expected.y);
      // Sums of floats come in another order: the last bit may differ.
      for (const kind of ['residual', 'texture'] as const)
        for (const [p, value] of found[kind].entries())
          assert.ok(Math.abs(value - expected[kind][p]) <= 2e-7 * (1 + value), `${kind} of patch ${p}`);
    }
  });
}

test('a plane is not measured where another was placed since', () => {
  const plane = placeLuma(randomLuma(32, 32, 1, 3), 32, 32);
  placeLuma(randomLuma(32, 32, 2, 3), 32, 32);
  assert.throws(() => shrink(plane, 2), /no longer/);
});

test('rows of a plane may lie apart', () => {
  const packed = randomLuma(40, 20, 3, 2);
  const apart = new Uint8Array(64 * 20).fill(9);
  for (let y = 0; y < 20; y++) apart.set(packed.subarray(40 * y, 40 * y + 40), 64 * y);
  assert.deepEqual(placeLuma(apart, 40, 20, 64).data.slice(), packed);
});
