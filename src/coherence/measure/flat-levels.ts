import { type PlacedPicture, placeOf } from './placed-picture.ts';

/*
 * Levels of flat pixels. Between the borders of bands all pixels of a level are left, and coding smears the borders and
 * textures alone: among pixels whose neighbours hardly differ the teeth of few levels stand out some ten times as clear as
 * among all (CAMBI looks at such pixels alone, too; Tandon et al., PCS 2021).
 */

/** Luma, and green by the matrices of BT.709 and of BT.601, as told in `uneven-levels.ts`. */
export const flatChannels = 3;
export const allLevels = 256;

/** Fewer flat pixels in a frame tell nothing. */
export const leastFlatPixels = 250;

/** About so many pixels across, and rows down, are looked at. */
const sampledWidth = 280;
const sampledRows = 48;
/** By how much the neighbours on both sides of a flat pixel may differ, across and down. */
const mostDifference = 1;

/** Red and blue by the matrix of BT.709, then by that of BT.601. */
const flatColourChannels = 4;

/** Levels of flat pixels: of each channel {@link allLevels} counts. */
export interface FlatLevels {
  /** {@link flatChannels} */
  levels: Uint16Array;
  /** {@link flatColourChannels} */
  colours: Uint16Array;
}

/** No levels yet. */
export const emptyFlatLevels = (): FlatLevels => ({
  levels: new Uint16Array(flatChannels * allLevels),
  colours: new Uint16Array(flatColourChannels * allLevels),
});

/** Counts the levels of the flat pixels of some rows, of pixels on a grid. */
export function addFlatLevels(picture: PlacedPicture, { levels, colours }: FlatLevels): void {
  const { kernels, luma, work } = placeOf(picture);
  const { stride, width, height, first, end, chroma } = picture;
  const across = Math.max(1, Math.round(width / sampledWidth));
  const down = Math.max(1, Math.round(height / sampledRows));
  const from = down >> 1 || 1;
  const row = from + down * Math.max(0, Math.ceil((first - from) / down));
  const counts = kernels.integers(work, 2 * (flatChannels + flatColourChannels) * allLevels).fill(0);
  kernels.run.tallyFlatLevels(
    ...([luma, stride, chroma.cb, chroma.cr, chroma.stride, chroma.step, width, height] as const),
    ...([row, Math.min(end, height - 1), across, down, mostDifference, work] as const),
  );
  for (let i = 0; i < levels.length; i++) levels[i] += counts[i];
  for (let i = 0; i < colours.length; i++) colours[i] += counts[levels.length + i];
}
