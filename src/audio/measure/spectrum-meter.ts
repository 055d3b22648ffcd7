import { logMelFloor, melBands, mfccCount, spectrumBands } from '../analysis.ts';
import type { KernelSpace } from '../wasm/kernels.ts';
import { melEdges, placeBank, rectangularBank, triangularBank } from './filter-bank.ts';
import { createPowerSpectrum, spectrumBins, windowSamples } from './fourier.ts';

/** Regions of the onset curves: below 150 Hz, 150 Hz to 2.5 kHz, 2.5 to 5 kHz, above 5 kHz. */
export const fluxRegions = 4;

const decibelFloor = 1e-10;
/** 10 log10(x) = this times ln(x). */
const decibelsPerNeper = 10 / Math.LN10;

/** Measures what one spectrum shows; every row is overwritten by the next measurement. */
export interface SpectrumMeter {
  /** The samples that the next measurement looks at. */
  readonly recent: Float32Array;
  measure(): void;
  /** Hertz; 0 where there is no sound. */
  centroid: number;
  /** [32] decibels below a full-scale sine. */
  readonly spectrum: Float32Array;
  /** [6] decibels. */
  readonly bands: Float32Array;
  /** [40] decibels. */
  readonly logMel: Float32Array;
  /** Mean rise of the logarithmic mel bands since the row before, in decibels. */
  spectralFlux: number;
  /** [13]. */
  readonly mfcc: Float64Array;
  /** [4] rise of the logarithmic spectrum by region. */
  readonly flux: Float64Array;
  /** Logarithmic spectrum in bands a quarter tone apart, and how much each rose; so many come in a row. */
  readonly tones: number;
  levels: Float32Array;
  readonly rises: Float32Array;
}

function logarithmicEdges(low: number, perOctave: number, high: number, binHertz: number): number[] {
  // Superflux (Böck and Widmer 2013): bands a quarter tone apart, those that fall into one bin merged.
  const edges: number[] = [];
  let last = -1;
  for (let i = 0; ; i++) {
    const hertz = low * 2 ** (i / perOctave);
    if (hertz > high) break;
    const bin = Math.round(hertz / binHertz);
    if (bin > last && bin < spectrumBins) {
      edges.push(bin * binHertz);
      last = bin;
    }
  }
  return edges;
}

/** Rows of the discrete cosine transform (type II, orthonormal), [13, 40]. */
function cosineTable(): Float64Array {
  const table = new Float64Array(mfccCount * melBands);
  for (let c = 0; c < mfccCount; c++) {
    const scale = Math.sqrt((c === 0 ? 1 : 2) / melBands);
    for (let m = 0; m < melBands; m++) {
      table[c * melBands + m] = scale * Math.cos((Math.PI * c * (m + 0.5)) / melBands);
    }
  }
  return table;
}

