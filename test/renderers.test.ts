import assert from 'node:assert/strict';
import test from 'node:test';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { openAdapter } from '../src/generators/procedural/gpu/find-adapter.ts';
import { createGpuRenderer } from '../src/generators/procedural/gpu/gpu-renderer.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';
import { decodeVideo } from '../src/media/index.ts';
import { draw, goldenFrame, goldenPath, output, rgbOf, shotOf } from './pictures.ts';
import { useSoftwareAdapter } from './software-adapter.ts';

/**
 * How far two pictures are from each other: mean difference in code values, and the share of values that differ by more
 * than 12.
 */
function distance(a: Uint8Array, b: Uint8Array): { mean: number; far: number } {
  assert.equal(a.length, b.length);
  let sum = 0;
  let far = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    sum += difference;
    // Hard edges fall on one side or the other by the last bit of a coordinate.
    if (difference > 12) far++;
  }
  return { mean: sum / a.length, far: far / a.length };
}

async function golden(scene: string): Promise<Uint8Array> {
  for await (const { data } of decodeVideo(goldenPath(scene), { format: 'rgb24' })) return data;
  throw new Error(`the golden picture of ${scene} is empty`);
}

test('the CPU draws the same bytes with one, two and three threads, four and eight pixels at a time', async () => {
  const pictures: Uint8Array[] = [];
  for (const [threads, halves] of [
    [1, 1],
    [2, 2],
    [3, 2],
  ] as const) {
    const renderer = await createCpuRenderer(threads, halves);
    pictures.push(await draw(renderer, shotOf('tunnel', 'geometry'), 40));
    await renderer.close();
  }
  assert.deepEqual(pictures[1], pictures[0]);
  assert.deepEqual(pictures[2], pictures[0]);
});

test('every scene draws a picture: neither flat nor burnt out, with colour, and alive', async t => {
  const renderer = await createCpuRenderer(2);
  t.after(() => renderer.close());
  const size = output.width * output.height;
  for (const { name } of sceneLibrary) {
    const [first, later] = [await draw(renderer, shotOf(name), 20), await draw(renderer, shotOf(name), 44)];
    const luma = first.subarray(0, size);
    const mean = luma.reduce((sum, y) => sum + y, 0) / size;
    const deviation = Math.sqrt(luma.reduce((sum, y) => sum + (y - mean) ** 2, 0) / size);
    assert.ok(mean > 20 && mean < 180, `${name}: mean luma ${mean.toFixed(1)}`);
    assert.ok(deviation > 8, `${name}: contrast ${deviation.toFixed(1)}`);
    const chroma = first.subarray(size);
    assert.ok(
      chroma.some(c => Math.abs(c - 128) > 12),
      `${name}: colour`,
    );
    const moved = luma.reduce((sum, y, i) => sum + Math.abs(y - later[i]), 0) / size;
    assert.ok(moved > 0.8, `${name}: moves by ${moved.toFixed(2)} code values in a second`);
  }
});

test('every scene draws its golden picture', async t => {
  const renderer = await createCpuRenderer(2);
  t.after(() => renderer.close());
  for (const { name } of sceneLibrary) {
    const { mean, far } = distance(rgbOf(await draw(renderer, shotOf(name), goldenFrame)), await golden(name));
    assert.ok(
      mean < 0.3 && far < 0.002,
      `${name} differs from test/golden/${name}.png by ${mean.toFixed(2)} code values; if it is meant to, run node test/write-golden.ts ${name}`,
    );
  }
});

test('a GPU draws what the CPU draws, within rounding', {
  skip: process.platform !== 'linux' || process.arch !== 'x64',
}, async () => {
  useSoftwareAdapter();
  const opened = await openAdapter();
  assert.ok('device' in opened, 'reason' in opened ? opened.reason : '');
  assert.equal(opened.finding.kind, 'software');
  const gpu = createGpuRenderer(opened);
  const cpu = await createCpuRenderer(2);
  try {
    const joined = [
      ['tunnel', 'starfield'],
      ['fluid-smoke', 'kaleidoscope'],
    ];
    for (const [scene, from] of [...sceneLibrary.map(({ name }) => [name]), ...joined]) {
      const shot = shotOf(scene, from);
      const [drawn, compared] = [await draw(gpu, shot, goldenFrame), await draw(cpu, shot, goldenFrame)];
      const { mean, far } = distance(compared, drawn);
      assert.ok(mean < 0.5, `${scene}: mean difference ${mean.toFixed(3)}`);
      assert.ok(far < 0.005, `${scene}: ${(far * 100).toFixed(2)}% differ by more than 12`);
      if (from) continue;
      // The same tolerance twice over, since RGB spreads a difference in chroma over three values.
      const kept = distance(rgbOf(drawn), await golden(scene));
      assert.ok(
        kept.mean < 1 && kept.far < 0.01,
        `${scene} on a GPU against its golden picture: ${JSON.stringify(kept)}`,
      );
    }
  } finally {
    await gpu.close();
    await cpu.close();
  }
});
