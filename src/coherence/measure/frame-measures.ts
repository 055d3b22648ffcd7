import type { UnevenLevels } from './uneven-levels.ts';

/** Cells across and down in which light, sharpness and banding are measured. */
export const cellColumns = 8;
export const cellRows = 6;
export const cells = cellColumns * cellRows;

/** The part of the picture, one of 48, in which a patch lies, or a pixel of a small picture, counted row by row. */
export const cellOfPatch = (p: number, columns: number, rows: number): number =>
  Math.floor((Math.floor(p / columns) * cellRows) / rows) * cellColumns +
  Math.floor(((p % columns) * cellColumns) / columns);

/** What is measured of one frame, and of the step to it from the frame before. */
export interface FrameMeasures {
  /** Frame number from 0, and seconds. */
  frame: number;
  time: number;
  /** Mean luma, Cb and Cr, 0 to 255 as coded. */
  luma: number;
  chroma: readonly [number, number];
  /** Mean Cb and Cr of each cell, 0 to 255 as coded; NaN where a picture is too small. */
  cellBlue: Float32Array;
  cellRed: Float32Array;
  /** Luma that 99% of the pixels do not exceed. */
  brightest: number;
  /**
   * Sharpness of each cell: natural logarithm of fine over coarse contrast, across, down, and the lower of both; NaN
   * where there is too little contrast to tell.
   */
  sharpness: Float32Array;
  sharpnessAcross: Float32Array;
  sharpnessDown: Float32Array;
  /** Share of each cell that is seen in bands, 0 to 1, and the height of the steps in levels. */
  banding: Float32Array;
  bandStep: number;
  /** How uneven the levels of the whole picture and its tiles are. */
  levels: UnevenLevels;
  /** How many flat pixels have each level, of luma and of two greens (`flat-levels.ts`). */
  flatLevels: Uint16Array;
  /** The same of two reds and blues. */
  flatColours: Uint16Array;
  /** Contrast on 8x8 block borders over contrast beside them; 1 is none. */
  blockiness: number;
  /** Mean luma of each patch, 0 to 255. */
  thumbnail: Float32Array;
  /** The picture small enough to keep for a while: luma, 0 to 255. */
  small: { width: number; height: number; data: Uint8Array };
  /** The step from the frame before; undefined on the first frame. */
  step?: StepMeasures;
}

/** What is measured between a frame and the one before it. Patches lie on a grid of `columns` by `rows`. */
export interface StepMeasures {
  columns: number;
  rows: number;
  /** Mean absolute difference from the frame before, in levels, without following motion. */
  difference: number;
  /** Correlation with the frame before after taking out mean and contrast, -1 to 1. */
  correlation: number;
  /** Mean luma of each patch where it was in the frame before, 0 to 255. */
  before: Float32Array;
  /**
   * Change of light of the whole picture, as a natural logarithm, along the motion: the median over its patches by
   * their light, and the median distance from it.
   */
  lightGain: number;
  lightSpread: number;
  /** The same in each cell; NaN where it is too dark, or nothing is found again, to tell. */
  gain: Float32Array;
  gainSpread: Float32Array;
  /** Displacement of each patch since the frame before, in percent of the picture's width. */
  motionX: Float32Array;
  motionY: Float32Array;
  /**
   * How badly a patch is explained by the frame before, and a patch of the frame before by this one: difference over
   * texture, 0 to about 1.
   */
  appeared: Float32Array;
  vanished: Float32Array;
  /** Mean and variance of the displacement's magnitude, in percent of the width (squared). */
  motion: number;
  motionVariance: number;
  /** Share of patches that come back when followed there and back, and which they are: 1 for those. */
  consistent: number;
  comesBack: Uint8Array;
  /** Flow-warp error on patches that come back (Lai et al. 2018): mean squared difference, luma 0 to 1. */
  warpError: number;
}
