import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FrameMeasures } from '../measure/frame-measures.ts';
import { createDriftWatch } from './colour-drift.ts';

/** Scenes of 4 seconds with colours of their own, and a shift that grows with time. */
function drifted(levels: number, frames = 2880) {
  const watch = createDriftWatch();
  for (let frame = 0; frame < frames; frame++) {
    const scene = Math.floor(frame / 96);
    const own = 5 * Math.sin(scene * 2.4);
    watch.add({ frame, time: frame / 24, chroma: [128 + own + (levels * frame) / frames, 120 - own] } as unknown as FrameMeasures);
  } // biome-ignore format: one frame a line
  return watch.finish();
}

test('colour that goes one way for minutes is drift, scenes of many colours are none', () => {
  assert.deepEqual(drifted(0), []);
  const [found] = drifted(30);
  assert.equal(found.kind, 'colour-drift');
  assert.match(found.description, /by (2[5-9]|3[0-5]) levels over 2 minutes/);
  assert.deepEqual(drifted(30, 1440), [], 'a minute of scenes may go one way by chance');
});
