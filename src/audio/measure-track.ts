import { logMelFloor, logMelStep, melBands, mfccCount, spectrumBands } from './analysis.ts';
import { butterworth, filterInPlace } from './biquad.ts';
import { createByteStore } from './byte-store.ts';
import { applyBank, melEdges, rectangularBank, triangularBank } from './filter-bank.ts';
import { createPowerSpectrum, hannWindow } from './fourier.ts';
import { createLoudnessMeter } from './loudness.ts';
import { createRowStore } from './row-store.ts';

/** The only rate that the analysis works at. */
export const analysisSampleRate = 44100;
/** Samples from one row to the next: exactly 10 ms. */
export const hopSamples = 441;
/** Seconds from one row to the next. */
export const hopSeconds = hopSamples / analysisSampleRate;
/** Rows of the envelopes in one hop; one lasts 3.33 ms. */
export const envelopesPerHop = 3;
/** Hops from one chroma row to the next. */
export const hopsPerChroma = 5;
/** Regions of the onset curves: below 150 Hz, 150 Hz to 2.5 kHz, 2.5 to 5 kHz, above 5 kHz. */
export const fluxRegions = 4;

const windowSamples = 2048;
/** 441 is a multiple of 7, so the slow stream (6300 Hz) keeps step with the hops. */
const decimation = 7;
const slowWindow = 2048;
const slowHop = (hopSamples / decimation) * hopsPerChroma;
const decibelFloor = 1e-10;

/** What one pass over the samples leaves: raw measures, not yet related to the track as a whole. */
export interface TrackMeasures {
  /** Sample frames seen. */
  samples: number;
  /** Samples that were not finite, over all channels. */
  brokenSamples: number;
  rows: number;
  /** [rows, 32] decibels below a full-scale sine. */
  spectrum: Float32Array;
  /** [rows, 6] decibels. */
  bands: Float32Array;
  /** [rows, 13]. */
  mfcc: Float32Array;
  /** [rows, 40] logarithmic mel power in half decibels above -80. */
  logMel: Uint8Array;
  /** Mean rise of the logarithmic mel bands since the row before, in decibels. */
  spectralFlux: Float32Array;
  /** Highest amplitude of each hop, 0 to 1. */
  peaks: Float32Array;
  /** Hertz; 0 where there is no sound. */
  centroid: Float32Array;
  /** [rows, 4] rise of the logarithmic spectrum by region. */
  flux: Float32Array;
  /** K-weighted mean square by hop. */
  hopPowers: Float32Array;
  /** [rows * 3, 3] peak amplitude of the three onset regions, square-rooted, 0 to 255. */
  envelopes: Uint8Array;
  /** [chroma rows, 24] energy of C to B above, then below, 250 Hz; a row each 50 ms. */
  chroma: Float32Array;
}

/** Takes audio block by block. */
export interface TrackMeter {
  push(block: readonly Float32Array[]): void;
  finish(): TrackMeasures;
}

function sincLowPass(taps: number, cutoff: number): Float64Array {
  const kernel = new Float64Array(taps);
  const centre = (taps - 1) / 2;
  let sum = 0;
  for (let i = 0; i < taps; i++) {
    const x = i - centre;
    const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
    // Blackman window
    kernel[i] =
      sinc * (0.42 - 0.5 * Math.cos((2 * Math.PI * i) / (taps - 1)) + 0.08 * Math.cos((4 * Math.PI * i) / (taps - 1)));
    sum += kernel[i];
  }
  for (let i = 0; i < taps; i++) kernel[i] /= sum;
  return kernel;
}

function logarithmicEdges(low: number, perOctave: number, high: number, bins: number, binHertz: number): number[] {
  // Superflux (Böck and Widmer 2013): bands a quarter tone apart, those that fall into one bin merged.
  const edges: number[] = [];
  let last = -1;
  for (let i = 0; ; i++) {
    const hertz = low * 2 ** (i / perOctave);
    if (hertz > high) break;
    const bin = Math.round(hertz / binHertz);
    if (bin > last && bin < bins) {
      edges.push(bin * binHertz);
      last = bin;
    }
  }
  return edges;
}

