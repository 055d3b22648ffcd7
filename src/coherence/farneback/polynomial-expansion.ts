/** Channels of an expansion: y, x, y², x² and xy coefficients of the paper's local polynomial, in OpenCV's order. */
export const expansionChannels = 5;

interface ExpansionKernel {
  radius: number;
  /** Index 0 is the centre. */
  g: Float32Array;
  xg: Float32Array;
  xxg: Float32Array;
  /** Elements of the inverse of the weighted Gram matrix. */
  inverse11: number;
  inverse03: number;
  inverse33: number;
  inverse55: number;
}

/** Applicability and dual basis of the expansion; 11-, 03-, 33- and 55-elements of the inverted Gram matrix. */
export function expansionKernel(radius: number, sigma: number): ExpansionKernel {
  const side = 2 * radius + 1;
  const all = new Float32Array(side);
  let sum = 0;
  for (let i = 0; i < side; i++) {
    const x = i - radius;
    all[i] = Math.exp((-x * x) / (2 * sigma * sigma));
    sum += all[i];
  }
  for (let i = 0; i < side; i++) all[i] /= sum;
  // Moments of the applicability over the window.
  let [m0, m2, m4, m22] = [0, 0, 0, 0];
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      const weight = all[y + radius] * all[x + radius];
      m0 += weight;
      m2 += weight * x * x;
      m4 += weight * x ** 4;
      m22 += weight * x * x * y * y;
    }
  }
  // The Gram matrix couples 1, x² and y² only: invert that 3x3 block by hand, the rest is diagonal.
  const determinant = m0 * (m4 * m4 - m22 * m22) - 2 * m2 * m2 * (m4 - m22);
  const take = (power: number): Float32Array =>
    Float32Array.from({ length: radius + 1 }, (_, x) => x ** power * all[x + radius]);
  return {
    radius,
    g: take(0),
    xg: take(1),
    xxg: take(2),
    inverse11: 1 / m2,
    inverse03: (-m2 * (m4 - m22)) / determinant,
    inverse33: (m0 * m4 - m2 * m2) / determinant,
    inverse55: 1 / m22,
  };
}

/**
 * Polynomial expansion of a grey picture (Farnebäck, "Two-Frame Motion Estimation Based on Polynomial Expansion", SCIA
 * 2003), with OpenCV's borders.
 *
 * @param target `width * height * 5` long
 * @param row    scratch, at least `(width + 2 * radius) * 3` long
 */
export function expandPolynomials(
  source: Float32Array,
  width: number,
  height: number,
  kernel: ExpansionKernel,
  target: Float32Array,
  row: Float32Array,
): void {
  const { radius, g, xg, xxg, inverse11, inverse03, inverse33, inverse55 } = kernel;
  const margin = radius * 3;
  for (let y = 0; y < height; y++) {
    const centre = y * width;
    const g0 = g[0];
    for (let x = 0, r = margin; x < width; x++, r += 3) {
      row[r] = source[centre + x] * g0;
      row[r + 1] = 0;
      row[r + 2] = 0;
    }
    for (let k = 1; k <= radius; k++) {
      const above = Math.max(y - k, 0) * width;
      const below = Math.min(y + k, height - 1) * width;
      const [gk, xgk, xxgk] = [g[k], xg[k], xxg[k]];
      for (let x = 0, r = margin; x < width; x++, r += 3) {
        const a = source[above + x];
        const b = source[below + x];
        const p = a + b;
        row[r] += gk * p;
        row[r + 1] += xgk * (b - a);
        row[r + 2] += xxgk * p;
      }
    }
    for (let x = 0; x < margin; x++) {
      row[margin - 1 - x] = row[margin + 2 - x];
      row[margin + width * 3 + x] = row[margin + width * 3 + x - 3];
    }
    let out = y * width * 5;
    for (let x = 0, r = margin; x < width; x++, r += 3, out += 5) {
      let b1 = row[r] * g0;
      let b2 = 0;
      let b3 = row[r + 1] * g0;
      let b4 = 0;
      let b5 = row[r + 2] * g0;
      let b6 = 0;
      for (let k = 1; k <= radius; k++) {
        const right = r + 3 * k;
        const left = r - 3 * k;
        const gk = g[k];
        const xgk = xg[k];
        const sum = row[right] + row[left];
        b1 += sum * gk;
        b4 += sum * xxg[k];
        b2 += (row[right] - row[left]) * xgk;
        b3 += (row[right + 1] + row[left + 1]) * gk;
        b6 += (row[right + 1] - row[left + 1]) * xgk;
        b5 += (row[right + 2] + row[left + 2]) * gk;
      }
      target[out] = b3 * inverse11;
      target[out + 1] = b2 * inverse11;
      target[out + 2] = b1 * inverse03 + b5 * inverse33;
      target[out + 3] = b1 * inverse03 + b4 * inverse33;
      target[out + 4] = b6 * inverse55;
    }
  }
}
