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
export function countHits(reference: readonly number[], estimate: readonly number[], tolerance: number): number {
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
