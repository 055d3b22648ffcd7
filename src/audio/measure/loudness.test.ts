import assert from 'node:assert/strict';
import test from 'node:test';
import { sine } from '../synthetic-signals.ts';
import { createKernelSpace } from '../wasm/kernels.ts';
import { createLoudnessMeter, kWeighting, momentaryLoudness } from './loudness.ts';

function measure(signal: Float32Array): Float32Array {
  const space = createKernelSpace(20_000);
  const channel = space.floats(441);
  const meter = createLoudnessMeter(space, 44100, [channel]);
  const powers: number[] = [];
  for (let at = 0; at + 441 <= signal.length; at += 441) {
    channel.view.set(signal.subarray(at, at + 441));
    powers.push(meter.measure());
  }
  return momentaryLoudness(Float32Array.from(powers), 0.01, powers.length, 0);
}

test('a full-scale sine of 997 Hz on one channel measures -3.01 LUFS (BS.1770)', () => {
  assert.ok(Math.abs(measure(sine(997, 3))[150] + 3.01) < 0.05);
});

test('a sine 20 dB weaker measures 20 LU less', () => {
  assert.ok(Math.abs(measure(sine(997, 3, 0.1))[150] + 23.01) < 0.05);
});

test('a steady sound is as loud in every row, though a part of its first hop lies before the track', () => {
  const lead = 0.6;
  const powers = Float32Array.from({ length: 100 }, (_, i) => (i === 0 ? 1 - lead : 1));
  for (const [row, lufs] of momentaryLoudness(powers, 0.01, 99, lead).entries())
    assert.ok(Math.abs(lufs + 0.691) < 1e-4, `row ${row}: ${lufs}`);
});

test('at 48 kHz the filters are those in the tables of BS.1770-4', () => {
  const [shelf, pass] = kWeighting(48000);
  const expected = [1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585];
  [shelf.b0, shelf.b1, shelf.b2, shelf.a1, shelf.a2].forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]) < 1e-6);
  });
  assert.ok(Math.abs(pass.a1 + 1.99004745483398) < 1e-6);
  assert.ok(Math.abs(pass.a2 - 0.99007225036621) < 1e-6);
});
