import { melBands, mfccCount, spectrumBands } from '../analysis.ts';
import { createKernelSpace } from '../wasm/kernels.ts';
import { butterworth, coefficients } from './biquad.ts';
import { windowSamples } from './fourier.ts';
import { createHarmonyMeter } from './harmony-meter.ts';
import { analysisSampleRate, envelopesPerHop, hopSamples, hopSeconds, hopsPerChroma } from './hops.ts';
import { createLoudnessMeter } from './loudness.ts';
import { createRhythmRows } from './rhythm-rows.ts';
import { createRowStore } from './row-store.ts';
import { createSpectrumMeter, fluxRegions } from './spectrum-meter.ts';

/** Room for tables and scratch of the kernels, in bytes; each channel takes {@link channelBytes} more. */
const kernelBytes = 450_000;
/** Rows that are gathered where the kernels write before they are stored. */
const blockRows = 64;
/** Samples of each channel that are brought to the kernels at a time. */
const incomingSamples = 4096;
/** A hop, filled up with zeros to fours. */
const hopRoom = 4 * Math.ceil(hopSamples / 4);
const channelBytes = 4 * (incomingSamples + 2 * hopSamples) + 1024;

/** What one pass over the samples leaves: raw measures, not yet related to the track as a whole. */
export interface TrackMeasures {
  /** Sample frames seen. */
  samples: number;
  /** Samples that were not finite, over all channels. */
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
  // The kernels settle two channels at a time; an odd one goes beside silence.
  const places = 2 * Math.ceil(channels / 2);
  const space = createKernelSpace(kernelBytes + places * channelBytes);
  const { run } = space;
  const incoming = Array.from({ length: places }, () => space.floats(incomingSamples));
  const settled = Array.from({ length: places }, () => space.floats(hopRoom));
  const hop = settled.slice(0, channels).map(({ at, view }) => ({ at, view: view.subarray(0, hopSamples) }));
  // One channel needs no mixing.
  const mixed = channels === 1 ? settled[0] : space.floats(hopRoom);
  const mono = { at: mixed.at, view: mixed.view.subarray(0, hopSamples) };
  const spectrum = createSpectrumMeter(space, analysisSampleRate, blockRows);
  const harmony = createHarmonyMeter(space, analysisSampleRate, mono, hopsPerChroma);
  const loudness = createLoudnessMeter(space, analysisSampleRate, hop);
  const rhythm = createRhythmRows(space, spectrum.tones, expectedRows);

  const regionFilters = space.doubles(20);
  const pairs = [
    [butterworth('low-pass', 150, analysisSampleRate), butterworth('high-pass', 150, analysisSampleRate)],
    [butterworth('low-pass', 2500, analysisSampleRate), butterworth('high-pass', 5000, analysisSampleRate)],
  ];
  pairs.forEach((pair, stage) => {
    pair.forEach((filter, lane) => {
      coefficients(filter).forEach((value, i) => {
        regionFilters.view[10 * stage + 2 * i + lane] = value;
      });
    });
  });
  const regionStates = space.doubles(8);
  const envelopeBytes = 3 * envelopesPerHop;
  const regionPeaks = space.bytes(blockRows * envelopeBytes);
  const peaks = new Float32Array(blockRows);
  const hopPowers = new Float32Array(blockRows);

  const stores = {
    spectrum: createRowStore(spectrumBands, Float16Array, expectedRows),
    mfcc: createRowStore(mfccCount, Float16Array, expectedRows),
    logMel: createRowStore(melBands, Uint8Array, expectedRows),
    spectralFlux: createRowStore(1, Float32Array, expectedRows),
    peaks: createRowStore(1, Float32Array, expectedRows),
    centroid: createRowStore(1, Float32Array, expectedRows),
    flux: createRowStore(fluxRegions, Float16Array, expectedRows),
    hopPowers: createRowStore(1, Float32Array, expectedRows),
    envelopes: createRowStore(envelopeBytes, Uint8Array, expectedRows),
    chroma: createRowStore(24, Float16Array, Math.ceil(expectedRows / hopsPerChroma)),
  };
  const bandStores = Array.from({ length: 6 }, () => createRowStore(1, Float32Array, expectedRows));

  // A one-pole high-pass at 3 Hz against a constant offset; it starts settled, so that the start is no step.
  const offsetDecay = 1 - (2 * Math.PI * 3) / analysisSampleRate;
  const offsets = Array.from({ length: places / 2 }, () => space.doubles(4));
  let filled = 0;
  let hops = 0;
  let spectra = 0;
  let samples = 0;
  let brokenSamples = 0;

  /** Rows of spectra, and hops of samples, that are not yet stored. */
  let rowsInBlock = 0;
  let hopsInBlock = 0;

