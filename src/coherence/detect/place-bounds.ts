import { patchSide, patchStep } from '../measure/patch-flow.ts';
import type { Region } from './artifact.ts';
import type { Box } from './compare-boxes.ts';
import type { PatchBox } from './densest-box.ts';

/** First and last column and row of patches. */
interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

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
