import assert from 'node:assert/strict';
import test from 'node:test';
import { densestBox, densestPlaces, positiveIn } from './patch-boxes.ts';

test('the densest box of a map, holes and all', () => {
  const [columns, rows] = [20, 12];
  const map = new Float32Array(columns * rows).fill(-0.1);
  for (let r = 3; r < 8; r++) for (let c = 6; c < 12; c++) map[r * columns + c] = (r + c) % 5 === 0 ? -0.1 : 1;
  map[0] = 2;
  const box = densestBox(map, columns, rows);
  assert.deepEqual([box.left, box.top, box.width, box.height], [6, 3, 6, 5]);
  assert.ok(Math.abs(box.sum - (24 - 0.6)) < 1e-5, String(box.sum));
  assert.equal(positiveIn(map, columns, rows, box), 24);
  assert.equal(positiveIn(map, columns, rows, box, 6), 26);
  assert.equal(densestBox(new Float32Array(columns * rows).fill(-1), columns, rows).sum, 0);
});

test('no box holds more, whatever the size of the grid', () => {
  for (const [columns, rows] of [[3, 3], [10, 7], [21, 13], [42, 23]]) {
    const map = Float32Array.from({ length: columns * rows }, (_, p) => Math.sin(p * p + columns) - 0.3);
    const sumIn = (left: number, top: number, width: number, height: number): number => {
      let sum = 0;
      for (let r = top; r < top + height; r++) for (let c = left; c < left + width; c++) sum += map[r * columns + c];
      return sum;
    };
    const box = densestBox(map, columns, rows);
    assert.ok(Math.abs(box.sum - sumIn(box.left, box.top, box.width, box.height)) < 1e-5);
    for (let top = 0; top + box.height <= rows; top++)
      for (let left = 0; left + box.width <= columns; left++)
        assert.ok(sumIn(left, top, box.width, box.height) < box.sum + 1e-9);
    for (let top = 0; top + 3 <= rows; top++)
      for (let left = 0; left + 4 <= columns; left++) assert.ok(sumIn(left, top, 4, 3) < box.sum + 1e-9);
  }
}); // biome-ignore format: sizes on a line

test('two things side by side are one place and, looked at closely, two', () => {
  const [columns, rows] = [20, 12];
  const map = new Float32Array(columns * rows).fill(-0.06);
  for (let r = 3; r < 7; r++) for (const c of [3, 4, 5, 8, 9, 10]) map[r * columns + c] = 0.2;
  const [wide, close] = densestPlaces(map, columns, rows, 0.8).map(({ boxes }) => boxes);
  assert.deepEqual(wide.map(box => [box.left, box.width]), [[3, 8]]);
  assert.deepEqual(close.map(box => [box.left, box.width]), [[3, 3], [8, 3]]);
  assert.ok(close.every(box => Math.abs(box.sum - 12 * 0.2) < 1e-5), String(close[0].sum));
}); // biome-ignore format: boxes on a line

test('a thing by itself is one place in both ways', () => {
  const [columns, rows] = [20, 12];
  const map = new Float32Array(columns * rows).fill(-0.06);
  for (let r = 3; r < 7; r++) for (let c = 3; c < 7; c++) map[r * columns + c] = 0.3;
  assert.equal(densestPlaces(map, columns, rows, 0.8).length, 1);
  assert.equal(densestPlaces(map, columns, rows, 8).length, 0);
});
