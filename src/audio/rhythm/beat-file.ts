import type { Analysis } from '../analysis.ts';

/** A beat that a person has set. */
export interface MarkedBeat {
  /** Seconds. */
  time: number;
  /** 1 on the downbeat, then 2, 3, …; left out where the file does not tell. */
  position?: number;
  /** Line of the file it stands on, for messages. */
  line?: number;
}

/** A beats file that cannot be used; the message names file, line and mend. */
export class BeatFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BeatFileError';
  }
}

/** Bars longer than this are not counted in beats: such numbers are a running count. */
const longestBar = 16;

/** "12.5", "1:23.5" or "1:02:03" in seconds; undefined of anything else. */
function toSeconds(text: string): number | undefined {
  if (!/^-?(?:\d+:){0,2}\d+(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(text)) return undefined;
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}

/**
 * The fields of a line. Where numbers are written with a comma, as programs in many countries do, one that stands
 * between digits in the times (the first fields, of the form "12,5") becomes a point.
 */
function fieldsOf(line: string, hasDecimalCommas: boolean): string[] {
  const isTabbed = line.includes('\t');
  const separator = isTabbed ? '\t' : !hasDecimalCommas && line.includes(',') ? ',' : /[;\s]+/;
  return (isTabbed ? line : line.trim()).split(separator).map(field => {
    const content = field.trim().replace(/^"(.*)"$/, '$1');
    return hasDecimalCommas ? content.replace(/^(-?(?:\d+:){0,2}\d+),(\d+)$/, '$1.$2') : content;
  });
}

/**
 * Whether the commas of a file are decimal ones. Before a tab, a semicolon or a space they are, where a field holds
 * one between digits. Where a line is nothing but two numbers with a comma between, they are if as separators they
 * would make no sense: times that do not ascend, or labels that neither count beats in a bar nor run on.
 */
function writesDecimalCommas(lines: readonly string[]): boolean {
  const timed = lines.map(line => line.trim()).filter(line => /^"?-?\d/.test(line));
  if (timed.length === 0) return false;
  if (timed.every(line => /^"?-?(?:\d+:){0,2}\d+(?:,\d+)?"?(?:[;\t ]|$)/.test(line))) {
    const pairs = timed.map(line => /^(\d+),(\d+)$/.exec(line));
    if (!pairs.every(pair => pair !== null)) return timed.some(line => /^"?-?[\d:]+,\d/.test(line));
    const [times, labels] = [1, 2].map(field => pairs.map(pair => Number(pair[field])));
    const ascends = times.every((time, i) => i === 0 || time > times[i - 1]);
    const counts =
      labels.every(label => label <= longestBar) || labels.every((label, i) => i === 0 || label === labels[i - 1] + 1);
    return !(ascends && counts);
  }
  return false;
}

/** Place in the bar of a label: "2.1" (bar.beat), "3", "downbeat"; undefined where it tells none. */
function toPosition(label: string): number | undefined {
  const counted = /^(?:\d+[.:])?(\d+)$/.exec(label);
  if (counted) return Number(counted[1]) > 0 ? Number(counted[1]) : undefined;
  return /^(?:d|db|down|downbeat|bar|bar line|one)\b/i.test(label) ? 1 : undefined;
}

/**
 * Reads beats as plain text (a time a line, perhaps with the place in the bar after it), as Audacity exports labels
 * (start, end, label, tab-separated) or as Sonic Visualiser exports time instants (time, label, with commas or tabs,
 * with or without a head line). Decimals may be written with a comma where it does not separate. Labels such as "2.1"
 * (bar.beat), "1" to "16" or "downbeat" give the places in the bar; a running count or other words give none. Empty
 * lines, lines that begin with "#", and a first line of words alone are left out.
 *
 * @param text Content of the file.
 * @param name Its name, for messages.
 * @throws {BeatFileError} naming the line.
 */
export function parseBeatFile(text: string, name: string): MarkedBeat[] {
  const beats: MarkedBeat[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const hasDecimalCommas = writesDecimalCommas(lines);
  let headSeen = false;
  for (const [index, content] of lines.entries()) {
    const line = index + 1;
    const trimmed = content.trim();
    // Audacity writes the frequencies of a spectral selection on a line of its own that begins with a backslash.
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith('\\')) continue;
    const [first, second = '', ...more] = fieldsOf(content.replace(/[ \r]+$/, ''), hasDecimalCommas);
    const time = toSeconds(first);
    if (time === undefined) {
      if (beats.length === 0 && !headSeen && /^"?\p{L}[^\d[\]{}<>]*$/u.test(trimmed)) {
        headSeen = true;
        continue;
      }
      const printable = trimmed.replaceAll('\t', ' ').replace(/[^\p{L}\p{N}\p{P}\p{S}\p{Zs}]/gu, '?');
      const shown = printable.length > 40 ? `${printable.slice(0, 40)}…` : printable;
      throw new BeatFileError(
        `${name}, line ${line}: "${shown}" does not begin with a time; write one beat a line in seconds, such as 12.345.`,
      );
    }
    if (time < 0) {
      throw new BeatFileError(
        `${name}, line ${line}: ${first} is before the track; times begin at 0. Remove the line.`,
      );
    }
    const before = beats[beats.length - 1];
    if (before && time <= before.time) {
      throw new BeatFileError(
        time === before.time
          ? `${name}, line ${line}: the time ${first} stands twice; remove one of them.`
          : `${name}, line ${line}: ${first} comes before the ${before.time} of line ${before.line}; put the times in ascending order.`,
      );
    }
    // Audacity: start, end, label. A second field that repeats the time is the end of a label without text.
    const isSpan = more.length > 0 && toSeconds(second) !== undefined;
    const label = isSpan ? more.join(',') : second === first ? '' : second;
    const position = toPosition(label);
    beats.push(position === undefined ? { time, line } : { time, position, line });
  }
  if (beats.length < 2) {
    throw new BeatFileError(
      `${name} holds ${beats.length === 0 ? 'no beats' : 'only one beat'}; write at least two, one a line in seconds.`,
    );
  }
  const running = beats.some(beat => (beat.position ?? 0) > longestBar);
  if (running) for (const beat of beats) delete beat.position;
  return beats;
}

/**
 * Writes beats so that Sonic Visualiser ("Import Annotation Layer") and Audacity ("Import Labels") read them, and
 * {@link parseBeatFile} too: time, time and "bar.beat", tab-separated. A pick-up before the first bar is bar 0.
 */
export function printBeatFile(analysis: Pick<Analysis, 'beats'>): string {
  let bar = 0;
  return analysis.beats
    .map(({ time, position }, i) => {
      if (position === 1) bar++;
      const seconds = time.toFixed(6);
      return `${seconds}\t${seconds}\t${i === 0 && position !== 1 ? 0 : bar}.${position}\n`;
    })
    .join('');
}
