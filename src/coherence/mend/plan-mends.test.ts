import assert from 'node:assert/strict';
import test from 'node:test';
import { type Artifact, type ArtifactKind, wholePicture } from '../detect/artifact.ts';
import { isMendable, planMends } from './plan-mends.ts';

const artifact = (kind: ArtifactKind, firstFrame: number, endFrame: number): Artifact => ({
  ...{ kind, firstFrame, endFrame, startTime: firstFrame / 24, endTime: endFrame / 24 },
  ...{ region: wholePicture, strength: 0.5, confidence: 1, description: '' },
});

/** The stretches of a plan: frames, and the kinds that are mended in each. */
const planned = (artifacts: readonly Artifact[], shots: Parameters<typeof planMends>[1]): unknown[] =>
  planMends(artifacts, shots).map(s => [s.firstFrame, s.endFrame, s.artifacts.map(a => a.kind).join(' ')]);

test('what touches the ends of a shot has no good neighbour and is left, but for bands', () => {
  const shots = [{ firstFrame: 0, endFrame: 20 }];
  assert.deepEqual(planned([artifact('lighting-flicker', 0, 3), artifact('lighting-flicker', 17, 20)], shots), []);
  assert.equal(isMendable(artifact('lighting-flicker', 0, 3), shots), false);
  assert.deepEqual(planMends([artifact('colour-banding', 0, 20)], shots), [
    { firstFrame: 0, endFrame: 20, artifacts: [artifact('colour-banding', 0, 20)], shot: shots[0] },
  ]);
});

test('stretches that touch are mended together, but not over a cut, and light with a frame on either side; long jumps are not mended', () => {
  const faults = [
    ...[artifact('lighting-flicker', 3, 6), artifact('colour-banding', 5, 9), artifact('object-teleportation', 2, 15)],
    ...[artifact('colour-banding', 14, 20), artifact('colour-banding', 20, 24)],
  ];
  const shots = [
    { firstFrame: 0, endFrame: 20 },
    { firstFrame: 20, endFrame: 40 },
  ];
  assert.deepEqual(planned(faults, shots), [
    [2, 9, 'lighting-flicker colour-banding'],
    [14, 20, 'colour-banding'],
    [20, 24, 'colour-banding'],
  ]);
});

test('light that is held for two seconds is mended as one; longer light and bands are cut where nothing else lies across', () => {
  const shots = [{ firstFrame: 0, endFrame: 120 }];
  assert.deepEqual(planned([artifact('lighting-flicker', 10, 58)], shots), [[9, 59, 'lighting-flicker']]);
  assert.deepEqual(planned([artifact('lighting-flicker', 10, 80)], shots), [
    [9, 45, 'lighting-flicker'],
    [45, 81, 'lighting-flicker'],
  ]);
  assert.deepEqual(planned([artifact('colour-banding', 0, 120), artifact('object-teleportation', 30, 38)], shots), [
    [0, 30, 'colour-banding'],
    [30, 66, 'colour-banding object-teleportation'],
    [66, 102, 'colour-banding'],
    [102, 120, 'colour-banding'],
  ]);
});

test('between two faults of light one good frame at least is left', () => {
  const shots = [{ firstFrame: 0, endFrame: 40 }];
  const endsOf = (first: number): number[][] =>
    planMends([artifact('lighting-flicker', 5, 10), artifact('lighting-flicker', first, 15)], shots)
      .flatMap(({ artifacts }) => artifacts)
      .map(({ firstFrame, endFrame }) => [firstFrame, endFrame]);
  // Of one frame, of two and of three between them.
  assert.deepEqual(endsOf(11), [[4, 10], [11, 16]]);
  assert.deepEqual(endsOf(12), [[4, 11], [11, 16]]);
  assert.deepEqual(endsOf(13), [[4, 11], [12, 16]]);
}); // biome-ignore format: frames on a line

test('a blur of all of the picture is mended to the end of its shot, one of a part is not', () => {
  const shots = [{ firstFrame: 0, endFrame: 60 }];
  const blur = artifact('motion-blur-inconsistency', 8, 60);
  assert.deepEqual(planned([blur], shots), [
    [8, 44, 'motion-blur-inconsistency'],
    [44, 60, 'motion-blur-inconsistency'],
  ]);
  assert.deepEqual(planned([{ ...blur, region: { ...wholePicture, width: 0.5 } }], shots), []);
  assert.deepEqual(planned([artifact('motion-blur-inconsistency', 0, 60)], shots), []);
});
