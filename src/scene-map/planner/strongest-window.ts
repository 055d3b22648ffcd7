import type { Analysis } from '../../audio/analysis.ts';
import { roundTime } from '../document/time-code.ts';
import { musicalGrid } from './musical-grid.ts';

/** Step of the candidates where there are no bars, in seconds. */
const step = 0.5;

/**
 * The part of a track that shows it best: the strongest stretch of that many seconds, from a downbeat, with a step up
 * in energy in its first half if there is one nearby. The whole track where it is shorter.
 *
 * @param within  seconds of the track to look in; all of it by default
 * @returns seconds
 * @throws {RangeError} when the track or the window has no length
 */
export function strongestWindow(
  analysis: Analysis,
  seconds: number,
  within: { start: number; end: number } = { start: 0, end: analysis.duration },
): { start: number; end: number } {
  if (!(seconds > 0)) throw new RangeError('The window must be longer than 0 seconds.');
  const grid = musicalGrid(analysis);
  const { duration, sections } = grid;
  if (Math.min(duration, within.end) - within.start <= seconds) return { ...within };
  const { loudness, hopSeconds, frames } = analysis.features;
  const loudSums = new Float64Array(frames + 1);
  for (let i = 0; i < frames; i++) loudSums[i + 1] = loudSums[i] + loudness[i];
  const meanLoudness = (from: number, to: number): number => {
    const first = Math.min(frames, Math.max(0, Math.round(from / hopSeconds)));
    const end = Math.min(frames, Math.round(to / hopSeconds));
    return end > first ? (loudSums[end] - loudSums[first]) / (end - first) : 0;
  };
  const latest = roundTime(Math.min(duration, within.end) - seconds);
  const starts = grid.downbeats.filter(time => time >= within.start - 1e-3 && time <= latest);
  if (starts.length === 0)
    for (let time = within.start; time <= Math.max(latest, within.start); time += step) starts.push(time);
  let best = starts[0];
  let most = Number.NEGATIVE_INFINITY;
  let firstSection = 0;
  for (const start of starts) {
    const end = start + seconds;
    while (sections[firstSection].end <= start) firstSection++;
    let energy = 0;
    let rise = 0;
    for (let s = firstSection; s < sections.length && sections[s].start < end; s++) {
      const section = sections[s];
      energy += (section.energy * (Math.min(end, section.end) - Math.max(start, section.start))) / seconds;
      const into = (section.start - start) / seconds;
      // Time to see what comes before, and most of the window for what follows.
      if (s > 0 && into > 0.05 && into < 0.5) {
        const step = section.energy - sections[s - 1].energy + (section.label === 'drop' ? 0.25 : 0);
        rise = Math.max(rise, step * (1 - Math.abs(into - 0.2)));
      }
    }
    const score = energy + 0.7 * meanLoudness(start, end) + 0.5 * rise;
    if (score > most + 1e-9) [best, most] = [start, score];
  }
  return { start: best, end: Math.min(analysis.duration, best + seconds) };
}
