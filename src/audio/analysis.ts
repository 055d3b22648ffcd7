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
  /** Band energies, decibels mapped 0 to 1 over the track's own range: 20-60 Hz, 60-250, 250-1000, 1-4 kHz, 4-8, 8-16. */
  sub: Float32Array;
  bass: Float32Array;
  lowMid: Float32Array;
  highMid: Float32Array;
  presence: Float32Array;
  air: Float32Array;
  /** [frames, spectrumBands] row-major, 0 to 1 over the track. */
  spectrum: Float32Array;
  /** [frames, 13] row-major mel-frequency cepstral coefficients. */
  mfcc: Float32Array;
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
  /** Sentences for the user: what is weak and what to do about it. */
  warnings: string[];
}
