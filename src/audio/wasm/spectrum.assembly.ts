// What the spectrum of a moment shows: levels, tones and how much they rise, in AssemblyScript (see
// build/kernels/README.md), four 32-bit numbers at a time. measure/spectrum-meter.ts and measure/harmony-meter.ts lay
// out the memory.

import { powerSpectrum } from './fourier.assembly';

/** Sum of the four lanes. */
// @ts-ignore: decorator
@inline
function lanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3));
}

/**
 * Scales 1024 bins from bin 1 in place, clears bin 0, and returns the sum of their magnitudes; the sum weighted with
 * the bin goes to `weighted`.
 * @param numbers f32[1024] from 1 up.
 */
function scaleSpectrum(power: usize, scale: f32, numbers: usize, weighted: usize): f32 {
  store<f32>(power, 0);
  const factor = f32x4.splat(scale);
  let sum = f32x4.splat(0), moment = f32x4.splat(0);
  for (let k: usize = 0; k < 4096; k += 16) {
    const p = f32x4.mul(v128.load(power + k, 4), factor);
    v128.store(power + k, p, 4);
    const m = f32x4.sqrt(p);
    sum = f32x4.add(sum, m);
    moment = f32x4.add(moment, f32x4.mul(m, v128.load(numbers + k)));
  }
  store<f32>(weighted, lanes(moment));
  return lanes(sum);
}

/**
 * Weighted sums of neighbouring bins.
 * @param bands i32[3 * count]: first bin, number of fours of weights, first weight; weights are filled up with zeros to
 * fours.
 */
function applyBank(power: usize, bands: usize, count: i32, weights: usize, output: usize): void {
  for (let b = 0; b < count; b++) {
    let from = power + (<usize>load<i32>(bands) << 2);
    const fours = load<i32>(bands, 4);
    let w = weights + (<usize>load<i32>(bands, 8) << 2);
    let sum = f32x4.splat(0);
    for (let i = 0; i < fours; i++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load(w)));
      from += 16; w += 16;
    }
    store<f32>(output, lanes(sum));
    output += 4;
    bands += 12;
  }
}

/** Natural logarithm of four positive normal numbers (Cephes' logf). */
// @ts-ignore: decorator
@inline
function log4(x: v128): v128 {
  const e = i32x4.shr_s(i32x4.sub(x, i32x4.splat(0x3f3504f3)), 23);
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(e, 23)), f32x4.splat(1));
  const z = f32x4.mul(f, f);
  let y = f32x4.splat(7.0376836292e-2);
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-1.1514610310e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(1.1676998740e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-1.2420140846e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(1.4249322787e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-1.6668057665e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(2.0000714765e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(-2.4999993993e-1));
  y = f32x4.add(f32x4.mul(y, f), f32x4.splat(3.3333331174e-1));
  y = f32x4.mul(f32x4.mul(y, f), z);
  const n = f32x4.convert_i32x4_s(e);
  y = f32x4.add(y, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  y = f32x4.sub(y, f32x4.mul(f32x4.splat(0.5), z));
  return f32x4.add(f32x4.add(f, y), f32x4.mul(n, f32x4.splat(0.693359375)));
}

/** In place: `scale * ln(x + floor)` of `count` numbers (a multiple of four; floor above 0). */
function logarithms(values: usize, count: i32, floor: f32, scale: f32): void {
  const low = f32x4.splat(floor), factor = f32x4.splat(scale);
  for (let i = 0; i < count; i += 4) {
    v128.store(values, f32x4.mul(factor, log4(f32x4.add(v128.load(values), low))));
    values += 16;
  }
}

/** In place: square roots of `count` numbers (a multiple of four); returns the largest. */
function squareRoots(values: usize, count: i32): f32 {
  let most = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const root = f32x4.sqrt(v128.load(values));
    v128.store(values, root);
    most = f32x4.pmax(most, root);
    values += 16;
  }
  return max(max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)), max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)));
}

/**
 * `current` = ln(1 + scale * magnitude), and by how much it exceeds the largest of three neighbours in `before` (Böck
 * and Widmer 2013), at least 0. All tables begin one number after an empty one and end with three empty ones.
 * @param count A multiple of four.
 */
function superflux(magnitudes: usize, count: i32, scale: f32, current: usize, before: usize, rises: usize): void {
  const factor = f32x4.splat(scale), one = f32x4.splat(1), zero = f32x4.splat(0);
  for (let i = 0; i < count; i += 4) {
    const level = log4(f32x4.add(one, f32x4.mul(factor, v128.load(magnitudes))));
    v128.store(current, level);
    const old = f32x4.pmax(v128.load(before), f32x4.pmax(v128.load(before - 4), v128.load(before, 4)));
    v128.store(rises, f32x4.pmax(zero, f32x4.sub(level, old)));
    magnitudes += 16; current += 16; before += 16; rises += 16;
  }
}

