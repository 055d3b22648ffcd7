/** The element of a sorted list that lies nearest. */
export function nearest(times: readonly number[], time: number): number | undefined {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle] < time) low = middle + 1;
    else high = middle;
  }
  const [before, after] = [times[low - 1], times[low]];
  if (before === undefined || (after !== undefined && after - time < time - before)) return after;
  return before;
}

/**
 * Where a dragged border comes to lie: on a bar where one is near, else on a beat, else where it is.
 *
 * @param reach seconds within which a beat draws it on; a bar does so from twice as far
 */
export function snapped(time: number, beats: readonly number[], downbeats: readonly number[], reach: number): number {
  const bar = nearest(downbeats, time);
  if (bar !== undefined && Math.abs(bar - time) <= reach) return bar;
  const beat = nearest(beats, time);
  if (beat !== undefined && Math.abs(beat - time) <= reach) return beat;
  return bar !== undefined && Math.abs(bar - time) <= 2 * reach ? bar : time;
}

/** The next element of a sorted list after (or before) a time; the time itself where there is none. */
export function step(times: readonly number[], time: number, direction: 1 | -1): number {
  const beyond = 0.001;
  const found = direction > 0 ? times.find(one => one > time + beyond) : times.findLast(one => one < time - beyond);
  return found ?? time;
}
