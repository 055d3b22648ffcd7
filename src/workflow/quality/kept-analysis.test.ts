import assert from 'node:assert/strict';
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from '../../../test/tracks.ts';
import { noMusic } from '../../coherence/index.ts';
import type { FrameMeasures } from '../../coherence/measure/frame-measures.ts';
import { keepMeasures } from '../../coherence/measure/kept-measures.ts';
import { measureVideo } from '../../coherence/measure/measure-video.ts';
import { movingPicture } from '../../coherence/test-fixtures/moving-picture.ts';
import { createVideoEncoder } from '../../media/index.ts';
import { dropMeasures, keepFound, lookAgain, lookAt } from './kept-analysis.ts';

async function writeVideo(path: string, frames: number): Promise<void> {
  const pictures = movingPicture(frames);
  const { width, height } = pictures[0];
  const frameRate = { numerator: 24, denominator: 1 };
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate,
    codec: 'h264',
    bitRate: 4_000_000,
    speed: 'fast',
  });
  for (const { data } of pictures) await encoder.write(data);
  await encoder.finish();
}

test('measures are removed, also those that a crash left half written, and what was found stays', async t => {
  const folder = temporaryFolder(t);
  writeFileSync(join(folder, 'found.json'), '{}');
  async function* nothing() {}
  for await (const _ of keepMeasures(nothing(), join(folder, 'whole.measures'))) assert.fail();
  writeFileSync(join(folder, 'broken-off.measures.123.part'), 'half');
  assert.equal(readdirSync(folder).length, 3);
  dropMeasures(folder);
  assert.deepEqual(readdirSync(folder), ['found.json']);
});

test('what was found in a video is taken for another file with the same pictures, and for no other', async t => {
  const folder = temporaryFolder(t);
  const [signed, other] = [join(folder, 'signed.mp4'), join(folder, 'other.mp4')];
  writeFileSync(signed, 'these are no pictures, so measuring them would fail');
  writeFileSync(other, 'nor are these');
  const music = noMusic;
  const found = { artifacts: [], shots: [] } as unknown as Parameters<typeof keepFound>[2];
  await keepFound(signed, { folder, music }, found);
  assert.deepEqual(await lookAt(signed, { folder, music }), found);
  await assert.rejects(lookAt(other, { folder, music }), /other\.mp4/);
});

test('measures that were kept in an older form are not read', async t => {
  const folder = temporaryFolder(t);
  const [path, changed, kept] = ['before.mp4', 'after.mp4', 'kept'].map(name => join(folder, name));
  await writeVideo(path, 12);
  await writeVideo(changed, 12);
  await lookAt(path, { folder: kept, music: noMusic }, true);
  const name = readdirSync(kept).find(each => each.endsWith('.measures'))!;
  const form = Number.parseInt(name, 10);
  const older = join(kept, name.replace(/^\d+/, String(form - 1)));
  renameSync(join(kept, name), older);
  writeFileSync(older, 'what an older version measured');
  // The same video again would be found in what is kept of the first.
  for (const each of readdirSync(kept)) if (each.endsWith('.json')) renameSync(join(kept, each), join(folder, each));
  const before = { path, frames: 12, changed: [{ firstFrame: 4, endFrame: 8 }] };
  assert.equal((await lookAgain(changed, before, { folder: kept, music: noMusic })).frames, 12);
});

test('the form of what is kept is the one of what is measured', async t => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'video.mp4');
  await writeVideo(path, 4);
  await lookAt(path, { folder, music: noMusic }, true);
  const forms = readdirSync(folder)
    .filter(name => name.endsWith('.measures'))
    .map(name => Number.parseInt(name, 10));
  let last: FrameMeasures | undefined;
  for await (const measures of measureVideo(path)) last = measures;
  const names = (of: object): string => Object.keys(of).sort().join(' ');
  // Whoever changes what is measured raises the form, and then changes what is expected here.
  assert.deepEqual(
    { forms, frame: names(last!), step: names(last!.step!), levels: names(last!.levels) },
    {
      forms: [20],
      frame:
        'bandStep banding blockiness brightest cellBlue cellRed chroma flatColours flatLevels frame levels luma sharpness sharpnessAcross sharpnessDown small step thumbnail time',
      step: 'appeared before columns comesBack consistent correlation difference gain gainSpread lightGain lightSpread motion motionVariance motionX motionY rows vanished warpError',
      levels: 'comb unevenness',
    },
  );
});
