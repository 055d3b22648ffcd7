/**
 * What the planner wants to know of a scene's pictures before it chooses: how light each variant is where the music is
 * calm, for the pictures that open and close a video, and how unlike itself the scene is when it comes back, for those
 * that a chorus comes back to.
 *
 *   node bench/scene-impressions.ts                what stands in the library beside what is drawn
 *   node bench/scene-impressions.ts fire forest    some scenes
 */

import { pearson } from '../src/audio/statistics.ts';
import type { Appearance } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import type { MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../src/generators/procedural/render-graph.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { framedParts, paletteFromWords, type SceneDescription, type SceneVariant } from '../src/scene-map/index.ts';
import { lumaOf, meanLuma, sceneFrames } from './scene-frames.ts';
import { drive } from './scene-music.ts';

const size = { width: 160, height: 90 };
const frameRate = 24;
/** Side of a thumbnail's cell in pixels. */
const cell = 10;

/** Music that has hardly begun: no hits, no levels, little energy. */
const quiet: MusicalDrive = {
  at: (time, start) => {
    const { beat, bar, brightness } = drive.at(time, start);
    return {
      time, beat, bar, brightness, beatPulse: 0, barPulse: 0, kick: 0, snare: 0, hat: 0, onset: 0, sub: 0, bass: 0, lowMid: 0, highMid: 0, presence: 0, air: 0,
      loudness: 0.1, energy: 0.2, lift: 0, drop: 0, pulses: Array.from({ length: 8 }, () => [1000, 0, 0, 0]).flat(), spectrum: new Array(32).fill(0),
    }; // biome-ignore format: values of one moment
  },
  distance: (from, to) => 0.4 * (to - from),
};

/**
 * Mean luma of a variant, 0 to 1: its first picture and one three seconds later, in its own colours and in those of two
 * calm palettes, under music that has hardly begun.
 */
export async function variantLight(
  renderer: FrameRenderer,
  { name: scene }: SceneDescription,
  { look, palette }: SceneVariant,
): Promise<number> {
  let sum = 0;
  let count = 0;
  for (const words of [palette, ['azure', 'cream'], ['midnight blue', 'cyan']]) {
    const colours = paletteFromWords(words, 1);
    const appearance: Appearance = { scene, start: 0, duration: 8, seed: 0.4, motion: 3, look, palette: colours };
    const frames = [0, 3 * frameRate];
    for await (const picture of sceneFrames({ renderer, drive: quiet, appearance, size, frameRate }, frames)) {
      sum += meanLuma(picture, size) / 255;
      count++;
    }
  }
  return sum / count;
}

/** A picture in 16 by 9 grey cells. */
function thumbnailOf(luma: Uint8Array): Float64Array {
  const [columns, rows] = [size.width / cell, size.height / cell];
  const sums = new Float64Array(columns * rows);
  for (let y = 0; y < size.height; y++)
    for (let x = 0; x < size.width; x++)
      sums[Math.floor(y / cell) * columns + Math.floor(x / cell)] += luma[y * size.width + x];
  return sums;
}

/**
 * How unlike its first showing a scene is when it comes back: one less the correlation of thumbnails, in the mean over
 * pairs of variants, the first of them seen whole and the other as a first return frames it. 0 for the same picture,
 * about 1 for pictures that have nothing to do with each other. Colours are left out: they change with every return.
 */
export async function sceneChange(renderer: FrameRenderer, scene: SceneDescription): Promise<number> {
  const palette = paletteFromWords(['hot pink', 'azure'], 1);
  const showing = (look: Appearance['look'], again: boolean): Promise<Float64Array[]> => {
    const framing = again ? { framing: { ...framedParts.left, mirrored: true } } : {};
    const seed = again ? 0.7 : 0.3;
    const appearance = { scene: scene.name, start: 0, duration: 12, seed, motion: 7, look, palette, ...framing };
    const frames = [5.25 * frameRate, 9.25 * frameRate];
    return Array.fromAsync(sceneFrames({ renderer, drive, appearance, size, frameRate }, frames), picture =>
      thumbnailOf(lumaOf(picture, size)),
    );
  };
  const looks = scene.variants!.map(({ look }) => look);
  const first = await Array.fromAsync(looks, look => showing(look, false));
  const again = await Array.fromAsync(looks, look => showing(look, true));
  const apart = first.flatMap((before, i) =>
    again.flatMap((after, k) => (i === k ? [] : before.flatMap(a => after.map(b => 1 - pearson(a, b))))),
  );
  return apart.reduce((sum, value) => sum + value, 0) / apart.length;
}

if (import.meta.main) {
  const wanted = process.argv.slice(2);
  for (const name of wanted) sceneSource(name);
  const renderer = await createCpuRenderer();
  try {
    console.log('| scene | light of its variants: library | drawn | change: library | drawn |\n|---|---|---|---|---|');
    for (const scene of sceneLibrary) {
      if (wanted.length > 0 && !wanted.includes(scene.name)) continue;
      const lights = await Array.fromAsync(scene.variants!, variant => variantLight(renderer, scene, variant));
      const change = await sceneChange(renderer, scene);
      console.log(
        `| ${scene.name} | ${scene.variants!.map(({ light }) => light ?? '–').join(' ')} | ${lights.map(light => light.toFixed(2)).join(' ')} | ${scene.change ?? '–'} | ${change.toFixed(2)} |`,
      );
    }
  } finally {
    await renderer.close();
  }
}
