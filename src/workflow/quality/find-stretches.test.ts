import assert from 'node:assert/strict';
import test from 'node:test';
import type { Artifact, CoherenceAnalysis } from '../../coherence/index.ts';
import { findStretches } from './find-stretches.ts';

const rate = 24;

/** A minute of steady video with artifacts at the given seconds. */
function analysisWith(faults: readonly [from: number, to: number, kind: Artifact['kind']][]): CoherenceAnalysis {
  const frames = 60 * rate;
  const score = { coherence: 0.95 } as CoherenceAnalysis['score'];
  return {
    frames,
    shots: [{ firstFrame: 0, endFrame: frames, startTime: 0, endTime: 60 }],
    artifacts: faults.map(([from, to, kind]) => ({
      ...{ kind, firstFrame: Math.round(from * rate), endFrame: Math.round(to * rate) },
      ...{
        startTime: from,
        endTime: to,
        region: { x: 0, y: 0, width: 1, height: 1 },
        strength: 1,
        confidence: 1,
        description: '',
      },
    })),
    score,
    perFrame: Array.from(
      { length: frames },
      (_, frame) => ({ frame, time: frame / rate, coherence: 0.95 }) as CoherenceAnalysis['perFrame'][number],
    ),
  };
}

const bars = Array.from({ length: 31 }, (_, i) => i * 2);
const scene = { start_time: 0, end_time: 60, borders: bars, longest: 8.6 };
const spans = (faults: Parameters<typeof analysisWith>[0]): [number, number][] =>
  findStretches(scene, analysisWith(faults), 0).map(({ start_time, end_time }) => [start_time, end_time]);

test('bad stretches grow to bars with good frames at their borders, and never grow too long', () => {
  // A fault that lies on a bar is given the bar before it: joints need good frames.
  assert.deepEqual(spans([[12.1, 14.5, 'lighting-flicker']]), [[10, 16]]);
  assert.deepEqual(spans([[12.5, 14.5, 'lighting-flicker']]), [[12, 16]]);
  // Near ones are one; far ones are two.
  assert.deepEqual(spans([[12.5, 13.5, 'black-frame'], [14.6, 15.4, 'black-frame']]), [[12, 16]]);
  assert.deepEqual(spans([[12.5, 14.5, 'lighting-flicker'], [40.5, 42.5, 'lighting-flicker']]), [[12, 16], [40, 44]]);
  // Long ones are divided on bars.
  const long = spans([[12.5, 40.5, 'lighting-flicker']]);
  assert.ok(long.every(([from, to]) => to - from <= 8.6 && from % 2 === 0), JSON.stringify(long));
  assert.deepEqual([long[0][0], long.at(-1)![1]], [12, 42]);
  assert.ok(long.every(([from], i) => i === 0 || from === long[i - 1][1]));
}); // biome-ignore format: short lists

test('what mending can put right is not made again', () => {
  assert.deepEqual(spans([[12.5, 12.9, 'lighting-flicker']]), []);
  assert.deepEqual(spans([[12.5, 12.7, 'object-teleportation']]), []);
  assert.deepEqual(spans([[12.5, 13.2, 'object-teleportation']]), [[12, 14]]);
});
