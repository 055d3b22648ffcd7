/**
 * Where the time of a frame goes: processor time of every pass and of the encoder, on one thread, mean over some
 * scenes.
 *
 *   node bench/stages.ts                        1080p24, standard; neon-city, ocean, fire, kaleidoscope
 *   node bench/stages.ts --quality draft storm
 *   node bench/stages.ts --resolution 4K
 */

import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { type FrameRenderer, nv12Bytes, type RenderGraph } from '../src/generators/procedural/render-graph.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { createVideoEncoder } from '../src/media/index.ts';
import { encodingOf } from '../src/workflow/drawing/render-takes.ts';
import { nativeSize, outputSize, type Quality, resolveSettings } from '../src/workflow/settings.ts';
import { measuredAppearance } from './measured-appearance.ts';
import { drive } from './scene-music.ts';

const { values, positionals } = parseArgs({
  options: {
    quality: { type: 'string', default: 'standard' },
    resolution: { type: 'string', default: '1080p' },
    repeats: { type: 'string', default: '30' },
  },
  allowPositionals: true,
});
const scenes = positionals.length > 0 ? positionals : ['neon-city', 'ocean', 'fire', 'kaleidoscope'];
const settings = resolveSettings({ quality: values.quality as Quality, resolution: values.resolution });
const { frameRate, quality, aspectRatio, resolution } = settings;
const output = outputSize(resolution, aspectRatio);
const native = nativeSize(output, quality);
const repeats = Number(values.repeats);

/**
 * Processor time of a repeated piece of work in milliseconds: the least of five rounds, which others disturbed the
 * least.
 */
async function cost(work: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 5; round++) {
    const before = process.cpuUsage();
    for (let i = 0; i < repeats; i++) await work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000 / repeats);
  }
  return least;
}

const totals = new Map<string, number>();
for (const scene of scenes) {
  const renderer = await createCpuRenderer(1);
  let seen: { graph: RenderGraph; uniforms: readonly Float32Array[] } | undefined;
  const watching: FrameRenderer = {
    ...renderer,
    render(graph, uniforms, picture) {
      seen = { graph, uniforms };
      return renderer.render(graph, uniforms, picture);
    },
  };
  const motionBlur = quality !== 'draft';
  const frames = createShotFrames({ renderer: watching, drive, native, output, frameRate, motionBlur, sceneSource });
  const picture = new Uint8Array(nv12Bytes(output.width, output.height));
  const appearance = measuredAppearance(scene);
  const shot: Shot = { firstFrame: 0, endFrame: 288, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
  await frames.draw(shot, 100, picture);
  const { graph, uniforms } = seen!;
  const add = (stage: string, milliseconds: number): void => {
    totals.set(stage, (totals.get(stage) ?? 0) + milliseconds / scenes.length);
  };
  // What a frame costs beside its passes.
  const empty = { ...graph, passes: [] };
  const around = await cost(() => renderer.render(empty, uniforms, picture));
  add('waking threads, copying the frame', around);
  for (const pass of graph.passes) {
    const alone = { ...graph, passes: [pass] };
    await renderer.render(alone, uniforms, picture);
    const { width, height } = graph.textures.find(({ name }) => name === pass.writes)!;
    add(`${pass.name}, ${width}x${height}`, (await cost(() => renderer.render(alone, uniforms, picture))) - around);
  }
  await renderer.close();

  const path = join(tmpdir(), `phosphene-bench-${process.pid}.mp4`);
  const encoder = await createVideoEncoder({ ...encodingOf(settings, output), path, threads: 1 });
  const drawnOnes: Uint8Array[] = [];
  const drawing = await createCpuRenderer(1);
  const shots = createShotFrames({ renderer: drawing, drive, native, output, frameRate, motionBlur, sceneSource });
  for (let frame = 96; frame < 108; frame++) {
    const drawn = new Uint8Array(picture.length);
    await shots.draw(shot, frame, drawn);
    drawnOnes.push(drawn);
  }
  await drawing.close();
  const before = process.cpuUsage();
  for (let round = 0; round < 4; round++) {
    for (const drawn of round % 2 ? drawnOnes.toReversed() : drawnOnes) await encoder.write(drawn);
  }
  await encoder.finish();
  const { user, system } = process.cpuUsage(before);
  rmSync(path);
  add('encoding', (user + system) / 1000 / (4 * drawnOnes.length));
}

console.log(
  `${output.width}x${output.height}, ${quality}, drawn at ${native.width}x${native.height}; mean of ${scenes.join(', ')}\n`,
);
console.log('| stage | core-ms a frame |\n|---|---|');
let sum = 0;
for (const [stage, milliseconds] of totals) {
  sum += milliseconds;
  console.log(`| ${stage} | ${milliseconds.toFixed(2)} |`);
}
console.log(`| **together** | ${sum.toFixed(1)} |`);
