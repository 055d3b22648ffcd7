/**
 * Aliasing that crawls: edges that flicker while the camera hardly moves. A frame and the next are drawn twice, as a draft draws them (640x360) and with sixteen
 * samples a pixel; what changes in the one and not in the other is flicker that no viewer should see.
 */

import { lumaOf, type PictureSize, type SceneFrames, sceneFrames } from './scene-frames.ts';

const size: PictureSize = { width: 640, height: 360 };
/** Samples across and down within a pixel. */
const samples = 4;
/** Change of luma to a neighbour, in code values, from which a pixel counts as an edge. */
const leastEdge = 10;

/** Means over blocks of `samples` by `samples`. */
function reduced(luma: Uint8Array): Float32Array {
  const { width, height } = size;
  const small = new Float32Array(width * height);
  for (let y = 0; y < height * samples; y++) {
    const row = Math.floor(y / samples) * width;
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < samples; k++) sum += luma[y * width * samples + x * samples + k];
      small[row + x] += sum / samples ** 2;
    }
  }
  return small;
}

/**
 * Root mean square, over the pixels on edges, of the change from one frame to the next less that of the supersampled picture: code values, about 0.5 for the dither alone.
 *
 * @param frames moments at which a frame and the one after it are compared
 */
export async function edgeCrawl(scene: Omit<SceneFrames, 'size'>, frames: readonly number[]): Promise<number> {
  const large = { width: size.width * samples, height: size.height * samples };
  let sum = 0;
  let count = 0;
  for (const first of frames) {
    const pair = [first, first + 1];
    const drawn = await Array.fromAsync(sceneFrames({ ...scene, size, grain: 0 }, pair), picture =>
      Float32Array.from(lumaOf(picture, size)),
    );
    const fine = await Array.fromAsync(sceneFrames({ ...scene, size: large, grain: 0 }, pair), picture =>
      reduced(lumaOf(picture, large)),
    );
    for (let y = 1; y < size.height - 1; y++) {
      for (let x = 1; x < size.width - 1; x++) {
        const i = y * size.width + x;
        const edge = Math.max(
          Math.abs(fine[0][i + 1] - fine[0][i - 1]),
          Math.abs(fine[0][i + size.width] - fine[0][i - size.width]),
        );
        if (edge < leastEdge) continue;
        sum += (drawn[1][i] - drawn[0][i] - (fine[1][i] - fine[0][i])) ** 2;
        count++;
      }
    }
  }
  return count > 0 ? Math.sqrt(sum / count) : 0;
}
