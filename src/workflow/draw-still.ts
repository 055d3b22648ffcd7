import type { Analysis } from '../audio/index.ts';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../generators/procedural/render-graph.ts';
import { sceneSource } from '../generators/procedural/scene-library.ts';
import { createShotFrames } from '../generators/procedural/shot-frames.ts';
import { encodeImage } from '../media/index.ts';
import type { SceneMap } from '../scene-map/index.ts';
import { exactFrameRate } from './frame-rate.ts';
import { resolveGrades } from './grades.ts';
import { resolveScenes } from './resolve-scenes.ts';
import { resolveSettings, type Size } from './settings.ts';
import { shotsOf } from './shots.ts';

/** Draws single pictures of a video without rendering it. */
export interface StillDrawer {
  /**
   * Draws the picture in the middle of a scene, clear of its transitions.
   *
   * @param index number of the scene in the map, from 0
   * @param size  pixels, both sides even
   * @param mapPath where the map lies, from which the paths of its colour tables count
   * @returns a JPEG
   * @throws {RangeError} when the map has no such scene, or it is shorter than a frame
   */
  draw(map: SceneMap, mapPath: string, analysis: Analysis, index: number, size: Size): Promise<Uint8Array>;
  /** The same as RGB, 8 bits a channel, rows from the top. */
  pixels(map: SceneMap, mapPath: string, analysis: Analysis, index: number, size: Size): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens a drawer of stills. Its renderer is opened with the first picture; pictures are drawn one after another. */
export function createStillDrawer(): StillDrawer {
  let renderer: Promise<FrameRenderer> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const drawNow: StillDrawer['pixels'] = async (map, mapPath, analysis, index, size) => {
    const settings = resolveSettings({ seed: map.seed, frameRate: map.frame_rate });
    const frameRate = exactFrameRate(settings.frameRate);
    const grades = resolveGrades({}, map, mapPath);
    const scene = resolveScenes(map, settings, analysis.tempo, grades.ofScene)[index];
    const alone = scene && { ...scene, transition: 'cut' as const, fadeOutSeconds: 0 };
    const first = alone ? Math.round(alone.start * frameRate) : 0;
    const end = alone ? Math.round(alone.end * frameRate) : 0;
    if (!alone || end <= first) throw new RangeError(`There is no scene ${index + 1} to draw.`);
    const range = { first, end };
    // The first scene of a list starts at frame 0, whatever its time; the clock of the picture is the scene's own.
    const [shot] = shotsOf([alone], frameRate, range);
    renderer ??= chooseRenderer('auto').then(chosen => chosen.renderer);
    const drawer = createShotFrames({
      renderer: await renderer,
      drive: createMusicalDrive(analysis),
      native: size,
      output: size,
      frameRate,
      motionBlur: false,
      sceneSource,
      gradeTable: name => grades.tables.get(name)!,
    });
    await drawer.prepare(shot);
    const picture = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
    await drawer.draw(shot, Math.floor((first + end) / 2), picture);
    return rgbFromNv12(picture, size);
  };
  const pixels: StillDrawer['pixels'] = (map, mapPath, analysis, index, size) => {
    const drawn = last.then(() => drawNow(map, mapPath, analysis, index, size));
    last = drawn.catch(() => {});
    return drawn;
  };
  return {
    pixels,
    async draw(map, mapPath, analysis, index, size) {
      return encodeImage(size.width, size.height, await pixels(map, mapPath, analysis, index, size), 'jpeg');
    },
    async close() {
      await last;
      await (await renderer)?.close();
    },
  };
}

/** ITU-R BT.709 with limited range, as the renderer draws, to RGB of 8 bits. */
export function rgbFromNv12(nv12: Uint8Array, { width, height }: Size): Uint8Array {
  const rgb = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const luma = (nv12[y * width + x] - 16) * (255 / 219);
      const chroma = width * height + (y >> 1) * width + (x & ~1);
      const blue = (nv12[chroma] - 128) * (255 / 224);
      const red = (nv12[chroma + 1] - 128) * (255 / 224);
      const at = (y * width + x) * 3;
      rgb[at] = luma + 1.5748 * red;
      rgb[at + 1] = luma - 0.1873 * blue - 0.4681 * red;
      rgb[at + 2] = luma + 1.8556 * blue;
    }
  }
  return new Uint8Array(rgb.buffer);
}