/** Prepares the pass over a track of `channels` channels at 44.1 kHz. */
export function createTrackMeter(channels: number): TrackMeter {
  const bins = windowSamples / 2 + 1;
  const binHertz = analysisSampleRate / windowSamples;
  const fourier = createPowerSpectrum(windowSamples);
  const hann = hannWindow(windowSamples);
  // A full-scale sine gives a peak of (size / 4)² and 1.5 times that over its main lobe.
  const powerScale = 1 / (1.5 * (windowSamples / 4) ** 2);
  const spectrumEdges = Array.from({ length: spectrumBands + 1 }, (_, i) => 40 * 400 ** (i / spectrumBands));
  const spectrumBank = rectangularBank(spectrumEdges, binHertz, bins);
  const bandBank = rectangularBank([20, 60, 250, 1000, 4000, 8000, 16000], binHertz, bins);
  // Slaney's normalisation (each triangle has an area of one hertz), on the power of the plain transform: what librosa's
  // melspectrogram gives. `power` is scaled, so the weights take the scale out again.
  const melPlaces = melEdges(melBands, 30, 16000);
  const melBank = triangularBank(melPlaces, binHertz, bins);
  for (let m = 0; m < melBands; m++) {
    const area = 2 / (melPlaces[m + 2] - melPlaces[m]) / powerScale;
    for (let w = melBank.offset[m]; w < melBank.offset[m + 1]; w++) melBank.weights[w] *= area;
  }
  const fluxEdges = logarithmicEdges(30, 24, 17000, bins, binHertz);
  const fluxBank = triangularBank(fluxEdges, binHertz, bins);
  const fluxRegionOf = fluxEdges.slice(1, -1).map(hertz => (hertz < 150 ? 0 : hertz < 2500 ? 1 : hertz < 5000 ? 2 : 3));
  const fluxRegionSize = [0, 0, 0, 0];
  for (const region of fluxRegionOf) fluxRegionSize[region]++;
  const cosineTable = new Float64Array(mfccCount * melBands);
  for (let c = 0; c < mfccCount; c++) {
    const scale = Math.sqrt((c === 0 ? 1 : 2) / melBands);
    for (let m = 0; m < melBands; m++) {
      cosineTable[c * melBands + m] = scale * Math.cos((Math.PI * c * (m + 0.5)) / melBands);
    }
  }

  const power = new Float64Array(bins);
  const windowed = new Float64Array(windowSamples);
  const recent = new Float64Array(windowSamples);
  const spectrumRow = new Float64Array(spectrumBands);
  const bandRow = new Float64Array(6);
  const melRow = new Float64Array(melBands);
  const melBefore = new Float64Array(melBands);
  const melSteps = new Float64Array(melBands);
  const mfccRow = new Float64Array(mfccCount);
  const fluxRow = new Float64Array(fluxRegions);
  const single = new Float64Array(1);
  const fluxHistory = [0, 1, 2].map(() => new Float64Array(fluxBank.bands));
  const fluxMagnitudes = new Float64Array(fluxBank.bands);
  let reference = 0;

  // The slow stream for harmony.
  const kernel = sincLowPass(95, 3100 / analysisSampleRate);
  const fast = new Float64Array(kernel.length + hopSamples);
  const slowRecent = new Float64Array(slowWindow);
  const slowFourier = createPowerSpectrum(slowWindow);
  const slowHann = hannWindow(slowWindow);
  const slowPower = new Float64Array(slowWindow / 2 + 1);
  const slowBinHertz = analysisSampleRate / decimation / slowWindow;
  const slowPending = new Float64Array(slowHop);
  let slowFilled = 0;
  const chromaRow = new Float64Array(24);

  const lowPass = butterworth('low-pass', 150, analysisSampleRate);
  const middleHigh = butterworth('high-pass', 150, analysisSampleRate);
  const middleLow = butterworth('low-pass', 2500, analysisSampleRate);
  const highPass = butterworth('high-pass', 5000, analysisSampleRate);
  const envelopeStates = [0, 1, 2, 3].map(() => new Float64Array(2));
  const envelopeScratch = new Float64Array(hopSamples);
  const envelopeRow = new Float64Array(3);

  const stores = {
    // Decibels from -100 to about 10, and coefficients up to 632 (the square root of 40 times 100 dB).
    spectrum: createRowStore(spectrumBands, 256),
    bands: createRowStore(6, 256),
    mfcc: createRowStore(mfccCount, 32),
    logMel: createByteStore(melBands),
    spectralFlux: createRowStore(1),
    peaks: createRowStore(1),
    centroid: createRowStore(1),
    flux: createRowStore(fluxRegions),
    hopPowers: createRowStore(1),
    chroma: createRowStore(24),
  };
  let envelopes = new Uint8Array(3 * envelopesPerHop * 6000);
  let envelopeRows = 0;
  let row = 0;

  const loudness = createLoudnessMeter(analysisSampleRate, channels);
  const hop = Array.from({ length: channels }, () => new Float64Array(hopSamples));
  const mono = new Float64Array(hopSamples);
  // A one-pole high-pass at 3 Hz against a constant offset; it starts settled, so that the start is no step.
  const offsetDecay = 1 - (2 * Math.PI * 3) / analysisSampleRate;
  const lastInput = new Float64Array(channels);
  const lastLevel = new Float64Array(channels);
  let filled = 0;
  let hops = 0;
  let samples = 0;
  let brokenSamples = 0;

  function measureSpectrum(): void {
    for (let i = 0; i < windowSamples; i++) windowed[i] = recent[i] * hann[i];
    fourier.transform(windowed, power);
    // The constant part is not sound.
    power[0] = 0;
    let weighted = 0;
    let magnitudeSum = 0;
    const spectrumPower = power;
    const scale = powerScale;
    for (let k = 1; k < bins; k++) {
      const scaled = spectrumPower[k] * scale;
      spectrumPower[k] = scaled;
      const magnitude = Math.sqrt(scaled);
      weighted += k * magnitude;
      magnitudeSum += magnitude;
    }
    single[0] = magnitudeSum > 1e-4 ? (weighted / magnitudeSum) * binHertz : 0;
    stores.centroid.append(single);
    applyBank(spectrumBank, power, spectrumRow);
    for (let b = 0; b < spectrumBands; b++) spectrumRow[b] = 10 * Math.log10(spectrumRow[b] + decibelFloor);
    stores.spectrum.append(spectrumRow);
    applyBank(bandBank, power, bandRow);
    for (let b = 0; b < 6; b++) bandRow[b] = 10 * Math.log10(bandRow[b] + decibelFloor);
    stores.bands.append(bandRow);
    applyBank(melBank, power, melRow);
    let melRise = 0;
    for (let m = 0; m < melBands; m++) {
      const level = Math.max(logMelFloor, 10 * Math.log10(melRow[m]));
      const before = melBefore[m];
      if (level > before) melRise += level - before;
      melRow[m] = level;
      melBefore[m] = level;
      melSteps[m] = (level - logMelFloor) / logMelStep;
    }
    stores.logMel.append(melSteps);
    single[0] = row === 0 ? 0 : melRise / melBands;
    stores.spectralFlux.append(single);
    for (let c = 0; c < mfccCount; c++) {
      let sum = 0;
      for (let m = 0; m < melBands; m++) sum += cosineTable[c * melBands + m] * melRow[m];
      mfccRow[c] = sum;
    }
    stores.mfcc.append(mfccRow);
    measureFlux();
  }

  function measureFlux(): void {
    applyBank(fluxBank, power, fluxMagnitudes);
    let loudest = 0;
    for (let b = 0; b < fluxBank.bands; b++) {
      fluxMagnitudes[b] = Math.sqrt(fluxMagnitudes[b]);
      if (fluxMagnitudes[b] > loudest) loudest = fluxMagnitudes[b];
    }
    // The level that the logarithm is bent at follows the loudest band with a slow decay (a time constant of 10 s),
    // so the curve does not depend on how loud the track was mastered; never below -60 dB, where noise begins.
    reference = Math.max(loudest, reference * 0.999, 1e-3);
    const current = fluxHistory[row % 3];
    const before = fluxHistory[(row + 1) % 3];
    const scale = 100 / reference;
    fluxRow.fill(0);
    for (let b = 0; b < fluxBank.bands; b++) current[b] = Math.log(1 + scale * fluxMagnitudes[b]);
    if (row >= 2) {
      for (let b = 0; b < fluxBank.bands; b++) {
        // Maximum over the neighbours two rows ago, so that vibrato is no onset.
        let old = before[b];
        if (b > 0 && before[b - 1] > old) old = before[b - 1];
        if (b + 1 < fluxBank.bands && before[b + 1] > old) old = before[b + 1];
        const rise = current[b] - old;
        if (rise > 0) fluxRow[fluxRegionOf[b]] += rise;
      }
      for (let r = 0; r < fluxRegions; r++) fluxRow[r] /= fluxRegionSize[r];
    }
    stores.flux.append(fluxRow);
    row++;
  }

  function measureChroma(): void {
    for (let i = 0; i < slowWindow; i++) windowed[i] = slowRecent[i] * slowHann[i];
    slowFourier.transform(windowed, slowPower);
    chromaRow.fill(0);
    const highest = Math.floor(2000 / slowBinHertz);
    for (let k = Math.ceil(40 / slowBinHertz); k < highest; k++) {
      const p = slowPower[k];
      // Peaks only: the skirts of a loud partial would smear into the neighbouring notes.
      if (p <= slowPower[k - 1] || p < slowPower[k + 1]) continue;
      const left = Math.log(slowPower[k - 1] + 1e-20);
      const middle = Math.log(p + 1e-20);
      const right = Math.log(slowPower[k + 1] + 1e-20);
      const bend = left - 2 * middle + right;
      const shift = bend < 0 ? (0.5 * (left - right)) / bend : 0;
      const hertz = (k + shift) * slowBinHertz;
      const pitch = Math.round(69 + 12 * Math.log2(hertz / 440));
      chromaRow[(pitch % 12) + (hertz < 250 ? 12 : 0)] += Math.sqrt(p) * (4 / slowWindow);
    }
    stores.chroma.append(chromaRow);
  }

  function measureEnvelopes(): void {
    if ((envelopeRows + envelopesPerHop) * 3 > envelopes.length) {
      const larger = new Uint8Array(envelopes.length + 3 * envelopesPerHop * 30000);
      larger.set(envelopes);
      envelopes = larger;
    }
    const part = hopSamples / envelopesPerHop;
    for (let region = 0; region < 3; region++) {
      envelopeScratch.set(mono);
      if (region === 0) filterInPlace(lowPass, envelopeScratch, envelopeStates[0]);
      else if (region === 1) {
        filterInPlace(middleHigh, envelopeScratch, envelopeStates[1]);
        filterInPlace(middleLow, envelopeScratch, envelopeStates[2]);
      } else filterInPlace(highPass, envelopeScratch, envelopeStates[3]);
      for (let e = 0; e < envelopesPerHop; e++) {
        let peak = 0;
        for (let i = e * part; i < (e + 1) * part; i++) {
          const size = Math.abs(envelopeScratch[i]);
          if (size > peak) peak = size;
        }
        envelopeRow[0] = Math.min(255, 255 * Math.sqrt(peak));
        envelopes[(envelopeRows + e) * 3 + region] = envelopeRow[0];
      }
    }
    envelopeRows += envelopesPerHop;
  }

  function feedSlow(): void {
    fast.copyWithin(0, hopSamples);
    fast.set(mono, kernel.length);
    const input = fast;
    const weights = kernel;
    const taps = weights.length;
    for (let end = taps + decimation; end <= fast.length; end += decimation) {
      let sum = 0;
      let at = end - taps;
      for (let i = 0; i < taps; i++, at++) sum += weights[i] * input[at];
      slowPending[slowFilled++] = sum;
    }
    if (slowFilled === slowHop) {
      slowRecent.copyWithin(0, slowHop);
      slowRecent.set(slowPending, slowWindow - slowHop);
      slowFilled = 0;
      slowRows++;
      // The window that ends here is centred half a window earlier.
      if (slowRows * slowHop >= slowWindow / 2) measureChroma();
    }
  }
  let slowRows = 0;

  /** One hop of samples is complete. */
  function takeHop(real: boolean): void {
    const length = hopSamples;
    mono.fill(0);
    for (let c = 0; c < channels; c++) {
      const channel = hop[c];
      for (let i = 0; i < length; i++) mono[i] += channel[i];
    }
    if (channels > 1) for (let i = 0; i < length; i++) mono[i] /= channels;
    if (real) {
      let peak = 0;
      for (let i = 0; i < length; i++) {
        const size = Math.abs(mono[i]);
        if (size > peak) peak = size;
      }
      single[0] = Math.min(1, peak);
      stores.peaks.append(single);
      single[0] = loudness.measure(hop);
      stores.hopPowers.append(single);
      measureEnvelopes();
    }
    recent.copyWithin(0, hopSamples);
    recent.set(mono, windowSamples - hopSamples);
    hops++;
    feedSlow();
  }

  // Row i is centred on sample 441 i: the window reaches 1024 samples further. Hops end at multiples of 441, so the
  // stream is led in by as many zeros as make the first window end on a hop.
  const ahead = windowSamples / 2;
  const leadIn = (hopSamples - (ahead % hopSamples)) % hopSamples;
  const hopsBeforeFirstRow = (leadIn + ahead) / hopSamples;
  for (const channel of hop) channel.fill(0);
  filled = leadIn;

  function completeHop(): void {
    takeHop(true);
    filled = 0;
    if (hops >= hopsBeforeFirstRow) measureSpectrum();
  }

  return {
    push(block) {
      const length = block[0].length;
      let read = 0;
      while (read < length) {
        const count = Math.min(hopSamples - filled, length - read);
        for (let c = 0; c < channels; c++) {
          const from = block[c];
          const to = hop[c];
          let before = samples + read === 0 && count > 0 && Number.isFinite(from[0]) ? from[0] : lastInput[c];
          let level = lastLevel[c];
          const place = filled;
          for (let i = 0; i < count; i++) {
            let value = from[read + i];
            if (!Number.isFinite(value)) {
              brokenSamples++;
              value = 0;
            }
            level = value - before + offsetDecay * level;
            before = value;
            to[place + i] = level;
          }
          lastInput[c] = before;
          // Far below hearing: keeps a long silence from slowing the processor with denormal numbers.
          lastLevel[c] = Math.abs(level) < 1e-25 ? 0 : level;
        }
        filled += count;
        read += count;
        if (filled === hopSamples) completeHop();
      }
      samples += length;
    },
    finish() {
      const rows = Math.floor(samples / hopSamples) + 1;
      // Silence after the end, until the last row and the last chroma row have their windows.
      const chromaRows = Math.ceil(rows / hopsPerChroma);
      while (stores.spectrum.rows < rows || stores.chroma.rows < chromaRows) {
        for (const channel of hop) channel.fill(0, filled);
        takeHop(stores.spectrum.rows < rows);
        filled = 0;
        if (hops >= hopsBeforeFirstRow && stores.spectrum.rows < rows) measureSpectrum();
      }
      return {
        samples,
        brokenSamples,
        rows,
        spectrum: stores.spectrum.take(),
        bands: stores.bands.take(),
        mfcc: stores.mfcc.take(),
        logMel: stores.logMel.take(),
        spectralFlux: stores.spectralFlux.take(),
        peaks: stores.peaks.take(),
        centroid: stores.centroid.take(),
        flux: stores.flux.take(),
        hopPowers: stores.hopPowers.take(),
        envelopes: envelopes.subarray(0, envelopeRows * 3),
        chroma: stores.chroma.take(),
      };
    },
  };
}
