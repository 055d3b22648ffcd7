import type { Picture } from '../../neural/picture.ts';

/** Three by three mean of a plane, edges repeated. */
function softened(plane: Float32Array, width: number, height: number): Float32Array {
  const soft = new Float32Array(plane.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const px = Math.min(width - 1, Math.max(0, x + dx));
          const py = Math.min(height - 1, Math.max(0, y + dy));
          sum += plane[py * width + px];
        }
      soft[y * width + x] = sum / 9;
    }
  return soft;
}

/**
 * Root mean square of what a picture has beyond its own three by three mean: its fine detail, in the picture's units.
 */
export function sharpnessOf({ width, height, planes }: Picture): number {
  const area = width * height;
  let sum = 0;
  for (let c = 0; c < 3; c++) {
    const plane = planes.subarray(c * area, (c + 1) * area);
    const soft = softened(plane, width, height);
    for (let i = 0; i < area; i++) sum += (plane[i] - soft[i]) ** 2;
  }
  return Math.sqrt(sum / (3 * area));
}

/**
 * Brings a picture's fine detail to a wanted size (unsharp masking): warping and the autoencoder soften each picture a
 * little, which would add up.
 *
 * @param most largest factor that detail is multiplied with
 */
export function sharpenedTo(picture: Picture, wanted: number, most = 1.6): Picture {
  const { width, height, planes } = picture;
  const gain = Math.min(most, wanted / Math.max(1e-4, sharpnessOf(picture)));
  if (gain <= 1) return picture;
  const area = width * height;
  const sharp = new Float32Array(planes.length);
  for (let c = 0; c < 3; c++) {
    const plane = planes.subarray(c * area, (c + 1) * area);
    const soft = softened(plane, width, height);
    for (let i = 0; i < area; i++) sharp[c * area + i] = soft[i] + gain * (plane[i] - soft[i]);
  }
  return { width, height, planes: sharp };
}
