import { cosine, standardise } from '../statistics.ts';

const names = ['C', 'C#', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'];
// Temperley's revision of Krumhansl and Kessler's profiles ("What's key for key?", Music Perception 17, 1999).
const major = [5, 2, 3.5, 2, 4.5, 4, 2, 4.5, 2, 3.5, 1.5, 4];
const minor = [5, 2, 3.5, 4.5, 2, 4, 2, 4.5, 3.5, 2, 1.5, 4];

/** The key whose profile fits the pitch classes best. */
export interface KeyEstimate {
  /** For example "A minor". */
  name: string;
  /** 0 to 1: how far the best key stands above the second. */
  confidence: number;
  /** Best major fit minus best minor fit, about -0.5 to 0.5. */
  majorness: number;
}

/** Estimates the key. @param pitchClasses Energy of C to B over the track. */
export function estimateKey(pitchClasses: ArrayLike<number>): KeyEstimate {
  const classes = standardise(pitchClasses);
  const fits: { name: string; fit: number; isMajor: boolean }[] = [];
  for (let tonic = 0; tonic < 12; tonic++) {
    const rotated = Float64Array.from({ length: 12 }, (_, i) => classes[(i + tonic) % 12]);
    fits.push({ name: `${names[tonic]} major`, fit: cosine(rotated, standardise(major)), isMajor: true });
    fits.push({ name: `${names[tonic]} minor`, fit: cosine(rotated, standardise(minor)), isMajor: false });
  }
  fits.sort((a, b) => b.fit - a.fit);
  const bestMajor = fits.find(entry => entry.isMajor)!.fit;
  const bestMinor = fits.find(entry => !entry.isMajor)!.fit;
  const lead = fits[0].fit - fits[1].fit;
  return {
    name: fits[0].name,
    confidence: Math.max(0, Math.min(1, fits[0].fit)) * Math.min(1, lead / 0.15),
    majorness: bestMajor - bestMinor,
  };
}
