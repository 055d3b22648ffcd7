import assert from 'node:assert/strict';
import test from 'node:test';
import { drumRoll } from '../bench/drum-roll.ts';
import { createFlashMeasure } from '../bench/flash-measure.ts';
import { lumaOf, meanLuma, sceneFrames } from '../bench/scene-frames.ts';
import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive, type MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../src/generators/procedural/render-graph.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';

const frameRate = 24;
const size = { width: 96, height: 54 };

function framesOf(renderer: FrameRenderer, drive: MusicalDrive, scene: string, count: number, motion: number) {
  const palette = paletteFromWords(['teal', 'magenta'], 1);
  const appearance = { scene, start: 0, duration: 8, seed: 0.55, motion, look: [0.5, 0.6, 0.5, 0.5] as const, palette };
  const frames = Array.from({ length: count }, (_, i) => i);
  return sceneFrames({ renderer, drive, appearance, size, frameRate }, frames);
}

test('in every scene light rises most where a drum is hit', async t => {
  const renderer = await createCpuRenderer(2);
  t.after(() => renderer.close());
  // A kick or a snare every half second, and nothing in between.
  const drive = createMusicalDrive(steadyPulse(4));
  for (const { name } of sceneLibrary) {
    const light: number[] = [];
    for await (const picture of framesOf(renderer, drive, name, 60, 8)) light.push(meanLuma(picture, size));
    for (const hit of [12, 24, 36, 48]) {
      const rises = Array.from({ length: 11 }, (_, i) => light[hit - 5 + i] - light[hit - 6 + i]);
      const best = rises.indexOf(Math.max(...rises)) - 5;
      assert.ok(Math.abs(best) <= 1, `${name}: at frame ${hit} the light rises most ${best} frames away`);
    }
  }
});

test('a drum roll flashes no more than three times a second, unless that is allowed', async t => {
  const renderer = await createCpuRenderer(2);
  t.after(() => renderer.close());
  const flashes = async (scene: string, allowFlashes: boolean): Promise<number> => {
    const measure = createFlashMeasure(frameRate);
    const drive = createMusicalDrive(drumRoll(4), { allowFlashes });
    for await (const picture of framesOf(renderer, drive, scene, 60, 6))
      measure.push(lumaOf(picture, size), size.width, size.height);
    return measure.mostInASecond();
  };
  // Those whose light is quickest, and those that are bright, which need least to flash.
  const quick = ['geometry', 'kaleidoscope', 'neon-city', 'tunnel', 'stage'];
  const bright = ['blocks', 'flowers', 'pool', 'paper-hills', 'ribbons'];
  for (const scene of [...quick, ...bright]) assert.ok((await flashes(scene, false)) <= 3, `${scene} flashes`);
  assert.ok((await flashes('kaleidoscope', true)) > 3, 'the measure sees flashes where they are allowed');
});

test('the flash measure counts what WCAG counts', () => {
  const flashing = (period: number, from: number, to: number, share: number): number => {
    const measure = createFlashMeasure(frameRate);
    for (let frame = 0; frame < 72; frame++) {
      const luma = new Uint8Array(size.width * size.height).fill(from);
      if (frame % period < period / 2) luma.fill(to, 0, Math.round(share * luma.length));
      measure.push(luma, size.width, size.height);
    }
    return measure.mostInASecond();
  };
  assert.equal(flashing(12, 40, 200, 1), 2, 'twice a second');
  assert.equal(flashing(4, 40, 200, 1), 6, 'six times a second');
  assert.equal(flashing(4, 40, 200, 0.2), 0, 'a fifth of the picture is too small');
  assert.equal(flashing(4, 40, 60, 1), 0, 'a tenth of the light is not reached');
  assert.equal(flashing(4, 225, 235, 1), 0, 'the darker side is bright');
});
