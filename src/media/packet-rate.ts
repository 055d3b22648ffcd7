import { packetsOf, pictureStream, withInput } from './input.ts';

/**
 * Bits of picture in each whole second of a video, counted from its packets by the time at which they are shown.
 * @throws {MediaError}
 */
export async function bitsPerSecond(path: string): Promise<number[]> {
  return withInput(path, async input => {
    const stream = pictureStream(input, path);
    const { num, den } = stream.timeBase;
    const bits: number[] = [];
    let end = 0;
    for await (const { pts, duration, size } of packetsOf(input, stream)) {
      const second = Math.floor((Number(pts) * num) / den + 1e-6);
      bits[second] = (bits[second] ?? 0) + size * 8;
      end = Math.max(end, (Number(pts + duration) * num) / den);
    }
    return Array.from(bits, value => value ?? 0).slice(0, Math.floor(end + 1e-6));
  });
}
