import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { createVideoEncoder } from '../media/index.ts';
import { analyseChangedVideo, analyseVideo } from './analyse-video.ts';
import { mendVideo } from './mend/mend-video.ts';
import { planMends } from './mend/plan-mends.ts';
import { brightened, movingPicture } from './test-fixtures/moving-picture.ts';

test('only what is mended is encoded and measured again, and comes to what measuring all of it comes to', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const [path, mendedPath, measuresPath] = ['bad.mp4', 'mended.mp4', 'measures'].map(name => join(folder, name));
  const frames = 100;
  const frameRate = { numerator: 24, denominator: 1 };
  const pictures = movingPicture(frames, (luma, frame) => {
    if (frame >= 60 && frame < 63) brightened(luma, 1.3);
  });
  const { width, height } = pictures[0];
  const encoding = { width, height, frameRate, codec: 'h264', bitRate: 6_000_000, speed: 'fast' } as const;
  const encoder = await createVideoEncoder({ path, ...encoding });
  for (const { data } of pictures) await encoder.write(data);
  await encoder.finish();

  const before = await analyseVideo(path, { measuresPath });
  const stretches = planMends(before.artifacts, before.shots);
  assert.deepEqual(
    stretches.map(({ firstFrame, endFrame }) => [firstFrame, endFrame]),
    // Light is mended with a frame more on either side.
    [[59, 64]],
  );
  const { encoded, whole } = await mendVideo(path, mendedPath, { stretches, ...encoding });
  assert.equal(whole, undefined);
  assert.deepEqual(encoded, [{ firstFrame: 48, endFrame: 96 }]);
  const after = await analyseChangedVideo(mendedPath, { measuresPath, frames, changed: encoded });
  assert.deepEqual(after.artifacts, []);
  assert.ok(after.score.coherence > before.score.coherence);
  assert.deepEqual(after, await analyseVideo(mendedPath));
});
