import {
  type LyricLine,
  type Lyrics,
  LyricsError,
  lyricsFrom,
  type ParseContext,
  splitWords,
  toMilliseconds,
  type Word,
} from './lyrics.ts';

const timeForm = String.raw`(\d{1,3}):(\d{1,2})(?:[.:](\d{1,3}))?`;
const timeTag = new RegExp(String.raw`^\s*\[${timeForm}\]`);
const wordTag = new RegExp(`<${timeForm}>`, 'g');
const nearlyTimeTag = /^\s*\[[\d:.,\s-]+\]?/;
const factTag = /^\s*\[([a-z#][a-z_ ]*):(.*)\]\s*$/i;

/**
 * Reads LRC: line times, several times before a repeated line, word times in angle brackets ("enhanced", A2),
 * `[offset:]` in milliseconds (positive: shown earlier), `[ti:] [ar:] [al:] [la:]`. A time without words ends the line
 * before.
 *
 * @throws {LyricsError}
 */
export function parseLrc(text: string, { path }: ParseContext): Lyrics {
  const facts = new Map<string, string>();
  const timed: { time: number; line: LyricLine; order: number }[] = [];
  for (const [index, row] of text.split(/\r\n?|\n/).entries()) {
    const number = index + 1;
    if (row.trim() === '' || /^\s*#/.test(row)) continue;
    const fact = factTag.exec(row);
    if (fact && !timeTag.test(row)) {
      facts.set(fact[1].trim().toLowerCase(), fact[2].trim());
      continue;
    }
    const times: number[] = [];
    let rest = row;
    for (let tag = timeTag.exec(rest); tag; tag = timeTag.exec(rest)) {
      times.push(seconds(tag, path, number));
      rest = rest.slice(tag[0].length);
    }
    if (times.length === 0) {
      const mend = nearlyTimeTag.test(row)
        ? `the time "${nearlyTimeTag.exec(row)![0].trim()}" cannot be read; write it as [mm:ss.xx].`
        : 'there is no time before the words; write one as [mm:ss.xx], or remove the line.';
      throw new LyricsError(path, number, mend);
    }
    for (const time of times) {
      // Word times of a repeated line count from its first appearance.
      const words = lineWords(rest, time - times[0], path, number);
      timed.push({ time, line: { start: time, ...words }, order: timed.length });
    }
  }
  timed.sort((a, b) => a.time - b.time || a.order - b.order);
  const offset = Number(facts.get('offset') ?? 0);
  if (!Number.isFinite(offset))
    throw new LyricsError(path, undefined, `the offset "${facts.get('offset')}" is not a number of milliseconds.`);
  const lines: LyricLine[] = [];
  for (const { time, line } of timed) {
    const before = lines.at(-1);
    if (line.words.length === 0) {
      if (before && before.end === undefined) before.end = time;
    } else lines.push(line);
  }
  if (offset !== 0) for (const line of lines) shift(line, -offset / 1000);
  return lyricsFrom(lines, {
    title: facts.get('ti'),
    artist: facts.get('ar'),
    album: facts.get('al'),
    language: facts.get('la'),
  });
}

function seconds(tag: RegExpMatchArray, path: string, line: number): number {
  const [, minutes, whole, part = ''] = tag;
  if (Number(whole) >= 60)
    throw new LyricsError(path, line, `"${tag[0].trim()}" has ${whole} seconds; a minute has at most 59.`);
  return toMilliseconds(Number(minutes) * 60 + Number(whole) + Number(`0.${part || 0}`));
}

function lineWords(text: string, delay: number, path: string, line: number): { words: Word[]; end?: number } {
  const tags = [...text.matchAll(wordTag)];
  const words: Word[] = splitWords(tags.length > 0 ? text.slice(0, tags[0].index) : text);
  let end: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  for (const [i, tag] of tags.entries()) {
    const start = toMilliseconds(seconds(tag, path, line) + delay);
    if (start < last)
      throw new LyricsError(path, line, `the word time ${tag[0]} lies before the one to its left; put them in order.`);
    last = start;
    const piece = text.slice(tag.index + tag[0].length, tags[i + 1]?.index ?? text.length);
    const before = words.at(-1);
    if (before?.start !== undefined) before.end ??= start;
    if (piece.trim() === '') {
      if (i === tags.length - 1) end = start;
      continue;
    }
    const previous =
      i === 0 ? text.slice(0, tag.index) : text.slice(tags[i - 1].index + tags[i - 1][0].length, tag.index);
    const joined = words.length > 0 && previous !== '' && !/\s$/u.test(previous) && !/^\s/u.test(piece);
    const [first, ...others] = piece.trim().split(/\s+/u);
    words.push({ text: first, start, ...(joined ? { joined: true as const } : {}) });
    for (const other of others) words.push({ text: other });
  }
  return end === undefined ? { words } : { words, end };
}

/** Moves a line in time, not before the start of the track. */
function shift(line: LyricLine, by: number): void {
  for (const part of [line, ...line.words]) {
    if (part.start !== undefined) part.start = Math.max(0, toMilliseconds(part.start + by));
    if (part.end !== undefined) part.end = Math.max(0, toMilliseconds(part.end + by));
  }
}

function stamp(time: number): string {
  const thousandths = Math.round(time * 1000);
  const rest = thousandths % 60000;
  const fraction = rest % 10 === 0 ? String((rest % 1000) / 10).padStart(2, '0') : String(rest % 1000).padStart(3, '0');
  return `${String(Math.floor(thousandths / 60000)).padStart(2, '0')}:${String(Math.floor(rest / 1000)).padStart(2, '0')}.${fraction}`;
}

/**
 * Writes LRC, enhanced where words have times. Lines need a start; a pause after a line is written as a time without
 * words. Gaps between the words of a line are not kept, LRC has no place for them.
 */
export function printLrc(lyrics: Lyrics): string {
  const head = [
    ['ti', lyrics.title],
    ['ar', lyrics.artist],
    ['al', lyrics.album],
    ['la', lyrics.language],
  ]
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `[${name}:${value}]\n`);
  const rows = lyrics.lines.map((line, i) => {
    const words = line.words
      .map((word, j) => {
        const space = j === 0 || word.joined ? '' : ' ';
        return `${space}${word.start === undefined ? '' : `<${stamp(word.start)}>`}${word.text}`;
      })
      .join('');
    const next = lyrics.lines[i + 1]?.start;
    const inline = line.end !== undefined && line.words.some(word => word.start !== undefined);
    const end = inline ? ` <${stamp(line.end!)}>` : '';
    const pause = !inline && line.end !== undefined && line.end !== next ? `[${stamp(line.end)}]\n` : '';
    return `[${stamp(line.start ?? 0)}]${words}${end}\n${pause}`;
  });
  return head.join('') + rows.join('');
}
