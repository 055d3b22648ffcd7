import type { Features, Section } from '../../audio/analysis.ts';
import { roundTime } from '../document/time-code.ts';
import type { MusicalGrid } from './musical-grid.ts';
import { firstAtOrAfter, nearestTime } from './musical-grid.ts';

/** Shortest shot that still reads as one, in seconds. */
const leastShot = 3.2;
/** Longest shot that a scene stays interesting for, in seconds; a shot that is longer is divided. */
const longestShot = 30;
/** A section is calm below this energy: long shots, little motion, dissolves. */
export const calmEnergy = 0.35;

/**
 * Seconds that a shot should last: 4.5 in the strongest section to 16, in calm ones up to 24; a style's pace (-1 to 1)
 * bends it by up to 1.6 times.
 */
function wantedShotSeconds({ energy, label }: Pick<Section, 'energy' | 'label'>, pace = 0): number {
  let seconds = 15 - 10.5 * Math.min(1, Math.max(0, energy));
  if (energy < calmEnergy) seconds += 14 * (calmEnergy - energy);
  if (label === 'drop') seconds *= 0.85;
  if (label === 'intro' || label === 'break') seconds *= 1.25;
  // A last picture that only fades wears out sooner than one that something follows.
  if (label === 'outro') seconds = Math.min(12, seconds * 1.1);
  const bent = Math.min(24, Math.max(4.5, seconds)) * 1.6 ** -pace;
  return Math.min(24, Math.max(leastShot, bent));
}

/** What the shots of a section depend on beside it. */
export interface ShotOptions {
  features: Features;
  /** Whether the section after it is stronger: its last shot is then halved, to press on. */
  strongerFollows: boolean;
  /** Of the style, -1 to 1. */
  pace: number;
}

/**
 * Where the shots of a section begin, its own start first.
 *
 * On bars: every 2, 4, 8 or 16 of them (1 where bars are very long), whichever comes nearest to the wanted length. On
 * beats, where bars are a guess: as many beats, counted from the last cut, but moved by up to half a bar to the beat
 * with the strongest attack and change of loudness. On phrases, where beats are a guess too: at quiet moments and
 * changes of loudness near each wanted border, and fewer of them.
 */
export function shotStarts(section: Section, grid: MusicalGrid, options: ShotOptions): number[] {
  const { features, pace } = options;
  const footing = grid.cutsOn(section.start, section.end);
  const wanted = wantedShotSeconds(section, pace) * (footing === 'phrases' ? 1.5 : 1);
  const length = section.end - section.start;
  if (length < 2 * leastShot || length < 1.4 * wanted) return divideLong([section.start], section.end, grid, features);
  const starts =
    footing === 'bars'
      ? onBars(section, grid, wanted, options)
      : footing === 'beats'
        ? onBeats(section, grid, wanted, options)
        : onPhrases(section, features, Math.min(24, wanted));
  return divideLong(starts, section.end, grid, features);
}

/** The number of bars whose length comes nearest to the wanted one, in ratio. */
function barsFor(wanted: number, bar: number): number {
  const sizes = [1, 2, 4, 8, 16].filter(
    size => size * bar >= leastShot && (size > 1 || bar > 5) && (size === 1 || size * bar <= 24),
  );
  return (sizes.length > 0 ? sizes : [Math.max(1, Math.ceil(leastShot / bar))]).reduce((best, candidate) =>
    Math.abs(Math.log((candidate * bar) / wanted)) < Math.abs(Math.log((best * bar) / wanted)) ? candidate : best,
  );
}

function onBars(section: Section, grid: MusicalGrid, wanted: number, { strongerFollows }: ShotOptions): number[] {
  const { bar, downbeats } = grid;
  const size = barsFor(wanted, bar);
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
  if (strongerFollows && size >= 4) {
    const last = starts[starts.length - 1];
    const half = inner.filter(time => time > last)[size / 2 - 1];
    if (half !== undefined && half - last >= leastShot && section.end - half >= leastShot) starts.push(half);
  }
  return starts;
}

