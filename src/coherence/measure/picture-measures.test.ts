import assert from 'node:assert/strict';
import test from 'node:test';
import { addBlockContrast, blockinessOf, emptyContrast } from './picture-measures.ts';
import { placeLuma } from './placed-picture.ts';

const [width, height] = [320, 176];

function blockinessWhere(luma: (x: number, y: number) => number): number {
  const contrast = emptyContrast();
  const data = Uint8Array.from({ length: width * height }, (_, i) => luma(i % width, Math.floor(i / width)));
  addBlockContrast(placeLuma(data, width, height), contrast);
  return blockinessOf(contrast);
}
/** Some chance for each block, -1 to 1. */
const chance = (x: number, y: number): number => Math.sin(2.1 * (x >> 3) + 78.2 * (y >> 3));

test('flat blocks some levels apart are told', () => {
  assert.ok(blockinessWhere((x, y) => 120 + 6 * chance(x, y)) > 2.5);
});

test('hard edges that lie on the grid of blocks are none, nor are steps of a level', () => {
  // A test card's bars, and a flat sky that a coder left in blocks nobody sees.
  assert.ok(blockinessWhere(x => ((x >> 6) % 2 ? 220 : 30)) < 1.5);
  assert.ok(blockinessWhere((x, y) => 120 + Math.round(0.5 + 0.5 * chance(x, y))) < 1.9);
});
