/** Precision, recall and their harmonic mean. */
export interface HitRate {
  precision: number;
  recall: number;
  f: number;
}

/**
 * Size of the largest one-to-one matching of two ascending series of times within `tolerance` seconds. For points on a
 * line the greedy choice from the left is a maximum matching, so this equals mir_eval's bipartite one.
 */
function countHits(reference: readonly number[], estimate: readonly number[], tolerance: number): number {
  let hits = 0;
  let r = 0;
  let e = 0;
  while (r < reference.length && e < estimate.length) {
    const difference = estimate[e] - reference[r];
    if (Math.abs(difference) <= tolerance) {
      hits++;
      r++;
      e++;
    } else if (difference > 0) r++;
    else e++;
  }
  return hits;
}

function hitRate(reference: readonly number[], estimate: readonly number[], tolerance: number): HitRate {
  if (reference.length === 0 || estimate.length === 0) return { precision: 0, recall: 0, f: 0 };
  const hits = countHits(reference, estimate, tolerance);
  const precision = hits / estimate.length;
  const recall = hits / reference.length;
  return { precision, recall, f: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/**
 * mir_eval.beat.f_measure after trim_beats: 70 ms window, what lies in the first 5 s is left out. Also for downbeats.
 */
export function beatHitRate(reference: readonly number[], estimate: readonly number[]): HitRate {
  return hitRate(
    reference.filter(time => time >= 5),
    estimate.filter(time => time >= 5),
    0.07,
  );
}

/** mir_eval.segment.detection: borders within `window` seconds; the start and the end of the track are not counted. */
export function borderHitRate(reference: readonly number[], estimate: readonly number[], window = 3): HitRate {
  return hitRate(reference.slice(1, -1), estimate.slice(1, -1), window);
}

/** A stretch of a track with its letter. */
export interface Lettered {
  start: number;
  end: number;
  label: string;
}

/**
 * Pairs of moments, a second apart, that lie under the same letter in both (the pairwise clustering of Levy and Sandler,
 * IEEE TASLP 2008; mir_eval.segment.pairwise in steps of a second). Only where there is an annotation.
 */
export function sameLetterRate(reference: readonly Lettered[], estimate: readonly Lettered[]): HitRate {
  const letterAt = (parts: readonly Lettered[], time: number): string | undefined =>
    parts.find(({ start, end }) => time >= start && time < end)?.label;
  const end = Math.min(reference[reference.length - 1].end, estimate[estimate.length - 1].end);
  const moments: [string | undefined, string | undefined][] = [];
  for (let time = Math.max(0, reference[0].start) + 0.5; time < end; time++) {
    moments.push([letterAt(reference, time), letterAt(estimate, time)]);
  }
  let both = 0;
  let inReference = 0;
  let inEstimate = 0;
  for (let i = 0; i < moments.length; i++) {
    for (let j = 0; j < i; j++) {
      const first = moments[i][0] === moments[j][0];
      const second = moments[i][1] === moments[j][1];
      if (first) inReference++;
      if (second) inEstimate++;
      if (first && second) both++;
    }
  }
  return {
    precision: both / Math.max(1, inEstimate),
    recall: both / Math.max(1, inReference),
    f: (2 * both) / Math.max(1, inReference + inEstimate),
  };
}
