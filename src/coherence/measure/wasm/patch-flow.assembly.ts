// Patch search, in AssemblyScript: two 64-bit numbers at a time, so that a search takes the same turns as one in plain
// numbers does. Where a value is kept in 32 bits (pictures, slopes, patches, what is read between pixels) it is rounded
// to them here, too.

const side: i32 = 8;
const step: i32 = 4;
const pixels: f64 = 64;
/** Bytes of a patch's row, and of a patch. */
const row: usize = 64;
const patch: usize = 512;

// @ts-ignore: decorator
@inline
function rounded(v: v128): v128 {
  return f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v));
}

// @ts-ignore: decorator
@inline
function lanes(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}

/** 64-bit numbers from 32-bit ones; the rest of the last pair of an odd count is filled up. */
export function widen(from: usize, to: usize, count: i32): void {
  for (let i = 0; i < count; i += 2) {
    v128.store(to, f64x2.promote_low_f32x4(v128.load64_zero(from)));
    from += 8; to += 16;
  }
}

/**
 * Half the difference of the neighbours to either side of each pixel; at the rim the pixel stands for the one that is
 * missing.
 */
export function slopes(data: usize, width: i32, height: i32, across: usize, down: usize): void {
  const line = <usize>width << 3;
  const half = f64x2.splat(0.5);
  for (let y = 0; y < height; y++) {
    const above = y > 0 ? line : 0, below = y < height - 1 ? line : 0;
    const at = <usize>y * line;
    for (let x: usize = 0; x < line; x += 16) {
      const here = data + at + x;
      v128.store(down + at + x, rounded(f64x2.mul(half, f64x2.sub(v128.load(here + below), v128.load(here - above)))));
      v128.store(across + at + x, rounded(f64x2.mul(half, f64x2.sub(v128.load(here + 8), v128.load(here - 8)))));
    }
    // An odd width's last pair ends in the next row, which is written afterwards.
    const last = data + at + line - 8;
    store<f64>(across + at, <f64><f32>(0.5 * (load<f64>(data + at, 8) - load<f64>(data + at))));
    store<f64>(across + at + line - 8, <f64><f32>(0.5 * (load<f64>(last) - load<f64>(last - 8))));
  }
}

/**
 * Mean absolute difference of the patch in `template` (free of its mean) from the picture at a place between pixels,
 * which is left in `warped`.
 */
function differenceAt(data: usize, width: i32, height: i32, left: f64, top: f64, template: usize, warped: usize): f64 {
  const x = max<f64>(0, min<f64>(<f64>width - <f64>side - 1.001, left));
  const y = max<f64>(0, min<f64>(<f64>height - <f64>side - 1.001, top));
  const x0 = floor(x), y0 = floor(y);
  const fx = x - x0, fy = y - y0;
  const line = <usize>width << 3;
  let at = data + (<usize>(<i32>y0 * width + <i32>x0) << 3);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  if (fx == 0 && fy == 0) {
    for (let i: usize = 0; i < patch; i += row) {
      const v0 = v128.load(at), v1 = v128.load(at, 16), v2 = v128.load(at, 32), v3 = v128.load(at, 48);
      v128.store(warped + i, v0); v128.store(warped + i, v1, 16); v128.store(warped + i, v2, 32); v128.store(warped + i, v3, 48);
      s0 = f64x2.add(s0, v0); s1 = f64x2.add(s1, v1); s2 = f64x2.add(s2, v2); s3 = f64x2.add(s3, v3);
      at += line;
    }
  } else {
    const w00 = f64x2.splat((1 - fx) * (1 - fy)), w10 = f64x2.splat(fx * (1 - fy)), w01 = f64x2.splat((1 - fx) * fy), w11 = f64x2.splat(fx * fy);
    for (let i: usize = 0; i < patch; i += row) {
      const under = at + line;
      const v0 = f64x2.add(f64x2.add(f64x2.add(f64x2.mul(w00, v128.load(at)), f64x2.mul(w10, v128.load(at, 8))), f64x2.mul(w01, v128.load(under))), f64x2.mul(w11, v128.load(under, 8)));
      const v1 = f64x2.add(f64x2.add(f64x2.add(f64x2.mul(w00, v128.load(at, 16)), f64x2.mul(w10, v128.load(at, 24))), f64x2.mul(w01, v128.load(under, 16))), f64x2.mul(w11, v128.load(under, 24)));
      const v2 = f64x2.add(f64x2.add(f64x2.add(f64x2.mul(w00, v128.load(at, 32)), f64x2.mul(w10, v128.load(at, 40))), f64x2.mul(w01, v128.load(under, 32))), f64x2.mul(w11, v128.load(under, 40)));
      const v3 = f64x2.add(f64x2.add(f64x2.add(f64x2.mul(w00, v128.load(at, 48)), f64x2.mul(w10, v128.load(at, 56))), f64x2.mul(w01, v128.load(under, 48))), f64x2.mul(w11, v128.load(under, 56)));
      v128.store(warped + i, rounded(v0)); v128.store(warped + i, rounded(v1), 16); v128.store(warped + i, rounded(v2), 32); v128.store(warped + i, rounded(v3), 48);
      s0 = f64x2.add(s0, v0); s1 = f64x2.add(s1, v1); s2 = f64x2.add(s2, v2); s3 = f64x2.add(s3, v3);
      at = under;
    }
  }
  const mean = f64x2.splat(lanes(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3))) / pixels);
  s0 = f64x2.splat(0); s1 = s0; s2 = s0; s3 = s0;
  for (let i: usize = 0; i < patch; i += row) {
    s0 = f64x2.add(s0, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(warped + i), mean), v128.load(template + i))));
    s1 = f64x2.add(s1, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(warped + i, 16), mean), v128.load(template + i, 16))));
    s2 = f64x2.add(s2, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(warped + i, 32), mean), v128.load(template + i, 32))));
    s3 = f64x2.add(s3, f64x2.abs(f64x2.sub(f64x2.sub(v128.load(warped + i, 48), mean), v128.load(template + i, 48))));
  }
  return lanes(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3))) / pixels;
}

