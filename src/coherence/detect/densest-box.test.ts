import assert from 'node:assert/strict';
import test from 'node:test';
import { densestBox, positiveIn } from './densest-box.ts';

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
