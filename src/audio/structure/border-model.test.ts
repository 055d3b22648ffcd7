import assert from 'node:assert/strict';
import test from 'node:test';
import { borderChances } from './border-model.ts';
import type { BorderEvidence } from './evidence.ts';
import { lineMeasures } from './evidence.ts';
import { findRecurrence, mostBars } from './recurrence.ts';

/** Nothing to be heard at any of the bar lines. */
function noEvidence(bars: number, marked = 0): BorderEvidence {
  return {
    times: Array.from({ length: bars + 1 }, (_, i) => 2 * i),
    drums: marked,
    marked,
    lines: Array.from({ length: bars + 1 }, () => new Float64Array(lineMeasures.length)),
    recurrence: {
      edges: [],
      heardAgain: new Float32Array(bars * (mostBars + 1)),
      counterparts: Array.from({ length: bars + 1 }, () => new Float32Array(0)),
    },
    novelty: new Float64Array(bars + 1),
  };
}
const measure = (name: (typeof lineMeasures)[number]): number => lineMeasures.indexOf(name);

test('chances are chances, for any number of bars', () => {
  for (const bars of [1, 2, 3, 24, 25, 26, 90]) {
    for (const marked of [0, 0.5, 1]) {
      const chances = borderChances(noEvidence(bars, marked));
      assert.ok(Math.abs(chances[bars] - 1) < 1e-9, `${bars} bars`);
      assert.ok(
        chances.every(chance => chance >= 0 && chance <= 1 + 1e-9),
        `${bars} bars`,
      );
    }
  }
});

test('a cymbal speaks for a border where drums mark sections; a pause and a change of sound where none do', () => {
  for (const [marked, name] of [
    [1, 'crash'],
    [1, 'fill'],
    [0, 'pause'],
    [0, 'sound'],
    [0, 'repeatBegins'],
  ] as const) {
    const evidence = noEvidence(32, marked);
    const before = borderChances(evidence)[13];
    evidence.lines[13][measure(name)] = 2;
    assert.ok(borderChances(evidence)[13] > 2 * before, name);
  }
});

test('a bar line is a likelier border when one that sounds alike is one', () => {
  const evidence = noEvidence(64);
  evidence.lines[16][measure('sound')] = 3;
  const alone = borderChances(evidence)[45];
  evidence.recurrence.counterparts[45] = Float32Array.of(16, 1.5);
  assert.ok(borderChances(evidence)[45] > 1.5 * alone);
});

test('eight bars that come again are heard again as a whole, and their beginnings are counterparts', () => {
  // Every bar has a direction of its own, but for bars 4 to 11 that come again as 20 to 27.
  const bars = 36;
  const same = (b: number): number => (b >= 20 && b < 28 ? b - 16 : b);
  const view = (): Float32Array[] =>
    Array.from({ length: bars }, (_, b) => Float32Array.from({ length: bars }, (_, i) => (i === same(b) ? 1 : 0)));
  const { edges, heardAgain, counterparts } = findRecurrence([view, view, view, view]);
  const at = (a: number, length: number): number => heardAgain[a * (mostBars + 1) + length];
  assert.ok(at(4, 8) > 0.9 && at(20, 8) > 0.9);
  assert.ok(at(3, 8) < at(4, 8) && at(5, 8) < at(4, 8) && at(4, 10) < at(4, 8));
  assert.equal(edges.length, 3);
  const strongest = edges[0].begins.indexOf(Math.max(...edges[0].begins));
  assert.ok(strongest === 4 || strongest === 20);
  assert.ok(edges[0].ends[12] > 0.5 && edges[0].ends[28] > 0.5);
  const partners = (line: number): number[] => [...counterparts[line]].filter((_, i) => i % 2 === 0);
  assert.ok(partners(8).includes(24) && partners(24).includes(8));
  assert.ok(!partners(2).includes(30));
});
