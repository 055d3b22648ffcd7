import { createRandom, firstAtOrAfter, mixSeed } from '../../scene-map/index.ts';
import { samplesPerSecond } from './measure-samples.ts';
import type { ScannedFootage } from './scan-footage.ts';

/** A file of footage with what was found in it. */
export interface FootageFile extends ScannedFootage {
  /** Path, as references name it. */
  path: string;
}

/** A part of the video that is to show footage. */
export interface FootagePart {
  /** Number of the scene that it belongs to. */
  scene: number;
  seconds: number;
  /** Energy of the music there, 0 to 1. */
  energy: number;
  /** Letter of the section: what repeats may show the same places again. */
  group: string;
}

/** What a part shows. */
export interface ChosenStretch {
  path: string;
  /** Seconds into the clip; undefined for a still. */
  start?: number;
  /** Whether most of it is shown elsewhere, too. */
  repeated: boolean;
}

const windowStep = 0.25;
/** Seconds between two cuts at least: quicker ones between light and dark would flash (WCAG 2.3.1). */
const leastPart = 0.34;

interface Candidate {
  file: FootageFile;
  start?: number;
  /** Share of the calmer windows of all footage. */
  rank: number;
  run: number;
}

/** Seconds that a part of an energy should last: footage is cut faster than drawn scenes are. */
export function wantedPartSeconds(energy: number): number {
  return Math.max(1.4, 6 - 4.2 * energy);
}

/**
 * Divides a scene on beats into parts of nearly equal length.
 *
 * @param beats ascending seconds; without any the division is even
 * @returns starts in seconds, the scene's own first
 */
export function partStarts(start: number, end: number, parts: number, beats: readonly number[]): number[] {
  const starts = [start];
  for (let i = 1; i < parts; i++) {
    const ideal = start + ((end - start) * i) / parts;
    const near = beats.reduce(
      (best, beat) => (Math.abs(beat - ideal) < Math.abs(best - ideal) ? beat : best),
      Number.POSITIVE_INFINITY,
    );
    const time = Math.abs(near - ideal) <= 1 ? near : ideal;
    if (time > starts[starts.length - 1] + leastPart && time < end - leastPart) starts.push(time);
  }
  return starts;
}

/**
 * Chooses what each part shows: motion that fits the music's energy (by rank within the footage), what was not shown
 * yet, another file than the part before; the sections of one letter like to return to their files. The same footage,
 * parts and seed give the same choice.
 *
 * @returns one for each part; undefined where nothing is long enough
 */
export function chooseStretches(
  files: readonly FootageFile[],
  parts: readonly FootagePart[],
  seed: number,
): (ChosenStretch | undefined)[] {
  const levels: number[] = files.flatMap(({ runs }) => runs.flatMap(({ motion }) => motion)).sort((a, b) => a - b);
  const rankOf = (level: number): number => (levels.length > 1 ? firstAtOrAfter(levels, level) / levels.length : 0.5);
  const used = new Map<FootageFile, [number, number][]>();
  const homes = new Map<FootageFile, Set<string>>();
  let before: Candidate | undefined;

  return parts.map((part, i) => {
    const random = createRandom(mixSeed('footage', seed, i));
    const luck = new Map(files.map(file => [file, random()]));
    let best: (Candidate & { shown: number }) | undefined;
    let least = Number.POSITIVE_INFINITY;
    const consider = (candidate: Candidate, shown: number): void => {
      const { file, rank, run } = candidate;
      let cost = Math.abs(rank - part.energy) + 2.5 * shown + 0.35 * luck.get(file)!;
      if (before?.file === file) cost += 0.5;
      if (before?.file === file && before.run === run) cost += 0.4;
      if (homes.get(file)?.has(part.group)) cost -= 0.15;
      if (cost < least) [best, least] = [{ ...candidate, shown }, cost];
    };
    for (const file of files) {
      if (file.kind === 'still') {
        // A still is calm whatever is done with it, and is known after one look.
        consider({ file, rank: 0.25, run: 0 }, Math.min(1, 0.7 * (used.get(file)?.length ?? 0)));
        continue;
      }
      file.runs.forEach(({ start, end, motion }, run) => {
        for (let time = start; time + part.seconds <= end + 1e-6; time += windowStep) {
          const first = Math.floor((time - start) * samplesPerSecond);
          const window = motion.slice(first, first + Math.max(1, Math.round(part.seconds * samplesPerSecond)));
          const level = window.reduce((sum, value) => sum + value, 0) / Math.max(1, window.length);
          let overlap = 0;
          for (const [from, to] of used.get(file) ?? [])
            overlap += Math.max(0, Math.min(to, time + part.seconds) - Math.max(from, time));
          consider({ file, start: time, rank: rankOf(level), run }, Math.min(1, overlap / part.seconds));
        }
      });
    }
    if (!best) return undefined;
    before = best;
    const { file, start, shown } = best;
    used.set(file, [...(used.get(file) ?? []), [start ?? 0, (start ?? 0) + part.seconds]]);
    homes.set(file, (homes.get(file) ?? new Set()).add(part.group));
    return {
      path: file.path,
      ...(start === undefined ? {} : { start: Number(start.toFixed(3)) }),
      repeated: shown > 0.5,
    };
  });
}
