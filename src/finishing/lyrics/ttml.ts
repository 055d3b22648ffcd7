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
import { parseXml, type XmlElement } from './xml.ts';

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

function attributeOf(element: XmlElement, name: string): string | undefined {
  return Object.entries(element.attributes).find(([key]) => local(key) === name)?.[1];
}

interface Clock {
  frameRate: number;
  tickRate: number;
}

/**
 * Time expressions of TTML 2, section 12.3: clock time, or a number with its unit; the bare seconds of Apple's files
 * too.
 */
function parseTime(text: string, { frameRate, tickRate }: Clock, path: string, line: number): number {
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:\.\d+)?)(?::(\d+(?:\.\d+)?))?$/.exec(text);
  if (clock)
    return Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60 + Number(clock[3]) + Number(clock[4] ?? 0) / frameRate;
  const offset = /^(\d+(?:\.\d+)?)(h|ms|m|s|f|t)?$/.exec(text);
  if (!offset)
    throw new LyricsError(path, line, `the time "${text}" cannot be read; write it as hh:mm:ss.mmm or 12.5s.`);
  const units: Record<string, number> = { h: 3600, m: 60, s: 1, ms: 0.001, f: 1 / frameRate, t: 1 / tickRate };
  return Number(offset[1]) * units[offset[2] ?? 's'];
}

interface Span {
  start?: number;
  end?: number;
}

/** Elements of a document by their local name. */
function* elementsOf(element: XmlElement, name: string): Generator<XmlElement> {
  if (local(element.name) === name) yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* elementsOf(child, name);
}

/**
 * Whether the times of words count from the start of the track, as iTunes writes them, and not from their paragraph's,
 * as TTML has it: so where every one lies within its paragraph that way.
 */
function wordsCountFromTrack(root: XmlElement, clock: Clock, path: string): boolean {
  let found = false;
  const timeOf = (element: XmlElement, name: string): number | undefined => {
    const text = attributeOf(element, name);
    return text === undefined ? undefined : parseTime(text.trim(), clock, path, element.line);
  };
  for (const paragraph of elementsOf(root, 'p')) {
    const begin = timeOf(paragraph, 'begin') ?? 0;
    const end = timeOf(paragraph, 'end') ?? Number.POSITIVE_INFINITY;
    if (begin === 0) continue;
    for (const span of elementsOf(paragraph, 'span')) {
      const start = timeOf(span, 'begin');
      if (start === undefined) continue;
      found = true;
      if (start < begin - 0.002 || (timeOf(span, 'end') ?? start) > end + 0.002) return false;
    }
  }
  return found;
}

function timesOf(element: XmlElement, parent: Span, clock: Clock, path: string, fromTrack = false): Span {
  const read = (name: string): number | undefined => {
    const text = attributeOf(element, name);
    return text === undefined ? undefined : parseTime(text.trim(), clock, path, element.line);
  };
  const begin = read('begin');
  const duration = read('dur');
  const stop = read('end');
  // Times within a timed element count from its start; some writers count all from the start of the track, which shows
  // when they would not fit.
  const base = fromTrack ? 0 : (parent.start ?? 0);
  const fits = (time: number): boolean => parent.end === undefined || base + time <= parent.end + 0.002;
  const origin = base > 0 && [begin, stop].every(time => time === undefined || fits(time)) ? base : 0;
  const absolute = base > 0 && parent.end === undefined && (begin ?? 0) >= base ? 0 : origin;
  const start = begin === undefined ? parent.start : begin + absolute;
  const end = stop !== undefined ? stop + absolute : duration !== undefined ? (start ?? 0) + duration : parent.end;
  if (start !== undefined && end !== undefined && end <= start && (begin !== undefined || stop !== undefined))
    throw new LyricsError(path, element.line, `<${element.name}> ends before it begins; correct its times.`);
  return {
    ...(start === undefined ? {} : { start: toMilliseconds(start) }),
    ...(end === undefined ? {} : { end: toMilliseconds(end) }),
  };
}

/**
 * Reads TTML (W3C Timed Text 2; also the dialects of iTunes and IMSC): paragraphs as lines, timed spans as words.
 * @throws {LyricsError}
 */
export function parseTtml(text: string, { path }: ParseContext): Lyrics {
  let root: XmlElement;
  try {
    root = parseXml(text);
  } catch (error) {
    throw new LyricsError(path, (error as { cause?: number }).cause, (error as Error).message);
  }
  if (local(root.name) !== 'tt')
    throw new LyricsError(path, root.line, `a TTML document begins with <tt>, this one with <${root.name}>.`);
  const rateOf = (name: string, usual: number): number => {
    const given = attributeOf(root, name);
    // A multiplier is two numbers, one over the other: "1000 1001".
    const [over, under = 1] =
      given === undefined
        ? [usual]
        : given
            .trim()
            .split(/[\s:]+/)
            .map(Number);
    if (over > 0 && under > 0) return over / under;
    throw new LyricsError(path, root.line, `${name}="${given}" is no rate; write a number greater than 0.`);
  };
  const clock = {
    frameRate: rateOf('frameRate', 30) * rateOf('frameRateMultiplier', 1),
    tickRate: rateOf('tickRate', 1),
  };
  const fromTrack = wordsCountFromTrack(root, clock, path);
  const lines: LyricLine[] = [];
  let title: string | undefined;
  let stanza = false;
  const walk = (element: XmlElement, times: Span): void => {
    const name = local(element.name);
    if (name === 'title')
      title ??= element.children
        .filter(child => typeof child === 'string')
        .join('')
        .trim();
    const own = timesOf(element, times, clock, path);
    if (name === 'p') {
      const voice = attributeOf(element, 'agent');
      lines.push({
        words: paragraphWords(element, own, clock, path, fromTrack),
        ...own,
        ...(voice ? { voice } : {}),
        ...(stanza ? { stanza: true } : {}),
      });
      stanza = false;
      return;
    }
    if (name === 'div') stanza = lines.length > 0;
    for (const child of element.children) if (typeof child !== 'string') walk(child, own);
  };
  walk(root, {});
  return lyricsFrom(lines, { title, language: attributeOf(root, 'lang') });
}

function paragraphWords(paragraph: XmlElement, times: Span, clock: Clock, path: string, fromTrack: boolean): Word[] {
  const words: Word[] = [];
  let spaced = true;
  let broken = false;
  const add = (text: string, span: Span | undefined): void => {
    if (text.trim() === '') {
      spaced ||= text !== '';
      return;
    }
    const joined = !spaced && !/^\s/.test(text);
    const split = span?.start === undefined ? splitWords(text, joined) : timedChunk(text, span.start, joined);
    if (span?.end !== undefined && split.length > 0 && split.at(-1)!.start !== undefined) split.at(-1)!.end = span.end;
    if (broken && words.length > 0) {
      split[0] = { ...split[0], breakBefore: true };
      delete split[0].joined;
    }
    broken = false;
    words.push(...split);
    spaced = /\s$/.test(text);
  };
  const walk = (element: XmlElement, own: Span, timed: boolean): void => {
    for (const child of element.children) {
      if (typeof child === 'string') add(child, timed ? own : undefined);
      else if (local(child.name) === 'br') broken = true;
      else if (local(child.name) === 'span') {
        const has = attributeOf(child, 'begin') !== undefined;
        // Translations and romanisations stand beside the words; they are not sung.
        if (/^x-(?:translation|roman)/.test(attributeOf(child, 'role') ?? '')) continue;
        walk(child, timesOf(child, own, clock, path, fromTrack), has);
      }
    }
  };
  walk(paragraph, times, false);
  return words;
}
