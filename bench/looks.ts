/**
 * What a viewer gets from each scene over a real track, in figures:
 *
 *   node bench/looks.ts [--track examples/first-light.m4a] [--from 52] [--seconds 16] [--allow-flashes] [scene ...]
 *
 * - flashes: most general flashes in any second (WCAG 2.3.1, ITU-R BT.1702: three at most), over this track / over a
 *   roll of eight drum hits a second;
 * - hits: correlation of drum energy (kick and snare, as heard) with the light of the region that is coupled to them.
 *   The region is chosen in the first half of the stretch, the correlation is taken in the second;
 * - motion: mean length of the optical flow, in thousandths of the picture's height a frame, at motion intensities 1,
 *   4, 7 and 10;
 * - crawl: flicker of edges under a slow camera, in code values: what the picture changes from one frame to the next
 *   beside what the same picture changes when it is drawn with sixteen samples a pixel (`scene-crawl.ts`), the worst
 *   appearance;
 * - contrast: luma between the 5th and the 95th percentile; banding: largest share of a picture that lies in slow
 *   gradients which the dither does not break up (`scene-banding.ts`).
 */

import { parseArgs } from 'node:util';
import { pearson } from '../src/audio/statistics.ts';
import { findPatchFlow, type GreyPicture, picturePyramid } from '../src/coherence/measure/patch-flow.ts';
import type { Appearance } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { createMusicalDrive, type MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';
import { analyzeTrack } from '../src/workflow/analysis/analyze-track.ts';
import { drumRoll } from './drum-roll.ts';
import { createFlashMeasure } from './flash-measure.ts';
import { bandedGradients } from './scene-banding.ts';
import { edgeCrawl } from './scene-crawl.ts';
import { lumaOf, sceneFrames } from './scene-frames.ts';

const { values, positionals } = parseArgs({
  options: {
    track: { type: 'string', default: new URL('../examples/first-light.m4a', import.meta.url).pathname },
    from: { type: 'string', default: '52' },
    seconds: { type: 'string', default: '16' },
    'allow-flashes': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const [from, seconds] = [Number(values.from), Number(values.seconds)];
const frameRate = 24;
const small = { width: 160, height: 90 };
const large = { width: 640, height: 360 };

const looks: Pick<Appearance, 'seed' | 'look' | 'palette'>[] = [
  { seed: 0.21, look: [0.2, 0.25, 0.3, 0.3], palette: paletteFromWords(['teal', 'orange'], 1) },
  { seed: 0.55, look: [0.5, 0.6, 0.8, 0.6], palette: paletteFromWords(['midnight blue', 'magenta'], 2) },
  { seed: 0.83, look: [0.9, 0.9, 0.3, 0.9], palette: paletteFromWords(['crimson', 'gold'], 3) },
];

/** A series without what changes slowly: less its mean over the second around. */
function quickPart(series: readonly number[]): number[] {
  const reach = frameRate / 2;
  return series.map((value, i) => {
    const near = series.slice(Math.max(0, i - reach), i + reach + 1);
    return value - near.reduce((sum, v) => sum + v, 0) / near.length;
  });
}

const [columns, rows] = [16, 9];

/** Mean luma of each of the regions of a picture. */
function regionsOf(luma: Uint8Array, width: number, height: number): Float32Array {
  const sums = new Float32Array(columns * rows);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      sums[Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width)] += luma[y * width + x];
  return sums.map(sum => (sum * columns * rows) / (width * height));
}

/**
 * Correlation of hits with the light of the eighth of the picture that follows them best in the first half, taken in
 * the second half.
 */
function coupling(pictures: readonly Float32Array[], hits: readonly number[]): number {
  const half = pictures.length >> 1;
  const beat = quickPart(hits);
  const series = Array.from({ length: columns * rows }, (_, region) => quickPart(pictures.map(p => p[region])));
  const ranked = series
    .map((light, region) => ({ region, fit: pearson(light.slice(0, half), beat.slice(0, half)) }))
    .sort((a, b) => b.fit - a.fit)
    .slice(0, (columns * rows) / 8);
  const together = pictures.map((_, frame) => ranked.reduce((sum, { region }) => sum + series[region][frame], 0));
  return pearson(together.slice(half), beat.slice(half));
}

function pyramidOf(luma: Uint8Array): GreyPicture[] {
  return picturePyramid({ ...small, data: Float32Array.from(luma) });
}

function percentile(luma: Uint8Array, share: number): number {
  return Float32Array.from(luma).sort()[Math.floor(share * (luma.length - 1))];
}

for (const name of positionals) sceneSource(name);
const analysis = await analyzeTrack(values.track);
const options = { allowFlashes: values['allow-flashes'] };
const drive = createMusicalDrive(analysis, options);
const heard = createMusicalDrive(analysis, { allowFlashes: true });
const roll = createMusicalDrive(drumRoll(20), options);
const renderer = await createCpuRenderer();

const appearanceOf = (scene: string, look: number, motion: number, start: number): Appearance => ({
  scene,
  start,
  duration: seconds,
  motion,
  ...looks[look],
});

const numbers = (first: number, count: number): number[] => Array.from({ length: count }, (_, i) => first + i);

/** Most flashes in any second, and the light of the regions in each frame. */
async function watch(
  music: MusicalDrive,
  appearance: Appearance,
  count: number,
): Promise<{ flashes: number; regions: Float32Array[] }> {
  const measure = createFlashMeasure(frameRate);
  const regions: Float32Array[] = [];
  const frames = numbers(Math.round(appearance.start * frameRate), count);
  for await (const picture of sceneFrames({ renderer, drive: music, appearance, size: small, frameRate }, frames)) {
    const luma = lumaOf(picture, small);
    measure.push(luma, small.width, small.height);
    regions.push(regionsOf(luma, small.width, small.height));
  }
  return { flashes: measure.mostInASecond(), regions };
}

/** Mean length of the flow over pairs of frames at several moments, in thousandths of the height. */
async function flowLength(scene: string, motion: number): Promise<number> {
  let sum = 0;
  let count = 0;
  for (const look of [0, 1, 2]) {
    const appearance = appearanceOf(scene, look, motion, from);
    for (let pair = 0; pair < 14; pair++) {
      const first = Math.round((from + 1.1 + pair * 0.97) * frameRate);
      const [a, b] = await Array.fromAsync(
        sceneFrames({ renderer, drive, appearance, size: small, frameRate }, [first, first + 1]),
        picture => pyramidOf(lumaOf(picture, small)),
      );
      const { x, y } = findPatchFlow(a, b);
      for (let i = 0; i < x.length; i++) sum += Math.hypot(x[i], y[i]);
      count += x.length;
    }
  }
  return (1000 * sum) / count / small.height;
}

console.log(
  '| scene | flashes a second: track / roll | hits to light | motion 1, 4, 7, 10 | crawl | contrast | banding |\n|---|---|---|---|---|---|---|',
);
try {
  for (const { name: scene } of sceneLibrary) {
    if (positionals.length > 0 && !positionals.includes(scene)) continue;
    const flashes = [0, 0];
    const fits: number[] = [];
    let contrast = Number.POSITIVE_INFINITY;
    let banding = 0;
    let crawl = 0;
    for (let look = 0; look < looks.length; look++) {
      const appearance = appearanceOf(scene, look, 8, from);
      const count = Math.floor(seconds * frameRate);
      const seen = await watch(drive, appearance, count);
      flashes[0] = Math.max(flashes[0], seen.flashes);
      const hits = numbers(Math.round(from * frameRate), count).map(frame => {
        const { kick, snare } = heard.at((frame + 0.5) / frameRate, from);
        return Math.max(kick as number, snare as number);
      });
      fits.push(coupling(seen.regions, hits));
      const rolled = await watch(roll, { ...appearance, start: 0 }, 6 * frameRate);
      flashes[1] = Math.max(flashes[1], rolled.flashes);
      const slow = { renderer, drive, appearance: { ...appearance, motion: 2 }, frameRate };
      crawl = Math.max(
        crawl,
        await edgeCrawl(
          slow,
          [2.3, 5.4, 8.6].map(after => Math.round((from + after) * frameRate)),
        ),
      );
      const moments = [3, 6.5, 9].map(after => Math.round((from + after) * frameRate));
      for await (const picture of sceneFrames({ renderer, drive, appearance, size: large, frameRate }, moments)) {
        const luma = lumaOf(picture, large);
        contrast = Math.min(contrast, percentile(luma, 0.95) - percentile(luma, 0.05));
        banding = Math.max(banding, bandedGradients(luma, large.width, large.height).banded);
      }
    }
    const motions: number[] = [];
    for (const motion of [1, 4, 7, 10]) motions.push(await flowLength(scene, motion));
    const rises = motions.every((length, i) => i === 0 || length > motions[i - 1]);
    console.log(
      `| ${scene} | ${flashes.join(' / ')} | ${fits.map(fit => fit.toFixed(2)).join(' ')} | ${motions.map(m => m.toFixed(1)).join(' ')}${rises ? '' : ' (!)'} | ${crawl.toFixed(1)} | ${contrast.toFixed(0)} | ${banding.toFixed(3)} |`,
    );
  }
} finally {
  await renderer.close();
}
