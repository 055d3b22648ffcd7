import assert from 'node:assert/strict';
import test from 'node:test';
import type { Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { openAdapter } from '../src/generators/procedural/gpu/find-adapter.ts';
import { createGpuRenderer } from '../src/generators/procedural/gpu/gpu-renderer.ts';
import type { MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { type FrameRenderer, nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';
import { useSoftwareAdapter } from './software-adapter.ts';

const native = { width: 98, height: 54 };
const output = { width: 146, height: 82 };

/** A moment of loud music, the same for every time. */
const drive: MusicalDrive = {
  distance: (from, to) => to - from,
  at: time => ({
    time, beat: time * 2, bar: time / 2, beatPulse: 0.6, barPulse: 0.3, kick: 0.7, snare: 0.4, hat: 0.5, onset: 0.5, sub: 0.5, bass: 0.6, lowMid: 0.5,
    highMid: 0.5, presence: 0.4, air: 0.4, loudness: 0.8, brightness: 0.5, energy: 0.8, lift: 0.2, drop: 0.3,
    spectrum: Array.from({ length: 32 }, (_, i) => 0.9 - i / 40),
    pulses: [0.1, 0.9, 0.3, 0, 0.35, 0.7, 0.8, 1, 0.6, 0.9, 0.5, 0, 0.85, 0.6, 0.1, 1, ...new Array(16).fill(0).map((_, i) => (i % 4 === 0 ? 1000 : 0))],
  }),
}; // biome-ignore format: values of one moment

function shotOf(scene: string, from?: string): Shot {
  const appearance = {
    scene,
    start: 0,
    duration: 8,
    seed: 0.37,
    motion: 6,
    look: [0.5, 0.5, 0.5, 0.5] as const,
    palette: paletteFromWords(['teal', 'magenta'], 1),
  };
  const shot: Shot = { firstFrame: 0, endFrame: 192, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
  if (from) shot.dissolve = { from: { ...appearance, scene: from }, frames: 100 };
  return shot;
}

async function draw(renderer: FrameRenderer, shot: Shot, frame: number): Promise<Uint8Array> {
  const frames = createShotFrames({ renderer, drive, native, output, frameRate: 24, motionBlur: true, sceneSource });
  const picture = new Uint8Array(nv12Bytes(output.width, output.height));
  await frames.draw(shot, frame, picture);
  return picture;
}

test('the CPU draws the same bytes with one, two and three threads', async () => {
  const pictures: Uint8Array[] = [];
  for (const threads of [1, 2, 3]) {
    const renderer = await createCpuRenderer(threads);
    pictures.push(await draw(renderer, shotOf('tunnel', 'geometry'), 40));
    await renderer.close();
  }
  assert.deepEqual(pictures[1], pictures[0]);
  assert.deepEqual(pictures[2], pictures[0]);
});

test('every scene draws a picture: neither flat nor burnt out, with colour, and alive', async () => {
  const renderer = await createCpuRenderer(2);
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
  await renderer.close();
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
    for (const [scene, from] of [['geometry'], ['tunnel', 'starfield'], ['mountains-aurora']]) {
      const shot = shotOf(scene, from);
      const [a, b] = [await draw(cpu, shot, 30), await draw(gpu, shot, 30)];
      let sum = 0;
      let far = 0;
      for (let i = 0; i < a.length; i++) {
        const difference = Math.abs(a[i] - b[i]);
        sum += difference;
        // Hard edges fall on one side or the other by the last bit of a coordinate.
        if (difference > 12) far++;
      }
      assert.ok(sum / a.length < 0.9, `${scene}: mean difference ${(sum / a.length).toFixed(3)}`);
      assert.ok(far / a.length < 0.004, `${scene}: ${((far / a.length) * 100).toFixed(2)}% differ by more than 12`);
    }
  } finally {
    await gpu.close();
    await cpu.close();
  }
});
