import type { BlendMode } from '../../scene-map/index.ts';
import type { Place } from './overlay.ts';

/** A picture with straight alpha: RGBA, rows from the top, tightly packed. */
export interface RgbaPicture {
  width: number;
  height: number;
  data: Uint8Array;
}

const [normal, screen, multiply, add, overlay] = [0, 1, 2, 3, 4];
const modes: Record<BlendMode, number> = { normal, screen, multiply, add, overlay };

/**
 * What a colour under an overlay (`b`) and the overlay's (`s`) make, code values 0 to 255 (W3C Compositing and Blending
 * 1, sections 8 and 10).
 */
function blend(mode: number, b: number, s: number): number {
  if (mode === normal) return s;
  if (mode === screen) return b + s - (b * s) / 255;
  if (mode === multiply) return (b * s) / 255;
  if (mode === add) return b + s > 255 ? 255 : b + s;
  return b <= 127.5 ? (2 * b * s) / 255 : 255 - (2 * (255 - b) * (255 - s)) / 255;
}

/**
 * Lays a picture over an NV12 frame (BT.709, limited range). Colours are mixed as RGB code values, as editing programs
 * do; pixels that the picture does not reach stay as they are to the bit. A picture that stands pixel on pixel is taken
 * as it is; another is interpolated bilinearly, colours weighted by their alpha.
 *
 * @param place   where it stands, in pixels of the frame; parts outside are cut off
 * @param opacity 0 to 1
 */
export function blendOver(
  nv12: Uint8Array,
  width: number,
  height: number,
  picture: RgbaPicture,
  place: Place,
  opacity: number,
  blendMode: BlendMode,
): void {
  if (opacity <= 0 || place.width < 1 || place.height < 1) return;
  const mode = modes[blendMode];
  const left = place.x - place.width / 2;
  const top = place.y - place.height / 2;
  const x0 = Math.max(0, Math.floor(left / 2) * 2);
  const x1 = Math.min(width, Math.ceil((left + place.width) / 2) * 2);
  const y0 = Math.max(0, Math.floor(top / 2) * 2);
  const y1 = Math.min(height, Math.ceil((top + place.height) / 2) * 2);
  const onPixels =
    place.width === picture.width && place.height === picture.height && Number.isInteger(left) && Number.isInteger(top);
  const sample = onPixels ? undefined : sampler(picture, place, left, top);
  const { data } = picture;
  const pixels = width * height;
  const over = new Float64Array(4);
  const scale = opacity / 255;
  for (let y = y0; y < y1; y += 2) {
    for (let x = x0; x < x1; x += 2) {
      const chroma = pixels + (y >> 1) * width + x;
      const cb = (nv12[chroma] - 128) * (255 / 224);
      const cr = (nv12[chroma + 1] - 128) * (255 / 224);
      let changed = false;
      let blue = 0;
      let red = 0;
      for (let corner = 0; corner < 4; corner++) {
        const px = x + (corner & 1);
        const py = y + (corner >> 1);
        let alpha = 0;
        let sr = 0;
        let sg = 0;
        let sb = 0;
        if (sample) {
          sample(px, py, over);
          alpha = over[3] * opacity;
          sr = over[0];
          sg = over[1];
          sb = over[2];
        } else if (px >= left && py >= top && px < left + picture.width && py < top + picture.height) {
          const from = ((py - top) * picture.width + px - left) * 4;
          alpha = data[from + 3] * scale;
          sr = data[from];
          sg = data[from + 1];
          sb = data[from + 2];
        }
        if (alpha <= 0) {
          blue += cb;
          red += cr;
          continue;
        }
        changed = true;
        const at = py * width + px;
        const luma = (nv12[at] - 16) * (255 / 219);
        const r = clamp(luma + 1.5748 * cr);
        const g = clamp(luma - 0.187324 * cb - 0.468124 * cr);
        const b = clamp(luma + 1.8556 * cb);
        const mixedRed = r + (blend(mode, r, sr) - r) * alpha;
        const mixedBlue = b + (blend(mode, b, sb) - b) * alpha;
        const mixedLuma = 0.2126 * mixedRed + 0.7152 * (g + (blend(mode, g, sg) - g) * alpha) + 0.0722 * mixedBlue;
        nv12[at] = 16.5 + mixedLuma * (219 / 255);
        blue += (mixedBlue - mixedLuma) / 1.8556;
        red += (mixedRed - mixedLuma) / 1.5748;
      }
      if (!changed) continue;
      nv12[chroma] = 128.5 + blue * (224 / 255 / 4);
      nv12[chroma + 1] = 128.5 + red * (224 / 255 / 4);
    }
  }
}

function clamp(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Reads the picture at a pixel of the frame into red, green, blue (0 to 255) and alpha (0 to 1). */
function sampler(
  { width, height, data }: RgbaPicture,
  place: Place,
  left: number,
  top: number,
): (x: number, y: number, into: Float64Array) => void {
  const across = width / place.width;
  const down = height / place.height;
  return (x, y, into) => {
    const px = (x + 0.5 - left) * across - 0.5;
    const py = (y + 0.5 - top) * down - 0.5;
    into[3] = 0;
    // Half a pixel of the frame beyond the picture's edge it is gone.
    if (px < -0.5 - across / 2 || py < -0.5 - down / 2 || px > width - 0.5 + across / 2 || py > height - 0.5 + down / 2)
      return;
    const fx = Math.min(width - 1, Math.max(0, px));
    const fy = Math.min(height - 1, Math.max(0, py));
    const ix = Math.min(width - 2, Math.floor(fx));
    const iy = Math.min(height - 2, Math.floor(fy));
    const tx = fx - ix;
    const ty = fy - iy;
    const first = (iy * width + ix) * 4;
    const below = first + width * 4;
    const w00 = (1 - tx) * (1 - ty) * data[first + 3];
    const w10 = tx * (1 - ty) * data[first + 7];
    const w01 = (1 - tx) * ty * data[below + 3];
    const w11 = tx * ty * data[below + 7];
    const sum = w00 + w10 + w01 + w11;
    if (sum <= 0) return;
    for (let c = 0; c < 3; c++)
      into[c] =
        (w00 * data[first + c] + w10 * data[first + 4 + c] + w01 * data[below + c] + w11 * data[below + 4 + c]) / sum;
    // The share of the frame's pixel that the picture covers: edges between pixels are smooth while it grows.
    const covered = coverage(px, across, width) * coverage(py, down, height);
    into[3] = (sum / 255) * covered;
  };
}

/** Share of a pixel of the frame, `step` pixels of the picture wide, that lies within 0 to `length`. */
function coverage(at: number, step: number, length: number): number {
  const from = Math.max(0, at + 0.5 - step / 2);
  const to = Math.min(length, at + 0.5 + step / 2);
  return Math.min(1, Math.max(0, (to - from) / step));
}
