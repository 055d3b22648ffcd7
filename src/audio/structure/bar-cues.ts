import { hopSeconds } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { hopsPerRhythmRow, levelBands, rhythmBands } from '../measure/rhythm-rows.ts';
import { clamp, mean } from '../statistics.ts';

/** What players do at the borders of sections, one value a bar. */
export interface BarCues {
  /** How much softer the second half of the bar is than the four bars that end with it. */
  pause: number[];
  /** Level above 2 kHz in the first quarter of the bar: a cymbal struck. */
  crash: number[];
  /** Attacks in the last quarter of the bar: a fill. */
  fill: number[];
}

/** First and last band of the levels that a cymbal fills. */
const cymbalBands = [24, 33] as const;

/** Mean of some bands of the rhythm rows between two moments. */
function bandMean(rhythm: Uint8Array, from: number, to: number, bands: readonly [number, number]): number {
  const rows = rhythm.length / rhythmBands;
  const rowSeconds = hopsPerRhythmRow * hopSeconds;
  const first = Math.max(0, Math.min(rows - 1, Math.floor(from / rowSeconds)));
  const end = Math.min(rows, Math.max(first + 1, Math.floor(to / rowSeconds)));
  let sum = 0;
  for (let r = first; r < end; r++) for (let i = bands[0]; i < bands[1]; i++) sum += rhythm[r * rhythmBands + i];
  return sum / Math.max(1, (end - first) * (bands[1] - bands[0]));
}

/** Finds the cues of each bar. @param loudness Loudness curve, 0 to 1 over the track. @param times Bar lines. */
export function findBarCues(measures: TrackMeasures, loudness: Float32Array, times: readonly number[]): BarCues {
  const { rhythm, rows } = measures;
  const attacks = [levelBands, rhythmBands] as const;
  const loudnessOver = (from: number, to: number): number => {
    const first = Math.min(rows - 1, Math.round(from / hopSeconds));
    return mean(loudness.subarray(first, Math.max(first + 1, Math.round(to / hopSeconds))));
  };
  const cues: BarCues = { pause: [], crash: [], fill: [] };
  for (let b = 0; b + 1 < times.length; b++) {
    const at = (part: number): number => times[b] + part * (times[b + 1] - times[b]);
    cues.fill.push(0.3 * bandMean(rhythm, at(0.75), at(1), attacks));
    cues.crash.push(0.1 * bandMean(rhythm, at(0), at(0.25), cymbalBands));
    cues.pause.push(5 * (loudnessOver(times[Math.max(0, b - 3)], times[b + 1]) - loudnessOver(at(0.5), at(1))));
  }
  return cues;
}

/** How far each value lies from the mean of the four before and the four after it. */
export function localContrast(values: readonly number[]): number[] {
  return values.map((value, i) => {
    const around = [...values.slice(Math.max(0, i - 4), i), ...values.slice(i + 1, i + 5)];
    return around.length > 0 ? value - mean(around) : 0;
  });
}

/** How much of the attacks lies in the highest region: 0 without drums, 1 with. */
export function drumShare(measures: TrackMeasures): number {
  const sums = [0, 0, 0, 0];
  for (let i = 0; i < measures.flux.length; i++) sums[i % 4] += measures.flux[i];
  const all = sums[0] + sums[1] + sums[2] + sums[3];
  return all > 0 ? clamp((sums[3] / all - 0.12) / 0.08) : 0;
}
