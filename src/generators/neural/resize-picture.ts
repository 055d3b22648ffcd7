import type { Picture } from './picture.ts';

/** What of the old samples makes each new one along a side. */
interface Taps {
  /** First old sample of each new one. */
  first: Int32Array;
  /** Weights, `width` for each new sample. */
  weights: Float32Array;
  width: number;
}

/** Cubic convolution (Keys 1981, a = -1/2). */
function cubic(x: number): number {
  const t = Math.abs(x);
  if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
  return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
}

/** Lanczos's windowed sine with three lobes (Duchon 1979). */
function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= 3) return 0;
  const t = Math.PI * x;
  return (3 * Math.sin(t) * Math.sin(t / 3)) / (t * t);
}

/** Ways of resampling, and how far from its centre each reaches. */
const kernels = { cubic: { weight: cubic, reach: 2 }, lanczos: { weight: lanczos, reach: 3 } } as const;
export type Kernel = keyof typeof kernels;

/** Taps of a side: made smaller, the kernel is widened, so that nothing is skipped. */
function tapsOf(from: number, to: number, kernel: Kernel): Taps {
  const { weight, reach } = kernels[kernel];
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const width = Math.min(from, Math.ceil(2 * reach * stretch) + 1);
  const first = new Int32Array(to);
  const weights = new Float32Array(to * width);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * scale - 0.5;
    first[i] = Math.min(from - width, Math.max(0, Math.ceil(centre - reach * stretch)));
    let sum = 0;
    for (let k = 0; k < width; k++) sum += weights[i * width + k] = weight((first[i] + k - centre) / stretch);
    for (let k = 0; k < width; k++) weights[i * width + k] /= sum;
  }
  return { first, weights, width };
}

/**
 * Resampling of one plane, the kernel widened where it is made smaller: what image libraries call "bicubic" (or
 * "lanczos") with antialiasing.
 */
export function resizePlane(
  plane: Float32Array,
  width: number,
  height: number,
  toWidth: number,
  toHeight: number,
  kernel: Kernel = 'cubic',
): Float32Array {
  if (width === toWidth && height === toHeight) return plane;
  const across = tapsOf(width, toWidth, kernel);
  const half = new Float32Array(toWidth * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < toWidth; x++) {
      let sum = 0;
      const from = y * width + across.first[x];
      for (let k = 0; k < across.width; k++) sum += across.weights[x * across.width + k] * plane[from + k];
      half[y * toWidth + x] = sum;
    }
  const down = tapsOf(height, toHeight, kernel);
  const out = new Float32Array(toWidth * toHeight);
  for (let y = 0; y < toHeight; y++)
    for (let k = 0; k < down.width; k++) {
      const weight = down.weights[y * down.width + k];
      const from = (down.first[y] + k) * toWidth;
      for (let x = 0; x < toWidth; x++) out[y * toWidth + x] += weight * half[from + x];
    }
  return out;
}

/** A picture at another size. */
export function resizePicture(
  { width, height, planes }: Picture,
  toWidth: number,
  toHeight: number,
  kernel: Kernel = 'cubic',
): Picture {
  const area = width * height;
  const resized = new Float32Array(3 * toWidth * toHeight);
  for (let c = 0; c < 3; c++)
    resized.set(
      resizePlane(planes.subarray(c * area, (c + 1) * area), width, height, toWidth, toHeight, kernel),
      c * toWidth * toHeight,
    );
  return { width: toWidth, height: toHeight, planes: resized };
}
