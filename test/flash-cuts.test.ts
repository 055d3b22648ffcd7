import assert from 'node:assert/strict';
import test from 'node:test';
import { createFlashMeasure } from '../bench/flash-measure.ts';
import { lumaOf } from '../bench/scene-frames.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { type FrameRenderer, nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';
import { song } from '../src/scene-map/test-fixtures.ts';
import { type ResolvedScene, scenesTooQuick, shotsOf } from '../src/workflow/drawing/shots.ts';

const size = { width: 96, height: 54 };
const frameRate = 24;
const seconds = 5;

/** White paper and a black sky by turns. */
function scenesOf(lengths: readonly number[]): ResolvedScene[] {
  const scenes: ResolvedScene[] = [];
  let start = 0;
  for (let i = 0; start < seconds; i++) {
    const end = Math.min(seconds, start + lengths[i % lengths.length]);
    const bright = i % 2 === 0;
    const appearance = {
      scene: bright ? 'ink-paint' : 'starfield',
      start,
      duration: end - start,
      seed: 0.3,
      motion: 4,
      look: [0.5, 0.5, 0.5, bright ? 1 : 0.2] as const,
      palette: paletteFromWords(bright ? ['white', 'cream'] : ['black', 'navy'], 1),
    };
    scenes.push({ appearance, start, end, transition: 'cut', transitionSeconds: 0, fadeOutSeconds: 0 });
    start = end;
  }
  return scenes;
}

/** Most general flashes in a second of a video with these shots, over kicks of so many a second. */
async function flashesOf(
  renderer: FrameRenderer,
  lengths: readonly number[],
  kicks: number,
  allowFlashes: boolean,
): Promise<number> {
  const analysis = song({ form: [['drop', 'A', 4, 1]], tempo: 120 });
  for (let i = 0; i < seconds * kicks; i++) analysis.onsets.kick.push({ time: (i + 0.5) / kicks, strength: 1 });
  const drive = createMusicalDrive(analysis, { allowFlashes });
  const drawer = createShotFrames({
    renderer,
    drive,
    native: size,
    output: size,
    frameRate,
    motionBlur: false,
    sceneSource,
  });
  const measure = createFlashMeasure(frameRate);
  const picture = new Uint8Array(nv12Bytes(size.width, size.height));
  for (const shot of shotsOf(scenesOf(lengths), frameRate, { first: 0, end: seconds * frameRate }, { allowFlashes })) {
    for (let frame = shot.firstFrame; frame < shot.endFrame; frame++) {
      await drawer.draw(shot, frame, picture);
      measure.push(lumaOf(picture, size), size.width, size.height);
    }
  }
  return measure.mostInASecond();
}

test('cuts between light and dark, however quick and with drums between them, flash no more than three times a second', async t => {
  const renderer = await createCpuRenderer(1);
  t.after(() => renderer.close());
  for (const [lengths, kicks] of [
    [[1 / 12], 0],
    [[1 / 8, 1 / 6], 4],
    [[0.34], 3],
    [[0.34], 6],
    [[0.5], 8],
  ] as const) {
    const most = await flashesOf(renderer, lengths, kicks, false);
    assert.ok(most <= 3, `${most} flashes a second with shots of ${lengths.join(', ')} s and ${kicks} kicks a second`);
  }
  const free = await flashesOf(renderer, [1 / 12], 0, true);
  assert.ok(free > 3, `${free} flashes a second where they are allowed`);
});

test('short scenes give way to long ones, and a single short insert stays', () => {
  const at = (starts: readonly number[]): ResolvedScene[] =>
    starts.slice(0, -1).map((start, i) => ({ ...scenesOf([1])[0], start, end: starts[i + 1] }));
  assert.deepEqual(scenesTooQuick(at([0, 10, 10.1, 20])), []);
  assert.deepEqual(scenesTooQuick(at([0, 10, 10.1, 10.2, 10.3, 20])), [3]);
  assert.deepEqual(scenesTooQuick(at([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 9])), [3, 4, 5]);
  assert.deepEqual(scenesTooQuick(at([0, 4, 8, 12])), []);
  const shots = shotsOf(at([0, 10, 10.1, 10.2, 10.3, 20]), 10, { first: 0, end: 200 });
  assert.deepEqual(
    shots.map(({ firstFrame, endFrame }) => [firstFrame, endFrame]),
    [[0, 100], [100, 101], [101, 103], [103, 200]],
  ); // biome-ignore format: one line each
});
