import { createHash } from 'node:crypto';
import { steadyPulse } from '../../generators/built-in/steady-pulse.ts';
import { createMusicalDrive } from '../../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../../generators/procedural/render-graph.ts';
import type { SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { createShotFrames } from '../../generators/procedural/shot-frames.ts';
import { encodeImage } from '../../media/index.ts';
import { lookFromDescription, paletteFromWords } from '../../scene-map/index.ts';
import type { Size } from '../settings.ts';
import { rgbFromNv12 } from './rgb-from-nv12.ts';

/** What a scene is shown in, from left to right: calm to strong, in other colours and looks each. */
const moments = [
  { time: 2.02, motion: 2, palette: ['navy', 'seafoam'] },
  { time: 5.27, motion: 5, palette: ['teal', 'amber'] },
  { time: 9.53, motion: 8, palette: ['indigo', 'magenta', 'cyan'] },
  { time: 14.01, motion: 10, palette: ['scarlet', 'gold', 'maroon'] },
];
const seconds = 16;

/**
 * Draws the user's scenes of a library over a steady beat of 120 a minute: a row for each, four moments from calm to
 * strong.
 *
 * @param cell size of a picture, both sides even
 * @returns PNG
 */
export async function drawScenePreview(
  library: SceneLibrary,
  renderer: FrameRenderer,
  cell: Size,
): Promise<Uint8Array> {
  const drawer = createShotFrames({
    renderer,
    drive: createMusicalDrive(steadyPulse(seconds + 1)),
    native: cell,
    output: cell,
    frameRate: 24,
    motionBlur: true,
    sceneSource: library.source,
  });
  const width = cell.width * moments.length;
  const pixels = new Uint8Array(width * cell.height * library.own.length * 3);
  for (const [row, name] of library.own.entries()) {
    const scene = library.scenes.find(one => one.name === name)!;
    for (const [column, { time, motion, palette }] of moments.entries()) {
      const { look } = lookFromDescription('', scene, column);
      const seed = createHash('sha256').update(`${name} ${column}`).digest()[0] / 256;
      const appearance = {
        scene: name,
        start: 0,
        duration: seconds,
        seed,
        motion,
        look,
        palette: paletteFromWords(palette, column),
      };
      const shot = { firstFrame: 0, endFrame: seconds * 24, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
      const picture = new Uint8Array((cell.width * cell.height * 3) / 2);
      await drawer.prepare(shot);
      await drawer.draw(shot, Math.round(time * 24), picture);
      const rgb = rgbFromNv12(picture, cell);
      for (let y = 0; y < cell.height; y++)
        pixels.set(
          rgb.subarray(y * cell.width * 3, (y + 1) * cell.width * 3),
          ((row * cell.height + y) * width + column * cell.width) * 3,
        );
    }
  }
  return encodeImage(width, cell.height * library.own.length, pixels, 'png');
}
