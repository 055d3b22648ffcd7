/** Where tiles of a long side begin: they overlap by at least `overlap`, and the last ends at the end. */
export function tileStarts(length: number, tile: number, overlap: number): number[] {
  if (length <= tile) return [0];
  const count = Math.ceil((length - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - tile)) / (count - 1)));
}

/** Planes of numbers, row by row. */
export interface Planes {
  width: number;
  height: number;
  channels: number;
  data: Float32Array;
}

/** A part of planes. */
export function cropPlanes(whole: Planes, left: number, top: number, width: number, height: number): Planes {
  const data = new Float32Array(whole.channels * width * height);
  for (let c = 0; c < whole.channels; c++)
    for (let y = 0; y < height; y++) {
      const from = (c * whole.height + top + y) * whole.width + left;
      data.set(whole.data.subarray(from, from + width), (c * height + y) * width);
    }
  return { width, height, channels: whole.channels, data };
}

/**
 * Passes planes through a network tile by tile and joins the answers with soft edges, so that memory is that of one
 * tile.
 *
 * @param scale   answer's side over input's side (8 to decode, 1/8 to encode)
 * @param tile    side of a tile in input samples
 * @param overlap samples that neighbours share, over which they are blended
 */
export async function throughTiles(
  whole: Planes,
  channels: number,
  scale: number,
  tile: number,
  overlap: number,
  pass: (part: Planes) => Promise<Float32Array>,
): Promise<Planes> {
  const width = Math.round(whole.width * scale);
  const height = Math.round(whole.height * scale);
  if (whole.width <= tile && whole.height <= tile) return { width, height, channels, data: await pass(whole) };
  const sum = new Float32Array(channels * width * height);
  const weights = new Float32Array(width * height);
  const ramp = Math.max(1, Math.round(overlap * scale));
  for (const top of tileStarts(whole.height, tile, overlap))
    for (const left of tileStarts(whole.width, tile, overlap)) {
      const part = cropPlanes(whole, left, top, Math.min(tile, whole.width), Math.min(tile, whole.height));
      const answer = await pass(part);
      const partWidth = Math.round(part.width * scale);
      const partHeight = Math.round(part.height * scale);
      const x0 = Math.round(left * scale);
      const y0 = Math.round(top * scale);
      const edge = (at: number, size: number): number => Math.min(1, (at + 0.5) / ramp, (size - at - 0.5) / ramp);
      for (let y = 0; y < partHeight; y++)
        for (let x = 0; x < partWidth; x++) {
          const weight = Math.max(1e-3, edge(x, partWidth) * edge(y, partHeight));
          const to = (y0 + y) * width + x0 + x;
          weights[to] += weight;
          for (let c = 0; c < channels; c++)
            sum[c * width * height + to] += weight * answer[(c * partHeight + y) * partWidth + x];
        }
    }
  for (let i = 0; i < sum.length; i++) sum[i] /= weights[i % (width * height)];
  return { width, height, channels, data: sum };
}
