import type { Features, Section } from '../audio/analysis.ts';
import type { MusicalGrid } from './musical-grid.ts';
import { firstAtOrAfter } from './musical-grid.ts';
import { roundTime } from './time-code.ts';

/** Shortest shot that still reads as one, in seconds. */
const leastShot = 3.2;
/** A section is calm below this energy: long shots, little motion, dissolves. */
export const calmEnergy = 0.35;

/** Seconds that a shot should last: 4.5 in the strongest section to 16, in calm ones up to 24. */
export function wantedShotSeconds({ energy, label }: Pick<Section, 'energy' | 'label'>): number {
  let seconds = 15 - 10.5 * Math.min(1, Math.max(0, energy));
  if (energy < calmEnergy) seconds += 14 * (calmEnergy - energy);
  if (label === 'drop') seconds *= 0.85;
  if (label === 'intro' || label === 'outro' || label === 'break') seconds *= 1.25;
  return Math.min(24, Math.max(4.5, seconds));
}

/**
 * Where the shots of a section begin, its own start first.
 *
 * With bars: every 2, 4, 8 or 16 of them (1 where bars are very long), whichever comes nearest to the wanted length; the last shot before a stronger
 * section is halved, to press on. Without: at the quietest moment near each wanted border, and fewer of them.
 */
export function shotStarts(
  section: Section,
  grid: MusicalGrid,
  features: Features,
  strongerFollows: boolean,
): number[] {
  const wanted = wantedShotSeconds(section) * (grid.rhythmic ? 1 : 1.5);
  const length = section.end - section.start;
  if (length < 2 * leastShot || length < 1.4 * wanted) return [section.start];
  return grid.rhythmic
    ? onBars(section, grid, wanted, strongerFollows)
    : onPhrases(section, features, Math.min(24, wanted));
}

function onBars(section: Section, grid: MusicalGrid, wanted: number, strongerFollows: boolean): number[] {
  const { bar, downbeats } = grid;
  const sizes = [1, 2, 4, 8, 16].filter(size => size * bar >= leastShot && (size > 1 || bar > 5));
  const size = (sizes.length > 0 ? sizes : [16]).reduce((best, candidate) =>
    Math.abs(Math.log((candidate * bar) / wanted)) < Math.abs(Math.log((best * bar) / wanted)) ? candidate : best,
  );
  const inner: number[] = [];
  for (
    let i = firstAtOrAfter(downbeats, section.start + 0.5 * bar);
    i < downbeats.length && downbeats[i] < section.end - 0.5 * bar;
    i++
  )
    inner.push(downbeats[i]);
  // Bars are counted from the section's start, which is itself a downbeat (or a pick-up before the first one).
  const starts = [section.start];
  for (let i = size - 1; i < inner.length; i += size) {
    if (section.end - inner[i] >= Math.max(leastShot, 0.45 * size * bar)) starts.push(inner[i]);
  }
  // A stretch without bars (the beat was lost) is not cut by counting; its shot would be far too long.
  if (strongerFollows && size >= 4) {
    const last = starts[starts.length - 1];
    const half = inner.filter(time => time > last)[size / 2 - 1];
    if (half !== undefined && half - last >= leastShot && section.end - half >= leastShot) starts.push(half);
  }
  return starts;
}

/** Mean loudness over a second around a time; 0 without curves. */
function loudnessAround({ loudness, hopSeconds, frames }: Features, time: number): number {
  const first = Math.max(0, Math.round((time - 0.5) / hopSeconds));
  const end = Math.min(frames, Math.round((time + 0.5) / hopSeconds));
  let sum = 0;
  for (let i = first; i < end; i++) sum += loudness[i];
  return end > first ? sum / (end - first) : 0;
}

function onPhrases(section: Section, features: Features, wanted: number): number[] {
  const count = Math.max(1, Math.round((section.end - section.start) / wanted));
  const step = (section.end - section.start) / count;
  const starts = [section.start];
  for (let i = 1; i < count; i++) {
    const middle = section.start + i * step;
    let best = middle;
    let least = Number.POSITIVE_INFINITY;
    for (let shift = 0; shift <= 0.3 * step; shift += 0.25) {
      for (const time of shift === 0 ? [middle] : [middle - shift, middle + shift]) {
        // The further from the even division, the quieter it has to be.
        const level = loudnessAround(features, time) + (0.15 * shift) / step;
        if (level < least - 1e-9) {
          least = level;
          best = time;
        }
      }
    }
    starts.push(roundTime(best));
  }
  return starts;
}
