/** A grey picture of floats, 0 to 255, rows from the top. */
export interface GreyPicture {
  width: number;
  height: number;
  data: Float32Array;
}

/** Pixels of a patch's side and from one patch to the next, on the finest level. */
const patchSide = 8;
const patchStep = 4;
const levels = 4;
const iterations = [3, 4, 5, 7];
/** A step shorter than this many pixels ends the search. */
const enough = 0.03;

/** Displacements on a grid of patches. */
export interface PatchFlow {
  columns: number;
  rows: number;
  /** Pixels of the picture on which the flow was found, to the other picture. */
  x: Float32Array;
  y: Float32Array;
  /** Mean absolute difference of the patch from where it went, both freed of their mean; levels of 0 to 255. */
  residual: Float32Array;
  /** Standard deviation within the patch. */
  texture: Float32Array;
}

/** A picture at every size, finest first. */
export function picturePyramid(picture: GreyPicture): GreyPicture[] {
  const all = [picture];
  for (let level = 1; level < levels; level++) {
    const { width, height } = all[level - 1];
    if (Math.min(width, height) < 2 * patchSide * 2) break;
    all.push(halve(all[level - 1]));
  }
  return all;
}

/** Half the size, by averages of four. */
export function halve({ width, height, data }: GreyPicture): GreyPicture {
  const w = width >> 1;
  const h = height >> 1;
  const half = new Float32Array(w * h);
  for (let y = 0; y < h; y++) {
    let a = 2 * y * width;
    for (let x = 0; x < w; x++, a += 2)
      half[y * w + x] = 0.25 * (data[a] + data[a + 1] + data[a + width] + data[a + width + 1]);
  }
  return { width: w, height: h, data: half };
}

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

/**
 * Sparse-to-fine flow by inverse search on patches (Kroeger et al., "Fast Optical Flow using Dense Inverse Search",
 * ECCV 2016, its patch stage; the patches are freed of their mean, so that changes of light do not count as motion).
 * The coarsest level also tries standing still, and every level tries what the neighbours found.
 *
 * @param from pyramid of the picture whose patches are looked for
 * @param to   pyramid of the picture in which they are looked for
 */
export function findPatchFlow(from: readonly GreyPicture[], to: readonly GreyPicture[]): PatchFlow {
  let coarser: PatchFlow | undefined;
  for (let level = from.length - 1; level >= 0; level--) coarser = flowOnLevel(from[level], to[level], coarser, level);
  return coarser!;
}

function flowOnLevel(a: GreyPicture, b: GreyPicture, coarser: PatchFlow | undefined, level: number): PatchFlow {
  const { width, height, data } = a;
  const columns = Math.max(1, Math.floor((width - patchSide) / patchStep) + 1);
  const rows = Math.max(1, Math.floor((height - patchSide) / patchStep) + 1);
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

/**
 * Which patches come back to where they were when followed there and back (Sundaram et al., ECCV 2010): 1 for
 * consistent, 0 for covered or lost.
 */
export function consistency(forward: PatchFlow, backward: PatchFlow): Uint8Array {
  const { columns, rows } = forward;
  const kept = new Uint8Array(columns * rows);
  for (let row = 0, p = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, p++) {
      const c = Math.round(column + forward.x[p] / patchStep);
      const r = Math.round(row + forward.y[p] / patchStep);
      if (c < 0 || r < 0 || c >= columns || r >= rows) continue;
      const q = r * columns + c;
      const error = (forward.x[p] + backward.x[q]) ** 2 + (forward.y[p] + backward.y[q]) ** 2;
      const size = forward.x[p] ** 2 + forward.y[p] ** 2 + backward.x[q] ** 2 + backward.y[q] ** 2;
      kept[p] = error < 0.01 * size + 0.5 ? 1 : 0;
    }
  }
  return kept;
}

export { patchSide, patchStep };
