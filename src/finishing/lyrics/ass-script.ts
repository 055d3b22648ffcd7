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
import { timedChunk } from './subtitle-blocks.ts';

const clockForm = /^(\d+):(\d{1,2}):(\d{1,2})[.:](\d{1,3})$/;

function clock(text: string, path: string, line: number): number {
  const match = clockForm.exec(text.trim());
  if (!match) throw new LyricsError(path, line, `the time "${text.trim()}" cannot be read; write it as h:mm:ss.cc.`);
  return toMilliseconds(Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) + Number(`0.${match[4]}`));
}

const defaultFormat = ['Layer', 'Start', 'End', 'Style', 'Name', 'MarginL', 'MarginR', 'MarginV', 'Effect', 'Text'];

/**
 * Reads Advanced SubStation Alpha (ASS, SSA): the words of its dialogue and their karaoke times (`\k`, `\kf`, `\ko`),
 * without its styles.
 *
 * @throws {LyricsError}
 */
export function parseAss(text: string, { path }: ParseContext): Lyrics {
  let section = '';
  let format = defaultFormat;
  let title: string | undefined;
  const lines: LyricLine[] = [];
  for (const [index, row] of text.split(/\r\n?|\n/).entries()) {
    const number = index + 1;
    const head = /^\s*\[(.+)\]\s*$/.exec(row);
    if (head) section = head[1].toLowerCase();
    else if (section === 'script info') title ??= /^Title:\s*(.+)$/i.exec(row)?.[1].trim();
    else if (section === 'events' && /^Format:/i.test(row)) {
      format = row
        .slice(row.indexOf(':') + 1)
        .split(',')
        .map(name => name.trim());
      if (format.at(-1)?.toLowerCase() !== 'text')
        throw new LyricsError(
          path,
          number,
          'the last field of the events must be Text; put it at the end of the Format line.',
        );
    } else if (section === 'events' && /^Dialogue:/i.test(row)) lines.push(dialogue(row, format, path, number));
  }
  if (!/^\s*\[events\]\s*$/im.test(text))
    throw new LyricsError(path, undefined, 'there is no [Events] part with Dialogue lines; is it an ASS file?');
  const kept = title === undefined || /^(?:default aegisub file|untitled|phosphene)$/i.test(title) ? undefined : title;
  return lyricsFrom(
    lines.sort((a, b) => a.start! - b.start!),
    { title: kept },
  );
}

function dialogue(row: string, format: readonly string[], path: string, line: number): LyricLine {
  const fields = row.slice(row.indexOf(':') + 1).split(',');
  if (fields.length < format.length)
    throw new LyricsError(
      path,
      line,
      `the dialogue has ${fields.length} fields instead of ${format.length}; see the Format line.`,
    );
  const value = (name: string): string => (fields[format.findIndex(f => f.toLowerCase() === name)] ?? '').trim();
  const start = clock(value('start'), path, line);
  const end = clock(value('end'), path, line);
  if (end <= start)
    throw new LyricsError(path, line, 'the dialogue ends before it begins; exchange or correct its two times.');
  const voice = value('name') || value('actor');
  const words = dialogueWords(fields.slice(format.length - 1).join(','), start);
  return { words, start, end, ...(voice ? { voice } : {}) };
}

function dialogueWords(text: string, lineStart: number): Word[] {
  const words: Word[] = [];
  let clockTime = lineStart;
  let pending: number | undefined;
  let spaced = true;
  let broken = false;
  let drawing = false;
  for (const part of text.split(/(\{[^}]*\})/)) {
    if (part.startsWith('{')) {
      for (const [, name, argument] of part.matchAll(/\\(kt|k[fo]?|K|p)(\d+)/g)) {
        if (name === 'p') drawing = argument !== '0';
        else {
          if (name === 'kt') clockTime = lineStart + Number(argument) / 100;
          pending = toMilliseconds(clockTime);
          const before = words.at(-1);
          if (before?.start !== undefined) before.end ??= pending;
          if (name !== 'kt') clockTime += Number(argument) / 100;
        }
      }
      continue;
    }
    if (drawing || part === '') continue;
    for (const [i, row] of part.split(/\\N/).entries()) {
      if (i > 0) broken = words.length > 0;
      const plain = row.replace(/\\[nh]/g, ' ');
      if (plain.trim() === '') {
        spaced ||= plain !== '';
        continue;
      }
      const joined = !spaced && !/^\s/.test(plain) && words.length > 0;
      const split = pending === undefined ? splitWords(plain, joined) : timedChunk(plain, pending, joined);
      pending = undefined;
      if (broken) {
        split[0] = { ...split[0], breakBefore: true };
        delete split[0].joined;
        broken = false;
      }
      words.push(...split);
      spaced = /\s$/.test(plain);
    }
  }
  const last = words.at(-1);
  if (last?.start !== undefined) last.end ??= toMilliseconds(clockTime);
  return words;
}

/** Time as ASS writes it, to the hundredth. */
export function assTime(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds * 100));
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(whole / 360000)}:${pad(Math.floor(whole / 6000) % 60)}:${pad(Math.floor(whole / 100) % 60)}.${pad(whole % 100)}`;
}

/** Text that ASS shows as it is: braces and backslashes have look-alikes, since it knows no way to write them. */
export function assText(text: string): string {
  return text.replace(/[{}\\]/g, c => ({ '{': '｛', '}': '｝', '\\': '＼' })[c]!).replace(/[\r\n]+/g, ' ');
}
