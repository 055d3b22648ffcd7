import { melBands, mfccCount, spectrumBands } from '../analysis.ts';
import { createKernelSpace } from '../wasm/kernels.ts';
import { createEnvelopeMeter, envelopeValues } from './envelope-meter.ts';
import { windowSamples } from './fourier.ts';
import { createHarmonyMeter } from './harmony-meter.ts';
import { bytesOfChannels, createHopCutter } from './hop-cutter.ts';
import {
  analysisSampleRate,
  hopSamples,
  hopSeconds,
  hopsBeforeFirstRow,
  hopsPerChroma,
  leadInSamples,
} from './hops.ts';
import { createLoudnessMeter } from './loudness.ts';
import { createRhythmRows } from './rhythm-rows.ts';
import { createBlockStore, createRowStore } from './row-store.ts';
import { createSpectrumMeter } from './spectrum-meter.ts';
import { createSplitMeter, rowsPerSplit } from './split-meter.ts';
import { fluxRegions } from './tone-bank.ts';

/** Room for tables and scratch of the kernels, in bytes; the channels take more. */
const kernelBytes = 480_000;
/** Rows that are gathered where the kernels write before they are stored. */
const blockRows = 64;

/** What one pass over the samples leaves: raw measures, not yet related to the track as a whole. */
export interface TrackMeasures {
  /** Sample frames seen. */
  samples: number;
  /** Samples that were no numbers or far beyond full scale, over all channels. */
  brokenSamples: number;
  rows: number;
  /** [rows, 32] decibels below a full-scale sine. */
  spectrum: Float16Array;
  /** [6][rows] decibels. */
  bands: Float32Array[];
  /** [rows, 13]. */
  mfcc: Float16Array;
  /** [rows, 40] logarithmic mel power in half decibels above -80. */
  logMel: Uint8Array;
  /** Mean rise of the logarithmic mel bands since the row before, in decibels. */
  spectralFlux: Float32Array;
  /** [rows / 2] shares of the power, 255 for all of it, see split-meter.ts. */
  harmonic: Uint8Array;
  percussive: Uint8Array;
  /** Highest amplitude of each hop, 0 to 1. */
  peaks: Float32Array;
  /** Hertz; 0 where there is no sound. */
  centroid: Float32Array;
  /** [rows, 4] rise of the logarithmic spectrum by region. */
  flux: Float16Array;
  /** [rows / 2, 54] what the beat network looks at, see rhythm-rows.ts. */
  rhythm: Uint8Array;
  /** K-weighted mean square by hop. */
  hopPowers: Float32Array;
  /** [rows * 3, 3] peak amplitude of the three onset regions, square-rooted, 0 to 255. */
  envelopes: Uint8Array;
  /** [chroma rows, 24] energy of C to B above, then below, 250 Hz; a row each 50 ms. */
  chroma: Float16Array;
}

/** Takes audio block by block. */
export interface TrackMeter {
  push(block: readonly Float32Array[]): void;
  finish(): TrackMeasures;
}

/**
 * Prepares the pass over a track of `channels` channels at 44.1 kHz.
 * @param expectedSeconds About how long it will be, so that memory is taken once and nothing need be moved.
 */
