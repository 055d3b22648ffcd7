import type { Analysis, DetailedFeatures, Features, Section } from './analysis.ts';
import { spectrumBands } from './analysis.ts';
import { decibelRange, mapDecibels, normaliseDecibels, silenceDecibels } from './features/normalise.ts';
import { analysisSampleRate, hopSamples, hopSeconds, hopsPerChroma, leadInSamples } from './measure/hops.ts';
import { integratedLoudness, momentaryLoudness } from './measure/loudness.ts';
import type { TrackMeasures } from './measure/measure-track.ts';
import { createTrackMeter } from './measure/measure-track.ts';
import { release } from './measure/release.ts';
import { rowsPerSplit } from './measure/split-meter.ts';
import { fluxCurve, levelOnsets } from './rhythm/beat-activation.ts';
import { findRhythm, type Rhythm } from './rhythm/beats.ts';
import { noSteadyBeat, weakBelow } from './rhythm/certainty.ts';
import { type BeatCorrection, checkCorrection, correctRhythm } from './rhythm/correct-rhythm.ts';
import { findOnsets } from './rhythm/onsets.ts';
import { clamp, mean, percentile, percentiles } from './statistics.ts';
import { firstChromaSeconds } from './structure/harmony.ts';
import { estimateKey } from './structure/key.ts';
import { estimateMood } from './structure/mood.ts';
import { findSections } from './structure/sections.ts';

/** What the analyser must know of the audio beforehand. */
export interface AnalyzerOptions {
  /** Must be 44100: ask the decoder for it. */
  sampleRate: number;
  /** 1 or more; they are mixed to one but for the loudness. */
  channels: number;
  /** About how long the track is, in seconds; saves memory on long ones. */
  expectedSeconds?: number;
  /** What a person says about the beats; bars, sections and all that hangs on them follow it. */
  correction?: BeatCorrection;
}

/** Takes a track block by block; memory grows by about 2 MB a minute of track. */
export interface Analyzer {
  /**
   * Adds audio: one array a channel, all of the same length, samples nominally -1 to 1. The lengths of the blocks make
   * no difference to the result. NaN, infinities and magnitudes beyond 40,000 count as silence and are
   * reported in the warnings.
   * @throws TypeError if the block has not as many channels as announced, or of different lengths.
   */
  push(block: Float32Array[]): void;
  /**
   * Ends the track.
   * @param found gets the rhythm and then the sections, each as soon as it stands, for those who look on
   * @throws Error if called twice.
   * @throws BeatFileError if the correction does not fit the track.
   */
  finish(found?: (part: Partial<Analysis>) => void): Analysis;
}

/**
 * Prepares the analysis of one track.
 * @throws RangeError if the sample rate is not 44100 Hz, or `channels` not a positive whole number.
 */
export function createAnalyzer(options: AnalyzerOptions): Analyzer {
  if (options.sampleRate !== analysisSampleRate) {
    throw new RangeError(
      `sampleRate must be ${analysisSampleRate}, not ${options.sampleRate}: have the decoder resample.`,
    );
  }
  if (!Number.isInteger(options.channels) || options.channels < 1) {
    throw new RangeError(`channels must be a positive whole number, not ${options.channels}.`);
  }
  if (options.correction) checkCorrection(options.correction);
  const meter = createTrackMeter(options.channels, options.expectedSeconds);
  let finished = false;
  return {
    push(block) {
      if (finished) throw new Error('The analysis is finished: it takes no more audio.');
      if (block.length !== options.channels) {
        throw new TypeError(`block must have ${options.channels} channels, not ${block.length}.`);
      }
      if (block.some(channel => channel.length !== block[0].length)) {
        throw new TypeError('block must have channels of the same length.');
      }
      meter.push(block);
    },
    finish(found) {
      if (finished) throw new Error('The analysis is already finished.');
      finished = true;
      return analyseMeasures(meter.finish(), options.correction, found);
    },
  };
}

const noRhythm: Rhythm = { tempo: 0, tempoConfidence: 0, metre: 4, beats: [], downbeats: [] };

function analyseMeasures(
  measures: TrackMeasures,
  correction: BeatCorrection | undefined,
  found: ((part: Partial<Analysis>) => void) | undefined,
): Analysis {
  const duration = measures.samples / analysisSampleRate;
  const lufs = momentaryLoudness(measures.hopPowers, hopSeconds, measures.rows, leadInSamples / hopSamples);
  const [medianLoudness, loudest] = percentiles(lufs, [0.5, 1]);
  const silent = loudest < silenceDecibels;
  const find = (): Rhythm => (silent ? noRhythm : findRhythm(measures));
  const rhythm = correction ? correctRhythm(measures, find, correction) : find();
  found?.(rhythm);
  const onsets = silent ? { kick: [], snare: [], hat: [] } : findOnsets(measures);
  const onsetStrength = relateOnsets(measures, lufs);
  const momentary = lufs.slice();
  normaliseDecibels(lufs);
  const sections = silent ? wholeAsOne(duration) : findSections(measures, lufs, duration, rhythm.downbeats);
  found?.({ sections });
  const pitchClasses = new Float64Array(12);
  for (let i = 0; i < measures.chroma.length; i++) pitchClasses[i % 12] += Math.sqrt(measures.chroma[i]);
  const key = estimateKey(pitchClasses);
  const detail = detailFeatures(measures, momentary);
  const features = { ...relateFeatures(measures, lufs, onsetStrength), detail };
  const onsetCount = onsets.kick.length + onsets.snare.length + onsets.hat.length;
  const mood = estimateMood({
    majorness: key.majorness,
    tempo: rhythm.tempo,
    onsetRate: onsetCount / Math.max(1, duration),
    loudness: medianLoudness,
    brightness: mean(features.brightness),
  });
  return {
    duration,
    ...rhythm,
    sections,
    onsets,
    key: { name: key.name, confidence: silent ? 0 : key.confidence },
    mood: silent ? { valence: 0, arousal: 0 } : mood,
    features,
    integratedLoudness: integratedLoudness(measures.hopPowers, hopSeconds),
    warnings: findWarnings(measures, duration, silent, rhythm.tempoConfidence),
  };
}

