import assert from 'node:assert/strict';
import test from 'node:test';
import { lessOthers, likenessOf, withCaution } from './left-out-ridge.ts';

/** Repeatable random series between -1 and 1; every so many values are not told. */
function randomSeries(count: number, length: number, seed: number, untold = 0): Float32Array[] {
  let state = seed;
  return Array.from({ length: count }, () =>
    Float32Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return untold > 0 && state % untold === 0 ? Number.NaN : state / 2 ** 31 - 1;
    }),
  );
}

/** Steps on either side that must not explain one. */
const apart = 8;

/** Inverse of a symmetric, positive matrix in plain numbers (Gauss and Jordan). */
function inverseOf(matrix: readonly (readonly number[])[]): number[][] {
  const rows = matrix.map(row => [...row]);
  rows.forEach((pivot, c) => {
    const scale = 1 / pivot[c];
    pivot[c] = 1;
    for (let j = 0; j < pivot.length; j++) pivot[j] *= scale;
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[c];
      row[c] = 0;
      for (let j = 0; j < row.length; j++) row[j] -= factor * pivot[j];
    }
  });
  return rows;
}

/** The same as {@link lessOthers} in plain numbers. */
function plainLessOthers(products: readonly Float64Array[], light: readonly Float32Array[]): Float32Array[] {
  const inverse = inverseOf(products.map(row => [...row]));
  return light.map((own, step) => {
    const [first, end] = [Math.max(0, step - apart), Math.min(light.length, step + apart + 1)];
    const near = inverseOf(inverse.slice(first, end).map(row => row.slice(first, end)))[step - first];
    const sums = own.slice();
    light.forEach((other, i) => {
      if (i >= first && i < end) return;
      const share = near.reduce((sum, value, k) => sum + value * inverse[first + k][i], 0);
      for (let p = 0; p < sums.length; p++) sums[p] += share * (Number.isNaN(other[p]) ? 0 : other[p]);
    });
    return sums;
  });
}

for (const [count, length, places] of [
  [12, 40, 16],
  [41, 53, 37],
])
  test(`what other steps tell is what it is in plain numbers: ${count} steps`, () => {
    const patterns = randomSeries(count, length, 1);
    const products = likenessOf(patterns);
    const plain = patterns.map(a =>
      Float64Array.from(patterns, b => a.reduce((sum, value, k) => sum + value * b[k], 0)),
    );
    assert.deepEqual(products, plain);
    const light = randomSeries(count, places, 2, 11);
    const sure = withCaution(products, 1);
    assert.deepEqual(lessOthers(sure, light), plainLessOthers(sure, light));
  });
