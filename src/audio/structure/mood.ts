import { clamp } from '../statistics.ts';

/** What the mood is read from; all but the key relative to fixed scales, so that two tracks can be compared. */
export interface MoodEvidence {
  /** Best major fit minus best minor fit, about -0.5 to 0.5. */
  majorness: number;
  /** Beats per minute, 0 without a pulse. */
  tempo: number;
  /** Onsets per second over all regions. */
  onsetRate: number;
  /** Median loudness in LUFS. */
  loudness: number;
  /** Mean brightness, 0 to 1. */
  brightness: number;
}

/**
 * A rough place on Russell's circumplex. Arousal weighs onset rate (0 to 12 a second), tempo (60 to 160),
 * brightness and loudness (-40 to -8 LUFS), and scales it by the loudness; valence is three parts mode, one part tempo
 * and one part brightness, the cues that Gabrielsson and Lindström (2010) report as the steadiest. It is a heuristic,
 * no more.
 */
export function estimateMood(evidence: MoodEvidence): { valence: number; arousal: number } {
  const speed = evidence.tempo > 0 ? clamp((evidence.tempo - 60) / 100) : 0.2;
  const loud = clamp((evidence.loudness + 40) / 32);
  const busy = clamp(evidence.onsetRate / 12);
  const arousal = loud * (0.4 * busy + 0.25 * speed + 0.2 * evidence.brightness + 0.15 * loud) * 1.2;
  const mode = clamp(evidence.majorness / 0.25, -1, 1);
  const valence = 0.6 * mode + 0.2 * (2 * speed - 1) + 0.2 * clamp(4 * evidence.brightness - 1.6, -1, 1);
  return { valence: clamp(valence, -1, 1), arousal: clamp(arousal) };
}
