import assert from 'node:assert/strict';
import test from 'node:test';
import { findFarnebackArtifacts } from './farneback-artifacts.ts';

/** What `bench/coherence/farneback-opencv.py` makes of the clip with Debian's python3-opencv 4.6. */
const variances = [0.13446658849716187, 0.05309687927365303, 0.03645651042461395, 0.09548552334308624];

test('pictures are read as OpenCV reads them: turned, 10 bits deep, and by BT.601 whatever they say', async () => {
  const clip = new URL('../test-fixtures/turned-deep.mp4', import.meta.url).pathname;
  const found = await findFarnebackArtifacts(clip, { threads: 1, threshold: 0.1 });
  assert.equal(found.frames, 5);
  assert.equal(found.variances.length, variances.length);
  found.variances.forEach((variance, i) => {
    const off = Math.abs(variance / variances[i] - 1);
    assert.ok(off < 1e-3, `pair ${i}: ${variance} instead of ${variances[i]}`);
  });
  assert.deepEqual(
    found.flagged.map(({ frame, timestamp }) => [frame, timestamp]),
    [[1, 1 / found.frameRate]],
  );
});
