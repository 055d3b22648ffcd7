import assert from 'node:assert/strict';
import test from 'node:test';
import { bakeTable, colourLooks } from '../src/finishing/colour/index.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { openAdapter } from '../src/generators/procedural/gpu/find-adapter.ts';
import { createGpuRenderer } from '../src/generators/procedural/gpu/gpu-renderer.ts';
import { type FrameRenderer, nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { output, shotOf, testDrive } from './pictures.ts';
import { useSoftwareAdapter } from './software-adapter.ts';

const tables = new Map([
  ['golden-hour', bakeTable([colourLooks['golden-hour']])],
  ['noir', bakeTable([colourLooks.noir])],
]);

async function draw(renderer: FrameRenderer, grades: readonly (string | undefined)[], amount = 0): Promise<Uint8Array> {
  const frames = createShotFrames({
    renderer,
    drive: testDrive,
    native: { width: 98, height: 54 },
    output,
    frameRate: 24,
    motionBlur: false,
    sceneSource,
    gradeTable: name => tables.get(name)!,
  });
  const shot = shotOf('ocean', grades.length > 1 ? 'storm' : undefined);
  const gradeFollow = amount > 0 ? { gradeFollow: { by: 'kick' as const, amount } } : {};
  shot.appearance = { ...shot.appearance, grade: grades.at(-1), ...gradeFollow };
  if (shot.join) shot.join.from = { ...shot.join.from, grade: grades[0] };
  const picture = new Uint8Array(nv12Bytes(output.width, output.height));
  await frames.draw(shot, 50, picture);
  return picture;
}

function meanDistance(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, v, i) => sum + Math.abs(v - b[i]), 0) / a.length;
}

test('a corrected picture is the same on GPU and CPU, alone, half followed, and in a dissolve of two corrections', {
  skip: process.platform !== 'linux' || process.arch !== 'x64',
}, async () => {
  useSoftwareAdapter();
  const opened = await openAdapter();
  assert.ok('device' in opened, 'reason' in opened ? opened.reason : '');
  const gpu = createGpuRenderer(opened);
  const cpu = await createCpuRenderer(2);
  try {
    const plain = await draw(cpu, [undefined]);
    for (const [grades, amount] of [
      [['noir'], 0],
      [['golden-hour'], 0],
      [['golden-hour'], 0.8],
      [['noir', 'golden-hour'], 0],
      [[undefined, 'noir'], 0],
    ] as const) {
      const [onGpu, onCpu] = [await draw(gpu, grades, amount), await draw(cpu, grades, amount)];
      const apart = meanDistance(onGpu, onCpu);
      assert.ok(apart < 0.6, `${grades} at ${amount}: ${apart.toFixed(2)} code values apart`);
      assert.ok(meanDistance(onCpu, plain) > 2, `${grades} changes the picture`);
    }
  } finally {
    await cpu.close();
    await gpu.close();
  }
});