/** A number as a byte: rounded, halves to even, and held between 0 and 255. */
// @ts-ignore: decorator
@inline
function clampByte(value: f64): u8 {
  return <u8>nearest<f64>(min(255.0, max(0.0, value)));
}

/** Where {@link spectrumRow} reads and writes. spectrum-meter.ts writes it, in the same order. */
@unmanaged
class SpectrumPlaces {
  input: usize;
  window: usize;
  work: usize;
  turn: usize;
  first: usize;
  power: usize;
  /** f32[1024]: numbers from 1 up. */
  numbers: usize;
  moment: usize;
  /** Tables and weights of the banks, see {@link applyBank}. */
  spectrumBands: usize;
  spectrumWeights: usize;
  spectrumCount: i32;
  bandBands: usize;
  bandWeights: usize;
  bandCount: i32;
  bandSums: usize;
  melBands: usize;
  melWeights: usize;
  melCount: i32;
  melSums: usize;
  toneBands: usize;
  toneWeights: usize;
  toneCount: i32;
  toneSums: usize;
  /** f32[]: three rows of logarithmic levels, `historyBytes` apart, each after an empty four. */
  history: usize;
  historyBytes: usize;
  rises: usize;
  /** i32[tones]: the region of each tone, times 8. f64[4]: tones of each region. */
  regions: usize;
  regionSizes: usize;
  /** f64[cosineCount, mel bands]. */
  cosines: usize;
  cosineCount: i32;
  /** f32[mel bands]: levels of the row before. */
  melBefore: usize;
  /** f64[5]: scale of the power, hertz of a bin, floor and step of the mel levels, and the loudest tone of late. */
  numbersOfTrack: usize;
  /** Results, one row after the other: f32 but for mel (u8), mfcc and flux (f64). Bands lie `slots` rows apart. */
  spectrumOut: usize;
  bandsOut: usize;
  slots: i32;
  melOut: usize;
  mfccOut: usize;
  centroidOut: usize;
  spectralFluxOut: usize;
  fluxOut: usize;
}

/**
 * All that one spectrum shows; see spectrum-meter.ts for what it is.
 * @param places See {@link SpectrumPlaces}.
 * @param row Number of the row since the start.
 * @param slot Where its results go.
 */
export function spectrumRow(places: usize, row: i32, slot: i32): void {
  const p = changetype<SpectrumPlaces>(places);
  const numbers = p.numbersOfTrack, power = p.power;
  powerSpectrum(p.input, p.window, p.work, p.turn, p.first, power);
  const magnitudes = <f64>scaleSpectrum(power, <f32>load<f64>(numbers), p.numbers, p.moment);
  const hertz = magnitudes > 1e-4 ? (<f64>load<f32>(p.moment) / magnitudes) * load<f64>(numbers, 8) : 0.0;
  store<f32>(p.centroidOut + (<usize>slot << 2), <f32>hertz);
  const decibels: f32 = <f32>(10.0 / 2.302585092994046);
  const spectrum = p.spectrumOut + <usize>(slot * p.spectrumCount << 2);
  applyBank(power, p.spectrumBands, p.spectrumCount, p.spectrumWeights, spectrum);
  logarithms(spectrum, p.spectrumCount, 1e-10, decibels);
  applyBank(power, p.bandBands, p.bandCount, p.bandWeights, p.bandSums);
  logarithms(p.bandSums, p.bandCount, 1e-10, decibels);
  for (let b = 0; b < p.bandCount; b++) store<f32>(p.bandsOut + (<usize>(b * p.slots + slot) << 2), load<f32>(p.bandSums + (<usize>b << 2)));
  melRow(p, row, slot, decibels);
  toneRow(p, row, slot);
}

/** Mel levels, how much they rose, and their cosine transform. */
function melRow(p: SpectrumPlaces, row: i32, slot: i32, decibels: f32): void {
  const count = p.melCount, levels = p.melSums, before = p.melBefore;
  applyBank(p.power, p.melBands, count, p.melWeights, levels);
  logarithms(levels, count, 1e-30, decibels);
  const lowest = load<f64>(p.numbersOfTrack, 16), step = load<f64>(p.numbersOfTrack, 24);
  let out = p.melOut + <usize>(slot * count);
  let rise: f64 = 0;
  for (let m: usize = 0, end = <usize>count << 2; m < end; m += 4) {
    const level = max(lowest, <f64>load<f32>(levels + m));
    const old = <f64>load<f32>(before + m);
    if (level > old) rise += level - old;
    store<f32>(levels + m, <f32>level);
    store<f32>(before + m, <f32>level);
    store<u8>(out++, clampByte((level - lowest) / step));
  }
  store<f32>(p.spectralFluxOut + (<usize>slot << 2), row == 0 ? 0 : <f32>(rise / <f64>count));
  let cosine = p.cosines;
  let mfcc = p.mfccOut + <usize>(slot * p.cosineCount << 3);
  for (let c = 0; c < p.cosineCount; c++) {
    let sum: f64 = 0;
    for (let m: usize = 0, end = <usize>count << 2; m < end; m += 4) {
      sum += load<f64>(cosine) * <f64>load<f32>(levels + m);
      cosine += 8;
    }
    store<f64>(mfcc, sum);
    mfcc += 8;
  }
}

