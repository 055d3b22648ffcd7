import type { FrameMeasures } from '../measure/frame-measures.ts';
import { patchSide, patchStep } from '../measure/patch-flow.ts';
import type { Region } from './artifact.ts';
import type { PatchBox } from './densest-box.ts';
import type { Box } from './look-elsewhere.ts';
import { quantile } from './series.ts';

/** A patch that the other frame explains worse than this, and much worse than in the frames around, came or went. */
const unexplained = 0.22;
/** Patches that make a thing; fewer are noise. */
const leastPatches = 4;

/** A group of neighbouring patches; borders in patches. */
export interface Place {
  patches: number[];
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Patches that stand out at a frame against the frames around it. */
export function standingOut(
  shot: readonly FrameMeasures[],
  at: number,
  read: (frame: FrameMeasures) => Float32Array | undefined,
): Uint8Array | undefined {
  const now = read(shot[at]);
  if (!now) return undefined;
  let any = 0;
  for (let p = 0; p < now.length; p++) if (now[p] > unexplained) any++;
  if (any < leastPatches) return undefined;
  const around: Float32Array[] = [];
  for (const offset of [-3, -2, -1, 2, 3, 4]) {
    // The first frame's own step leads in from the shot before.
    const values = at + offset > 0 && shot[at + offset] && read(shot[at + offset]);
    if (values) around.push(values);
  }
  if (around.length < 2) return undefined;
  const mask = new Uint8Array(now.length);
  // In a picture that stirs everywhere a thing has to stand out more.
  const sorted = Float32Array.from(now).sort();
  const least = Math.max(unexplained, 1.6 * sorted[Math.floor(0.6 * sorted.length)]);
  for (let p = 0; p < now.length; p++) {
    if (now[p] < least) continue;
    const usual = quantile(
      around.map(values => values[p]),
      0.6,
    );
    if (now[p] > 2 * usual + 0.08) mask[p] = 1;
  }
  return mask;
}

/** Connected groups of marked patches (eight neighbours), largest first. */
export function placesOf(mask: Uint8Array, columns: number, rows: number): Place[] {
  const seen = new Uint8Array(mask.length);
  const places: Place[] = [];
  for (let start = 0; start < mask.length; start++) {
    if (!mask[start] || seen[start]) continue;
    const patches = [start];
    seen[start] = 1;
    const place = { patches, left: columns, top: rows, right: 0, bottom: 0 };
    for (let k = 0; k < patches.length; k++) {
      const [c, r] = [patches[k] % columns, Math.floor(patches[k] / columns)];
      place.left = Math.min(place.left, c);
      place.right = Math.max(place.right, c);
      place.top = Math.min(place.top, r);
      place.bottom = Math.max(place.bottom, r);
      for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++) {
        for (let x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) {
          const p = y * columns + x;
          if (mask[p] && !seen[p]) {
            seen[p] = 1;
            patches.push(p);
          }
        }
      }
    }
    if (patches.length >= leastPatches) places.push(place);
  }
  return places.sort((a, b) => b.patches.length - a.patches.length);
}

/** How much of its borders a place fills, 0 to 1. */
export const fillOf = ({ patches, left, top, right, bottom }: Place): number =>
  patches.length / ((right - left + 1) * (bottom - top + 1));

/** First and last column and row of patches. */
type Bounds = Omit<Place, 'patches'>;

/** What a box of patches spans. */
export const boundsOf = ({ left, top, width, height }: PatchBox): Bounds => ({
  left,
  top,
  right: left + width - 1,
  bottom: top + height - 1,
});

/** The pixels of a place on the small picture, less an inset on every side. */
export function boxOf({ left, top, right, bottom }: Bounds, width: number, height: number, inset: number): Box {
  const [x, y] = [left * patchStep + inset, top * patchStep + inset];
  return {
    x,
    y,
    width: Math.min(width - x, (right - left) * patchStep + patchSide - 2 * inset),
    height: Math.min(height - y, (bottom - top) * patchStep + patchSide - 2 * inset),
  };
}

export function regionOf({ left, top, right, bottom }: Bounds, width: number, height: number): Region {
  return {
    x: (left * patchStep) / width,
    y: (top * patchStep) / height,
    width: Math.min(1, ((right - left) * patchStep + patchSide) / width),
    height: Math.min(1, ((bottom - top) * patchStep + patchSide) / height),
  };
}

/** Median motion of the patches around a place, in percent of the width. */
export function motionAround({ step }: FrameMeasures, { left, top, right, bottom }: Place): [number, number] {
  if (!step) return [0, 0];
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let r = Math.max(0, top - 3); r <= Math.min(step.rows - 1, bottom + 3); r++)
    for (let c = Math.max(0, left - 3); c <= Math.min(step.columns - 1, right + 3); c++) {
      if (r >= top && r <= bottom && c >= left && c <= right) continue;
      xs.push(step.motionX[r * step.columns + c]);
      ys.push(step.motionY[r * step.columns + c]);
    }
  const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
  return [middle(xs), middle(ys)];
}
