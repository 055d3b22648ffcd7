/** A part of the picture in which words stand, and when. */
export interface TextBox {
  /** Pixels. */
  left: number;
  top: number;
  right: number;
  bottom: number;
  /** Seconds. */
  start: number;
  end: number;
  /** Pixels of an em of the words; the shade of larger ones is gentler and wider. */
  em?: number;
}

/**
 * Code value (0 to 1, transfer function of sRGB) below which the picture behind words is kept: white stands on it with
 * a contrast of 6.7:1, the accents of the looks with more than 4.5:1 (WCAG 2.2, success criterion 1.4.3).
 */
export const brightestBehindText = 0.36;
/**
 * The same behind large words: white stands on it with a contrast of 4.5:1, the accents with more than 3:1, which is
 * what large text needs (WCAG 2.2, success criterion 1.4.3).
 */
const brightestBehindLargeText = 0.46;
/** Ems that count as large, as a share of the picture's shorter side. */
const largeEm = 0.1;
/** Seconds in which the shade comes and goes. */
const easeSeconds = 0.25;

/** The bent luma: a shoulder that never exceeds the brightest, and leaves dark parts almost as they are. */
const bend = (brightest: number): Float32Array =>
  Float32Array.from({ length: 256 }, (_, code) => {
    const value = Math.max(0, (code - 16) / 219);
    return 16 + 219 * brightest * Math.tanh(value / brightest) - code;
  });
const bentBehindText = bend(brightestBehindText);
const bentBehindLargeText = bend(brightestBehindLargeText);

/** How strongly a box is shaded at a time: 0 to 1. */
export function shadeAt(box: TextBox, time: number): number {
  const t = Math.min((time - box.start) / easeSeconds + 1, (box.end - time) / easeSeconds + 1, 1);
  return t <= 0 ? 0 : t * t * (3 - 2 * t);
}

function falloff(length: number, first: number, from: number, to: number, soft: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => {
    const at = first + i + 0.5;
    const t = Math.min(1, Math.max(0, Math.min((at - from) / soft + 1, (to - at) / soft + 1)));
    return t * t * (3 - 2 * t);
  });
}

/**
 * Darkens the picture under words just as much as their legibility needs, softly towards the edges. A function of each
 * pixel alone.
 *
 * @param nv12  changed in place
 * @param share 0 to 1
 */
export function shadeBox(nv12: Uint8Array, width: number, height: number, box: TextBox, share: number): void {
  const short = Math.min(width, height);
  const em = box.em ?? 0;
  const bent = em >= short * largeEm ? bentBehindLargeText : bentBehindText;
  /** Pixels over which the shade falls off outside the box: an edge that is seen would be part of the picture. */
  const soft = Math.max(short * 0.17, em * 0.6);
  const x0 = Math.max(0, Math.floor((box.left - soft) / 2) * 2);
  const x1 = Math.min(width, Math.ceil((box.right + soft) / 2) * 2);
  const y0 = Math.max(0, Math.floor((box.top - soft) / 2) * 2);
  const y1 = Math.min(height, Math.ceil((box.bottom + soft) / 2) * 2);
  if (x1 <= x0 || y1 <= y0 || share <= 0) return;
  const across = falloff(x1 - x0, x0, box.left, box.right, soft);
  const down = falloff(y1 - y0, y0, box.top, box.bottom, soft);
  const chroma = width * height;
  for (let y = y0; y < y1; y++) {
    const row = y * width;
    const amount = down[y - y0] * share;
    const chromaRow = chroma + (y >> 1) * width;
    const even = (y & 1) === 0;
    for (let x = x0; x < x1; x++) {
      const luma = nv12[row + x];
      const mask = amount * across[x - x0];
      const change = bent[luma] * mask;
      nv12[row + x] = luma + change + 0.5;
      if (even && (x & 1) === 0 && luma > 16) {
        // Colour loses what light loses, so that what was vivid is not left garish.
        const kept = 1 + (0.7 * change) / (luma - 16 + 24);
        nv12[chromaRow + x] = 128.5 + (nv12[chromaRow + x] - 128) * kept;
        nv12[chromaRow + x + 1] = 128.5 + (nv12[chromaRow + x + 1] - 128) * kept;
      }
    }
  }
}

/** Relative luminance of a code value (WCAG 2.2). */
function luminance(code: number): number {
  return code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4;
}

/** Contrast of text to what is behind it (WCAG 2.2), from code values 0 to 1. */
export function contrast(text: number, behind: number): number {
  const [light, dark] = [luminance(Math.max(text, behind)), luminance(Math.min(text, behind))];
  return (light + 0.05) / (dark + 0.05);
}
