import type { Onset } from '../analysis.ts';
import { analysisSampleRate, envelopesPerHop, hopSamples, hopSeconds, leadInSamples } from '../measure/hops.ts';
import type { TrackMeasures } from '../measure/measure-track.ts';
import { release } from '../measure/release.ts';
import { fluxRegions } from '../measure/tone-bank.ts';
import { clamp, percentile } from '../statistics.ts';
import { movingMean } from './beat-activation.ts';

const envelopeSamples = hopSamples / envelopesPerHop;

/** An attack found in an envelope. */
export interface Attack {
  /** Seconds. */
  time: number;
  /** Amplitude gained, 0 to 1 of full scale. */
  rise: number;
}

/**
 * The attack in one region nearest to `seconds`: the steepest rise of the 3.3 ms envelope within `reach` seconds, dated
 * to where it has climbed a third of its way.
 * @param region 0 kick, 1 snare, 2 hat.
 */
export function findAttack(envelopes: Uint8Array, region: number, seconds: number, reach: number): Attack | undefined {
  const count = envelopes.length / 3;
  const toRow = (time: number): number => Math.round((time * analysisSampleRate + leadInSamples) / envelopeSamples);
  const first = Math.max(1, toRow(seconds - reach));
  const last = Math.min(count - 1, toRow(seconds + reach));
  let steepest = 0;
  let at = -1;
  for (let e = first; e <= last; e++) {
    const rise = envelopes[Math.min(count - 1, e + 1) * 3 + region] - envelopes[Math.max(0, e - 2) * 3 + region];
    if (rise > steepest) {
      steepest = rise;
      at = e;
    }
  }
  if (at < 0) return undefined;
  let base = 255;
  for (let e = Math.max(0, at - 4); e <= at; e++) base = Math.min(base, envelopes[e * 3 + region]);
  let peak = 0;
  for (let e = at; e <= Math.min(count - 1, at + 4); e++) peak = Math.max(peak, envelopes[e * 3 + region]);
  const threshold = base + (peak - base) / 3;
  let start = Math.max(0, at - 4);
  while (start < count - 1 && envelopes[start * 3 + region] < threshold) start++;
  const time = (start * envelopeSamples - leadInSamples) / analysisSampleRate;
  return { time: Math.max(0, time), rise: ((peak - base) / 255) ** 2 };
}

function regionOnsets(measures: TrackMeasures, fluxRegion: number, envelopeRegion: number, gap: number): Onset[] {
  const { rows, flux, envelopes } = measures;
  const curve = new Float32Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    curve[i] = flux[i * fluxRegions + fluxRegion];
    if (curve[i] > 0.02) count++;
  }
  const heard = new Float32Array(count);
  for (let i = 0, h = 0; i < rows; i++) if (curve[i] > 0.02) heard[h++] = curve[i];
  const level = percentile(heard, 0.9);
  const around = movingMean(curve, 12);
  const found: Attack[] = [];
  for (let i = 0; i < rows; i++) {
    const value = curve[i];
    if (value < 0.1 || value < around[i] * 1.6 + 0.12 * level) continue;
    let highest = true;
    for (let d = -3; d <= 3 && highest; d++) {
      const other = curve[i + d] ?? 0;
      if (other > value || (other === value && d < 0)) highest = false;
    }
    if (!highest) continue;
    const attack = findAttack(envelopes, envelopeRegion, i * hopSeconds, 0.03);
    if (attack === undefined || attack.rise < 2e-5) continue;
    const before = found[found.length - 1];
    if (before !== undefined && attack.time - before.time < gap) {
      if (attack.rise > before.rise) found[found.length - 1] = attack;
    } else found.push(attack);
  }
  release(curve, heard, around);
  const strongest = Math.max(
    percentile(
      found.map(attack => attack.rise),
      0.95,
    ),
    1e-3,
  );
  const onsets: Onset[] = [];
  for (const attack of found) {
    const strength = Math.sqrt(clamp(attack.rise / strongest));
    if (strength >= 0.08) onsets.push({ time: attack.time, strength });
  }
  return onsets;
}

/** The hits below 150 Hz, between 150 Hz and 2.5 kHz, and above 5 kHz, each dated to its attack. */
export function findOnsets(measures: TrackMeasures): { kick: Onset[]; snare: Onset[]; hat: Onset[] } {
  return {
    kick: regionOnsets(measures, 0, 0, 0.06),
    snare: regionOnsets(measures, 1, 1, 0.05),
    hat: regionOnsets(measures, 3, 2, 0.04),
  };
}
