/** What is measured of a picture that may stand for the video. */
export interface PictureStrength {
  /** Variance of the Laplacian of the lightness (Pech-Pacheco et al. 2000), in squared code values. */
  sharpness: number;
  /** Hasler and Süsstrunk (2003): 0 grey, 59 strongly colourful. */
  colourfulness: number;
  /** Mean lightness, 0 to 1. */
  brightness: number;
}

/** Measures a picture. @param rgb 8 bits a channel, rows from the top */
export function measurePicture(rgb: Uint8Array, width: number, height: number): PictureStrength {
  const pixels = width * height;
  const light = new Float32Array(pixels);
  let [rgMean, ybMean, rgSquares, ybSquares, sum] = [0, 0, 0, 0, 0];
  for (let i = 0; i < pixels; i++) {
    const [r, g, b] = [rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2]];
    light[i] = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    sum += light[i];
    const [rg, yb] = [r - g, (r + g) / 2 - b];
    rgMean += rg;
    ybMean += yb;
    rgSquares += rg * rg;
    ybSquares += yb * yb;
  }
  rgMean /= pixels;
  ybMean /= pixels;
  const spread = Math.sqrt(Math.max(0, rgSquares / pixels - rgMean ** 2 + ybSquares / pixels - ybMean ** 2));
  let [edges, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const laplacian = light[i - 1] + light[i + 1] + light[i - width] + light[i + width] - 4 * light[i];
      edges += laplacian;
      squares += laplacian * laplacian;
      count++;
    }
  }
  return {
    sharpness: squares / count - (edges / count) ** 2,
    colourfulness: spread + 0.3 * Math.hypot(rgMean, ybMean),
    brightness: sum / pixels / 255,
  };
}

/**
 * Chooses the picture that shows a video best: sharp, colourful, neither dark nor washed out, from a strong section.
 * Each measure counts by its rank among the candidates, so that no unit outweighs another.
 *
 * @returns index of the candidate
 */
export function strongestPicture(candidates: readonly (PictureStrength & { energy: number })[]): number {
  const ranks = (values: number[]): number[] => {
    const sorted = [...values].sort((a, b) => a - b);
    return values.map(value => sorted.indexOf(value) / Math.max(1, values.length - 1));
  };
  const sharp = ranks(candidates.map(c => c.sharpness));
  const colour = ranks(candidates.map(c => c.colourfulness));
  const energy = ranks(candidates.map(c => c.energy));
  const scores = candidates.map(({ brightness }, i) => {
    const exposure = brightness < 0.08 || brightness > 0.85 ? -1 : 0;
    return sharp[i] + colour[i] + 0.6 * energy[i] + exposure;
  });
  return scores.indexOf(Math.max(...scores));
}
