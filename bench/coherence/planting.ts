import { createVideoEncoder, decodeVideo, probeVideo, type VideoEncoderOptions } from '../../src/media/index.ts';

/** A repeatable random number from 0 to 1. */
export type Next = () => number;

export function random(seed: number): Next {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Three bytes a pixel, rows from the top. */
export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

/** Where a fault lies. */
export interface PlantedFault {
  first: number;
  /** The first frame after it. */
  end: number;
  /** Share of the picture that changes by 4 levels or more, on the frame where that is most. */
  visible: number;
}

/** What next to nothing shows of is no fault: from this share of the picture on it counts. */
export const leastVisible = 0.004;

/** Share of the values that differ by 4 levels or more; only every `step`th is looked at, from `from` on. */
export function shareChanged(before: Uint8Array, after: Uint8Array, from = 0, step = 1): number {
  let changed = 0;
  for (let i = from; i < after.length; i += step) if (Math.abs(after[i] - before[i]) >= 4) changed++;
  return (changed * step) / after.length;
}

/** The same, by the green of RGB. */
export const greenChanged = (before: Uint8Array, after: Uint8Array): number => shareChanged(before, after, 1, 3);

export const toLevel = (value: number): number => (value < 0 ? 0 : value > 255 ? 255 : Math.round(value));

/** How a copy of a video is written. */
export interface CopyOptions {
  /** What is changed: RGB, three bytes a pixel, or the planes as they are coded. */
  format: 'rgb24' | 'nv12';
  bitRate: number;
  speed: VideoEncoderOptions['speed'];
}

/** Writes a copy of a video in H.264 whose pictures are changed in place, one after another. */
export async function copyChanged(
  source: string,
  target: string,
  { format, bitRate, speed }: CopyOptions,
  change: (data: Uint8Array, frame: number) => void,
): Promise<void> {
  const { width, height, frameRate } = await probeVideo(source);
  const encoder = await createVideoEncoder({
    path: target,
    width,
    height,
    frameRate: { numerator: Math.round(frameRate * 1000), denominator: 1000 },
    codec: 'h264',
    bitRate,
    speed,
    // With more threads the same pictures are another file each time.
    threads: 1,
  });
  for await (const { data, index } of decodeVideo(source, { format })) {
    change(data, index);
    await encoder.write(format === 'nv12' ? data : toNv12({ width, height, rgb: data }));
  }
  await encoder.finish();
}

/** BT.709, limited range. */
export function toNv12({ width, height, rgb }: Picture): Uint8Array {
  const out = new Uint8Array((width * height * 3) / 2);
  for (let i = 0, at = 0; i < width * height; i++, at += 3)
    out[i] = 16.5 + 0.18259 * rgb[at] + 0.61423 * rgb[at + 1] + 0.06201 * rgb[at + 2];
  let to = width * height;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      let [r, g, b] = [0, 0, 0];
      for (const at of [y * width + x, y * width + x + 1, (y + 1) * width + x, (y + 1) * width + x + 1]) {
        r += rgb[at * 3] / 4;
        g += rgb[at * 3 + 1] / 4;
        b += rgb[at * 3 + 2] / 4;
      }
      out[to++] = 128.5 - 0.10064 * r - 0.33857 * g + 0.43922 * b;
      out[to++] = 128.5 + 0.43922 * r - 0.39894 * g - 0.04027 * b;
    }
  }
  return out;
}
