/** A picture between networks: three planes (red, green, blue) of sRGB values from -1 to 1, each row by row. */
export interface Picture {
  width: number;
  height: number;
  /** Red, then green, then blue: 3 * width * height numbers. */
  planes: Float32Array;
}

/** From interleaved 8-bit RGB. */
export function pictureFromRgb(rgb: Uint8Array, width: number, height: number): Picture {
  const area = width * height;
  const planes = new Float32Array(3 * area);
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) planes[c * area + i] = rgb[3 * i + c] / 127.5 - 1;
  return { width, height, planes };
}

/** To interleaved 8-bit RGB; what lies outside is clipped. */
export function rgbFromPicture({ width, height, planes }: Picture): Uint8Array {
  const area = width * height;
  const rgb = new Uint8ClampedArray(3 * area);
  for (let i = 0; i < area; i++) for (let c = 0; c < 3; c++) rgb[3 * i + c] = (planes[c * area + i] + 1) * 127.5;
  return new Uint8Array(rgb.buffer);
}

/**
 * One channel's value between pixels; outside the edge the picture is mirrored, so that a move opens no black border.
 */
export function sampleMirrored(plane: Float32Array, width: number, height: number, x: number, y: number): number {
  const mirrored = (at: number, size: number): number => {
    const period = 2 * (size - 1) || 1;
    const folded = ((at % period) + period) % period;
    return folded < size ? folded : period - folded;
  };
  const mx = mirrored(x, width);
  const my = mirrored(y, height);
  const x0 = Math.min(width - 1, Math.floor(mx));
  const y0 = Math.min(height - 1, Math.floor(my));
  const x1 = Math.min(width - 1, x0 + 1);
  const y1 = Math.min(height - 1, y0 + 1);
  const fx = mx - x0;
  const fy = my - y0;
  const top = plane[y0 * width + x0] * (1 - fx) + plane[y0 * width + x1] * fx;
  const bottom = plane[y1 * width + x0] * (1 - fx) + plane[y1 * width + x1] * fx;
  return top * (1 - fy) + bottom * fy;
}

/** Mean and standard deviation of each channel. */
export function channelStatistics({ width, height, planes }: Picture): { mean: number; deviation: number }[] {
  const area = width * height;
  return [0, 1, 2].map(c => {
    const plane = planes.subarray(c * area, (c + 1) * area);
    const mean = plane.reduce((sum, value) => sum + value, 0) / area;
    const variance = plane.reduce((sum, value) => sum + (value - mean) ** 2, 0) / area;
    return { mean, deviation: Math.sqrt(variance) };
  });
}

/**
 * Gives a picture the mean and spread of each channel that another has (Reinhard et al. 2001, done in RGB), a share of
 * the way.
 *
 * @param share 0 leaves the picture, 1 matches wholly
 */
export function colourMatched(
  picture: Picture,
  to: readonly { mean: number; deviation: number }[],
  share = 1,
): Picture {
  const area = picture.width * picture.height;
  const own = channelStatistics(picture);
  const planes = picture.planes.map((value, i) => {
    const c = Math.floor(i / area);
    // A flat channel has no spread to stretch.
    const gain = Math.min(2, to[c].deviation / Math.max(own[c].deviation, 1e-3));
    const matched = (value - own[c].mean) * gain + to[c].mean;
    return value + share * (matched - value);
  });
  return { ...picture, planes };
}

/**
 * To the form that encoders take: NV12, tightly packed, ITU-R BT.709 in limited range; colour is the mean of four
 * pixels.
 *
 * @throws {RangeError} when a side is odd
 */
export function nv12FromPicture({ width, height, planes }: Picture): Uint8Array {
  if (width % 2 !== 0 || height % 2 !== 0) throw new RangeError(`Both sides must be even, not ${width}x${height}.`);
  const area = width * height;
  const nv12 = new Uint8ClampedArray((area * 3) / 2);
  const clipped = (value: number): number => Math.min(1, Math.max(0, value / 2 + 0.5));
  const chroma = new Float32Array(area / 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const red = clipped(planes[at]);
      const green = clipped(planes[area + at]);
      const blue = clipped(planes[2 * area + at]);
      const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      nv12[at] = 16 + 219 * luma;
      const to = (y >> 1) * width + (x & ~1);
      chroma[to] += (blue - luma) / 1.8556 / 4;
      chroma[to + 1] += (red - luma) / 1.5748 / 4;
    }
  for (let i = 0; i < chroma.length; i++) nv12[area + i] = 128 + 224 * chroma[i];
  return new Uint8Array(nv12.buffer);
}
