import { createVideoEncoder } from '../../media/index.ts';
import { lookFromDescription, matchScene, paletteFromWords } from '../../scene-map/index.ts';
import { createMusicalDrive } from '../procedural/musical-drive.ts';
import type { FrameRenderer } from '../procedural/render-graph.ts';
import { sceneLibrary, sceneSource } from '../procedural/scene-library.ts';
import { createShotFrames } from '../procedural/shot-frames.ts';
import { steadyPulse } from './steady-pulse.ts';

/** A clip of the built-in generator, made from words alone. */
export interface BuiltInClip {
  prompt: string;
  seconds: number;
  /** Both even. */
  width: number;
  height: number;
  /** Whole frames a second. */
  frameRate: number;
  seed: number;
}

/** Draws a clip into a file: the same clip gives the same bytes on the CPU renderer. */
export async function renderClip(
  clip: BuiltInClip,
  path: string,
  renderer: FrameRenderer,
  signal?: AbortSignal,
): Promise<void> {
  const { prompt, seconds, width, height, frameRate, seed } = clip;
  const { scene } = matchScene(prompt, sceneLibrary, { energy: 0.5, seed });
  const { look } = lookFromDescription(prompt, scene, seed);
  const size = { width, height };
  const frames = Math.max(1, Math.round(seconds * frameRate));
  const drawer = createShotFrames({
    renderer,
    drive: createMusicalDrive(steadyPulse(seconds + 1)),
    native: size,
    output: size,
    frameRate,
    motionBlur: false,
    sceneSource,
  });
  const shot = {
    firstFrame: 0,
    endFrame: frames,
    appearance: {
      scene: scene.name,
      start: 0,
      duration: seconds,
      seed: (((seed * 0.618033988749895) % 1) + 1) % 1,
      motion: 5,
      look,
      palette: paletteFromWords([], seed),
    },
    fadeInFrames: 0,
    fadeOutFrames: 0,
  };
  const encoder = await createVideoEncoder({
    path,
    ...size,
    frameRate: { numerator: frameRate, denominator: 1 },
    codec: 'h264',
    bitRate: Math.max(300_000, Math.round(width * height * 5)),
    speed: 'fast',
    threads: 1,
  });
  try {
    await drawer.prepare(shot);
    const picture = new Uint8Array((width * height * 3) / 2);
    for (let frame = 0; frame < frames; frame++) {
      signal?.throwIfAborted();
      await drawer.draw(shot, frame, picture);
      await encoder.write(picture);
    }
  } catch (error) {
    await encoder.abort();
    throw error;
  }
  await encoder.finish();
}
