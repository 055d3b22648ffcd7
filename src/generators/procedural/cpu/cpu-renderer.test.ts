import assert from 'node:assert/strict';
import test from 'node:test';
import { output, shotOf, testDrive } from '../../../../test/pictures.ts';
import { nv12Bytes } from '../render-graph.ts';
import { sceneSource } from '../scene-library.ts';
import { createShotFrames } from '../shot-frames.ts';
import { createCpuRenderer } from './cpu-renderer.ts';

test('frames in the making do not show in one another, however late this process comes to copy them', async t => {
  const renderer = await createCpuRenderer(1);
  t.after(() => renderer.close());
  const frames = createShotFrames({
    ...{ renderer, drive: testDrive, native: { width: 48, height: 26 }, output, frameRate: 24 },
    ...{ motionBlur: false, sceneSource },
  });
  const draw = async (frame: number): Promise<Uint8Array> => {
    const picture = new Uint8Array(nv12Bytes(output.width, output.height));
    await frames.draw(shotOf('tunnel'), frame, picture);
    return picture;
  };
  const wanted: Uint8Array[] = [];
  for (let frame = 0; frame < 6; frame++) wanted.push(await draw(frame));
  assert.notDeepEqual(wanted[0], wanted[2]);
  // After each start of the threads this process is held up until they have long finished, as on a machine with more
  // work than cores.
  const { notify } = Atomics;
  const pause = new Int32Array(new SharedArrayBuffer(4));
  t.mock.method(Atomics, 'notify', (words: Int32Array, index: number, count?: number) => {
    const woken = notify(words, index, count);
    Atomics.wait(pause, 0, 0, 40);
    return woken;
  });
  const drawn = await Promise.all(wanted.map((_, frame) => draw(frame)));
  for (const [frame, picture] of drawn.entries())
    assert.ok(Buffer.from(picture).equals(wanted[frame]), `frame ${frame} is another one`);
});
