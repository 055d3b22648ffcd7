/**
 * Aliasing that crawls: edges that flicker while the camera hardly moves. A frame and the next are drawn as a draft
 * draws them (640x360), and with sixteen samples in each pixel: the same picture at sixteen places within a pixel,
 * averaged. What changes in the one and not in the other is flicker that no viewer should see.
 */

import type { Appearance } from '../src/generators/procedural/appearance.ts';
import { lumaOf, type PictureSize, type SceneFrames, sceneFrames } from './scene-frames.ts';

const size: PictureSize = { width: 640, height: 360 };
/** Places across and down within a pixel. */
const samples = 4;
/** Change of luma to a neighbour, in code values, from which a pixel counts as an edge. */
const leastEdge = 10;

/** An appearance seen from a fraction of a pixel to the side: its framing leaves a pixel of room. */
function shifted(appearance: Appearance, across: number, up: number): Appearance {
  const share = 1 - 2 / size.width;
  return { ...appearance, framing: { share, across, up: (up * size.width) / size.height, mirrored: false } };
}

/** The luma of two frames, seen from places within a pixel, averaged. */
async function pairOf(
  scene: Omit<SceneFrames, 'size'>,
  frames: readonly number[],
  places: readonly (readonly [number, number])[],
): Promise<Float32Array[]> {
  const sums = frames.map(() => new Float32Array(size.width * size.height));
  for (const [across, up] of places) {
    const appearance = shifted(scene.appearance, across, up);
    let i = 0;
    for await (const picture of sceneFrames({ ...scene, appearance, size, grain: 0 }, frames)) {
      const [sum, luma] = [sums[i++], lumaOf(picture, size)];
      for (let at = 0; at < sum.length; at++) sum[at] += luma[at] / places.length;
    }
  }
  return sums;
}

/**
 * Root mean square, over the pixels on edges, of the change from one frame to the next less that of the supersampled
 * picture: code values, about 0.5 for the dither alone.
 *
 * @param frames moments at which a frame and the one after it are compared
 */
export async function edgeCrawl(scene: Omit<SceneFrames, 'size'>, frames: readonly number[]): Promise<number> {
  const steps = Array.from({ length: samples }, (_, i) => (i + 0.5) / samples - 0.5);
  const places = steps.flatMap(across => steps.map(up => [across, up] as const));
  let sum = 0;
  let count = 0;
  for (const first of frames) {
    const drawn = await pairOf(scene, [first, first + 1], [[0, 0]]);
    const fine = await pairOf(scene, [first, first + 1], places);
    for (let y = 1; y < size.height - 1; y++) {
      for (let x = 1; x < size.width - 1; x++) {
        const i = y * size.width + x;
        const across = Math.abs(fine[0][i + 1] - fine[0][i - 1]);
        const down = Math.abs(fine[0][i + size.width] - fine[0][i - size.width]);
        if (Math.max(across, down) < leastEdge) continue;
        sum += (drawn[1][i] - drawn[0][i] - (fine[1][i] - fine[0][i])) ** 2;
        count++;
      }
    }
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}
