import assert from 'node:assert/strict';
import test from 'node:test';
import { createPowerSpectrum } from './fourier.ts';

for (const size of [8, 16, 64, 2048]) {
  test(`the power spectrum of ${size} samples equals the sum of the definition`, () => {
    const input = Float64Array.from({ length: size }, (_, i) => Math.sin(i * i * 0.37) + 0.2);
    const power = new Float64Array(size / 2 + 1);
    const fourier = createPowerSpectrum(size);
    fourier.transform(input, power);
    fourier.transform(input, power);
    for (let k = 0; k <= size / 2; k += Math.max(1, size / 64)) {
      let real = 0;
      let imaginary = 0;
      for (let i = 0; i < size; i++) {
        real += input[i] * Math.cos((2 * Math.PI * ((k * i) % size)) / size);
        imaginary -= input[i] * Math.sin((2 * Math.PI * ((k * i) % size)) / size);
      }
      const expected = real * real + imaginary * imaginary;
      assert.ok(Math.abs(power[k] - expected) < 1e-7 * (1 + expected), `bin ${k}: ${power[k]}, not ${expected}`);
    }
  });
}

test('sizes that are no powers of two are refused', () => {
  assert.throws(() => createPowerSpectrum(12), RangeError);
});
