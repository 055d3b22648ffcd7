import type { DecodedFrame } from '../measure/measure-frames.ts';

export const width = 320;
export const height = 180;

/** A repeatable random number from 0 to 1. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 4294967296;
  };
}

const side = 512;

/** Soft noise of several sizes, 0 to 255. */
function texture(): Float32Array {
  const next = random(7);
  const out = new Float32Array(side * side);
  for (const [cell, amount] of [
    [64, 60],
    [16, 45],
    [5, 35],
  ]) {
    const count = Math.ceil(side / cell) + 2;
    const grid = Float32Array.from({ length: count * count }, () => next() - 0.5);
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const [u, v] = [x / cell, y / cell];
        const at = Math.floor(v) * count + Math.floor(u);
        const [fx, fy] = [u % 1, v % 1];
        const top = grid[at] * (1 - fx) + grid[at + 1] * fx;
        const bottom = grid[at + count] * (1 - fx) + grid[at + count + 1] * fx;
        out[y * side + x] += amount * (top + (bottom - top) * fy);
      }
    }
  }
  return out;
}
const land = texture();

/** What is done to a frame's luma, after it was drawn. */
export type Fault = (luma: Uint8Array, frame: number) => void;

/**
 * Clean footage: a camera over a landscape, a gradient sky with a little noise, and a disc that moves evenly. `fault`
 * may spoil frames.
 */
export function movingPicture(frames: number, fault: Fault = () => undefined): DecodedFrame[] {
  // As random(3) has it, in the loop over the pixels, where calls take longer than all else.
  let state = 3;
  return Array.from({ length: frames }, (_, frame) => {
    const data = new Uint8Array((width * height * 3) / 2).fill(128);
    const centre = 60 + frame * 1.5;
    for (let y = 0; y < height; y++) {
      const row = ((y + 40) % side) * side;
      const down = (y - 120) ** 2;
      for (let x = 0; x < width; x++) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        const noise = ((state >>> 0) / 4294967296 - 0.5) * 2;
        let value = (y > 80 ? 110 + land[row + ((x + frame) % side)] : 60 + y * 0.9) + noise;
        if (down < 256 && (x - centre) ** 2 + down < 256)
          value = 170 + 30 * Math.sin((x - centre) * 0.7) * Math.cos((y - 120) * 0.6) + noise;
        data[y * width + x] = value < 16 ? 16 : value > 235 ? 235 : value;
      }
    }
    fault(data.subarray(0, width * height), frame);
    return { frame, time: frame / 24, width, height, data };
  });
}

/** Box blur across. */
export function blurred(luma: Uint8Array, radius: number): void {
  const old = luma.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let d = -radius; d <= radius; d++) sum += old[y * width + Math.max(0, Math.min(width - 1, x + d))];
      luma[y * width + x] = sum / (2 * radius + 1);
    }
  }
}

export function brightened(luma: Uint8Array, gain: number): void {
  for (let i = 0; i < luma.length; i++) luma[i] = Math.max(0, Math.min(255, 16 + (luma[i] - 16) * gain));
}

export function quantised(luma: Uint8Array, step: number): void {
  for (let i = 0; i < luma.length; i++) luma[i] = Math.round(luma[i] / step) * step;
}

/** Takes a square of the picture elsewhere and fills its place with what lies beside it. */
export function moved(luma: Uint8Array, size: number, from: [number, number], to: [number, number]): void {
  const old = luma.slice();
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      luma[(from[1] + y) * width + from[0] + x] = old[(from[1] + y) * width + from[0] + size + x];
      luma[(to[1] + y) * width + to[0] + x] = old[(from[1] + y) * width + from[0] + x];
    }
  }
}
