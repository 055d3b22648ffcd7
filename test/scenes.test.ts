/**
 * What every scene of the library promises, in one file: its shaders are compiled once for all of it.
 */

import assert from 'node:assert/strict';
import test, { after, before } from 'node:test';
import { drumRoll } from '../bench/drum-roll.ts';
import { createFlashMeasure } from '../bench/flash-measure.ts';
import { lumaOf, meanLuma, sceneFrames } from '../bench/scene-frames.ts';
import { sceneChange, variantLight } from '../bench/scene-impressions.ts';
import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';
import type { PictureFraming } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { openAdapter } from '../src/generators/procedural/gpu/find-adapter.ts';
import { createGpuRenderer } from '../src/generators/procedural/gpu/gpu-renderer.ts';
import { createMusicalDrive, type MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../src/generators/procedural/render-graph.ts';
import { sceneLibrary } from '../src/generators/procedural/scene-library.ts';
import { decodeVideo } from '../src/media/index.ts';
import { paletteFromWords, unknownColourWords } from '../src/scene-map/index.ts';
import { draw, goldenFrame, goldenPath, output, rgbOf, shotOf } from './pictures.ts';
import { useSoftwareAdapter } from './software-adapter.ts';

const { width, height } = output;
const pixels = width * height;
let renderer: FrameRenderer;
before(async () => {
  renderer = await createCpuRenderer(1);
});
after(() => renderer.close());

const drawn = new Map<string, Promise<Uint8Array>>();
/** What the CPU draws of a scene as it is; each picture once. */
function pictureOf(scene: string, frame: number): Promise<Uint8Array> {
  const key = `${scene} ${frame}`;
  const known = drawn.get(key) ?? draw(renderer, shotOf(scene), frame);
  drawn.set(key, known);
  return known;
}

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

test('every scene draws a picture: neither flat nor burnt out, with colour, and alive', async () => {
  for (const { name } of sceneLibrary) {
    const [first, later] = [await pictureOf(name, goldenFrame), await pictureOf(name, goldenFrame + 24)];
    const luma = first.subarray(0, pixels);
    const mean = luma.reduce((sum, y) => sum + y, 0) / pixels;
    const deviation = Math.sqrt(luma.reduce((sum, y) => sum + (y - mean) ** 2, 0) / pixels);
    assert.ok(mean > 20 && mean < 180, `${name}: mean luma ${mean.toFixed(1)}`);
    assert.ok(deviation > 8, `${name}: contrast ${deviation.toFixed(1)}`);
    const chroma = first.subarray(pixels);
    assert.ok(
      chroma.some(c => Math.abs(c - 128) > 12),
      `${name}: colour`,
    );
    const moved = luma.reduce((sum, y, i) => sum + Math.abs(y - later[i]), 0) / pixels;
    assert.ok(moved > 0.8, `${name}: moves by ${moved.toFixed(2)} code values in a second`);
  }
});

test('every scene draws its golden picture', async () => {
  for (const { name } of sceneLibrary) {
    const { mean, far } = distance(rgbOf(await pictureOf(name, goldenFrame)), await golden(name));
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
  try {
    const joined = [
      ['tunnel', 'starfield'],
      ['fluid-smoke', 'kaleidoscope'],
    ];
    for (const [scene, from] of [...sceneLibrary.map(({ name }) => [name]), ...joined]) {
      const shot = shotOf(scene, from);
      const drawn = await draw(gpu, shot, goldenFrame);
      const compared = await (from ? draw(renderer, shot, goldenFrame) : pictureOf(scene, goldenFrame));
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
  }
});

test('every scene of the library has three looks or more, in colours that are known, and each is another picture', async () => {
  for (const { name, variants = [] } of sceneLibrary) {
    assert.ok(variants.length >= 3, `${name} has ${variants.length} looks`);
    assert.equal(new Set(variants.map(variant => variant.name)).size, variants.length, name);
    const pictures: Uint8Array[] = [];
    for (const { look, palette } of variants) {
      assert.ok(
        look.every(value => value >= 0 && value <= 1),
        name,
      );
      assert.deepEqual(unknownColourWords(palette), [], name);
      const shot = shotOf(name);
      // One palette for all: looks are told apart without their colours.
      pictures.push(
        (await draw(renderer, { ...shot, appearance: { ...shot.appearance, look } }, goldenFrame)).slice(0, pixels),
      );
      assert.equal(paletteFromWords(palette, 1).length, 5);
    }
    pictures.forEach((picture, i) => {
      for (const [k, other] of pictures.slice(i + 1).entries()) {
        const away = picture.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / pixels;
        assert.ok(
          away > 4,
          `${name}: "${variants[i].name}" and "${variants[i + 1 + k].name}" differ by ${away.toFixed(1)}`,
        );
      }
    });
  }
});

/** Mean difference in code values of the luma where a picture is read at another place. */
function difference(a: Uint8Array, b: Uint8Array, place: (x: number, y: number) => [number, number]): number {
  let sum = 0;
  let count = 0;
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const [column, row] = place(x, y).map(Math.round);
      sum += Math.abs(a[y * width + x] - b[row * width + column]);
      count++;
    }
  }
  return sum / count;
}

test('every scene can be mirrored and be shown in part: what is seen is that part of the whole picture', async () => {
  const framed = (scene: string, framing: PictureFraming) => {
    const shot = shotOf(scene);
    return draw(renderer, { ...shot, appearance: { ...shot.appearance, framing } }, goldenFrame);
  };
  for (const { name } of sceneLibrary) {
    const whole = await pictureOf(name, goldenFrame);
    const mirrored = await framed(name, { share: 1, across: 0, up: 0, mirrored: true });
    const turned = difference(mirrored, whole, (x, y) => [width - 1 - x, y]);
    // The vignette is symmetrical, grain is not.
    assert.ok(turned < 4, `${name}: mirrored, it differs by ${turned.toFixed(1)}`);

    const part = await framed(name, { share: 0.6, across: 1, up: 1, mirrored: false });
    const inPlace = difference(part, whole, (x, y) => [0.4 * width + 0.6 * x, 0.6 * y]);
    const elsewhere = difference(part, whole, (x, y) => [0.6 * x, 0.4 * height + 0.6 * y]);
    const same = difference(part, whole, (x, y) => [x, y]);
    assert.ok(
      inPlace < Math.min(elsewhere, same),
      `${name}: ${inPlace.toFixed(1)} in place, ${elsewhere.toFixed(1)} elsewhere, ${same.toFixed(1)} without a framing`,
    );
  }
});

test('the light and the change of scenes that the planner goes by are those of the pictures that are drawn', async () => {
  for (const scene of sceneLibrary) {
    for (const variant of scene.variants!) {
      const drawn = await variantLight(renderer, scene, variant);
      assert.ok(
        Math.abs(drawn - variant.light!) <= 0.02,
        `${scene.name}, ${variant.name}: ${variant.light} and drawn ${drawn.toFixed(2)}`,
      );
    }
    const change = await sceneChange(renderer, scene);
    assert.ok(
      Math.abs(change - scene.change!) <= 0.05,
      `${scene.name} changes by ${scene.change} and drawn by ${change.toFixed(2)}`,
    );
  }
});

const frameRate = 24;
const hitSize = { width: 96, height: 54 };

function framesOf(drive: MusicalDrive, scene: string, count: number, motion: number) {
  const palette = paletteFromWords(['teal', 'magenta'], 1);
  const appearance = { scene, start: 0, duration: 8, seed: 0.55, motion, look: [0.5, 0.6, 0.5, 0.5] as const, palette };
  const frames = Array.from({ length: count }, (_, i) => i);
  return sceneFrames({ renderer, drive, appearance, size: hitSize, frameRate }, frames);
}

test('in every scene light rises most where a drum is hit', async () => {
  // A kick or a snare every half second, and nothing in between.
  const drive = createMusicalDrive(steadyPulse(4));
  for (const { name } of sceneLibrary) {
    const light: number[] = [];
    for await (const picture of framesOf(drive, name, 60, 8)) light.push(meanLuma(picture, hitSize));
    for (const hit of [12, 24, 36, 48]) {
      const rises = Array.from({ length: 11 }, (_, i) => light[hit - 5 + i] - light[hit - 6 + i]);
      const best = rises.indexOf(Math.max(...rises)) - 5;
      assert.ok(Math.abs(best) <= 1, `${name}: at frame ${hit} the light rises most ${best} frames away`);
    }
  }
});

test('a drum roll flashes no more than three times a second, unless that is allowed', async () => {
  const flashes = async (scene: string, allowFlashes: boolean): Promise<number> => {
    const measure = createFlashMeasure(frameRate);
    const drive = createMusicalDrive(drumRoll(4), { allowFlashes });
    for await (const picture of framesOf(drive, scene, 60, 6))
      measure.push(lumaOf(picture, hitSize), hitSize.width, hitSize.height);
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
      const luma = new Uint8Array(hitSize.width * hitSize.height).fill(from);
      if (frame % period < period / 2) luma.fill(to, 0, Math.round(share * luma.length));
      measure.push(luma, hitSize.width, hitSize.height);
    }
    return measure.mostInASecond();
  };
  assert.equal(flashing(12, 40, 200, 1), 2, 'twice a second');
  assert.equal(flashing(4, 40, 200, 1), 6, 'six times a second');
  assert.equal(flashing(4, 40, 200, 0.2), 0, 'a fifth of the picture is too small');
  assert.equal(flashing(4, 40, 60, 1), 0, 'a tenth of the light is not reached');
  assert.equal(flashing(4, 225, 235, 1), 0, 'the darker side is bright');
});
