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

const arrow = /^(.*?)\s*-->\s*(\S+)(.*)$/;
const clockForm = /^(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})$/;

function clock(text: string, path: string, line: number, form: string): number {
  const match = clockForm.exec(text.trim());
  if (!match || Number(match[2]) > 59 || Number(match[3]) > 59)
    throw new LyricsError(path, line, `the time "${text.trim()}" cannot be read; write it as ${form}.`);
  return toMilliseconds(
    Number(match[1] ?? 0) * 3600 + Number(match[2]) * 60 + Number(match[3]) + Number(`0.${match[4]}`),
  );
}

interface Block {
  /** Line of the first row, from 1. */
  line: number;
  rows: string[];
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const [index, row] of text.split(/\r\n?|\n/).entries()) {
    if (row.trim() === '') open = false;
    else if (open) blocks.at(-1)!.rows.push(row);
    else {
      blocks.push({ line: index + 1, rows: [row] });
      open = true;
    }
  }
  return blocks;
}

function cue(block: Block, at: number, path: string, form: string): { start: number; end: number; rows: string[] } {
  const match = arrow.exec(block.rows[at])!;
  const line = block.line + at;
  const start = clock(match[1], path, line, form);
  const end = clock(match[2], path, line, form);
  if (end <= start)
    throw new LyricsError(path, line, 'the cue ends before it begins; exchange or correct its two times.');
  return { start, end, rows: block.rows.slice(at + 1) };
}

function wordsOfRows(rows: readonly string[]): Word[] {
  return rows.flatMap((row, i) => {
    const words = splitWords(row);
    if (i > 0 && words.length > 0) words[0] = { ...words[0], breakBefore: true };
    return words;
  });
}

/** Reads SubRip (SRT). Marks such as `<i>` and `{\an8}` are left out. @throws {LyricsError} */
export function parseSrt(text: string, { path }: ParseContext): Lyrics {
  const lines: LyricLine[] = [];
  for (const block of blocksOf(text)) {
    const at = block.rows.findIndex(row => row.includes('-->'));
    if (at < 0 || at > 1 || !arrow.test(block.rows[at])) {
      const mend = 'a cue needs a line such as 00:00:12,500 --> 00:00:15,000 above its words';
      throw new LyricsError(path, block.line, `${mend}; "${block.rows[0].slice(0, 40)}" has none.`);
    }
    const { start, end, rows } = cue(block, at, path, 'hh:mm:ss,mmm');
    const words = wordsOfRows(rows.map(row => row.replace(/<\/?[a-z][^>]*>|\{\\[^}]*\}/gi, '')));
    lines.push({ words, start, end });
  }
  return lyricsFrom(lines.sort((a, b) => a.start! - b.start!));
}

/** A subtitle to be written: seconds, and text as the format wants it. */
export interface Cue {
  start: number;
  end: number;
  text: string;
}

/** A SubRip file of cues. */
export function printSrtCues(cues: readonly Cue[]): string {
  return cues
    .map((cue, i) => `${i + 1}\n${stamp(cue.start, ',')} --> ${stamp(cue.end, ',')}\n${cue.text}\n`)
    .join('\n');
}

/** A WebVTT file of cues, whose text is escaped already. */
export function printVttCues(cues: readonly Cue[], language?: string): string {
  const blocks = cues.map(cue => `\n${stamp(cue.start, '.')} --> ${stamp(cue.end, '.')}\n${cue.text}\n`);
  return `WEBVTT${language ? `\nLanguage: ${language}` : ''}\n${blocks.join('')}`;
}

function stamp(time: number, separator: string): string {
  const whole = Math.round(time * 1000);
  const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');
  const [hours, minutes, seconds] = [
    Math.floor(whole / 3_600_000),
    Math.floor(whole / 60_000) % 60,
    Math.floor(whole / 1000) % 60,
  ];
  return `${pad(hours)}:${pad(minutes)}:${pad(seconds)}${separator}${pad(whole % 1000, 3)}`;
}

const entities = new Map(
  Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0', lrm: '\u200e', rlm: '\u200f' }),
);

/** Text of a cue with its character references (HTML, section 13.5) resolved; unknown ones stay as they are written. */
const unescapeVtt = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return entities.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex!, 16) : Number(decimal);
    const isCharacter = code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    return isCharacter ? String.fromCodePoint(code) : whole;
  });

/** Reads WebVTT (W3C): cues, `<v Name>`, and the times within a cue that karaoke uses. @throws {LyricsError} */
export function parseVtt(text: string, { path }: ParseContext): Lyrics {
  const blocks = blocksOf(text);
  if (!/^WEBVTT(?:\s|$)/.test(blocks[0]?.rows[0] ?? ''))
    throw new LyricsError(path, 1, 'a WebVTT file begins with the word WEBVTT; put it on the first line.');
  const language = blocks[0].rows.map(row => /^Language:\s*(\S+)/i.exec(row)?.[1]).find(Boolean);
  const lines: LyricLine[] = [];
  for (const block of blocks.slice(1)) {
    if (/^(?:NOTE|STYLE|REGION)(?:\s|$)/.test(block.rows[0])) continue;
    const at = block.rows.findIndex(row => row.includes('-->'));
    if (at < 0 || at > 1 || !arrow.test(block.rows[at])) {
      const mend = 'a cue needs a line such as 00:12.500 --> 00:15.000 above its words';
      throw new LyricsError(path, block.line, `${mend}; "${block.rows[0].slice(0, 40)}" has none.`);
    }
    const { start, end, rows } = cue(block, at, path, 'mm:ss.mmm');
    const voice = /<v(?:\.[^\s>]+)?\s+([^>]+)>/.exec(rows.join('\n'))?.[1].trim();
    lines.push({ words: vttWords(rows, path, block.line + at + 1), start, end, ...(voice ? { voice } : {}) });
  }
  return lyricsFrom(
    lines.sort((a, b) => a.start! - b.start!),
    { language },
  );
}

function vttWords(rows: readonly string[], path: string, firstLine: number): Word[] {
  const words: Word[] = [];
  for (const [index, row] of rows.entries()) {
    let start: number | undefined;
    let spaced = true;
    let broken = index > 0;
    for (const part of row.split(/(<[^>]*>)/)) {
      if (part.startsWith('<')) {
        if (/^<\d/.test(part)) {
          start = clock(part.slice(1, -1), path, firstLine + index, '<mm:ss.mmm>');
          const before = words.at(-1);
          if (before?.start !== undefined) before.end ??= start;
        }
        continue;
      }
      if (part === '') continue;
      const plain = unescapeVtt(part);
      const joined = !spaced && !/^\s/.test(plain);
      const split = start === undefined ? splitWords(plain, joined) : timedChunk(plain, start, joined);
      start = undefined;
      spaced = /\s$/.test(plain);
      if (broken && split.length > 0) {
        split[0] = { ...split[0], breakBefore: true };
        delete split[0].joined;
        broken = false;
      }
      words.push(...split);
    }
  }
  return words;
}

/** A stretch of text whose beginning has a time: its first word gets it, and is kept whole. */
export function timedChunk(text: string, start: number, joined: boolean): Word[] {
  return text
    .trim()
    .split(/\s+/u)
    .filter(part => part !== '')
    .map((part, i) => (i > 0 ? { text: part } : { text: part, start, ...(joined ? { joined: true as const } : {}) }));
}

/** Text as WebVTT carries it: what would be read as a tag is escaped. */
export const escapeVtt = (text: string): string =>
  text.replace(/[&<>]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]!);
