import assert from 'node:assert/strict';
import test from 'node:test';
import type { Section } from '../analysis.ts';
import { nameSections } from './labels.ts';

/** Labels of sections of 20 s, given as letter and energy. */
function labelsOf(parts: readonly [string, number][], kick = false): string[] {
  const sections = parts.map(
    ([group, energy], i): Section => ({
      start: 20 * i, end: 20 * (i + 1), label: 'verse', group, energy, novelty: 0.5, confidence: 1,
    }), // biome-ignore format: a record
  );
  nameSections(
    sections,
    sections.map(() => kick),
  );
  return sections.map(({ label }) => label);
}

test('the strongest part that comes again is the chorus, what is played once late is a bridge', () => {
  const song: [string, number][] = [['A', 0.4], ['B', 0.6], ['C', 0.9], ['B', 0.6], ['C', 0.9], ['D', 0.7], ['C', 0.9], ['E', 0.4]]; // biome-ignore format: a list
  assert.deepEqual(labelsOf(song), ['intro', 'verse', 'chorus', 'verse', 'chorus', 'bridge', 'chorus', 'outro']);
});

test('where nothing comes again one part at most is called a chorus', () => {
  const movement: [string, number][] = [['A', 0.56], ['B', 0.63], ['C', 0.74], ['D', 0.75], ['E', 0.71], ['F', 0.48], ['G', 0.75], ['H', 0.71]]; // biome-ignore format: a list
  const labels = labelsOf(movement);
  assert.equal(labels.filter(label => label === 'chorus').length, 1, labels.join(' '));
});

test('what comes in after a break with a steady kick is a drop, whether it comes again or not', () => {
  const track: [string, number][] = [
    ['A', 0.5],
    ['B', 0.7],
    ['C', 0.4],
    ['D', 0.95],
    ['E', 0.5],
  ];
  assert.equal(labelsOf(track, true)[3], 'drop');
  assert.equal(labelsOf([...track, ['D', 0.95], ['A', 0.5]], true)[3], 'drop');
  assert.equal(labelsOf(track)[3], 'chorus');
});
