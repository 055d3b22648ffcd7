/**
 * What a frame of each scene costs: processor time on one thread at 1280x720, for the scene's shader alone and for the
 * whole frame with its finish.
 *
 *   node bench/scenes.ts                    all scenes
 *   node bench/scenes.ts forest fire        some of them
 *   node bench/scenes.ts --frames 48        more frames, steadier figures
 */

import type { Appearance, Shot } from '../src/generators/procedural/appearance.ts';
import { createCpuRenderer } from '../src/generators/procedural/cpu/cpu-renderer.ts';
import { type FrameRenderer, nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneLibrary, sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';
import { drive } from './scene-music.ts';

const size = { width: 1280, height: 720 };
const frameRate = 24;

/** The same renderer, drawing no more than the scenes of a frame. */
function withoutFinish(renderer: FrameRenderer): FrameRenderer {
  const bare = new Map<unknown, Parameters<FrameRenderer['render']>[0]>();
  return {
    ...renderer,
    render(graph, uniforms, output) {
      let scenesOnly = bare.get(graph);
      if (!scenesOnly) {
        scenesOnly = { ...graph, passes: graph.passes.filter(pass => pass.entry === 'shade') };
        bare.set(graph, scenesOnly);
      }
      return renderer.render(scenesOnly, uniforms, output);
    },
  };
}

/** Mean and largest processor time of a frame in milliseconds, over looks, seeds and kinds of music. */
async function measure(
  renderer: FrameRenderer,
  scene: string,
  frames: number,
): Promise<{ mean: number; most: number }> {
  const shots = createShotFrames({
    renderer,
    drive,
    native: size,
    output: size,
    frameRate,
    motionBlur: true,
    sceneSource,
  });
  const picture = new Uint8Array(nv12Bytes(size.width, size.height));
  const palette = paletteFromWords(['teal', 'orange'], 1);
  let total = 0;
  let most = 0;
  for (let i = -2; i < frames; i++) {
    const look = [0, 1, 2, 3].map(knob => ((Math.max(0, i) * 7 + knob * 5) % 11) / 10) as unknown as Appearance['look'];
    const appearance: Appearance = {
      scene,
      start: 0,
      duration: 12,
      seed: (Math.max(0, i) * 0.618) % 1,
      motion: 6,
      look,
      palette,
    };
    const shot: Shot = { firstFrame: 0, endFrame: 288, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
    const before = process.cpuUsage();
    await shots.draw(shot, Math.round(((Math.max(0, i) + 0.5) / frames) * 287), picture);
    const { user, system } = process.cpuUsage(before);
    // The first two compile and warm up.
    if (i < 0) continue;
    total += (user + system) / 1000;
    most = Math.max(most, (user + system) / 1000);
  }
  return { mean: total / frames, most };
}

const given = process.argv.slice(2);
const framesAt = given.indexOf('--frames');
const frames = framesAt >= 0 ? Number(given[framesAt + 1]) : 24;
const wanted = given.filter((_, i) => framesAt < 0 || (i !== framesAt && i !== framesAt + 1));
for (const name of wanted) sceneSource(name);

console.log('| scene | shading, core-ms | dearest frame | with the finish |\n|---|---|---|---|');
for (const { name } of sceneLibrary) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const renderer = await createCpuRenderer(1);
  const shading = await measure(withoutFinish(renderer), name, frames);
  const whole = await measure(renderer, name, frames);
  await renderer.close();
  console.log(`| ${name} | ${shading.mean.toFixed(1)} | ${shading.most.toFixed(1)} | ${whole.mean.toFixed(1)} |`);
}
