import { logMelFloor, logMelStep, melBands, mfccCount, spectrumBands } from '../analysis.ts';
import type { KernelSpace, Place } from '../wasm/kernels.ts';
import { melEdges, placeBank, rectangularBank, triangularBank } from './filter-bank.ts';
import { createPowerSpectrum, spectrumBins, windowSamples } from './fourier.ts';

/** Regions of the onset curves: below 150 Hz, 150 Hz to 2.5 kHz, 2.5 to 5 kHz, above 5 kHz. */
export const fluxRegions = 4;

/** Measures what one spectrum shows, row after row, into room for so many rows. */
export interface SpectrumMeter {
  /** The samples that the next measurement looks at. */
  readonly recent: Place<Float32Array>;
  /** Measures the next row. @param slot Where in the room its results go, from 0. */
  measure(slot: number): void;
  /** Hertz; 0 where there is no sound. */
  readonly centroid: Float32Array;
  /** [rows, 32] decibels below a full-scale sine. */
  readonly spectrum: Float32Array;
  /** [6][rows] decibels. */
  readonly bands: readonly Float32Array[];
  /** [rows, 40] in steps of {@link logMelStep} above {@link logMelFloor}. */
  readonly logMel: Uint8Array;
  /** Mean rise of the logarithmic mel bands since the row before, in decibels. */
  readonly spectralFlux: Float32Array;
  /** [rows, 13]. */
  readonly mfcc: Float64Array;
  /** [rows, 4] rise of the logarithmic spectrum by region. */
  readonly flux: Float64Array;
  /** Bands a quarter tone apart that {@link SpectrumMeter.levels} and {@link SpectrumMeter.rises} hold. */
  readonly tones: number;
  /** Byte address of the logarithmic levels of the row that was measured last, and of how much each rose. */
  levels(): number;
  readonly rises: number;
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

/** Prepares the measurement of spectra of 2048 samples. @param slots Rows that there is room for. */
export function createSpectrumMeter(space: KernelSpace, sampleRate: number, slots: number): SpectrumMeter {
  const { run } = space;
  const binHertz = sampleRate / windowSamples;
  const fourier = createPowerSpectrum(space);
  // A full-scale sine gives a peak of (size / 4)² and 1.5 times that over its main lobe.
  const powerScale = 1 / (1.5 * (windowSamples / 4) ** 2);
  const spectrumEdges = Array.from({ length: spectrumBands + 1 }, (_, i) => 40 * 400 ** (i / spectrumBands));
  const spectrumBank = placeBank(space, rectangularBank(spectrumEdges, binHertz, spectrumBins));
  const bandBank = placeBank(space, rectangularBank([20, 60, 250, 1000, 4000, 8000, 16000], binHertz, spectrumBins));
  // Slaney's normalisation (each triangle has an area of one hertz), on the power of the plain transform: what
  // librosa's melspectrogram gives. The kernel scales the power, so the weights take the scale out again.
  const melPlaces = melEdges(melBands, 30, 16000);
  const melTriangles = triangularBank(melPlaces, binHertz, spectrumBins);
  for (let m = 0; m < melBands; m++) {
    const area = 2 / (melPlaces[m + 2] - melPlaces[m]) / powerScale;
    for (let w = melTriangles.offset[m]; w < melTriangles.offset[m + 1]; w++) melTriangles.weights[w] *= area;
  }
  const melBank = placeBank(space, melTriangles);
  const fluxEdges = logarithmicEdges(30, 24, 17000, binHertz);
  const fluxBank = placeBank(space, triangularBank(fluxEdges, binHertz, spectrumBins));
  const tones = fluxBank.bands;
  const toneRoom = 4 * Math.ceil(tones / 4);
  const regions = space.integers(tones);
  const regionSizes = space.doubles(fluxRegions);
  fluxEdges.slice(1, -1).forEach((hertz, tone) => {
    const region = hertz < 150 ? 0 : hertz < 2500 ? 1 : hertz < 5000 ? 2 : 3;
    regions.view[tone] = region * Float64Array.BYTES_PER_ELEMENT;
    regionSizes.view[region]++;
  });
  const numbers = space.floats(windowSamples / 2);
  for (let k = 0; k < numbers.view.length; k++) numbers.view[k] = k + 1;
  // Each row of levels lies after an empty four, see the kernel.
  const historyRoom = toneRoom + 8;
  const history = space.floats(3 * historyRoom);
  const rises = space.floats(toneRoom);
  const cosines = space.doubles(mfccCount * melBands);
  cosines.view.set(cosineTable());
  const numbersOfTrack = space.doubles(5);
  numbersOfTrack.view.set([powerScale, binHertz, logMelFloor, logMelStep, 0]);
  // The kernel reads a row of four beyond the last sum.
  const spectrum = space.floats(slots * spectrumBands + 4);
  const bands = space.floats(bandBank.bands * slots);
  const logMel = space.bytes(slots * melBands);
  const mfcc = space.doubles(slots * mfccCount);
  const centroid = space.floats(slots);
  const spectralFlux = space.floats(slots);
  const flux = space.doubles(slots * fluxRegions);
  const places = [
    ...fourier.places,
    numbers.at,
    space.floats(4).at,
    spectrumBank.table,
    spectrumBank.weights,
    spectrumBank.bands,
    bandBank.table,
    bandBank.weights,
    bandBank.bands,
    space.floats(bandBank.bands + 2).at,
    melBank.table,
    melBank.weights,
    melBank.bands,
    space.floats(melBands).at,
    fluxBank.table,
    fluxBank.weights,
    tones,
    space.floats(tones + 8).at,
    history.at,
    historyRoom * Float32Array.BYTES_PER_ELEMENT,
    rises.at,
    regions.at,
    regionSizes.at,
    cosines.at,
    mfccCount,
    space.floats(melBands).at,
    numbersOfTrack.at,
    spectrum.at,
    bands.at,
    slots,
    logMel.at,
    mfcc.at,
    centroid.at,
    spectralFlux.at,
    flux.at,
  ];
  const table = space.integers(places.length);
  table.view.set(places);
  let row = 0;
  return {
    recent: fourier.input,
    centroid: centroid.view,
    spectrum: spectrum.view.subarray(0, slots * spectrumBands),
    bands: Array.from({ length: bandBank.bands }, (_, b) => bands.view.subarray(b * slots, (b + 1) * slots)),
    logMel: logMel.view,
    spectralFlux: spectralFlux.view,
    mfcc: mfcc.view,
    flux: flux.view,
    tones,
    levels: () => history.at + (((row - 1) % 3) * historyRoom + 4) * Float32Array.BYTES_PER_ELEMENT,
    rises: rises.at,
    measure(slot) {
      run.spectrumRow(table.at, row, slot);
      row++;
    },
  };
}
