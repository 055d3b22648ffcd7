import {
  type GreyPicture,
  iterations,
  type PatchFlow,
  patchGrid,
  patchSide,
  patchStep,
} from '../measure/patch-flow.ts';

// Patch search in plain numbers, one pixel after the other: what the kernel is held against.

/** A step shorter than this many pixels ends the search. */
const enough = 0.03;
const template = new Float32Array(patchSide * patchSide);
const slopeX = new Float32Array(patchSide * patchSide);
const slopeY = new Float32Array(patchSide * patchSide);

/** Mean absolute difference of the patch in `template` (free of its mean) from the other picture at a place. */
function differenceAt({ width, height, data }: GreyPicture, left: number, top: number): number {
  const x = Math.max(0, Math.min(width - patchSide - 1.001, left));
  const y = Math.max(0, Math.min(height - patchSide - 1.001, top));
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const fx = x - x0;
  const fy = y - y0;
  const [w00, w10, w01, w11] = [(1 - fx) * (1 - fy), fx * (1 - fy), (1 - fx) * fy, fx * fy];
  let mean = 0;
  for (let r = 0, i = 0; r < patchSide; r++) {
    let a = (y0 + r) * width + x0;
    for (let c = 0; c < patchSide; c++, i++, a++) {
      const value = w00 * data[a] + w10 * data[a + 1] + w01 * data[a + width] + w11 * data[a + width + 1];
      warped[i] = value;
      mean += value;
    }
  }
  mean /= patchSide * patchSide;
  let sum = 0;
  for (let i = 0; i < warped.length; i++) sum += Math.abs(warped[i] - mean - template[i]);
  return sum / warped.length;
}
const warped = new Float32Array(patchSide * patchSide);

export function findPatchFlow(from: readonly GreyPicture[], to: readonly GreyPicture[]): PatchFlow {
  let coarser: PatchFlow | undefined;
  for (let level = from.length - 1; level >= 0; level--) coarser = flowOnLevel(from[level], to[level], coarser, level);
  return coarser!;
}

function flowOnLevel(a: GreyPicture, b: GreyPicture, coarser: PatchFlow | undefined, level: number): PatchFlow {
  const { width, height, data } = a;
  const { columns, rows } = patchGrid(a);
  const count = columns * rows;
  const flow: PatchFlow = {
    columns,
    rows,
    x: new Float32Array(count),
    y: new Float32Array(count),
    residual: new Float32Array(count),
    texture: new Float32Array(count),
  };
  const pixels = patchSide * patchSide;
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const left = column * patchStep;
      const top = row * patchStep;
      let mean = 0;
      for (let r = 0, i = 0; r < patchSide; r++) {
        const y = top + r;
        const at = y * width + left;
        const above = y > 0 ? -width : 0;
        const below = y < height - 1 ? width : 0;
        for (let c = 0; c < patchSide; c++, i++) {
          const x = left + c;
          const value = data[at + c];
          template[i] = value;
          mean += value;
          slopeX[i] = 0.5 * (data[at + c + (x < width - 1 ? 1 : 0)] - data[at + c - (x > 0 ? 1 : 0)]);
          slopeY[i] = 0.5 * (data[at + c + below] - data[at + c + above]);
        }
      }
      mean /= pixels;
      let [xx, xy, yy, sx, sy, variance] = [0, 0, 0, 0, 0, 0];
      for (let i = 0; i < pixels; i++) {
        template[i] -= mean;
        variance += template[i] * template[i];
        xx += slopeX[i] * slopeX[i];
        xy += slopeX[i] * slopeY[i];
        yy += slopeY[i] * slopeY[i];
        sx += slopeX[i];
        sy += slopeY[i];
      }
      // The patches' means are taken out, and with them the slopes' means.
      xx -= (sx * sx) / pixels;
      xy -= (sx * sy) / pixels;
      yy -= (sy * sy) / pixels;
      const damping = 30 + 0.01 * (xx + yy);
      xx += damping;
      yy += damping;
      const inverse = 1 / (xx * yy - xy * xy);
      flow.texture[p] = Math.sqrt(variance / pixels);
      // Where to begin: what the coarser level found here, what the neighbours found, or nowhere.
      let bestX = 0;
      let bestY = 0;
      let best = differenceAt(b, left, top);
      const consider = (x: number, y: number): void => {
        if (x === bestX && y === bestY) return;
        const difference = differenceAt(b, left + x, top + y);
        if (difference < best * 0.98) {
          best = difference;
          bestX = x;
          bestY = y;
        }
      };
      if (flow.texture[p] > 0.7) {
        if (coarser) {
          const c = Math.min(coarser.columns - 1, column >> 1) + Math.min(coarser.rows - 1, row >> 1) * coarser.columns;
          consider(2 * coarser.x[c], 2 * coarser.y[c]);
        }
        if (column > 0) consider(flow.x[p - 1], flow.y[p - 1]);
        if (row > 0) consider(flow.x[p - columns], flow.y[p - columns]);
        let x = bestX;
        let y = bestY;
        const farthest = patchSide * 1.5;
        for (let i = 0; i < iterations[level] && best > 0.5; i++) {
          const difference = differenceAt(b, left + x, top + y);
          if (difference < best) {
            best = difference;
            bestX = x;
            bestY = y;
          } else if (i > 0 && difference > best * 1.2) break;
          let mean2 = 0;
          for (let k = 0; k < pixels; k++) mean2 += warped[k];
          mean2 /= pixels;
          let gx = 0;
          let gy = 0;
          for (let k = 0; k < pixels; k++) {
            const error = warped[k] - mean2 - template[k];
            gx += slopeX[k] * error;
            gy += slopeY[k] * error;
          }
          const stepX = (yy * gx - xy * gy) * inverse;
          const stepY = (xx * gy - xy * gx) * inverse;
          x -= stepX;
          y -= stepY;
          if (Math.abs(stepX) + Math.abs(stepY) < enough) break;
          if (Math.abs(x - bestX) + Math.abs(y - bestY) > farthest) break;
        }
      } else if (coarser) {
        // Too smooth to tell; it goes where the coarser level goes if nothing speaks against it.
        const c = Math.min(coarser.columns - 1, column >> 1) + Math.min(coarser.rows - 1, row >> 1) * coarser.columns;
        const difference = differenceAt(b, left + 2 * coarser.x[c], top + 2 * coarser.y[c]);
        if (difference < best + 0.2) {
          best = difference;
          bestX = 2 * coarser.x[c];
          bestY = 2 * coarser.y[c];
        }
      }
      flow.x[p] = bestX;
      flow.y[p] = bestY;
      flow.residual[p] = best;
    }
  }
  return flow;
}
