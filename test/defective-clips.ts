import { createVideoEncoder, decodeVideo, probeVideo } from '../src/media/index.ts';

/** A copy of the frames of a clip, changed. */
export async function changed(
  source: string,
  target: string,
  [first, end]: readonly [number, number],
  change: (frame: number, nv12: Uint8Array, pixels: number) => void,
): Promise<string> {
  const { width, height } = await probeVideo(source);
  const encoder = await createVideoEncoder({
    path: target,
    width,
    height,
    frameRate: { numerator: 24, denominator: 1 },
    codec: 'h264',
    bitRate: 2_000_000,
    speed: 'balanced',
  });
  for await (const { index, data } of decodeVideo(source, { format: 'nv12' })) {
    if (index < first || index >= end) continue;
    change(index, data, width * height);
    await encoder.write(data);
  }
  await encoder.finish();
  return target;
}

/** @param gain of what is above black */
export function brighten(nv12: Uint8Array, pixels: number, gain: number): void {
  for (let i = 0; i < pixels; i++) nv12[i] = Math.max(16, Math.min(235, 16 + (nv12[i] - 16) * gain));
}

/** A copy of a clip in which the light swings from frame to frame, for two seconds. */
export const flickering = (source: string, target: string, from = 20): Promise<string> =>
  changed(source, target, [0, 10_000], (frame, nv12, pixels) => {
    if (frame >= from && frame < from + 48) brighten(nv12, pixels, frame % 2 ? 1.35 : 0.75);
  });
