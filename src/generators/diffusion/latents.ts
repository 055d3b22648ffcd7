import { createRandom } from '../../scene-map/index.ts';

/**
 * Standard normal numbers from a seed (Box and Muller 1958): the same on every machine, apart from the last bits of the
 * machine's sine.
 *
 * @returns float32, `length` numbers
 */
export function gaussianNoise(seed: number, length: number): Float32Array {
  const random = createRandom(seed);
  const noise = new Float32Array(length);
  for (let i = 0; i < length; i += 2) {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    noise[i] = radius * Math.cos(angle);
    if (i + 1 < length) noise[i + 1] = radius * Math.sin(angle);
  }
  return noise;
}

/**
 * Spherical interpolation (Shoemake 1985; for latents White 2016): on the way from noise to noise the length stays that
 * of noise, so that pictures on the way are as sharp as those at the ends.
 *
 * @param share 0 gives `from`, 1 gives `to`
 */
export function slerp(from: Float32Array, to: Float32Array, share: number): Float32Array {
  let dot = 0;
  let lengthFrom = 0;
  let lengthTo = 0;
  for (let i = 0; i < from.length; i++) {
    dot += from[i] * to[i];
    lengthFrom += from[i] ** 2;
    lengthTo += to[i] ** 2;
  }
  const cosine = Math.min(1, Math.max(-1, dot / Math.sqrt(lengthFrom * lengthTo || 1)));
  const angle = Math.acos(cosine);
  // Nearly parallel: the sine in the denominator vanishes, and the straight way is the same.
  if (angle < 1e-3) return mixed(from, to, share);
  const a = Math.sin((1 - share) * angle) / Math.sin(angle);
  const b = Math.sin(share * angle) / Math.sin(angle);
  return from.map((value, i) => a * value + b * to[i]);
}

/** Straight interpolation. */
export function mixed(from: Float32Array, to: Float32Array, share: number): Float32Array {
  return from.map((value, i) => value + (to[i] - value) * share);
}
