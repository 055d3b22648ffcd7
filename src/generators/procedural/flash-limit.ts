import type { Beat, Onset } from '../../audio/analysis.ts';

/**
 * Seconds between two hits at full light. WCAG 2.3.1 and ITU-R BT.1702 allow three flashes in any second.
 */
const leastFlashGap = 1 / 3;
/** What is left of a hit's strength that comes sooner. */
export const quietShare = 0.3;
/** Seconds within which a kick, a snare and a beat are one event to the eye. */
const together = 0.06;
/** How much more a hit counts that falls on a beat. */
const onBeat = 0.35;

/** Hits and beats with the light that they may have. */
export interface LimitedHits {
  kick: Onset[];
  snare: Onset[];
  /** Share of its light that each beat may have, 0 to 1. */
  beats: Float32Array;
}

interface Moment {
  time: number;
  rank: number;
  full: boolean;
}

/** Moments at which something lights up, hits that sound together as one. */
function momentsOf(hits: readonly Onset[], beats: readonly Beat[]): Moment[] {
  const all = [
    ...hits.map(({ time, strength }) => ({ time, rank: strength })),
    ...beats.map(({ time, confidence }) => ({ time, rank: onBeat * confidence })),
  ].sort((a, b) => a.time - b.time);
  const moments: Moment[] = [];
  for (const { time, rank } of all) {
    const last = moments.at(-1);
    if (last && time - last.time < together) last.rank += rank;
    else moments.push({ time, rank, full: false });
  }
  return moments;
}

/**
 * Keeps pictures that light up with the drums from flashing more than three times in any second: the strongest hits
 * keep their light, those on beats before others, and what comes within a third of a second of them is drawn dimmer. A
 * pure function of the analysis.
 *
 * @param hits  kicks and snares in order, strengths 0 to 1
 * @param beats in order
 */
export function limitFlashes(
  hits: { kick: readonly Onset[]; snare: readonly Onset[] },
  beats: readonly Beat[],
): LimitedHits {
  const moments = momentsOf([...hits.kick, ...hits.snare], beats);
  const byRank = moments.map((_, i) => i).sort((a, b) => moments[b].rank - moments[a].rank || a - b);
  for (const i of byRank) {
    const { time } = moments[i];
    let free = true;
    for (let k = i - 1; free && k >= 0 && time - moments[k].time < leastFlashGap; k--) free = !moments[k].full;
    for (let k = i + 1; free && k < moments.length && moments[k].time - time < leastFlashGap; k++)
      free = !moments[k].full;
    moments[i].full = free;
  }
  let at = 0;
  /** Share for a time, asked in order. */
  const shareAt = (time: number): number => {
    while (at + 1 < moments.length && moments[at + 1].time <= time) at++;
    return moments[at]?.full ? 1 : quietShare;
  };
  const limited = (onsets: readonly Onset[]): Onset[] => {
    at = 0;
    return onsets.map(onset => ({ ...onset, strength: onset.strength * shareAt(onset.time) }));
  };
  const [kick, snare] = [limited(hits.kick), limited(hits.snare)];
  at = 0;
  return { kick, snare, beats: Float32Array.from(beats, ({ time }) => shareAt(time)) };
}
