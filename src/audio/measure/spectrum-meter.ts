import { logMelFloor, logMelStep, melBands, mfccCount, spectrumBands } from '../analysis.ts';
import type { KernelSpace, Place } from '../wasm/kernels.ts';
import { placeBank, rectangularBank } from './filter-bank.ts';
import { createPowerSpectrum, spectrumBins, windowSamples } from './fourier.ts';
import { cosineTable, melBank } from './mel-bank.ts';
import { createToneBank, fluxRegions } from './tone-bank.ts';

/** Measures what one spectrum shows, row after row, into room for so many rows. */
export interface SpectrumMeter {
  /** The samples that the next measurement looks at. */
  readonly recent: Place<Float32Array>;
  /** Byte address of the power in bins 1 to 1024 of the row that was measured last: a full-scale sine gives 2/3. */
  readonly power: number;
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

/** Edges of the bands of {@link SpectrumMeter.bands}, in hertz. */
const bandEdges = [20, 60, 250, 1000, 4000, 8000, 16000];

/** Where the kernel puts what it measures; there is room for `slots` rows. */
function placeResults(space: KernelSpace, slots: number) {
  return {
    // The kernel reads a row of four beyond the last sum.
    spectrum: space.floats(slots * spectrumBands + 4),
    bands: space.floats((bandEdges.length - 1) * slots),
    logMel: space.bytes(slots * melBands),
    mfcc: space.doubles(slots * mfccCount),
    centroid: space.floats(slots),
    spectralFlux: space.floats(slots),
    flux: space.doubles(slots * fluxRegions),
  };
}

/** Prepares the measurement of spectra of 2048 samples. @param slots Rows that there is room for. */
export function createSpectrumMeter(space: KernelSpace, sampleRate: number, slots: number): SpectrumMeter {
  const { run } = space;
  const binHertz = sampleRate / windowSamples;
  const fourier = createPowerSpectrum(space);
  // A full-scale sine gives a peak of (size / 4)² and 1.5 times that over its main lobe.
  const powerScale = 1 / (1.5 * (windowSamples / 4) ** 2);
  const spectrumEdges = Array.from({ length: spectrumBands + 1 }, (_, i) => 40 * 400 ** (i / spectrumBands));
  const spectrum = placeBank(space, rectangularBank(spectrumEdges, binHertz, spectrumBins));
  const bands = placeBank(space, rectangularBank(bandEdges, binHertz, spectrumBins));
  const mel = placeBank(space, melBank(binHertz, powerScale));
  const { bank: toneBank, regions, regionSizes } = createToneBank(space, binHertz);
  const tones = placeBank(space, toneBank);
  const numbers = space.floats(windowSamples / 2);
  for (let k = 0; k < numbers.view.length; k++) numbers.view[k] = k + 1;
  const toneRoom = 4 * Math.ceil(tones.bands / 4);
  // Each row of levels lies after an empty four, see the kernel.
  const historyRoom = toneRoom + 8;
  const history = space.floats(3 * historyRoom);
  const rises = space.floats(toneRoom);
  const cosines = space.doubles(mfccCount * melBands);
  cosines.view.set(cosineTable());
  const numbersOfTrack = space.doubles(5);
  numbersOfTrack.view.set([powerScale, binHertz, logMelFloor, logMelStep, 0]);
  const results = placeResults(space, slots);
  // In the order and by the names of SpectrumPlaces of the kernel.
  const places = {
    numbers: numbers.at,
    moment: space.floats(4).at,
    spectrumBands: spectrum.table,
    spectrumWeights: spectrum.weights,
    spectrumCount: spectrum.bands,
    bandBands: bands.table,
    bandWeights: bands.weights,
    bandCount: bands.bands,
    bandSums: space.floats(bands.bands + 2).at,
    melBands: mel.table,
    melWeights: mel.weights,
    melCount: mel.bands,
    melSums: space.floats(melBands).at,
    toneBands: tones.table,
    toneWeights: tones.weights,
    toneCount: tones.bands,
    toneSums: space.floats(tones.bands + 8).at,
    history: history.at,
    historyBytes: historyRoom * Float32Array.BYTES_PER_ELEMENT,
    rises: rises.at,
    regions,
    regionSizes,
    cosines: cosines.at,
    cosineCount: mfccCount,
    melBefore: space.floats(melBands).at,
    numbersOfTrack: numbersOfTrack.at,
    spectrumOut: results.spectrum.at,
    bandsOut: results.bands.at,
    slots,
    melOut: results.logMel.at,
    mfccOut: results.mfcc.at,
    centroidOut: results.centroid.at,
    spectralFluxOut: results.spectralFlux.at,
    fluxOut: results.flux.at,
  };
  const table = space.integers(fourier.places.length + Object.keys(places).length);
  table.view.set([...fourier.places, ...Object.values(places)]);
  let row = 0;
  return {
    recent: fourier.input,
    power: fourier.power.at + Float32Array.BYTES_PER_ELEMENT,
    centroid: results.centroid.view,
    spectrum: results.spectrum.view.subarray(0, slots * spectrumBands),
    bands: Array.from({ length: bands.bands }, (_, b) => results.bands.view.subarray(b * slots, (b + 1) * slots)),
    logMel: results.logMel.view,
    spectralFlux: results.spectralFlux.view,
    mfcc: results.mfcc.view,
    flux: results.flux.view,
    tones: tones.bands,
    levels: () => history.at + (((row - 1) % 3) * historyRoom + 4) * Float32Array.BYTES_PER_ELEMENT,
    rises: rises.at,
    measure(slot) {
      run.spectrumRow(table.at, row, slot);
      row++;
    },
  };
}
