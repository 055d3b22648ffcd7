import { Packet } from 'node-av/lib';
import { pictureStream, withInput } from './input.ts';

/**
 * Bits of picture in each whole second of a video, counted from its packets by the time at which they are shown.
 * @throws {MediaError}
 */
export async function bitsPerSecond(path: string): Promise<number[]> {
  return withInput(path, async input => {
    const stream = pictureStream(input, path);
    const { num, den } = stream.timeBase;
    const packet = new Packet();
    packet.alloc();
    const bits: number[] = [];
    let end = 0;
    while ((await input.readFrame(packet)) >= 0) {
      if (packet.streamIndex === stream.index) {
        const second = Math.floor((Number(packet.pts) * num) / den + 1e-6);
        bits[second] = (bits[second] ?? 0) + packet.size * 8;
        end = Math.max(end, (Number(packet.pts + packet.duration) * num) / den);
      }
      packet.unref();
    }
    packet.free();
    return Array.from(bits, value => value ?? 0).slice(0, Math.floor(end + 1e-6));
  });
}
