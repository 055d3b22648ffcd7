import assert from 'node:assert/strict';
import test from 'node:test';
import { createKernelSpace } from '../wasm/kernels.ts';
import { createPowerSpectrum } from './fourier.ts';

test('the power spectrum of 2048 samples equals the sum of the definition', () => {
  const size = 2048;
  const fourier = createPowerSpectrum(createKernelSpace(200_000), new Float32Array(size).fill(1));
  for (let i = 0; i < size; i++) fourier.input.view[i] = Math.sin(i * i * 0.37) + 0.2;
  fourier.transform();
  fourier.transform();
  for (let k = 0; k <= size / 2; k += k < 8 || k > 1014 ? 1 : 31) {
    let real = 0;
    let imaginary = 0;
    for (let i = 0; i < size; i++) {
      real += fourier.input.view[i] * Math.cos((2 * Math.PI * ((k * i) % size)) / size);
      imaginary -= fourier.input.view[i] * Math.sin((2 * Math.PI * ((k * i) % size)) / size);
    }
    const expected = real * real + imaginary * imaginary;
    // 32-bit numbers: seven digits of the strongest bins.
    const actual = fourier.power.view[k];
    assert.ok(Math.abs(actual - expected) < 0.02 + 1e-5 * expected, `bin ${k}: ${actual}, not ${expected}`);
  }
});