/** Levels of the tones, how much each rose, and how much each region. */
function toneRow(p: SpectrumPlaces, row: i32, slot: i32): void {
  const room = (p.toneCount + 3) & ~3, rises = p.rises;
  applyBank(p.power, p.toneBands, p.toneCount, p.toneWeights, p.toneSums);
  const loudest = <f64>squareRoots(p.toneSums, room);
  const reference = max(max(loudest, load<f64>(p.numbersOfTrack, 32) * 0.999), 1e-3);
  store<f64>(p.numbersOfTrack, reference, 32);
  const current = p.history + <usize>(row % 3) * p.historyBytes + 16;
  // Maximum over the neighbours two rows ago, so that vibrato is no onset.
  const before = p.history + <usize>((row + 1) % 3) * p.historyBytes + 16;
  superflux(p.toneSums, room, <f32>(100.0 / reference), current, before, rises);
  if (row < 2) memory.fill(rises, 0, <usize>room << 2);
  const flux = p.fluxOut + (<usize>slot << 5);
  memory.fill(flux, 0, 32);
  for (let b: usize = 0, end = <usize>p.toneCount << 2; b < end; b += 4) {
    const region = flux + <usize>load<i32>(p.regions + b);
    store<f64>(region, load<f64>(region) + <f64>load<f32>(rises + b));
  }
  for (let r: usize = 0; r < 32; r += 8) store<f64>(flux + r, load<f64>(flux + r) / load<f64>(p.regionSizes + r));
}

/**
 * Adds `count` levels, and as many rises, to the sums that they belong to.
 * @param places i32[2 * count]: eight times the number of each one's sum.
 * @param sums f64[].
 */
export function gatherBands(levels: usize, rises: usize, count: i32, places: usize, sums: usize): void {
  for (let b: usize = 0, end = <usize>count << 2; b < end; b += 4) {
    const level = sums + <usize>load<i32>(places + b);
    store<f64>(level, load<f64>(level) + <f64>load<f32>(levels + b));
    const rise = sums + <usize>load<i32>(places + end + b);
    store<f64>(rise, load<f64>(rise) + <f64>load<f32>(rises + b));
  }
}

/** Writes `count` sums times their weights as bytes, and clears the sums. */
export function sumsToBytes(sums: usize, weights: usize, count: i32, to: usize): void {
  for (let i: usize = 0, end = <usize>count << 3; i < end; i += 8) {
    store<u8>(to++, clampByte(load<f64>(sums + i) * load<f64>(weights + i)));
    store<f64>(sums + i, 0);
  }
}

/**
 * Adds the amplitudes of the peaks of a spectrum to what their pitches have.
 * @param power f32[].
 * @param pitches i8[]: the pitch of each bin, or below 0 where the peak must be found more exactly; bins `first` to
 * before `end` are looked at.
 * @param sums f64[24].
 * @param doubtful i32[] out: the bins that must be.
 * @returns how many they are.
 */
export function gatherPeaks(power: usize, pitches: usize, first: i32, end: i32, scale: f64, sums: usize, doubtful: usize): i32 {
  let count = 0;
  for (let k = first; k < end; k += 4) {
    const at = power + (<usize>k << 2);
    const here = v128.load(at);
    // Above the bin before, and not below the next.
    let peaks = i32x4.bitmask(v128.and(f32x4.gt(here, v128.load(at - 4)), f32x4.ge(here, v128.load(at, 4))));
    while (peaks) {
      const bin = k + ctz(peaks);
      peaks &= peaks - 1;
      if (bin >= end) break;
      const pitch = <i32>load<i8>(pitches + bin);
      if (pitch < 0) {
        store<i32>(doubtful + (<usize>count << 2), bin);
        count++;
      } else {
        const sum = sums + (<usize>pitch << 3);
        store<f64>(sum, load<f64>(sum) + sqrt<f64>(<f64>load<f32>(power + (<usize>bin << 2))) * scale);
      }
    }
  }
  return count;
}