/** Prepares the measurement of spectra of 2048 samples. */
export function createSpectrumMeter(space: KernelSpace, sampleRate: number): SpectrumMeter {
  const { run } = space;
  const binHertz = sampleRate / windowSamples;
  const fourier = createPowerSpectrum(space);
  // A full-scale sine gives a peak of (size / 4)² and 1.5 times that over its main lobe.
  const powerScale = 1 / (1.5 * (windowSamples / 4) ** 2);
  const spectrumEdges = Array.from({ length: spectrumBands + 1 }, (_, i) => 40 * 400 ** (i / spectrumBands));
  const spectrumBank = placeBank(space, rectangularBank(spectrumEdges, binHertz, spectrumBins));
  const bandBank = placeBank(space, rectangularBank([20, 60, 250, 1000, 4000, 8000, 16000], binHertz, spectrumBins), 2);
  // Slaney's normalisation (each triangle has an area of one hertz), on the power of the plain transform: what
  // librosa's melspectrogram gives. `power` is scaled, so the weights take the scale out again.
  const melPlaces = melEdges(melBands, 30, 16000);
  const melTriangles = triangularBank(melPlaces, binHertz, spectrumBins);
  for (let m = 0; m < melBands; m++) {
    const area = 2 / (melPlaces[m + 2] - melPlaces[m]) / powerScale;
    for (let w = melTriangles.offset[m]; w < melTriangles.offset[m + 1]; w++) melTriangles.weights[w] *= area;
  }
  const melBank = placeBank(space, melTriangles);
  const fluxEdges = logarithmicEdges(30, 24, 17000, binHertz);
  const fluxBank = placeBank(space, triangularBank(fluxEdges, binHertz, spectrumBins), 8);
  const tones = fluxBank.bands;
  const toneRoom = 4 * Math.ceil(tones / 4);
  const regionOf = fluxEdges.slice(1, -1).map(hertz => (hertz < 150 ? 0 : hertz < 2500 ? 1 : hertz < 5000 ? 2 : 3));
  const regionSize = [0, 0, 0, 0];
  for (const region of regionOf) regionSize[region]++;
  const numbers = space.floats(windowSamples / 2);
  for (let k = 0; k < numbers.view.length; k++) numbers.view[k] = k + 1;
  const weighted = space.floats(4);
  const history = [0, 1, 2].map(() => space.floats(toneRoom + 8));
  const levels = history.map(({ view }) => view.subarray(4, 4 + tones));
  const rises = space.floats(toneRoom);
  const cosines = cosineTable();
  const melBefore = new Float32Array(melBands);
  let reference = 0;
  let row = 0;

  const meter: SpectrumMeter = {
    recent: fourier.input.view,
    centroid: 0,
    spectrum: spectrumBank.sums.view,
    bands: bandBank.sums.view.subarray(0, bandBank.bands),
    logMel: melBank.sums.view,
    spectralFlux: 0,
    mfcc: new Float64Array(mfccCount),
    flux: new Float64Array(fluxRegions),
    tones,
    levels: new Float32Array(0),
    rises: rises.view,
    measure() {
      fourier.transform();
      const power = fourier.power.at;
      // The constant part is not sound: this clears it.
      const magnitudes = run.scaleSpectrum(power, powerScale, numbers.at, weighted.at);
      meter.centroid = magnitudes > 1e-4 ? (weighted.view[0] / magnitudes) * binHertz : 0;
      spectrumBank.run(power);
      run.logarithms(spectrumBank.sums.at, spectrumBands, decibelFloor, decibelsPerNeper);
      bandBank.run(power);
      run.logarithms(bandBank.sums.at, 8, decibelFloor, decibelsPerNeper);
      melBank.run(power);
      run.logarithms(melBank.sums.at, melBands, 1e-30, decibelsPerNeper);
      const mel = meter.logMel;
      let rise = 0;
      for (let m = 0; m < melBands; m++) {
        const level = Math.max(logMelFloor, mel[m]);
        if (level > melBefore[m]) rise += level - melBefore[m];
        mel[m] = level;
        melBefore[m] = level;
      }
      meter.spectralFlux = row === 0 ? 0 : rise / melBands;
      for (let c = 0; c < mfccCount; c++) {
        let sum = 0;
        for (let m = 0; m < melBands; m++) sum += cosines[c * melBands + m] * mel[m];
        meter.mfcc[c] = sum;
      }
      measureFlux(power);
      row++;
    },
  };

  function measureFlux(power: number): void {
    fluxBank.run(power);
    const loudest = run.squareRoots(fluxBank.sums.at, toneRoom);
    // The level that the logarithm is bent at follows the loudest band with a slow decay (a time constant of 10 s),
    // so the curve does not depend on how loud the track was mastered; never below -60 dB, where noise begins.
    reference = Math.max(loudest, reference * 0.999, 1e-3);
    const current = history[row % 3];
    // Maximum over the neighbours two rows ago, so that vibrato is no onset.
    const before = history[(row + 1) % 3];
    run.superflux(fluxBank.sums.at, toneRoom, 100 / reference, current.at + 16, before.at + 16, rises.at);
    meter.levels = levels[row % 3];
    if (row < 2) rises.view.fill(0);
    const { flux } = meter;
    flux.fill(0);
    for (let b = 0; b < tones; b++) flux[regionOf[b]] += rises.view[b];
    for (let r = 0; r < fluxRegions; r++) flux[r] /= regionSize[r];
  }

  return meter;
}