  function storeRows(): void {
    const rows = rowsInBlock;
    stores.centroid.append(spectrum.centroid.subarray(0, rows));
    stores.spectralFlux.append(spectrum.spectralFlux.subarray(0, rows));
    stores.spectrum.append(spectrum.spectrum.subarray(0, rows * spectrumBands));
    for (let b = 0; b < bandStores.length; b++) bandStores[b].append(spectrum.bands[b].subarray(0, rows));
    stores.mfcc.append(spectrum.mfcc.subarray(0, rows * mfccCount));
    stores.logMel.append(spectrum.logMel.subarray(0, rows * melBands));
    stores.flux.append(spectrum.flux.subarray(0, rows * fluxRegions));
    rowsInBlock = 0;
  }

  function storeHops(): void {
    stores.peaks.append(peaks.subarray(0, hopsInBlock));
    stores.hopPowers.append(hopPowers.subarray(0, hopsInBlock));
    stores.envelopes.append(regionPeaks.view.subarray(0, hopsInBlock * envelopeBytes));
    hopsInBlock = 0;
  }

  function measureSpectrum(): void {
    spectrum.measure(rowsInBlock);
    rhythm.append(spectrum.levels(), spectrum.rises);
    spectra++;
    if (++rowsInBlock === blockRows) storeRows();
  }

  /** Mixes the channels to one, and returns the largest magnitude of that. */
  function mix(): number {
    for (let c = 1; c < channels; c++) run.add(c === 1 ? hop[0].at : mono.at, hop[c].at, mono.at, hopRoom);
    return run.divide(mono.at, hopRoom, channels);
  }

  /** One hop of samples is complete. */
  function takeHop(real: boolean): void {
    const peak = mix();
    if (real) {
      peaks[hopsInBlock] = Math.min(1, peak);
      hopPowers[hopsInBlock] = loudness.measure();
      const to = regionPeaks.at + hopsInBlock * envelopeBytes;
      run.regionPeaks(mono.at, hopSamples / envelopesPerHop, regionFilters.at, regionStates.at, to);
      if (++hopsInBlock === blockRows) storeHops();
    }
    run.shiftIn(mono.at, hopSamples, spectrum.recent.at, windowSamples);
    hops++;
    if (harmony.push()) stores.chroma.append(harmony.row);
  }

  /** Takes the first `count` samples of what has come in. */
  function takeIncoming(count: number): void {
    for (let read = 0; read < count; ) {
      const next = Math.min(hopSamples - filled, count - read);
      for (let c = 0; c < channels; c += 2) {
        brokenSamples += run.settle(
          incoming[c].at + 4 * read,
          incoming[c + 1].at + 4 * read,
          settled[c].at + 4 * filled,
          settled[c + 1].at + 4 * filled,
          next,
          offsetDecay,
          offsets[c >> 1].at,
        );
      }
      filled += next;
      read += next;
      if (filled < hopSamples) continue;
      takeHop(true);
      filled = 0;
      if (hops >= hopsBeforeFirstRow) measureSpectrum();
    }
  }

  // Row i is centred on sample 441 i: the window reaches 1024 samples further. Hops end at multiples of 441, so the
  // stream is led in by as many zeros as make the first window end on a hop.
  const ahead = windowSamples / 2;
  const leadIn = (hopSamples - (ahead % hopSamples)) % hopSamples;
  const hopsBeforeFirstRow = (leadIn + ahead) / hopSamples;
  filled = leadIn;

  return {
    push(block) {
      const { length } = block[0];
      if (samples === 0 && length > 0) {
        block.forEach((channel, c) => {
          if (Number.isFinite(channel[0])) offsets[c >> 1].view[c & 1] = channel[0];
        });
      }
      for (let start = 0; start < length; start += incomingSamples) {
        const end = Math.min(length, start + incomingSamples);
        for (let c = 0; c < channels; c++) incoming[c].view.set(block[c].subarray(start, end));
        takeIncoming(end - start);
      }
      samples += length;
    },
    finish() {
      const rows = Math.floor(samples / hopSamples) + 1;
      // Silence after the end, until the last row and the last chroma row have their windows.
      const chromaRows = Math.ceil(rows / hopsPerChroma);
      while (spectra < rows || stores.chroma.rows < chromaRows) {
        for (const channel of hop) channel.view.fill(0, filled);
        takeHop(spectra < rows);
        filled = 0;
        if (hops >= hopsBeforeFirstRow && spectra < rows) measureSpectrum();
      }
      storeRows();
      storeHops();
      return {
        samples,
        brokenSamples,
        rows,
        spectrum: stores.spectrum.take(),
        bands: bandStores.map(store => store.take()),
        mfcc: stores.mfcc.take(),
        logMel: stores.logMel.take(),
        spectralFlux: stores.spectralFlux.take(),
        peaks: stores.peaks.take(),
        centroid: stores.centroid.take(),
        flux: stores.flux.take(),
        rhythm: rhythm.take(),
        hopPowers: stores.hopPowers.take(),
        envelopes: stores.envelopes.take(),
        chroma: stores.chroma.take(),
      };
    },
  };
}
