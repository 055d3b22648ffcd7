import type { Grade } from './grade.ts';

/** Looks of our own, by the names that users give. */
export const colourLooks = {
  /** Cool shadows, warm skin and lamps: the look of feature films since 2000. */
  'teal-orange': { lift: [-0.02, 0.012, 0.035], gain: [1.06, 1, 0.93], contrast: 1.12, saturation: 1.08 },
  /** Faded film stock: raised blacks, yellow highlights. */
  vintage: {
    lift: [0.06, 0.045, 0.05],
    gain: [1, 0.96, 0.86],
    gamma: [1.03, 1, 0.96],
    contrast: 0.92,
    saturation: 0.78,
  },
  /** Silver left in the print: hard and pale. */
  'bleach-bypass': { contrast: 1.38, saturation: 0.42, gain: 1.03 },
  /** Black and white with deep blacks. */
  noir: { saturation: 0, contrast: 1.4, gamma: 0.96 },
  /** Evening sun over everything. */
  'golden-hour': { temperature: 0.45, tint: 0.06, gain: [1.03, 1, 0.94], contrast: 1.05, saturation: 1.1 },
  /** Night by blue light. */
  moonlight: { temperature: -0.5, exposure: -0.25, gamma: [0.96, 0.99, 1.06], contrast: 1.1, saturation: 0.72 },
  /** Magenta shadows, cyan lights, loud colours. */
  neon: { lift: [0.03, -0.02, 0.05], gain: [1.02, 1.02, 1.08], contrast: 1.16, saturation: 1.4 },
  /** Soft pastel with raised shadows. */
  dream: { lift: [0.05, 0.04, 0.065], gamma: 1.1, gain: [1, 0.975, 0.985], contrast: 0.88, saturation: 0.88 },
  /** Green shadows under cold light. */
  matrix: { lift: [-0.015, 0.02, -0.015], gamma: [0.95, 1.06, 0.94], contrast: 1.15, saturation: 0.8 },
  /** Clear and rich, for screens. */
  vivid: { contrast: 1.12, saturation: 1.28 },
} as const satisfies Record<string, Grade>;

export type ColourLook = keyof typeof colourLooks;
export const colourLookNames = Object.keys(colourLooks) as ColourLook[];
