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
export const flatColourChannels = 4;

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

const inByte = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : value);

/** Counts the levels of the flat pixels of some rows, of pixels on a grid. */
export function addFlatLevels(picture: PlacedPicture, { levels, colours }: FlatLevels): void {
  const { kernels } = placeOf(picture);
  const { data, top, stride, width, height, first, end } = picture;
  const { cb, cr, stride: chromaStride, step: chromaStep } = picture.chroma;
  const across = Math.max(1, Math.round(width / sampledWidth));
  const down = Math.max(1, Math.round(height / sampledRows));
  const [lastColumn, lastRow] = [(width >> 1) - 1, (height >> 1) - 1];
  const from = down >> 1 || 1;
  for (let y = from + down * Math.max(0, Math.ceil((first - from) / down)); y < Math.min(end, height - 1); y += down) {
    const chromaRow = Math.min(y >> 1, lastRow) * chromaStride;
    const blues = kernels.bytes(cb + chromaRow, lastColumn * chromaStep + 1);
    const reds = kernels.bytes(cr + chromaRow, lastColumn * chromaStep + 1);
    const row = (y - top) * stride;
    for (let x = 1; x < width - 1; x += across) {
      const at = row + x;
      const beside = data[at + 1] - data[at - 1];
      const above = data[at + stride] - data[at - stride];
      if (beside > mostDifference || beside < -mostDifference || above > mostDifference || above < -mostDifference)
        continue;
      const level = data[at];
      const chroma = Math.min(x >> 1, lastColumn) * chromaStep;
      const blue = blues[chroma] - 128;
      const red = reds[chroma] - 128;
      // In 1/1024 of a level; luma from 16 to 235 becomes 0 to 255.
      const light = 1192 * (level - 16) + 512;
      levels[level]++;
      levels[allLevels + inByte((light - 218 * blue - 546 * red) >> 10)]++;
      levels[2 * allLevels + inByte((light - 401 * blue - 832 * red) >> 10)]++;
      colours[inByte((light + 1836 * red) >> 10)]++;
      colours[allLevels + inByte((light + 2163 * blue) >> 10)]++;
      colours[2 * allLevels + inByte((light + 1634 * red) >> 10)]++;
      colours[3 * allLevels + inByte((light + 2066 * blue) >> 10)]++;
    }
  }
}
