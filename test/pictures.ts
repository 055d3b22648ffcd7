import type { Shot } from '../src/generators/procedural/appearance.ts';
import type { MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { type FrameRenderer, nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames, type ShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';

/** Small enough to draw in no time, odd enough to catch mistakes at edges. */
const native = { width: 98, height: 54 };
export const output = { width: 146, height: 82 };

/** A moment of loud music, the same for every time. */
export const testDrive: MusicalDrive = {
  distance: (from, to) => to - from,
  at: time => ({
    time, beat: time * 2, bar: time / 2, beatPulse: 0.6, barPulse: 0.3, kick: 0.7, snare: 0.4, hat: 0.5, onset: 0.5, sub: 0.5, bass: 0.6, lowMid: 0.5,
    highMid: 0.5, presence: 0.4, air: 0.4, loudness: 0.8, brightness: 0.5, energy: 0.8, lift: 0.2, drop: 0.3,
    spectrum: Array.from({ length: 32 }, (_, i) => 0.9 - i / 40),
    pulses: [0.1, 0.9, 0.3, 0, 0.35, 0.7, 0.8, 1, 0.6, 0.9, 0.5, 0, 0.85, 0.6, 0.1, 1, ...new Array(16).fill(0).map((_, i) => (i % 4 === 0 ? 1000 : 0))],
  }),
}; // biome-ignore format: values of one moment

/** Eight seconds of a scene, or of another that dissolves into it. */
export function shotOf(scene: string, from?: string): Shot {
  const appearance = {
    scene,
    start: 0,
    duration: 8,
    seed: 0.37,
    motion: 6,
    look: [0.5, 0.5, 0.5, 0.5] as const,
    palette: paletteFromWords(['teal', 'magenta'], 1),
  };
  const shot: Shot = { firstFrame: 0, endFrame: 192, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
  if (from) shot.join = { kind: 'dissolve', from: { ...appearance, scene: from }, frames: 100 };
  return shot;
}

/** One drawer for each renderer, so that a scene's passes are made ready once. */
const drawers = new WeakMap<FrameRenderer, ShotFrames>();

/** One frame as NV12. */
export async function draw(renderer: FrameRenderer, shot: Shot, frame: number): Promise<Uint8Array> {
  let frames = drawers.get(renderer);
  if (!frames) {
    frames = createShotFrames({
      renderer,
      drive: testDrive,
      native,
      output,
      frameRate: 24,
      motionBlur: true,
      sceneSource,
    });
    drawers.set(renderer, frames);
  }
  const picture = new Uint8Array(nv12Bytes(output.width, output.height));
  await frames.draw(shot, frame, picture);
  return picture;
}

/** The picture as 8-bit RGB, BT.709. */
export function rgbOf(nv12: Uint8Array): Uint8Array {
  const { width, height } = output;
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const luma = ((nv12[y * width + x] - 16) * 255) / 219;
      const chroma = width * height + (y >> 1) * width + (x & ~1);
      const [blue, red] = [nv12[chroma], nv12[chroma + 1]].map(code => ((code - 128) * 255) / 224);
      const colour = [luma + 1.5748 * red, luma - 0.1873 * blue - 0.4681 * red, luma + 1.8556 * blue];
      rgb.set(
        colour.map(value => Math.round(Math.min(255, Math.max(0, value)))),
        (y * width + x) * 3,
      );
    }
  }
  return rgb;
}

/** The frame of every scene that is kept as its golden picture. */
export const goldenFrame = 30;

/** Where the golden picture of a scene lies. */
export function goldenPath(scene: string): string {
  return new URL(`golden/${scene}.png`, import.meta.url).pathname;
}
