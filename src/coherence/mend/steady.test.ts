import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { createVideoEncoder } from '../../media/index.ts';
import { analyseVideo } from '../analyse-video.ts';
import { height, movingPicture, width } from '../test-fixtures/moving-picture.ts';
import { type CameraMove, noMove, steadyPath } from './camera-path.ts';
import { mendVideo } from './mend-video.ts';
import { movePicture } from './move-picture.ts';
import { planSteadying } from './plan-steadying.ts';

const frames = 72;
const frameRate = { numerator: 24, denominator: 1 };
const shots = [{ firstFrame: 0, endFrame: frames }];

/** A hand that trembles at several frequencies, up to 1% of the width and a third of a degree. */
const trembling = (frame: number): CameraMove => ({
  x: 0.006 * Math.sin(frame * 1.3) + 0.004 * Math.sin(frame * 2.1 + 1),
  y: 0.005 * Math.sin(frame * 1.7 + 2) + 0.003 * Math.sin(frame * 0.9),
  turn: 0.006 * Math.sin(frame * 1.1 + 0.5),
  zoom: 0,
});

async function write(path: string, moveOf: (frame: number) => CameraMove): Promise<string> {
  const encoder = await createVideoEncoder({
    ...{ path, width, height, frameRate, codec: 'h264', bitRate: 16_000_000, speed: 'balanced' },
  });
  for (const picture of movingPicture(frames)) await encoder.write(movePicture(picture, moveOf(picture.frame)).data);
  await encoder.finish();
  return path;
}

test('a shaking camera is steadied and its slow move kept; a steady one, and one that shakes with the music, are left alone', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const shaken = await write(join(folder, 'shaken.mp4'), trembling);
  const plan = await planSteadying(shaken, shots);
  assert.equal(plan.shots.length, 1);
  const [{ shake, enlarged }] = plan.shots;
  assert.ok(shake > 0.002 && shake < 0.012, `${shake}`);
  assert.ok(enlarged > 1.005 && enlarged < 1.06, `${enlarged}`);

  const steady = join(folder, 'steady.mp4');
  await mendVideo(shaken, steady, {
    ...{ stretches: [], frameRate, codec: 'h264', bitRate: 16_000_000, moveOf: plan.moveOf },
  });
  // What is left, by the same measure with nothing let through.
  const after = await planSteadying(steady, shots);
  assert.equal(after.shots.length, 0, `shake left: ${after.shots[0]?.shake}`);
  const clean = await write(join(folder, 'clean.mp4'), () => noMove);
  assert.equal((await planSteadying(clean, shots)).shots.length, 0);
  const [best, before, mended] = await Promise.all(
    [clean, shaken, steady].map(async path => (await analyseVideo(path)).score.coherence),
  );
  assert.ok(mended > before + 0.7 * (best - before), `${before} shaken, ${mended} steadied, ${best} clean`);

  const beats = Array.from({ length: 6 }, (_, i) => 0.25 + i * 0.5);
  const onBeats = await write(join(folder, 'beats.mp4'), frame => {
    const since = beats.map(beat => frame - Math.round(beat * 24)).find(n => n >= 0 && n < 3);
    return since === undefined ? noMove : { ...noMove, x: since % 2 ? -0.02 : 0.02 };
  });
  const meant = await planSteadying(onBeats, shots, { accents: beats });
  assert.deepEqual([meant.shots.length, meant.meant], [0, 1]);
  assert.equal((await planSteadying(onBeats, shots)).shots.length, 1, 'without its music it is a shake');
});

test('a path that would need too much of the picture is followed less, and never shows a border', () => {
  const steps = Array.from({ length: 95 }, (_, i) => ({ ...noMove, x: i % 8 < 4 ? 0.06 : -0.06 }));
  const { moves, enlarged } = steadyPath(steps, 24, 9 / 16);
  assert.ok(enlarged <= 1.12 + 1e-9);
  for (const { x, zoom } of moves) {
    const seen = 0.5 / Math.exp(zoom) + Math.abs(x);
    assert.ok(seen <= 0.5 + 1e-3, `${seen}`);
  }
});
