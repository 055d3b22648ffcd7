import type { Region } from '../detect/artifact.ts';
import { type BlockField, spreadField } from './block-field.ts';
import {
  type BlockLight,
  black,
  blocksOf,
  grey,
  type LightAround,
  logOfLight,
  swingWithin,
  telling,
} from './block-light.ts';
import { lumaOf, type Nv12Picture, noiseAt } from './picture.ts';

/** Changes beyond this are no flicker and are not undone in full. */
const mostGain = 2.5;
/** A block, or colour, that takes part in less than the first share of a swing takes no part; in more than the second, in all. */
const noPart = 0.2;
const allPart = 0.75;
/** A factor (natural logarithm) that is not seen. */
export const unseen = 0.004;

/**
 * Undoes a swing on a frame.
 *
 * @param index which of the frames that were measured, from 0
 * @param frame seeds the dither
 */
export type UndoSwing = (picture: Nv12Picture, index: number, frame: number) => Nv12Picture;

/**
 * Tells how light swings between two good frames, to undo it. What flickers changes all places by one factor, what shines
 * and pulses in a scene changes some: so the factor from frame to frame is the one on which most places agree, and a
 * scene's own pulse stays. Over the stretch the factors come back to where they began. In a part of the picture, places
 * follow the swing by the share of it that their own light shows, frame by frame (least squares).
 *
 * @param region part of the picture that flickers
 * @returns undefined where no swing is told
 */
export function learnSwing(around: LightAround, region: Region): UndoSwing | undefined {
  const { before, during, after } = around;
  const good = [before.at(-1)!, after[0]] as const;
  const { columns, rows, side } = good[0];
  const isWhole = region.width * region.height >= 1;
  const logsOf = ({ luma }: { luma: Float32Array }): Float32Array => luma.map(logOfLight);
  const swing = swingWithin(around, blocksOf(good[0], region), ({ luma }) => luma.map(telling));
  if (!swing) return undefined;
  const own = swing.factors;
  const energy = own.reduce((sum, value) => sum + value * value, 0);
  const [first, last] = good.map(logsOf);
  const logs = during.map(logsOf);
  const shares = Array.from(first, (light, b) => {
    if (isWhole) return 1;
    const shown = own.reduce((sum, value, i) => {
      const steady = light + ((last[b] - light) * (i + 1)) / (own.length + 1);
      return sum + value * (logs[i][b] - steady);
    }, 0);
    return Math.max(0, Math.min(1, (shown / energy - noPart) / (allPart - noPart)));
  });
  const smooth = isWhole ? shares : medians(shares, columns, rows);
  const ofColour = shareOfColour(around, own, (_, b) => smooth[b] > 0.5);
  return (picture, index, frame) => {
    if (Math.abs(own[index]) < unseen) return picture;
    const values = smooth.map(share => Math.max(1 / mostGain, Math.min(mostGain, Math.exp(-share * own[index]))));
    return withGains(picture, { columns, rows, values }, ofColour, side, frame);
  };
}

/** Medians of three by three values on a grid. */
function medians(values: readonly number[], columns: number, rows: number): number[] {
  return values.map((_, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns];
    const near: number[] = [];
    for (let y = Math.max(0, r - 1); y <= Math.min(rows - 1, r + 1); y++)
      for (let x = Math.max(0, c - 1); x <= Math.min(columns - 1, c + 1); x++) near.push(values[y * columns + x]);
    return near.sort((a, b) => a - b)[near.length >> 1];
  });
}

/** Share of a swing in which colour takes part, 0 to 1: light itself changes it as much as luma, luma alone not at all. */
function shareOfColour(
  { before, during, after }: LightAround,
  own: readonly number[],
  isAsked: (light: number, block: number) => boolean,
): number {
  const colourOf = ({ luma, blue, red }: BlockLight): number =>
    0.5 * Math.log(luma.reduce((sum, light, b) => sum + (isAsked(light, b) ? blue[b] ** 2 + red[b] ** 2 : 0), 1));
  const [first, last] = [before.at(-1)!, after[0]].map(colourOf);
  const steadyAt = (i: number): number => first + ((last - first) * (i + 1)) / (own.length + 1);
  const shown = own.reduce((sum, value, i) => sum + value * (colourOf(during[i]) - steadyAt(i)), 0);
  const energy = own.reduce((sum, value) => sum + value * value, 0);
  return Math.max(0, Math.min(1, (shown / energy - noPart) / (allPart - noPart)));
}

/** Multiplies light, and colour by a share, by gains of blocks, blended between them. */
function withGains(
  picture: Nv12Picture,
  field: BlockField,
  ofColour: number,
  side: number,
  frame: number,
): Nv12Picture {
  const { width, height, data } = picture;
  const out = new Uint8Array(data);
  const apply = (shrunk: 1 | 2, base: number, centre: number, share: number): void => {
    const gains = spreadField(field, width / shrunk, height / shrunk, side / shrunk);
    gains.forEach((whole, i) => {
      const gain = 1 + (whole - 1) * share;
      for (let c = 0, at = base + i * shrunk; c < shrunk; c++, at++) {
        // Stretched levels leave gaps, which dither fills.
        const dither = Math.abs(gain - 1) > unseen ? noiseAt(at, frame) : 0;
        const value = centre + (data[at] - centre) * gain + 0.5 + dither;
        out[at] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    });
  };
  apply(1, 0, black, 1);
  if (ofColour > 0) apply(2, lumaOf(picture).length, grey, ofColour);
  return { width, height, data: out };
}
