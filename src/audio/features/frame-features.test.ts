import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { createTrackMeter } from '../measure/measure-track.ts';
import { analyse, clicks, noise, sine } from '../synthetic-signals.ts';
import { createEmbedder } from './embedding.ts';
import { frameFeatures } from './frame-features.ts';

interface ReferenceRow {
  row: number;
  logMel: number[];
  mfcc: number[];
  centroid: number;
  flux: number;
  bands: number[];
  lufs: number;
  harmonic: number;
}

/** The signal of reference/make-vectors.py. */
function referenceSignal(): Float32Array {
  const samples = new Float32Array(2 * 44100);
  let state = 12345;
  for (let i = 0; i < samples.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const turn = (2 * Math.PI * i) / 44100;
    const tones = 0.3 * Math.sin(220 * turn) + 0.2 * Math.sin(554.37 * turn) + 0.1 * Math.sin(5000 * turn);
    samples[i] = tones + 0.4 * (state / 2 ** 31 - 1) * Math.exp(-(i % 11025) / 1500);
  }
  return samples;
}

const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);

test('features agree with vectors computed from the published definitions', () => {
  const path = new URL('../reference/vectors.json', import.meta.url);
  const { rows, chroma } = JSON.parse(readFileSync(path, 'utf8')) as {
    rows: ReferenceRow[];
    chroma: { seconds: number; values: number[] }[];
  };
  assert.ok(rows.length >= 5 && chroma.length >= 3);
  const signal = referenceSignal();
  const { features } = analyse(signal);
  const meter = createTrackMeter(1);
  meter.push([signal]);
  const measures = meter.finish();
  for (const expected of rows) {
    const { row } = expected;
    const frame = frameFeatures(features, row, 100);
    // Half of the step that the bands are kept in, and the filter against a constant offset.
    for (const [m, value] of expected.logMel.entries()) near(frame.logMel[m], value, 0.3, `row ${row} mel ${m}`);
    for (const [c, value] of expected.mfcc.entries()) near(frame.mfcc[c], value, 0.15, `row ${row} mfcc ${c}`);
    near(frame.centroid, expected.centroid, 0.002 * expected.centroid, `row ${row} centroid`);
    near(frame.spectralFlux, expected.flux, 0.03, `row ${row} flux`);
    // Noise below 20 Hz, which the filter against a constant offset weakens, leaks into the lowest band.
    for (const [b, value] of expected.bands.entries())
      near(measures.bands[b][row], value, b === 0 ? 0.6 : 0.1, `row ${row} band ${b}`);
    // The window ends within a hop.
    near(frame.momentaryLoudness, expected.lufs, 0.05, `row ${row} loudness`);
    // Every fourth value of the medians counts.
    near(frame.harmonic, expected.harmonic, 0.05, `row ${row} harmonic`);
  }
  for (const { seconds, values } of chroma) {
    const frame = frameFeatures(features, Math.round(seconds * 100), 100);
    for (const [p, value] of values.entries()) near(frame.chroma[p], value, 0.03, `${seconds} s, pitch class ${p}`);
  }
});

test('a tone is harmonic, a click percussive, and the shares add to 1', () => {
  const tone = frameFeatures(analyse(sine(440, 3, 0.5)).features, 36, 24);
  assert.ok(tone.harmonic > 0.9, `${tone.harmonic}`);
  const beat = frameFeatures(analyse(clicks([0.5, 1, 1.5, 2], 3)).features, 24, 24);
  assert.ok(beat.percussive > 0.7, `${beat.percussive}`);
  assert.ok(Math.abs(tone.harmonic + tone.percussive - 1) < 1e-6);
});

test('the pitch class of a tone is its own', () => {
  const { chroma } = frameFeatures(analyse(sine(440, 3, 0.5)).features, 36, 24);
  assert.equal(chroma.indexOf(Math.max(...chroma)), 9);
});

test('no onset falls between two frames, whatever the rate', () => {
  const { features } = analyse(clicks([0.53, 1.217, 1.9], 3, 1));
  for (const rate of [24, 25, 30000 / 1001, 60]) {
    let highest = 0;
    for (let frame = 0; frame < 3 * rate; frame++) {
      highest = Math.max(highest, frameFeatures(features, frame, rate).onsetStrength);
    }
    assert.equal(highest, Math.max(...features.onsetStrength));
  }
  assert.throws(() => frameFeatures(features, 0, 0), /frameRate/);
  assert.throws(() => frameFeatures(features, -1, 24), /frame must/);
});

test('embeddings are unit vectors, closer within a part than between parts, and the same each time', () => {
  const song = new Float32Array(60 * 44100);
  const parts = [noise(20, 0.2), sine(330, 20, 0.5), noise(20, 0.2)];
  for (const [i, part] of parts.entries()) song.set(part, i * 20 * 44100);
  const { features } = analyse(song);
  const embedder = createEmbedder(features);
  const at = (seconds: number): Float32Array => embedder.at(seconds * 24, 24);
  const alike = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
  assert.equal(at(5).length, 512);
  assert.ok(Math.abs(alike(at(5), at(5)) - 1) < 1e-5);
  assert.ok(alike(at(6), at(50)) > 0.8 && alike(at(6), at(30)) < 0, `${alike(at(6), at(50))} ${alike(at(6), at(30))}`);
  assert.deepEqual(createEmbedder(features).at(100, 24), embedder.at(100, 24));
  assert.equal(createEmbedder(features, { dimensions: 2048 }).at(0, 24).length, 2048);
  assert.throws(() => createEmbedder(features, { dimensions: 100 }), /dimensions/);
});
