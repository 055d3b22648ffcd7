import type { Report } from './scene-map-problem.ts';
import { parseTime, printTime, roundTime } from './time-code.ts';

/** An end this close to the end of the track means the end of the track: "m:ss" cannot say it better. */
const endTolerance = 1;

interface Span {
  start: number | undefined;
  end: number | undefined;
}

/**
 * Times of a value that may be wrong in any way; undefined where they cannot be read (the schema has reported those).
 */
function spanOf(value: unknown): Span {
  const read = (key: string): number | undefined => {
    const time = (value as Record<string, unknown> | null)?.[key];
    return typeof time === 'string' || typeof time === 'number' ? parseTime(time) : undefined;
  };
  return { start: read('start_time'), end: read('end_time') };
}

/** What the scenes have to cover. */
interface Covered extends Span {
  /** "the track" or "the range". */
  name: string;
}

/** The map's range, where it has one: in order, and within the track. */
function checkRange({ start, end }: Span, trackEnd: number | undefined, report: Report): void {
  if (start !== undefined && end !== undefined && end <= start)
    report('range.end_time', `${printTime(end)} is not after the range's start (${printTime(start)})`);
  if (trackEnd !== undefined && end !== undefined && end > trackEnd + endTolerance)
    report('range.end_time', `${printTime(end)} is beyond the end of the track, ${printTime(trackEnd)}: end it there`);
}

/** Each scene ends after its start and begins where the one before ends, the first where the track or the range does. */
function checkOrder(spans: readonly Span[], covered: Covered, report: Report): void {
  spans.forEach(({ start, end }, i) => {
    const place = `scenes[${i}]`;
    if (start !== undefined && end !== undefined && end <= start) {
      report(
        `${place}.end_time`,
        `${printTime(end)} is not after the scene's start (${printTime(start)}): exchange them, or correct one`,
      );
    }
    if (start === undefined) return;
    if (i === 0) {
      if (covered.start !== undefined && start !== covered.start) {
        report(
          `${place}.start_time`,
          `${printTime(start)} leaves the beginning without a scene: ${covered.name} starts at ${printTime(covered.start)}, so must the first scene`,
        );
      }
      return;
    }
    const before = spans[i - 1];
    if (before.end === undefined || start === before.end) return;
    if (before.start !== undefined && start <= before.start) {
      report(
        `${place}.start_time`,
        `${printTime(start)} is not after the start of the scene before (${printTime(before.start)}): put the scenes in order of time`,
      );
    } else if (start < before.end) {
      report(
        `${place}.start_time`,
        `overlaps the scene before, which ends at ${printTime(before.end)}: start there, or end scenes[${i - 1}] at ${printTime(start)}`,
      );
    } else {
      report(
        `${place}.start_time`,
        `leaves a gap of ${roundTime(start - before.end)} s after the scene before: start at ${printTime(before.end)}, or end scenes[${i - 1}] at ${printTime(start)}`,
      );
    }
  });
}

/** Nothing lies beyond the end of the track or the range, and the last scene reaches it. */
function checkEnd(spans: readonly Span[], covered: Covered, report: Report): void {
  const goal = covered.end;
  if (goal === undefined) return;
  spans.forEach(({ start, end }, i) => {
    if (start !== undefined && start >= goal) {
      report(
        `scenes[${i}].start_time`,
        `${printTime(start)} is beyond the end of ${covered.name}, ${printTime(goal)}: remove the scene, or move it before`,
      );
    } else if (end !== undefined && end > goal + endTolerance && (start === undefined || end > start)) {
      report(
        `scenes[${i}].end_time`,
        `${printTime(end)} is beyond the end of ${covered.name}, ${printTime(goal)}: end it there`,
      );
    }
  });
  const lastEnd = spans.at(-1)?.end;
  const lastStart = spans.at(-1)?.start;
  if (lastEnd !== undefined && lastEnd < goal - endTolerance && (lastStart === undefined || lastEnd > lastStart)) {
    report(
      `scenes[${spans.length - 1}].end_time`,
      `${printTime(lastEnd)} leaves the end without a scene: ${covered.name} ends at ${printTime(goal)}, so must the last scene`,
    );
  }
}

/** Order, gaps, overlaps and the track's ends, of every scene whose times can be read. */
export function checkTimes(raw: unknown, duration: number | undefined, report: Report): void {
  const map = raw as { scenes?: unknown; range?: unknown } | null;
  if (!Array.isArray(map?.scenes)) return;
  const spans = map.scenes.map(spanOf);
  const hasRange = map.range !== undefined;
  const covered: Covered = hasRange
    ? { name: 'the range', ...spanOf(map.range) }
    : { name: 'the track', start: 0, end: duration };
  if (hasRange) checkRange(covered, duration === undefined ? undefined : roundTime(duration), report);
  checkOrder(spans, covered, report);
  checkEnd(spans, covered, report);
}

/** Shorter stretches are over before their joins are. */
const shortestRetake = 1;

/** Retakes lie within their scene, one after the other. */
export function checkRetakes(raw: unknown, report: Report): void {
  const scenes = (raw as { scenes?: unknown } | null)?.scenes;
  if (!Array.isArray(scenes)) return;
  scenes.forEach((scene: unknown, i) => {
    const retakes = (scene as { retakes?: unknown } | null)?.retakes;
    if (!Array.isArray(retakes)) return;
    const own = spanOf(scene);
    let until = own.start;
    retakes.map(spanOf).forEach(({ start, end }, k) => {
      const place = `scenes[${i}].retakes[${k}]`;
      if (start === undefined || end === undefined) return;
      if (end < start + shortestRetake)
        report(`${place}.end_time`, `${printTime(end)} is not a second after the stretch's start: make it longer`);
      if (until !== undefined && start < until)
        report(
          `${place}.start_time`,
          k === 0
            ? `${printTime(start)} lies before its scene, which starts at ${printTime(until)}: start there`
            : `${printTime(start)} lies before the end of the stretch before (${printTime(until)}): put them in order, without overlap`,
        );
      if (own.end !== undefined && end > own.end + endTolerance)
        report(`${place}.end_time`, `${printTime(end)} lies beyond its scene: end it at ${printTime(own.end)}`);
      until = end;
    });
  });
}
