import { patchSide, patchStep } from '../../measure/patch-flow.ts';
import type { Region } from '../artifact.ts';
import type { Box, Small } from './compare-boxes.ts';
import type { PatchBox } from './densest-box.ts';

/** Pixels that so many patches side by side, which overlap, span. */
const span = (patches: number): number => (patches - 1) * patchStep + patchSide;
/** What lies on the rim of a place is left out on every side. */
const inset = 2;

/** The pixels that a place spans on the small picture; they may reach beyond it where the place does. */
export const boundsOf = ({ left, top, width, height }: PatchBox): Box => ({
  x: left * patchStep,
  y: top * patchStep,
  width: span(width),
  height: span(height),
});

/** The pixels of a place on the small picture, less two on every side. */
export function pixelsOf(box: PatchBox, { width, height }: Small): Box {
  const all = boundsOf(box);
  const [x, y] = [all.x + inset, all.y + inset];
  return {
    x,
    y,
    width: Math.min(width - x, all.width - 2 * inset),
    height: Math.min(height - y, all.height - 2 * inset),
  };
}

/** The part of the picture that a place covers. */
export function regionOf(box: PatchBox, { width, height }: Small): Region {
  const all = boundsOf(box);
  return {
    x: all.x / width,
    y: all.y / height,
    width: Math.min(1, all.width / width),
    height: Math.min(1, all.height / height),
  };
}
