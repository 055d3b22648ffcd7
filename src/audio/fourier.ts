/** A reusable transform from `size` real samples to the power of `size / 2 + 1` frequency bins. */
export interface PowerSpectrum {
  readonly size: number;
  /** Reads `size` samples (already windowed), writes `size / 2 + 1` squared magnitudes, not scaled. */
  transform(input: Float64Array, power: Float64Array): void;
}

/**
 * Prepares a real Fourier transform of a fixed size. The real signal is packed into a complex one of half the size
 * (Numerical Recipes, 12.3) which goes through a Stockham radix-4 transform, so there is no bit reversal.
 * @param size A power of two, at least 8.
 * @throws RangeError if `size` is not.
 */
export function createPowerSpectrum(size: number): PowerSpectrum {
  if (!Number.isInteger(size) || size < 8 || (size & (size - 1)) !== 0) {
    throw new RangeError(`size must be a power of two of at least 8, not ${size}.`);
  }
  const half = size / 2;
  const cosine = new Float64Array(size);
  const sine = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    cosine[i] = Math.cos((2 * Math.PI * i) / size);
    sine[i] = Math.sin((2 * Math.PI * i) / size);
  }
  let real = new Float64Array(half);
  let imaginary = new Float64Array(half);
  let spareReal = new Float64Array(half);
  let spareImaginary = new Float64Array(half);

  function complexTransform(): void {
    let length = half;
    let stride = 1;
    while (length >= 4) {
      // Plain constants in the loop: reads through the closure would be three times slower.
      const inReal = real;
      const inImaginary = imaginary;
      const outReal = spareReal;
      const outImaginary = spareImaginary;
      const quarter = length >> 2;
      // The table holds one turn in `size` steps.
      const step = size / length;
      for (let p = 0; p < quarter; p++) {
        const w1r = cosine[p * step];
        const w1i = -sine[p * step];
        const w2r = cosine[2 * p * step];
        const w2i = -sine[2 * p * step];
        const w3r = cosine[3 * p * step];
        const w3i = -sine[3 * p * step];
        let a = stride * p;
        let b = stride * (p + quarter);
        let c = stride * (p + 2 * quarter);
        let d = stride * (p + 3 * quarter);
        let out = stride * 4 * p;
        for (let q = 0; q < stride; q++, a++, b++, c++, d++, out++) {
          const sumACr = inReal[a] + inReal[c];
          const sumACi = inImaginary[a] + inImaginary[c];
          const differenceACr = inReal[a] - inReal[c];
          const differenceACi = inImaginary[a] - inImaginary[c];
          const sumBDr = inReal[b] + inReal[d];
          const sumBDi = inImaginary[b] + inImaginary[d];
          // i times (b - d)
          const turnedBDr = inImaginary[d] - inImaginary[b];
          const turnedBDi = inReal[b] - inReal[d];
          outReal[out] = sumACr + sumBDr;
          outImaginary[out] = sumACi + sumBDi;
          const xr = differenceACr - turnedBDr;
          const xi = differenceACi - turnedBDi;
          outReal[out + stride] = w1r * xr - w1i * xi;
          outImaginary[out + stride] = w1r * xi + w1i * xr;
          const yr = sumACr - sumBDr;
          const yi = sumACi - sumBDi;
          outReal[out + 2 * stride] = w2r * yr - w2i * yi;
          outImaginary[out + 2 * stride] = w2r * yi + w2i * yr;
          const zr = differenceACr + turnedBDr;
          const zi = differenceACi + turnedBDi;
          outReal[out + 3 * stride] = w3r * zr - w3i * zi;
          outImaginary[out + 3 * stride] = w3r * zi + w3i * zr;
        }
      }
      swap();
      length = quarter;
      stride *= 4;
    }
    if (length === 2) {
      for (let q = 0; q < stride; q++) {
        const other = q + stride;
        spareReal[q] = real[q] + real[other];
        spareImaginary[q] = imaginary[q] + imaginary[other];
        spareReal[other] = real[q] - real[other];
        spareImaginary[other] = imaginary[q] - imaginary[other];
      }
      swap();
    }
  }

  function swap(): void {
    const oldReal = real;
    const oldImaginary = imaginary;
    real = spareReal;
    imaginary = spareImaginary;
    spareReal = oldReal;
    spareImaginary = oldImaginary;
  }

  function transform(input: Float64Array, power: Float64Array): void {
    for (let i = 0; i < half; i++) {
      real[i] = input[2 * i];
      imaginary[i] = input[2 * i + 1];
    }
    complexTransform();
    const outReal = real;
    const outImaginary = imaginary;
    const first = real[0] + imaginary[0];
    const last = real[0] - imaginary[0];
    power[0] = first * first;
    power[half] = last * last;
    for (let k = 1; k < half; k++) {
      const mirror = half - k;
      const evenReal = 0.5 * (outReal[k] + outReal[mirror]);
      const evenImaginary = 0.5 * (outImaginary[k] - outImaginary[mirror]);
      const oddReal = 0.5 * (outImaginary[k] + outImaginary[mirror]);
      const oddImaginary = 0.5 * (outReal[mirror] - outReal[k]);
      const x = evenReal + cosine[k] * oddReal + sine[k] * oddImaginary;
      const y = evenImaginary + cosine[k] * oddImaginary - sine[k] * oddReal;
      power[k] = x * x + y * y;
    }
  }

  return { size, transform };
}

/** A periodic Hann window of `size` points. */
export function hannWindow(size: number): Float64Array {
  const window = new Float64Array(size);
  for (let i = 0; i < size; i++) window[i] = 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size);
  return window;
}
