import { encodeImage } from '../../../media/image.ts';

/** Black through purple and orange to pale yellow, even in brightness. */
const heatStops = [[8, 8, 20], [66, 20, 98], [147, 38, 103], [221, 81, 58], [252, 165, 10], [252, 255, 190]]; // biome-ignore format: a list

/** Writes the colour of a value, 0 to 1, as three bytes from `at` on. */
function writeHeat(value: number, rgb: Uint8Array, at: number): void {
  const place = Math.min(heatStops.length - 1.001, Math.max(0, value * (heatStops.length - 1)));
  const low = Math.floor(place);
  for (let c = 0; c < 3; c++) {
    rgb[at + c] = Math.round(heatStops[low][c] + (place - low) * (heatStops[low + 1][c] - heatStops[low][c]));
  }
}

/** A table of 0 to 1 as a picture, `rows` from the bottom up, as an SVG image that fills a strip. */
export async function heatImage(
  columns: number,
  rows: number,
  at: (column: number, row: number) => number,
  width: number,
  height: number,
): Promise<string> {
  const rgb = new Uint8Array(columns * rows * 3);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) writeHeat(at(c, r), rgb, ((rows - 1 - r) * columns + c) * 3);
  }
  const png = Buffer.from(await encodeImage(columns, rows, rgb, 'png')).toString('base64');
  return `<image width="${width}" height="${height}" preserveAspectRatio="none" href="data:image/png;base64,${png}"/>`;
}
