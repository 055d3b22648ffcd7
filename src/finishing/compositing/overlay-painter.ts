import { blendOver, type RgbaPicture } from './blend.ts';
import { type MusicalLevel, movedBy, type Overlay, type Place, placeOf } from './overlay.ts';
import { type OverlayPictures, openOverlay } from './overlay-pictures.ts';

/** Lays overlays over the frames of a stretch of video. */
export interface OverlayPainter {
  /**
   * @param frame  number of the frame, in rising order
   * @param nv12   BT.709, limited range; changed in place
   * @param shares how much of each layer is seen, 0 to 1: layers that come and go with a dissolve
   */
  paint(frame: number, nv12: Uint8Array, shares: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes the painter of layers of overlays, the lowest first. Files are opened when they are first seen, and closed when
 * their time is over.
 *
 * @param level what overlays follow of the music
 */
export function createOverlayPainter(
  layers: readonly (readonly Overlay[])[],
  video: { width: number; height: number; frameRate: { numerator: number; denominator: number } },
  level: MusicalLevel,
): OverlayPainter {
  const { width, height, frameRate } = video;
  const open = new Map<Overlay, OverlayPictures>();
  return {
    async paint(frame, nv12, shares) {
      const time = (frame * frameRate.denominator) / frameRate.numerator;
      for (const [l, overlays] of layers.entries()) {
        for (const overlay of overlays) {
          // Half a frame of tolerance: times are held to the millisecond, frames are not.
          const late = time - overlay.start + (0.5 * frameRate.denominator) / frameRate.numerator;
          if (late < 0 || time + 1e-6 >= overlay.end) {
            const over = open.get(overlay);
            open.delete(overlay);
            await over?.close();
            continue;
          }
          const { opacity, growth } = movedBy(overlay, level, time);
          const seen = opacity * shares[l];
          if (seen <= 0) continue;
          let pictures = open.get(overlay);
          if (!pictures) {
            pictures = await openOverlay(overlay, { width, height }, 1 + (overlay.follow.size?.amount ?? 0));
            open.set(overlay, pictures);
          }
          const picture = await pictures.at(Math.max(0, time - overlay.start));
          if (!picture) continue;
          const place = placeOf(overlay, pictures.shape, video, growth);
          const stands = overlay.follow.size ? place : onPixels(place, picture);
          blendOver(nv12, width, height, picture, stands, seen, overlay.blend);
        }
      }
    },
    async close() {
      for (const pictures of open.values()) await pictures.close();
      open.clear();
    },
  };
}

/**
 * A place of about a picture's own size, moved by less than a pixel so that the picture stands pixel on pixel: sharper,
 * and quicker.
 */
function onPixels(place: Place, { width, height }: RgbaPicture): Place {
  if (Math.abs(place.width - width) > 2 || Math.abs(place.height - height) > 2) return place;
  const [left, top] = [Math.round(place.x - width / 2), Math.round(place.y - height / 2)];
  return { x: left + width / 2, y: top + height / 2, width, height };
}
