/** One beat of the track. */
export interface Beat {
  /** Seconds from the start of the file. */
  time: number;
  /** 0 (guess) to 1 (sure). */
  confidence: number;
  /** 1 on the downbeat, then 2, 3, … within the bar. */
  position: number;
}

/** The first beat of a bar. */
export interface Downbeat {
  /** Seconds from the start of the file. */
  time: number;
  /** 0 to 1. */
  confidence: number;
}

/** What a section is in the song. */
export type SectionLabel = 'intro' | 'verse' | 'chorus' | 'bridge' | 'drop' | 'break' | 'outro';

/** A stretch of the song with one character. */
export interface Section {
  /** Seconds; the first section starts at 0. */
  start: number;
  /** Seconds; the next section's start, or the track's duration. */
  end: number;
  label: SectionLabel;
  /** Sections that repeat each other carry the same letter: "A", "B", … */
  group: string;
  /** Loudness and density against the rest of the track: 0 calmest, 1 strongest. */
  energy: number;
  /** How much the music changes at the section's start, 0 to 1. */
  novelty: number;
  /** 0 to 1. */
  confidence: number;
}

/** The start of a sound. */
export interface Onset {
  /** Seconds from the start of the file. */
  time: number;
  /** 0 to 1 against the track's strongest. */
  strength: number;
}

/** Number of logarithmic bands (40 Hz to 16 kHz) in {@link Features.spectrum}. */
export const spectrumBands = 32;

/** Bands of the mel spectrogram in {@link DetailedFeatures.logMel}: 30 Hz to 16 kHz on Slaney's scale. */
export const melBands = 40;
/** Coefficients in a row of {@link Features.mfcc}. */
export const mfccCount = 13;
/** Decibels of a 0 in {@link DetailedFeatures.logMel}; what is weaker counts as this. */
export const logMelFloor = -80;
/** Decibels from one whole number to the next in {@link DetailedFeatures.logMel}. */
export const logMelStep = 0.5;

/**
 * Measures in the field's own units, for figures and for models. What is not here (vectors for video
 * frames, embeddings) is computed from it when asked for.
 */
export interface DetailedFeatures {
  /**
   * [frames, melBands] row-major: decibels = {@link logMelFloor} + {@link logMelStep} * value. Power of a 2048-sample
   * periodic Hann window in triangular mel bands of equal area (librosa's melspectrogram with n_mels 40, fmin 30, fmax
   * 16000).
   */
  logMel: Uint8Array;
  /** Mean over the mel bands of their rise since the row before, in decibels (librosa's onset_strength with lag 1). */
  spectralFlux: Float32Array;
  /** Hertz, weighted by magnitude; 0 in silence. */
  centroid: Float32Array;
  /**
   * Momentary loudness in LUFS (EBU R128), the 400 ms window centred on the row; of the stereo mix where there are more
   * channels.
   */
  momentaryLoudness: Float32Array;
  /** [chroma rows, 12] row-major, C to B, each row's largest is 255 (0 in silence). */
  chroma: Uint8Array;
  /** Seconds from one chroma row to the next, and the centre of the first one. */
  chromaHopSeconds: number;
  chromaStartSeconds: number;
  /**
   * Shares of the power that are harmonic and percussive, 255 for all of it; both 0 in silence. Medians over 0.36 s and
   * 750 Hz of the 2048-sample spectrum with soft masks of power 2 (Fitzgerald, DAFx 2010).
   */
  harmonic: Uint8Array;
  percussive: Uint8Array;
  /** Seconds from one share to the next; the first is centred on 0. */
  splitHopSeconds: number;
  /** Highest amplitude within each row's hop, 0 to 1: the waveform's outline. */
  peaks: Float32Array;
}

/** Curves over time at the analysis' hop. Every array is `frames` long but for `spectrum`, `mfcc`. */
export interface Features {
  /** Seconds from one row to the next; row i is centred at i * hopSeconds. */
  hopSeconds: number;
  frames: number;
  /** Onset strength over the whole band (spectral flux of log-mel energies), 0 to 1 over the track. */
  onsetStrength: Float32Array;
  /** Momentary loudness (EBU R128, 400 ms), mapped 0 to 1 over the track. */
  loudness: Float32Array;
  /** Spectral centroid on a logarithmic scale from 100 Hz (0) to 10 kHz (1). */
  brightness: Float32Array;
  /**
   * Band energies, decibels mapped 0 to 1 over the track's own range: 20-60 Hz, 60-250, 250-1000, 1-4 kHz, 4-8, 8-16.
   */
  sub: Float32Array;
  bass: Float32Array;
  lowMid: Float32Array;
  highMid: Float32Array;
  presence: Float32Array;
  air: Float32Array;
  /** [frames, spectrumBands] row-major, 0 to 1 over the track. */
  spectrum: Float32Array | Float16Array;
  /** [frames, 13] row-major mel-frequency cepstral coefficients: orthonormal DCT-II of the 40 logarithmic mel bands. */
  mfcc: Float32Array | Float16Array;
  /** Always there in what the analyser gives. */
  detail?: DetailedFeatures;
}

/** All that is known of a track. */
export interface Analysis {
  /** Length of the audio in seconds, to the sample. */
  duration: number;
  /** Beats per minute of the whole, 0 where no pulse was found. */
  tempo: number;
  /** 0 to 1: how far the beats can be trusted. */
  tempoConfidence: number;
  /** Beats in a bar. */
  metre: number;
  beats: Beat[];
  downbeats: Downbeat[];
  sections: Section[];
  /** Hits by region: below 150 Hz, 150 Hz to 2.5 kHz, above 5 kHz. */
  onsets: { kick: Onset[]; snare: Onset[]; hat: Onset[] };
  /** For example "A minor"; `confidence` 0 to 1. */
  key: { name: string; confidence: number };
  /** Valence -1 (dark) to 1 (bright), arousal 0 (calm) to 1 (excited). */
  mood: { valence: number; arousal: number };
  features: Features;
  /** Loudness of the whole in LUFS, gated as ITU-R BS.1770-4 says; -70 for silence. */
  integratedLoudness?: number;
  /** Where the beats come from; left out where the analysis found them itself. */
  beatSource?: 'file' | 'tempo' | 'taps' | 'shift' | 'octave';
  /** Sentences for the user: what is weak and what to do about it. */
  warnings: string[];
}