/**
 * Flow of one level of the pyramids; see findPatchFlow in patch-flow.ts.
 * @param a, b f64 pictures of width by height: the one whose patches are looked for, and the other.
 * @param across, down Slopes of `a`.
 * @param coarserX, coarserY f32, what the coarser level found on its `coarserColumns` by `coarserRows`; 0 columns for
 * none.
 * @param flowX, flowY, residual, texture f32 out, `columns` by `rows`. @param work f64[3 * 64].
 */
export function flowOnLevel(a: usize, b: usize, across: usize, down: usize, width: i32, height: i32, iterations: i32,
  coarserX: usize, coarserY: usize, coarserColumns: i32, coarserRows: i32,
  columns: i32, rows: i32, flowX: usize, flowY: usize, residual: usize, texture: usize, work: usize): void {
  const template = work;
  // What lies at the best place, and room for what lies at another one.
  let warped = work + patch, other = warped + patch;
  const line = <usize>width << 3;
  const farthest: f64 = <f64>side * 1.5;
  let p: usize = 0;
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++, p += 4) {
      const left = <f64>(c * step), top = <f64>(r * step);
      const offset = <usize>(r * step * width + c * step) << 3;
      let sum = f64x2.splat(0), sx = sum, sy = sum, xx = sum, xy = sum, yy = sum, squares = sum;
      let from = offset;
      for (let i: usize = 0; i < patch; i += row) {
        for (let k: usize = 0; k < row; k += 16) {
          const gx = v128.load(across + from + k), gy = v128.load(down + from + k);
          sum = f64x2.add(sum, v128.load(a + from + k));
          sx = f64x2.add(sx, gx);
          sy = f64x2.add(sy, gy);
          xx = f64x2.add(xx, f64x2.mul(gx, gx));
          xy = f64x2.add(xy, f64x2.mul(gx, gy));
          yy = f64x2.add(yy, f64x2.mul(gy, gy));
        }
        from += line;
      }
      const mean = f64x2.splat(lanes(sum) / pixels);
      from = a + offset;
      for (let i: usize = 0; i < patch; i += row) {
        for (let k: usize = 0; k < row; k += 16) {
          const value = rounded(f64x2.sub(v128.load(from + k), mean));
          v128.store(template + i + k, value);
          squares = f64x2.add(squares, f64x2.mul(value, value));
        }
        from += line;
      }
      // The patches' means are taken out, and with them the slopes' means.
      const slopeSumX = lanes(sx), slopeSumY = lanes(sy);
      let hxx = lanes(xx) - (slopeSumX * slopeSumX) / pixels;
      let hyy = lanes(yy) - (slopeSumY * slopeSumY) / pixels;
      const hxy = lanes(xy) - (slopeSumX * slopeSumY) / pixels;
      const damping = 30 + 0.01 * (hxx + hyy);
      hxx += damping;
      hyy += damping;
      const inverse = 1 / (hxx * hyy - hxy * hxy);
      const contrast = <f32>sqrt(lanes(squares) / pixels);
      store<f32>(texture + p, contrast);
      // Where to begin: what the coarser level found here, what the neighbours found, or nowhere.
      let bestX: f64 = 0, bestY: f64 = 0;
      let best = differenceAt(b, width, height, left, top, template, warped);
      let coarseX: f64 = 0, coarseY: f64 = 0;
      if (coarserColumns > 0) {
        const at = <usize>(min(coarserColumns - 1, c >> 1) + min(coarserRows - 1, r >> 1) * coarserColumns) << 2;
        coarseX = 2 * <f64>load<f32>(coarserX + at);
        coarseY = 2 * <f64>load<f32>(coarserY + at);
      }
      if (<f64>contrast > 0.7) {
        for (let candidate = 0; candidate < 3; candidate++) {
          let x = coarseX, y = coarseY;
          if (candidate == 0) {
            if (coarserColumns == 0) continue;
          } else {
            if (candidate == 1 ? c == 0 : r == 0) continue;
            const at = candidate == 1 ? p - 4 : p - (<usize>columns << 2);
            x = <f64>load<f32>(flowX + at);
            y = <f64>load<f32>(flowY + at);
          }
          if (x == bestX && y == bestY) continue;
          const difference = differenceAt(b, width, height, left + x, top + y, template, other);
          if (difference < best * 0.98) {
            best = difference;
            bestX = x;
            bestY = y;
            const turn = warped;
            warped = other;
            other = turn;
          }
        }
        let x = bestX, y = bestY;
        for (let i = 0; i < iterations && best > 0.5; i++) {
          if (i > 0) {
            const difference = differenceAt(b, width, height, left + x, top + y, template, warped);
            if (difference < best) {
              best = difference;
              bestX = x;
              bestY = y;
            } else if (difference > best * 1.2) break;
          }
          // Nothing comes after the last step.
          if (i == iterations - 1) break;
          let m0 = f64x2.splat(0), m1 = m0;
          for (let k: usize = 0; k < patch; k += 32) {
            m0 = f64x2.add(m0, v128.load(warped + k));
            m1 = f64x2.add(m1, v128.load(warped + k, 16));
          }
          const mean2 = f64x2.splat(lanes(f64x2.add(m0, m1)) / pixels);
          let gx0 = f64x2.splat(0), gx1 = gx0, gy0 = gx0, gy1 = gx0;
          from = offset;
          for (let k: usize = 0; k < patch; k += row) {
            const e0 = f64x2.sub(f64x2.sub(v128.load(warped + k), mean2), v128.load(template + k));
            const e1 = f64x2.sub(f64x2.sub(v128.load(warped + k, 16), mean2), v128.load(template + k, 16));
            const e2 = f64x2.sub(f64x2.sub(v128.load(warped + k, 32), mean2), v128.load(template + k, 32));
            const e3 = f64x2.sub(f64x2.sub(v128.load(warped + k, 48), mean2), v128.load(template + k, 48));
            gx0 = f64x2.add(gx0, f64x2.mul(v128.load(across + from), e0));
            gy0 = f64x2.add(gy0, f64x2.mul(v128.load(down + from), e0));
            gx1 = f64x2.add(gx1, f64x2.mul(v128.load(across + from, 16), e1));
            gy1 = f64x2.add(gy1, f64x2.mul(v128.load(down + from, 16), e1));
            gx0 = f64x2.add(gx0, f64x2.mul(v128.load(across + from, 32), e2));
            gy0 = f64x2.add(gy0, f64x2.mul(v128.load(down + from, 32), e2));
            gx1 = f64x2.add(gx1, f64x2.mul(v128.load(across + from, 48), e3));
            gy1 = f64x2.add(gy1, f64x2.mul(v128.load(down + from, 48), e3));
            from += line;
          }
          const gx = lanes(f64x2.add(gx0, gx1)), gy = lanes(f64x2.add(gy0, gy1));
          const stepX = (hyy * gx - hxy * gy) * inverse;
          const stepY = (hxx * gy - hxy * gx) * inverse;
          x -= stepX;
          y -= stepY;
          // A step shorter than this many pixels ends the search.
          if (abs(stepX) + abs(stepY) < 0.03) break;
          if (abs(x - bestX) + abs(y - bestY) > farthest) break;
        }
      } else if (coarserColumns > 0) {
        // Too smooth to tell; it goes where the coarser level goes if nothing speaks against it.
        const difference = differenceAt(b, width, height, left + coarseX, top + coarseY, template, warped);
        if (difference < best + 0.2) {
          best = difference;
          bestX = coarseX;
          bestY = coarseY;
        }
      }
      store<f32>(flowX + p, <f32>bestX);
      store<f32>(flowY + p, <f32>bestY);
      store<f32>(residual + p, <f32>best);
    }
  }
}
