import { createFilterChain, type FilterChain } from '../../media/filter-chain.ts';
import { decodeVideo, probeVideo, type VideoPicture } from '../../media/index.ts';
import type { RgbaPicture } from './blend.ts';
import { maskAlpha, shapeMask } from './mask.ts';
import { type Overlay, placeOf } from './overlay.ts';

/** The pictures of an overlay, keyed and masked, in rising order of time; going back opens its file anew. */
export interface OverlayPictures {
  /** Width over height. */
  shape: number;
  /** @param time seconds since the overlay came @returns undefined where the footage is over */
  at(time: number): Promise<RgbaPicture | undefined>;
  close(): Promise<void>;
}

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

/**
 * Filters that see through a screen's colour: FFmpeg's chroma key by distance of chroma, then its light taken off the
 * rest.
 */
function keyFilters(key: NonNullable<Overlay['key']>): { name: string; options: string }[] {
  const [r, g, b] = [1, 3, 5].map(at => Number.parseInt(key.color.slice(at, at + 2), 16));
  const screen = g > r && g >= b ? 'green' : b > r ? 'blue' : undefined;
  return [
    {
      name: 'chromakey',
      options: `color=0x${key.color.slice(1)}:similarity=${key.similarity}:blend=${key.softness}`,
    },
    ...(screen && key.spill > 0 ? [{ name: 'despill', options: `type=${screen}:mix=${key.spill}` }] : []),
  ];
}

async function readMask(path: string, width: number, height: number): Promise<Float32Array> {
  for await (const { data } of decodeVideo(path, { width, height, format: 'gray', frames: [0] }))
    return Float32Array.from(data, value => value / 255);
  throw new Error(`${path} holds no picture.`);
}

/**
 * Opens the pictures of an overlay.
 *
 * @param picture  size of the video
 * @param largest  most that the overlay grows
 * @throws {MediaError}
 */
export async function openOverlay(
  overlay: Overlay,
  picture: { width: number; height: number },
  largest: number,
): Promise<OverlayPictures> {
  const video = await probeVideo(overlay.path);
  const shape = video.width / video.height;
  const place = placeOf(overlay, shape, picture, largest);
  // Larger than the file gives nothing: the rest is interpolated as it is laid over.
  const scale = Math.min(1, place.width / video.width);
  const width = even(video.width * scale);
  const height = even(video.height * scale);
  const rate = video.frameRate > 0 && Number.isFinite(video.frameRate) ? video.frameRate : 25;
  const still = video.frames <= 1;
  const mask =
    overlay.mask === undefined
      ? undefined
      : overlay.mask === 'ellipse' || overlay.mask === 'rounded'
        ? shapeMask(overlay.mask, width, height, overlay.feather)
        : await readMask(overlay.mask, width, height);
  let chain: FilterChain | undefined;
  if (overlay.key) {
    chain = await createFilterChain({
      width,
      height,
      format: 'rgba',
      frameRate: { numerator: 25, denominator: 1 },
      filters: keyFilters(overlay.key),
      failure: 'The overlay cannot be keyed',
    });
  }
  let source: AsyncGenerator<VideoPicture> | undefined;
  let shown: RgbaPicture | undefined;
  let shownIndex = -1;
  let next: VideoPicture | undefined;
  let worked = 0;
  const open = async (): Promise<void> => {
    await source?.return(undefined);
    source = decodeVideo(overlay.path, { width, height, format: 'rgba' });
    shownIndex = -1;
    next = (await source.next()).value as VideoPicture | undefined;
  };
  const prepared = async (data: Uint8Array): Promise<RgbaPicture> => {
    await chain?.apply(worked++, data);
    if (mask) maskAlpha(data, mask);
    return { width, height, data };
  };
  return {
    shape,
    async at(time) {
      let wanted = still ? 0 : Math.max(0, Math.floor((overlay.from + time) * rate + 1e-6));
      if (wanted >= video.frames) {
        if (!overlay.loop) return undefined;
        wanted %= Math.max(1, video.frames);
      }
      if (shown && wanted === shownIndex) return shown;
      if (!source || wanted < shownIndex) await open();
      let found: Uint8Array | undefined;
      while (next && (shownIndex < 0 || next.index <= wanted)) {
        found = next.data;
        shownIndex = next.index;
        next = (await source!.next()).value as VideoPicture | undefined;
      }
      if (found) shown = await prepared(found);
      return shown;
    },
    async close() {
      await source?.return(undefined);
      chain?.close();
    },
  };
}
