import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { fileFingerprint } from '../production/fingerprint.ts';
import { mendedVideo } from './mended-video.ts';

test('what mending a video came to is kept for that video, and not by a version that mends otherwise', async t => {
  const folder = temporaryFolder(t);
  const [videoPath, recordPath] = [join(folder, 'video.mp4'), join(folder, 'mend.json')];
  const mended = mendedVideo(videoPath, folder);
  writeFileSync(videoPath, 'as it was');
  const from = await fileFingerprint(videoPath);
  assert.equal(await mended.outcome(from), undefined);
  mended.drop(from);
  assert.equal(await mended.outcome(from), 'no better');
  writeFileSync(mended.path, 'mended');
  await mended.keep(from);
  assert.equal(await mended.outcome(from), 'better');
  assert.equal(await mended.outcome('of another video'), undefined);
  mended.show();
  assert.ok(await mended.isShown());
  // As it was written before forms were.
  const { form, ...older } = JSON.parse(readFileSync(recordPath, 'utf8'));
  assert.equal(form, 3);
  writeFileSync(recordPath, JSON.stringify(older));
  assert.equal(await mended.outcome(from), undefined);
  // What is shown is shown; it is the video now.
  assert.ok(await mended.isShown());
  assert.equal(readFileSync(mended.unmendedPath, 'utf8'), 'as it was');
  mended.drop(from);
  assert.ok(!existsSync(mended.path));
});
