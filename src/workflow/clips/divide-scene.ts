/**
 * Times at which a scene is divided so that each part, and the tail after the last, fits; on bars where there are some
 * near enough.
 */
export function divideScene(
  start: number,
  end: number,
  tail: number,
  most: number,
  downbeats: readonly number[],
): number[] {
  const parts = Math.max(1, Math.ceil((end - start + tail) / most - 1e-9));
  const borders: number[] = [start];
  for (let i = 1; i < parts; i++) {
    const before = borders[i - 1];
    const left = parts - i;
    const earliest = Math.max(before + 0.5, end + tail - left * most);
    const latest = before + most;
    const ideal = Math.min(latest, Math.max(earliest, before + (end - before) / (left + 1)));
    const bars = downbeats.filter(time => time >= earliest && time <= latest && time < end - 0.5);
    borders.push(bars.length > 0 ? bars.reduce((a, b) => (Math.abs(b - ideal) < Math.abs(a - ideal) ? b : a)) : ideal);
  }
  return borders;
}
