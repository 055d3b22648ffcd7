/**
 * What else makes pictures of music on this machine, for a sense of scale: frames a second at 1920x1080, all cores.
 *
 * node bench/peers.ts                          Phosphene, x264 alone, FFmpeg's showcqt, Remotion (fetched from npm for
 * it; needs a Chromium)
 *   node bench/peers.ts --browser PATH           where the Chromium is; /usr/bin/chromium otherwise
 *   node bench/peers.ts --remotion-seconds 0     without Remotion
 *
 * Phosphene's own figure is of drawing and encoding, over four scenes. "x264 alone" encodes pictures that were drawn
 * before with the settings of standard quality: the floor for anybody who writes H.264. FFmpeg's showcqt draws a
 * spectrum, which the same encoder takes.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Filter, FilterGraph, FilterInOut, Frame } from 'node-av/lib';
import type { Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { createVideoEncoder } from '../src/media/index.ts';
import { encodingOf, renderTakes } from '../src/workflow/drawing/render-takes.ts';
import { nativeSize, outputSize, type Quality, resolveSettings } from '../src/workflow/settings.ts';
import { measuredAppearance } from './measured-appearance.ts';
import { remotionSpeed } from './remotion.ts';
import { drive } from './scene-music.ts';

const { values } = parseArgs({
  options: {
    browser: { type: 'string', default: '/usr/bin/chromium' },
    'remotion-seconds': { type: 'string', default: '5' },
  },
});
const scenes = ['neon-city', 'ocean', 'fire', 'kaleidoscope'];
const frames = 96;
const output = outputSize('1080p', '16:9');
const folder = mkdtempSync(join(tmpdir(), 'phosphene-bench-'));
const file = join(folder, 'video.mp4');
function shotOf(scene: string): Shot {
  const appearance = measuredAppearance(scene);
  return { firstFrame: 0, endFrame: 288, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
}

async function framesPerSecond(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (count * 1000) / (performance.now() - began);
}

async function phosphene(quality: Quality): Promise<number> {
  const settings = resolveSettings({ quality });
  const renderer = await createCpuRenderer();
  const drawer = createShotFrames({
    renderer,
    drive,
    native: nativeSize(output, quality),
    output,
    frameRate: 24,
    motionBlur: quality !== 'draft',
    sceneSource,
  });
  const take = (scene: string, first: number, count: number) => ({
    shot: shotOf(scene),
    frames: { first, end: first + count },
    path: join(folder, `${scene}.mp4`),
  });
  // The first frames compile.
  await renderTakes(
    scenes.map(scene => take(scene, 0, 3)),
    { drawer, output, settings },
  );
  const speed = await framesPerSecond(frames * scenes.length, () =>
    renderTakes(
      scenes.map(scene => take(scene, 72, frames)),
      { drawer, output, settings },
    ),
  );
  await renderer.close();
  return speed;
}

async function x264Alone(): Promise<number> {
  const renderer = await createCpuRenderer();
  const native = nativeSize(output, 'standard');
  const shots = createShotFrames({ renderer, drive, native, output, frameRate: 24, motionBlur: true, sceneSource });
  const pictures: Uint8Array[] = [];
  for (let frame = 72; frame < 96; frame++) {
    const picture = new Uint8Array(nv12Bytes(output.width, output.height));
    await shots.draw(shotOf('ocean'), frame, picture);
    pictures.push(picture);
  }
  await renderer.close();
  const settings = encodingOf(resolveSettings({}), output);
  const encoder = await createVideoEncoder({ ...settings, path: file, threads: availableParallelism() });
  return framesPerSecond(8 * pictures.length, async () => {
    // To and fro, so that neighbours stay neighbours.
    for (let round = 0; round < 8; round++) {
      for (const picture of round % 2 ? pictures.toReversed() : pictures) await encoder.write(picture);
    }
    await encoder.finish();
  });
}

async function showcqt(): Promise<number> {
  const graph = new FilterGraph();
  graph.alloc();
  graph.nbThreads = availableParallelism();
  const sink = graph.createFilter(Filter.getByName('buffersink')!, 'out')!;
  const seconds = 8;
  const parsed = graph.parsePtr(
    `aevalsrc=exprs=0.3*sin(2*PI*220*t)+0.2*random(0):s=44100:d=${seconds},showcqt=s=1920x1080:r=24,format=nv12`,
    FilterInOut.createList([{ name: 'out', filterCtx: sink, padIdx: 0 }]) as never,
    null as never,
  );
  if (parsed < 0 || (await graph.config()) < 0) throw new Error('FFmpeg does not take the showcqt filter');
  const encoder = await createVideoEncoder({
    ...encodingOf(resolveSettings({}), output),
    path: file,
    threads: availableParallelism(),
  });
  const frame = new Frame();
  frame.alloc();
  let count = 0;
  const began = performance.now();
  while ((await sink.buffersinkGetFrame(frame)) >= 0) {
    await encoder.write(frame.toBuffer());
    frame.unref();
    count++;
  }
  await encoder.finish();
  graph.free();
  return (count * 1000) / (performance.now() - began);
}

console.log(`${availableParallelism()} cores, 1920x1080\n`);
const rows: { what: string; speed: number }[] = [];
const say = (what: string, speed: number): void => {
  rows.push({ what, speed });
  console.error(`${what}: ${speed.toFixed(1)} frames a second`);
};
let refused = '';
try {
  say('Phosphene, standard, drawn at 1280x720', await phosphene('standard'));
  say('Phosphene, draft, drawn at 640x360', await phosphene('draft'));
  say('x264 alone, our settings', await x264Alone());
  say('FFmpeg showcqt and x264', await showcqt());
  const seconds = Number(values['remotion-seconds']);
  if (seconds > 0) {
    try {
      say('Remotion, bars and a title', remotionSpeed(seconds, values.browser));
    } catch (error) {
      refused = `Remotion was not measured: ${(error as Error).message.split('\n')[0]}`;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log('| what | frames a second | times realtime at 24 | Phosphene, standard, is faster by |\n|---|---|---|---|');
for (const { what, speed } of rows)
  console.log(`| ${what} | ${speed.toFixed(1)} | ${(speed / 24).toFixed(2)} | ${(rows[0].speed / speed).toFixed(2)} |`);
if (refused) console.log(`\n${refused}`);
