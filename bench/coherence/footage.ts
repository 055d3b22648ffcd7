import { createVideoEncoder } from '../../src/media/index.ts';
import { random, toNv12 } from './planting.ts';

/**
 * Footage that no renderer of ours drew: a camera over a landscape of soft noise under a gradient sky, with things that
 * move.
 */
export async function synthesiseFootage(
  path: string,
  width: number,
  height: number,
  frames: number,
  seed: number,
): Promise<void> {
  const next = random(seed);
  const side = 256;
  const noise = Float32Array.from({ length: side * side }, () => next());
  const sample = (x: number, y: number): number => {
    const [x0, y0] = [Math.floor(x), Math.floor(y)];
    const [fx, fy] = [x - x0, y - y0];
    const at = (i: number, j: number): number => noise[(j & 255) * side + (i & 255)];
    return (
      (at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx) * (1 - fy) +
      (at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx) * fy
    );
  };
  const things = Array.from({ length: 4 }, () => ({
    x: next(),
    y: 0.45 + 0.45 * next(),
    dx: (next() - 0.5) * 0.008,
    radius: 0.03 + 0.06 * next(),
    colour: [next(), next(), next()],
  }));
  const speed = 0.4 + next();
  const encoder = await createVideoEncoder({
    path,
    width,
    height,
    frameRate: { numerator: 24, denominator: 1 },
    codec: 'h264',
    bitRate: 16_000_000 * Math.max(0.3, (width * height) / (1920 * 1080)),
    speed: 'balanced',
  });
  const rgb = new Uint8Array(width * height * 3);
  for (let frame = 0; frame < frames; frame++) {
    const pan = frame * speed * 0.02;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [u, v] = [x / width, y / height];
        const at = (y * width + x) * 3;
        const dither = sample(x * 7.13 + frame * 3.7, y * 5.77) - 0.5;
        let colour: number[];
        if (v < 0.42 + 0.05 * sample(u * 6 + pan, 3)) {
          colour = [0.2 + 0.5 * v, 0.35 + 0.5 * v, 0.75 + 0.3 * v];
        } else {
          const [p, q] = [u * 14 + pan * 2.2, v * 14];
          const land = 0.5 * sample(p, q) + 0.3 * sample(p * 3.1, q * 3.1) + 0.2 * sample(p * 9.7, q * 9.7);
          colour = [0.15 + 0.6 * land, 0.2 + 0.55 * land, 0.1 + 0.35 * land];
        }
        for (const { x: cx, y: cy, dx, radius, colour: own } of things) {
          const [ex, ey] = [(u - ((((cx + dx * frame) % 1) + 1) % 1)) * (width / height), v - cy];
          const distance = Math.hypot(ex, ey);
          if (distance < radius) {
            const shade = (0.6 + 0.4 * sample(ex * 60 + 40, ey * 60 + 40)) * (1 - 0.5 * (distance / radius) ** 2);
            colour = own.map(c => (0.15 + 0.8 * c) * shade);
          }
        }
        for (let c = 0; c < 3; c++) rgb[at + c] = Math.max(0, Math.min(255, colour[c] * 255 + dither * 2.5));
      }
    }
    await encoder.write(toNv12({ width, height, rgb }));
  }
  await encoder.finish();
}
