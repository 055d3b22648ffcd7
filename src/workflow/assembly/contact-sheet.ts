import { decodeVideo } from '../../media/index.ts';

/** Pictures of a video at several moments, side by side. */
export interface ContactSheet {
  width: number;
  height: number;
  /** RGB, 8 bits a channel, rows from the top. */
  pixels: Uint8Array;
}

/**
 * Decodes a video and lays the wanted frames out in a grid.
 *
 * @param frames  frame numbers, in order
 * @param columns pictures in a row
 * @param cell    size of each picture
 */
export async function contactSheet(
  videoPath: string,
  frames: readonly number[],
  columns: number,
  cell: { width: number; height: number },
): Promise<ContactSheet> {
  const rows = Math.ceil(frames.length / columns);
  const width = columns * cell.width;
  const height = rows * cell.height;
  const pixels = new Uint8Array(width * height * 3);
  const wanted = new Map(frames.map((frame, i) => [frame, i]));
  const last = Math.max(...frames);
  for await (const { index, data } of decodeVideo(videoPath, { ...cell, format: 'rgb24', frames })) {
    const place = wanted.get(index);
    if (place !== undefined) {
      const left = (place % columns) * cell.width;
      const top = Math.floor(place / columns) * cell.height;
      for (let row = 0; row < cell.height; row++) {
        const from = row * cell.width * 3;
        pixels.set(data.subarray(from, from + cell.width * 3), ((top + row) * width + left) * 3);
      }
    }
    if (index >= last) break;
  }
  return { width, height, pixels };
}
