import type { StillView } from './still-move.ts';

/** A picture as RGB, 8 bits a channel, rows from the top. */
export interface RgbPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

interface Size {
  width: number;
  height: number;
}

/** Writes one block of two by two pixels as NV12, BT.709 of limited range. */
function writeBlock(nv12: Uint8Array, { width, height }: Size, x: number, y: number, rgb: Float64Array): void {
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let i = 0; i < 4; i++) {
    const [r, g, b] = [rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2]];
    nv12[(y + (i >> 1)) * width + x + (i & 1)] = 16.5 + (219 / 255) * (0.2126 * r + 0.7152 * g + 0.0722 * b);
    red += r;
    green += g;
    blue += b;
  }
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const at = width * height + (y >> 1) * width + x;
  nv12[at] = 128.5 + ((224 / 255) * (blue - luma)) / 4 / 1.8556;
  nv12[at + 1] = 128.5 + ((224 / 255) * (red - luma)) / 4 / 1.5748;
}

/** Fills an NV12 picture from a source of colours at whole pixels. */
function fill(
  nv12: Uint8Array,
  size: Size,
  colourAt: (x: number, y: number, out: Float64Array, at: number) => void,
): void {
  const block = new Float64Array(12);
  for (let y = 0; y < size.height; y += 2) {
    for (let x = 0; x < size.width; x += 2) {
      for (let i = 0; i < 4; i++) colourAt(x + (i & 1), y + (i >> 1), block, i * 3);
      writeBlock(nv12, size, x, y, block);
    }
  }
}

/** The size as it is seen once a picture is turned clockwise by 0, 90, 180 or 270 degrees. */
export function turnedSize({ width, height }: Size, rotation: number): Size {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

/**
 * Cuts a window out of a picture that is turned by right angles, without scaling.
 *
 * @param rotation degrees clockwise: 0, 90, 180 or 270
 * @param left,top of the window in the turned picture
 */
export function cropTurned(
  { width, height, data }: RgbPicture,
  rotation: number,
  left: number,
  top: number,
  size: Size,
  nv12: Uint8Array,
): void {
  // Index of the turned picture's origin, and steps along its rows and columns, in the picture as it lies.
  const [origin, across, down] = {
    0: [0, 1, width],
    90: [(height - 1) * width, -width, 1],
    180: [width * height - 1, -1, -width],
    270: [width - 1, width, -1],
  }[rotation] as [number, number, number];
  fill(nv12, size, (x, y, out, at) => {
    const from = (origin + (left + x) * across + (top + y) * down) * 3;
    out[at] = data[from];
    out[at + 1] = data[from + 1];
    out[at + 2] = data[from + 2];
  });
}

/**
 * Draws a still as a camera sees it: a window, enlarged smoothly, in which what lies low and in the middle (and so,
 * most likely, near) moves against what lies high and far.
 */
export function drawStill(picture: RgbPicture, view: StillView, size: Size, nv12: Uint8Array): void {
  const { width, height, data } = picture;
  const aspect = size.width / size.height;
  const whole = width / height > aspect ? { w: height * aspect, h: height } : { w: width, h: width / aspect };
  const [w, h] = [whole.w * view.scale, whole.h * view.scale];
  // Room for the shift, so that no edge comes into sight.
  const shift = view.parallax * w;
  const left = Math.min(width - w, Math.max(0, view.x * width - w / 2));
  const top = Math.min(height - h, Math.max(0, view.y * height - h / 2));
  const nearAcross = Float64Array.from({ length: size.width }, (_, x) => Math.sin((Math.PI * (x + 0.5)) / size.width));
  const nearDown = Float64Array.from({ length: size.height }, (_, y) => {
    const t = (y + 0.5) / size.height;
    return t * t * (3 - 2 * t);
  });
  const [stepX, stepY] = [w / size.width, h / size.height];
  fill(nv12, size, (x, y, out, at) => {
    const u = Math.min(
      width - 1.001,
      Math.max(0, left + (x + 0.5) * stepX - 0.5 + shift * nearAcross[x] * nearDown[y]),
    );
    const v = Math.min(height - 1.001, Math.max(0, top + (y + 0.5) * stepY - 0.5));
    const [column, row] = [u | 0, v | 0];
    const [fx, fy] = [u - column, v - row];
    const from = (row * width + column) * 3;
    for (let c = 0; c < 3; c++) {
      const above = data[from + c] + (data[from + 3 + c] - data[from + c]) * fx;
      const low = from + width * 3 + c;
      const below = data[low] + (data[low + 3] - data[low]) * fx;
      out[at + c] = above + (below - above) * fy;
    }
  });
}

/**
 * Where there is most to see: the middle of all fine contrast (and of what changes between two pictures), drawn
 * somewhat towards the centre; each 0 to 1.
 */
export function focusOf({ width, height, data }: RgbPicture, later?: RgbPicture): { x: number; y: number } {
  let [sum, across, down] = [1e-9, 0, 0];
  const step = Math.max(1, Math.floor(width / 160));
  for (let y = step; y < height - step; y += step) {
    for (let x = step; x < width - step; x += step) {
      const at = (y * width + x) * 3 + 1;
      const detail = Math.abs(data[at] - data[at + step * 3]) + Math.abs(data[at] - data[at + step * width * 3]);
      const moving = later ? Math.abs(data[at] - later.data[at]) : 0;
      const weight = Math.max(0, detail - 12) * 0.4 + Math.max(0, moving - 8);
      sum += weight;
      across += (weight * x) / width;
      down += (weight * y) / height;
    }
  }
  if (sum < 1) return { x: 0.5, y: 0.5 };
  return { x: 0.5 + 0.8 * (across / sum - 0.5), y: 0.5 + 0.8 * (down / sum - 0.5) };
}