function onBeats(
  section: Section,
  grid: MusicalGrid,
  wanted: number,
  { features, strongerFollows }: ShotOptions,
): number[] {
  const { beats, beat, metre, bar } = grid;
  const step = barsFor(wanted, bar) * bar;
  const room = metre / 2;
  const guessed = new Set(grid.downbeats);
  const starts = [section.start];
  const place = (ideal: number): number | undefined => {
    let best: number | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = firstAtOrAfter(beats, ideal - (room + 0.25) * beat); i < beats.length; i++) {
      const time = beats[i];
      if (time > ideal + (room + 0.25) * beat) break;
      // The even division wins among equals; an accent must be plain to draw the cut away from it, and even a guessed
      // downbeat counts for something.
      const score =
        attackAt(features, time) +
        1.5 * changeAt(features, time) +
        (guessed.has(time) ? 0.2 : 0) -
        (0.35 * Math.abs(time - ideal)) / beat;
      if (score > most + 1e-9) [best, most] = [time, score];
    }
    return best;
  };
  for (;;) {
    const last = starts[starts.length - 1];
    const next = place(last + step);
    if (next === undefined || next - last < leastShot || section.end - next < Math.max(leastShot, 0.45 * step)) break;
    starts.push(next);
  }
  const last = starts[starts.length - 1];
  if (strongerFollows && step >= 4 * bar - 1e-6) {
    const half = place(last + (section.end - last) / 2);
    if (half !== undefined && half - last >= leastShot && section.end - half >= leastShot) starts.push(half);
  }
  return starts;
}

/**
 * Divides what is longer than {@link longestShot}: at the downbeat or beat nearest to even parts, or where there is
 * none at a phrase.
 */
function divideLong(starts: readonly number[], end: number, grid: MusicalGrid, features: Features): number[] {
  return starts.flatMap((start, i) => {
    const until = starts[i + 1] ?? end;
    if (until - start <= longestShot) return [start];
    const footing = grid.cutsOn(start, until);
    const marks = footing === 'bars' ? grid.downbeats : footing === 'beats' ? grid.beats : [];
    const parts = onPhrases({ start, end: until }, features, 20);
    return parts.map((time, part) => {
      const near = part === 0 ? undefined : nearestTime(marks, time);
      return near !== undefined && Math.abs(near - time) <= grid.bar ? near : time;
    });
  });
}

/** Mean of a curve between two times; 0 without curves. */
function meanWithin(curve: Float32Array, { hopSeconds, frames }: Features, from: number, to: number): number {
  const first = Math.max(0, Math.round(from / hopSeconds));
  const end = Math.min(frames, Math.round(to / hopSeconds));
  let sum = 0;
  for (let i = first; i < end; i++) sum += curve[i];
  return end > first ? sum / (end - first) : 0;
}

/** Strongest onset within 50 ms of a time, 0 to 1. */
function attackAt({ onsetStrength, hopSeconds, frames }: Features, time: number): number {
  let most = 0;
  const end = Math.min(frames - 1, Math.ceil((time + 0.05) / hopSeconds));
  for (let i = Math.max(0, Math.floor((time - 0.05) / hopSeconds)); i <= end; i++)
    most = Math.max(most, onsetStrength[i]);
  return most;
}

/** How much the loudness of the two seconds after a time differs from that of the two before, 0 to 1. */
function changeAt(features: Features, time: number): number {
  const { loudness } = features;
  return Math.abs(meanWithin(loudness, features, time, time + 2) - meanWithin(loudness, features, time - 2, time));
}

function onPhrases({ start, end }: Pick<Section, 'start' | 'end'>, features: Features, wanted: number): number[] {
  const length = end - start;
  const count = Math.max(1, Math.round(length / wanted), Math.ceil(length / 23));
  const step = length / count;
  const furthest = Math.max(0, Math.min(0.3 * step, (longestShot - step) / 2));
  const starts = [start];
  for (let i = 1; i < count; i++) {
    const middle = start + i * step;
    let best = middle;
    let least = Number.POSITIVE_INFINITY;
    for (let shift = 0; shift <= furthest; shift += 0.25) {
      for (const time of shift === 0 ? [middle] : [middle - shift, middle + shift]) {
        // A breath or a turn of the music; the further from the even division, the plainer it has to be.
        const level =
          meanWithin(features.loudness, features, time - 0.5, time + 0.5) -
          0.8 * changeAt(features, time) +
          (0.15 * shift) / step;
        if (level < least - 1e-9) [best, least] = [time, level];
      }
    }
    starts.push(roundTime(best));
  }
  return starts;
}
