import assert from 'node:assert/strict';
import test from 'node:test';
import { decodeVideo, type PicturePlanes } from '../../../media/index.ts';
import { movingPicture } from '../../test-fixtures/moving-picture.ts';
import * as plainFlow from '../../test-fixtures/plain-patch-flow.ts';
import * as plain from '../../test-fixtures/plain-plane-sums.ts';
import { flatCells, rowsOfCells } from '../banding.ts';
import { addFlatLevels, emptyFlatLevels } from '../flat-levels.ts';
import { cellColumns, cellRows, cells } from '../frame-measures.ts';
import { createSeriesPair, transformSize } from '../paired-transform.ts';
import { findPatchFlow, type GreyPicture, picturePyramid } from '../patch-flow.ts';
import {
  addBlockContrast,
  addDifferences,
  chromaOfRows,
  chromaSamples,
  chromaSums,
  emptyContrast,
  emptyDifferences,
  emptyPicture,
  shrink,
  shrinkRows,
} from '../picture-measures.ts';
import { placeLuma, placeOf, placePicture, type Rows } from '../placed-picture.ts';
import { addLevels, emptyLevels } from '../uneven-levels.ts';
import { createKernelMemory } from './kernels.ts';

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
    kernels.run.neighbourDifferences(luma, width, width, height, 0, height, cellColumns, cellRows, work);
    const byKind = [0, 1, 2].map(kind => Array.from({ length: cells }, (_, cell) => sums[3 * cell + kind]));
    assert.deepEqual(byKind, plain.neighbourDifferences(plane));
    for (const [across, down] of [[1, 1], [2, 2], [3, 3]]) {
      const rectangle = [5, width - 3, 1, height - 1] as const;
      const flat = kernels.run.flatHistogram(luma, width, ...rectangle, across, down, work);
      const histogram = [...kernels.integers(work, 256)];
      assert.deepEqual(histogram, plain.flatHistogram(plane, rectangle, across, down));
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

/** Random planes of 4:2:0, Cb and Cr by themselves or by turns, whose rows lie some bytes apart. */
function randomPlanes(width: number, height: number, chromaStep: 1 | 2, apart: number): PicturePlanes {
  const [lumaStride, chromaStride] = [width + apart, (width >> 1) * chromaStep + apart];
  const luma = randomLuma(lumaStride, height, width, 5);
  const [cb, cr] = [1, 2].map(seed => randomLuma(chromaStride, height >> 1, seed, 9));
  return { luma, lumaStride, cb, cr: chromaStep === 2 ? cb.subarray(1) : cr, chromaStride, chromaStep };
}

for (const [width, height, chromaStep, apart] of [
  [334, 186, 1, 0],
  [334, 186, 2, 10],
  [62, 40, 1, 50],
  [1310, 34, 2, 0],
  [256, 34, 1, 0],
] as const)
  test(`sums of levels and colours are those of plain numbers: ${width}x${height}, rows ${apart} apart`, () => {
    const planes = randomPlanes(width, height, chromaStep, apart);
    const picture = placePicture(planes, width, height);
    const means = chromaSums(picture).map(sum => sum / chromaSamples(picture));
    assert.deepEqual(means, plain.chromaMeans(planes, width, height));
    assert.deepEqual(chromaOfRows(picture).sums, chromaSums(picture));
    const flat = emptyFlatLevels();
    addFlatLevels(picture, flat);
    const apartBy = [width / 280, height / 48].map(pixels => Math.max(1, Math.round(pixels))) as [number, number];
    assert.deepEqual([...flat.levels, ...flat.colours], plain.flatLevels(planes, [width, height], apartBy));
    const { kernels, luma, work } = placeOf(picture);
    const { cb, cr, stride, step } = picture.chroma;
    for (const [every, columns, rows] of [[1, 4, 3], [3, 2, 1], [5, 4, 3]] as const) {
      const histograms = kernels.integers(work, 3 * 256 * (1 + columns * rows)).fill(0);
      const places = [work, work + histograms.byteLength] as const;
      const size = [width, height, 0, height, every, columns, rows] as const;
      kernels.run.tallyLevels(luma, picture.stride, cb, cr, stride, step, ...size, ...places);
      assert.deepEqual(histograms, plain.tallyLevels(planes, [width, height], every, [columns, rows]));
    }
  }); // biome-ignore format: steps on a line

test('what a histogram has beside its course is that of plain numbers', () => {
  const { kernels, first, room } = createSeriesPair(1024);
  for (const counts of [randomLuma(256, 1, 4, 3), new Uint8Array(256), new Uint8Array(256).fill(7, 40, 41)]) {
    kernels.integers(room, 256).set(counts);
    const squares = kernels.run.lessCourse(room, 6, 4, 2e-4, transformSize, first);
    const residual = kernels.doubles(first, transformSize);
    assert.deepEqual({ residual, squares }, plain.lessCourse(counts, 6, 4, 2e-4, transformSize));
  }
});

test('what is selected is what would be there in rising order, also among values that are alike', () => {
  const { run, lay, doubles } = createKernelMemory();
  for (const count of [1, 2, 3, 10, 97]) {
    for (const levels of [1, 3, 256]) {
      const values = Float64Array.from(randomLuma(count, 1, count, 1), level => (level % levels) - 0.25);
      const rising = values.toSorted();
      const [at] = lay(8 * count);
      for (let index = 0; index < count; index++) {
        doubles(at, count).set(values);
        assert.equal(run.selectRising(at, count, index), rising[index]);
      }
    }
  }
});

/** All that is told of a picture at full size, some rows at a time. */
function lookedThrough(planes: PicturePlanes, width: number, height: number, rowsAtOnce: readonly Rows[]) {
  const factor = 3;
  const small = emptyPicture({ width, height }, factor);
  const sums = { differences: emptyDifferences(), levels: emptyLevels(), contrast: emptyContrast(), chroma: [0, 0] };
  const flatLevels = emptyFlatLevels();
  const flat = rowsAtOnce.flatMap(rows => {
    const picture = placePicture(planes, width, height, rows, factor);
    shrinkRows(picture, factor, small);
    addDifferences(picture, sums.differences);
    addLevels(picture, sums.levels);
    addFlatLevels(picture, flatLevels);
    addBlockContrast(picture, sums.contrast);
    sums.chroma = chromaSums(picture).map((sum, k) => sum + sums.chroma[k]);
    return flatCells(picture);
  });
  return { small, flat, flatLevels, ...sums };
}

test('rows of a plane may lie apart', () => {
  const planes = randomPlanes(90, 60, 1, 38);
  const packed = { ...planes, luma: new Uint8Array(90 * 60), lumaStride: 90 };
  for (let y = 0; y < 60; y++) packed.luma.set(planes.luma.subarray(128 * y, 128 * y + 90), 90 * y);
  const all = [{ first: 0, end: 60 }];
  assert.deepEqual(lookedThrough(planes, 90, 60, all), lookedThrough(packed, 90, 60, all));
});

test('some rows at a time tell what all of them tell at once', () => {
  for (const [width, height, chromaStep] of [[90, 62, 1], [334, 186, 2], [410, 90, 1]] as const) {
    const planes = randomPlanes(width, height, chromaStep, 6);
    // Smooth on the left, so that there are flat cells.
    for (let i = 0; i < planes.luma.length; i++)
      if (i % planes.lumaStride < width / 2) planes.luma[i] = 40 + ((i % planes.lumaStride) >> 3) + (planes.luma[i] & 1);
    const whole = lookedThrough(planes, width, height, [{ first: 0, end: height }]);
    assert.ok(whole.flat.length > 0);
    const parts = Array.from({ length: cellRows }, (_, row) => rowsOfCells(row, height));
    assert.deepEqual(lookedThrough(planes, width, height, parts), whole);
  }
}); // biome-ignore format: sizes on a line

test('what is told of an odd size does not depend on what lay there before', () => {
  for (const [width, height] of [[33, 27], [33, 26], [34, 27]]) {
    const planes = randomPlanes(width, height, 1, 0);
    const told = [3, 8].map(seed => {
      placeLuma(randomLuma(200, 100, seed, 5), 200, 100);
      return lookedThrough(planes, width, height, [{ first: 0, end: height }]);
    });
    assert.deepEqual(told[0], told[1]);
  }
}); // biome-ignore format: sizes on a line

test('a picture that is held against two goes the same way as by itself', () => {
  const [a, b, c] = ['neon-city', 'mountains-aurora', 'kaleidoscope'].map(scene => {
    const { before, width, height } = pairs.find(({ name }) => name === scene)!;
    return picturePyramid(greyOf(before, width, height));
  });
  const anew = (pyramid: readonly GreyPicture[]): GreyPicture[] =>
    pyramid.map(picture => ({ ...picture, data: picture.data.slice() }));
  for (const [from, to] of [[a, b], [b, a], [c, b], [b, c], [c, a], [a, a]] as const)
    assert.deepEqual(findPatchFlow(from, to), findPatchFlow(anew(from), anew(to)));
}); // biome-ignore format: pairs on a line
