import type { Rgb } from './cube-lut.ts';
import type { Grade } from './grade.ts';

/** Mean and spread of each channel of a picture. */
export interface ColourStatistics {
  mean: Rgb;
  deviation: Rgb;
}

/** Measures a picture. @param rgb 8 bits a channel, tightly packed */
export function colourStatistics(rgb: Uint8Array): ColourStatistics {
  const sum = [0, 0, 0];
  const squares = [0, 0, 0];
  const pixels = rgb.length / 3;
  for (let i = 0; i < rgb.length; i++) {
    const value = rgb[i] / 255;
    sum[i % 3] += value;
    squares[i % 3] += value * value;
  }
  const mean = sum.map(s => s / pixels) as unknown as Rgb;
  return {
    mean,
    deviation: squares.map((s, c) => Math.sqrt(Math.max(0, s / pixels - mean[c] ** 2))) as unknown as Rgb,
  };
}

/** Spread may be changed by this factor at the most, so that a flat picture is not torn apart. */
const mostStretch = 1.6;

/**
 * The correction that gives one shot the colours of another: mean and spread of each channel carried over (Reinhard,
 * Ashikhmin, Gooch, Shirley 2001), as slope and offset of a colour decision list.
 *
 * @param strength 0 leaves it, 1 goes all the way
 */
export function matchGrade(from: ColourStatistics, to: ColourStatistics, strength = 1): Grade {
  const slope = [0, 1, 2].map(c => {
    const wanted = from.deviation[c] > 1e-4 ? to.deviation[c] / from.deviation[c] : 1;
    return 1 + (Math.min(mostStretch, Math.max(1 / mostStretch, wanted)) - 1) * strength;
  }) as unknown as Rgb;
  const offset = [0, 1, 2].map(
    c => from.mean[c] + (to.mean[c] - from.mean[c]) * strength - from.mean[c] * slope[c],
  ) as unknown as Rgb;
  return { slope, offset };
}
