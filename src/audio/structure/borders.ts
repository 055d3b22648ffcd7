/** No section is shorter: silence before the first note, or a pause, is none. */
const leastSeconds = 5;
/** A border is drawn where the hits to be expected outweigh it: half of the F-measure that may be hoped for. */
const leastHits = 0.4;
/** Borders count as found within so many seconds. */
const tolerance = 3;
/** How much of a hit is being near; the rest is being exact. */
const nearness = 0.7;

/**
 * The borders with the most hits to be expected, by dynamic programming: those that are likely themselves, and those that
 * stand for several unlikely ones nearby.
 * @param times Bar lines. @param chances Of a border at each of them.
 * @param drums 0 without drums, 1 with. Where they play, a cut a bar early is seen; without them phrases overlap.
 * @returns Bar lines where sections begin, 0 first; and the last bar line.
 */
export function chooseBorders(times: readonly number[], chances: Float64Array, drums = 0): number[] {
  const bars = times.length - 1;
  /** Borders to be expected between two moments. */
  const expected = (from: number, to: number, near: number): number => {
    let sum = 0;
    for (let b = near; b > 0 && times[b] >= from; b--) if (b < bars && times[b] <= to) sum += chances[b];
    for (let b = near + 1; b < bars && times[b] <= to; b++) if (times[b] >= from) sum += chances[b];
    return sum;
  };
  const best = new Float64Array(bars + 1).fill(Number.NEGATIVE_INFINITY);
  const from = new Int32Array(bars + 1);
  best[0] = 0;
  for (let b = 1; b <= bars; b++) {
    const hits =
      (1 - nearness) * chances[b] + nearness * Math.min(1, expected(times[b] - tolerance, times[b] + tolerance, b));
    const gain = b === bars ? 0 : hits - leastHits;
    for (let a = b - 1; a >= 0; a--) {
      const seconds = times[b] - times[a];
      if (seconds < leastSeconds && !(a === 0 && b === bars)) continue;
      // What lies near both counts once.
      const shared =
        a > 0 && b < bars && seconds < 2 * tolerance
          ? nearness * expected(times[b] - tolerance, times[a] + tolerance, b)
          : 0;
      const score = best[a] + gain - shared;
      if (score > best[b]) {
        best[b] = score;
        from[b] = a;
      }
    }
  }
  const borders = [bars];
  while (borders[0] > 0) borders.unshift(from[borders[0]]);
  return drums > 0.5 ? moveToLikeliest(borders, times, chances) : borders;
}

/** Moves each border to the bar line that it stands for, if one is plainly likelier. */
function moveToLikeliest(found: readonly number[], times: readonly number[], chances: Float64Array): number[] {
  const borders = [...found];
  for (let i = 1; i + 1 < borders.length; i++) {
    let likeliest = borders[i];
    for (let b = borders[i - 1] + 1; b < borders[i + 1]; b++) {
      const near = Math.abs(times[b] - times[borders[i]]) <= tolerance;
      const room = Math.min(times[b] - times[borders[i - 1]], times[borders[i + 1]] - times[b]) >= leastSeconds;
      if (near && room && chances[b] > 1.3 * chances[borders[i]] && chances[b] > chances[likeliest]) likeliest = b;
    }
    borders[i] = likeliest;
  }
  return borders;
}

/** How likely there is a border within the tolerance of a bar line, 0 to 1. */
export function chanceNear(times: readonly number[], chances: Float64Array, line: number): number {
  let sum = 0;
  for (let b = 1; b < times.length - 1; b++) if (Math.abs(times[b] - times[line]) <= tolerance) sum += chances[b];
  return Math.min(1, sum);
}
