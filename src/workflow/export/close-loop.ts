import { difference, mixInto, planLoop } from '../../finishing/delivery/index.ts';
import { createVideoEncoder, decodeVideo, probeVideo, type VideoEncoderOptions } from '../../media/index.ts';

/** How pictures of a loop differ from the next, in code values on average over their pixels. */
export interface Seam {
  /** The last picture from the first. */
  closing: number;
  /** At most, one picture from the next within the loop. */
  within: number;
}

/**
 * Writes a loop from a film that begins with what leads up to it: the loop's end dissolves into that lead.
 *
 * @param lead   frames of the film before the loop begins, less than a second
 * @param length frames of the loop
 */
export async function closeLoop(
  filmPath: string,
  outputPath: string,
  { lead, length, ...encoding }: { lead: number; length: number } & Pick<VideoEncoderOptions, 'frameRate' | 'bitRate'>,
  signal?: AbortSignal,
): Promise<Seam> {
  const plan = planLoop(lead, length);
  const { width, height } = await probeVideo(filmPath);
  const encoder = await createVideoEncoder({
    ...encoding,
    ...{ path: outputPath, width, height, codec: 'h264', speed: 'balanced' },
  });
  try {
    // The lead is kept until the end of the loop needs it.
    const leading: Uint8Array[] = [];
    for await (const { index, data } of decodeVideo(filmPath, { format: 'nv12' })) {
      signal?.throwIfAborted();
      if (index < lead) leading.push(data);
      const step = plan[index - lead];
      if (!step) continue;
      if (step.blend) mixInto(data, leading[step.blend.frame], step.blend.amount);
      await encoder.write(data);
    }
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
  return measureSeam(outputPath, { width: 180, height: Math.max(2, Math.round((180 * height) / width)) });
}

async function measureSeam(path: string, size: { width: number; height: number }): Promise<Seam> {
  let within = Number.NEGATIVE_INFINITY;
  let before: Uint8Array | undefined;
  let opening: Uint8Array | undefined;
  for await (const { data } of decodeVideo(path, { ...size, format: 'rgb24' })) {
    if (before) within = Math.max(within, difference(before, data));
    opening ??= data;
    before = data;
  }
  return { closing: difference(before!, opening!), within };
}
