import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';
import { chooseRenderer } from '../src/generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';
import { type Palette, paletteFromWords } from '../src/scene-map/index.ts';
import { rgbFromNv12 } from '../src/workflow/drawing/rgb-from-nv12.ts';

/**
 * Draws single pictures of the built-in scenes, for training and for measuring: any moment, seed, motion, look and
 * colours.
 */
export interface ScenePictures {
  /**
   * @param random numbers from 0 to 1; the same give the same picture
   * @returns 8-bit RGB, rows from the top
   */
  draw(
    scene: string,
    random: () => number,
    chosen?: { palette?: Palette; look?: [number, number, number, number] },
  ): Promise<Uint8Array>;
  close(): Promise<void>;
}

const frameRate = 24;

/** @param size both sides even */
export async function openScenePictures(
  size: { width: number; height: number },
  { motionBlur = false, threads }: { motionBlur?: boolean; threads?: number } = {},
): Promise<ScenePictures> {
  const { renderer } = await chooseRenderer('cpu', threads);
  const drawer = createShotFrames({
    renderer, drive: createMusicalDrive(steadyPulse(60)), native: size, output: size, frameRate, motionBlur, sceneSource,
  }); // biome-ignore format: as a block
  const buffer = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
  return {
    async draw(scene, random, chosen = {}) {
      const start = random() * 8;
      const appearance = {
        scene, start, duration: 30, seed: random(), motion: 1 + 9 * random(),
        look: chosen.look ?? [random(), random(), random(), random()], palette: chosen.palette ?? paletteFromWords([], Math.floor(random() * 1e6)),
      }; // biome-ignore format: as a block
      const shot = { firstFrame: 0, endFrame: 60 * frameRate, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
      await drawer.prepare(shot);
      await drawer.draw(shot, Math.round((start + random() * 20) * frameRate), buffer);
      return rgbFromNv12(buffer, size);
    },
    close: () => renderer.close(),
  };
}