export function createTrackMeter(channels: number, expectedSeconds = 0): TrackMeter {
  // Half a second more: files are seldom as long as they say.
  const expectedRows = Math.ceil((expectedSeconds + 0.5) / hopSeconds);
  const space = createKernelSpace(kernelBytes + bytesOfChannels(channels));
  const cutter = createHopCutter(space, channels, leadInSamples);
  const spectrum = createSpectrumMeter(space, analysisSampleRate, blockRows);
  const harmony = createHarmonyMeter(space, analysisSampleRate, cutter.mono, hopsPerChroma);
  const loudness = createLoudnessMeter(space, analysisSampleRate, cutter.channels);
  const envelopeMeter = createEnvelopeMeter(space, analysisSampleRate, cutter.mono, blockRows);
  const rhythm = createRhythmRows(space, spectrum.tones, expectedRows);

  const split = createSplitMeter(space, spectrum.power, Math.ceil(expectedRows / rowsPerSplit));

  const centroid = createBlockStore(spectrum.centroid, 1, Float32Array, expectedRows);
  const spectralFlux = createBlockStore(spectrum.spectralFlux, 1, Float32Array, expectedRows);
  const levels = createBlockStore(spectrum.spectrum, spectrumBands, Float16Array, expectedRows);
  const bands = spectrum.bands.map(block => createBlockStore(block, 1, Float32Array, expectedRows));
  const mfcc = createBlockStore(spectrum.mfcc, mfccCount, Float16Array, expectedRows);
  const logMel = createBlockStore(spectrum.logMel, melBands, Uint8Array, expectedRows);
  const flux = createBlockStore(spectrum.flux, fluxRegions, Float16Array, expectedRows);
  const tablesOfSpectra = [centroid, spectralFlux, levels, ...bands, mfcc, logMel, flux];
  const peakBlock = new Float32Array(blockRows);
  const powerBlock = new Float32Array(blockRows);
  const peaks = createBlockStore(peakBlock, 1, Float32Array, expectedRows);
  const hopPowers = createBlockStore(powerBlock, 1, Float32Array, expectedRows);
  const envelopes = createBlockStore(envelopeMeter.envelopes, envelopeValues, Uint8Array, expectedRows);
  const tablesOfHops = [peaks, hopPowers, envelopes];
  const chroma = createRowStore(24, Float16Array, Math.ceil(expectedRows / hopsPerChroma));

  /** Hops that have gone by. */
  let hops = 0;
  /** Spectra that were measured, one a row. */
  let spectra = 0;
  /** Spectra and hops that are measured and not yet stored. */
  let spectraInBlock = 0;
  let hopsInBlock = 0;

  function storeSpectra(): void {
    for (const table of tablesOfSpectra) table.store(spectraInBlock);
    spectraInBlock = 0;
  }

  function storeHops(): void {
    for (const table of tablesOfHops) table.store(hopsInBlock);
    hopsInBlock = 0;
  }

  function measureHop(peak: number): void {
    peakBlock[hopsInBlock] = Math.min(1, peak);
    powerBlock[hopsInBlock] = loudness.measure();
    envelopeMeter.measure(hopsInBlock);
    if (++hopsInBlock === blockRows) storeHops();
  }

  function measureSpectrum(): void {
    spectrum.measure(spectraInBlock);
    rhythm.append(spectrum.levels(), spectrum.rises);
    if (spectra % rowsPerSplit === 0) split.append();
    spectra++;
    if (++spectraInBlock === blockRows) storeSpectra();
  }

  /** Lets what follows the sound over more than a hop hear the one that is complete. */
  function passOn(): void {
    space.run.shiftIn(cutter.mono.at, hopSamples, spectrum.recent.at, windowSamples);
    hops++;
    if (harmony.push()) chroma.append(harmony.row);
  }

  return {
    push(block) {
      cutter.push(block, peak => {
        measureHop(peak);
        passOn();
        if (hops >= hopsBeforeFirstRow) measureSpectrum();
      });
    },
    finish() {
      const { samples, brokenSamples } = cutter;
      const rows = Math.floor(samples / hopSamples) + 1;
      // Silence after the end, until the last row and the last chroma row have their windows.
      const chromaRows = Math.ceil(rows / hopsPerChroma);
      while (spectra < rows || chroma.rows < chromaRows) {
        const peak = cutter.fillUp();
        const isMissing = spectra < rows;
        if (isMissing) measureHop(peak);
        passOn();
        if (isMissing && hops >= hopsBeforeFirstRow) measureSpectrum();
      }
      storeSpectra();
      storeHops();
      return {
        samples,
        brokenSamples,
        rows,
        spectrum: levels.take(),
        bands: bands.map(table => table.take()),
        mfcc: mfcc.take(),
        logMel: logMel.take(),
        spectralFlux: spectralFlux.take(),
        ...split.take(),
        peaks: peaks.take(),
        centroid: centroid.take(),
        flux: flux.take(),
        rhythm: rhythm.take(),
        hopPowers: hopPowers.take(),
        envelopes: envelopes.take(),
        chroma: chroma.take(),
      };
    },
  };
}
