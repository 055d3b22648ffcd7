/**
 * Every scene of the library drawn and encoded as the render command does it: times realtime, and processor time a
 * frame.
 *
 *   node bench/library.ts                       1080p24, standard, all cores, four seconds of each scene
 *   node bench/library.ts --quality draft
 *   node bench/library.ts --seconds 2 forest fire
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { renderTakes, type Take } from '../src/workflow/drawing/render-takes.ts';
import { nativeSize, outputSize, type Quality, resolveSettings } from '../src/workflow/settings.ts';
import { measuredAppearance } from './measured-appearance.ts';
import { drive } from './scene-music.ts';

const { values, positionals } = parseArgs({
  options: {
    quality: { type: 'string', default: 'standard' },
    resolution: { type: 'string', default: '1080p' },
    seconds: { type: 'string', default: '4' },
  },
  allowPositionals: true,
});
const settings = resolveSettings({ quality: values.quality as Quality, resolution: values.resolution });
const { frameRate, quality, aspectRatio, resolution } = settings;
const output = outputSize(resolution, aspectRatio);
const native = nativeSize(output, quality);
const frames = Math.round(Number(values.seconds) * frameRate);
function takeOf(scene: string, first: number, count: number, path: string): Take {
  const appearance = measuredAppearance(scene);
  const shot: Shot = { firstFrame: 0, endFrame: 12 * frameRate, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
  return { shot, frames: { first, end: first + count }, path };
}

const folder = mkdtempSync(join(tmpdir(), 'phosphene-bench-'));
const renderer = await createCpuRenderer();
const motionBlur = quality !== 'draft';
const drawer = createShotFrames({ renderer, drive, native, output, frameRate, motionBlur, sceneSource });
console.log(
  `${availableParallelism()} cores; ${output.width}x${output.height} at ${frameRate}, ${quality}, drawn at ${native.width}x${native.height}\n`,
);
console.log('| scene | times realtime | core-ms a frame |\n|---|---|---|');
let totalSeconds = 0;
let totalCost = 0;
let count = 0;
let least = { name: '', ratio: Number.POSITIVE_INFINITY };
try {
  for (const { name } of sceneLibrary) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const options = { drawer, output, settings };
    // The first frames compile.
    await renderTakes([takeOf(name, 0, 6, join(folder, 'first.mp4'))], options);
    const [began, used] = [performance.now(), process.cpuUsage()];
    await renderTakes([takeOf(name, 3 * frameRate, frames, join(folder, 'measured.mp4'))], options);
    const seconds = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(used);
    const cost = (user + system) / 1000 / frames;
    const ratio = frames / frameRate / seconds;
    totalSeconds += seconds;
    totalCost += cost;
    count++;
    if (ratio < least.ratio) least = { name, ratio };
    console.log(`| ${name} | ${ratio.toFixed(2)} | ${cost.toFixed(1)} |`);
  }
} finally {
  await renderer.close();
  rmSync(folder, { recursive: true, force: true });
}
console.log(
  `| **whole library** | ${((count * frames) / frameRate / totalSeconds).toFixed(2)} | ${(totalCost / count).toFixed(1)} |`,
);
console.log(`\nSlowest: ${least.name}, ${least.ratio.toFixed(2)} times realtime.`);