/** Silence has no parts, and nothing that one could be sure of. */
function wholeAsOne(duration: number): Section[] {
  if (duration <= 0) return [];
  return [{ start: 0, end: duration, label: 'verse', group: 'A', energy: 0, novelty: 0, confidence: 0 }];
}

/** The onset curve from 0 to 1 over the track; it fades out below -60 LUFS, where there is only noise to raise. */
function relateOnsets(measures: TrackMeasures, lufs: Float32Array): Float32Array {
  const raw = fluxCurve(measures.flux, measures.rows);
  const curve = levelOnsets(raw);
  release(raw);
  const top = Math.max(percentile(curve, 0.99), 0.2);
  for (let i = 0; i < curve.length; i++) curve[i] = clamp(curve[i] / top) * clamp((lufs[i] + 70) / 10);
  return curve;
}

/** Turns the raw curves into curves from 0 to 1 over the track, in place where the shape allows. */
function relateFeatures(measures: TrackMeasures, loudness: Float32Array, onsetStrength: Float32Array): Features {
  const { rows } = measures;
  const brightness = measures.centroid;
  for (let i = 0; i < rows; i++) {
    const hertz = measures.centroid[i];
    brightness[i] = hertz > 0 ? clamp(Math.log10(hertz / 100) / 2) : 0;
  }
  const band = (index: number): Float32Array => {
    const curve = measures.bands[index];
    normaliseDecibels(curve);
    return curve;
  };
  const { spectrum } = measures;
  const column = new Float32Array(rows);
  for (let b = 0; b < spectrumBands; b++) {
    for (let i = 0; i < rows; i++) column[i] = spectrum[i * spectrumBands + b];
    const range = decibelRange(column);
    for (let i = 0; i < rows; i++) spectrum[i * spectrumBands + b] = mapDecibels(column[i], range);
  }
  return {
    hopSeconds,
    frames: rows,
    onsetStrength,
    loudness,
    brightness,
    sub: band(0),
    bass: band(1),
    lowMid: band(2),
    highMid: band(3),
    presence: band(4),
    air: band(5),
    spectrum,
    mfcc: measures.mfcc,
  };
}

/**
 * What is kept in the field's own units; small beside the curves above. Must come before the curves change in place.
 */
function detailFeatures(measures: TrackMeasures, momentary: Float32Array): DetailedFeatures {
  const chromaRows = measures.chroma.length / 24;
  const chroma = new Uint8Array(chromaRows * 12);
  for (let c = 0; c < chromaRows; c++) {
    const level = (p: number): number => measures.chroma[c * 24 + p] + measures.chroma[c * 24 + 12 + p];
    let top = 1e-6;
    for (let p = 0; p < 12; p++) top = Math.max(top, level(p));
    for (let p = 0; p < 12; p++) chroma[c * 12 + p] = Math.round((255 * level(p)) / top);
  }
  return {
    logMel: measures.logMel,
    spectralFlux: measures.spectralFlux,
    centroid: measures.centroid.slice(),
    momentaryLoudness: momentary,
    chroma,
    chromaHopSeconds: hopsPerChroma * hopSeconds,
    chromaStartSeconds: firstChromaSeconds,
    harmonic: measures.harmonic,
    percussive: measures.percussive,
    splitHopSeconds: rowsPerSplit * hopSeconds,
    peaks: measures.peaks,
  };
}

/** A track shorter than this, in seconds, has no sections. */
const shortTrack = 6;

function findWarnings(measures: TrackMeasures, duration: number, silent: boolean, tempoConfidence: number): string[] {
  const warnings: string[] = [];
  if (measures.brokenSamples > 0) {
    warnings.push(
      `${measures.brokenSamples} samples were not numbers, or far beyond full scale, and were heard as silence. Check the audio file.`,
    );
  }
  if (measures.samples === 0) warnings.push('The track holds no audio.');
  else if (silent) warnings.push('The track is silent.');
  else if (duration < shortTrack) {
    const missing = tempoConfidence < weakBelow ? 'beats and sections' : 'sections';
    warnings.push(`The track is too short to find ${missing} in it.`);
  } else if (tempoConfidence < weakBelow) {
    warnings.push(noSteadyBeat);
  }
  return warnings;
}
