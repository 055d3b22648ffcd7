import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { parseAss } from './ass-script.ts';
import { parseLrc } from './lrc.ts';
import { type Lyrics, LyricsError } from './lyrics.ts';
import { parsePlainText } from './plain-text.ts';
import { parseSrt, parseVtt } from './subtitle-blocks.ts';
import { parseTtml } from './ttml.ts';

/** How lyrics may be written. */
export type LyricsFormat = 'lrc' | 'srt' | 'vtt' | 'ass' | 'ttml' | 'text';

const endings: Record<string, LyricsFormat> = {
  '.lrc': 'lrc',
  '.elrc': 'lrc',
  '.srt': 'srt',
  '.vtt': 'vtt',
  '.ass': 'ass',
  '.ssa': 'ass',
  '.ttml': 'ttml',
  '.dfxp': 'ttml',
  '.itt': 'ttml',
  '.txt': 'text',
};

/** Says how a text is written, from its content, and from the name of its file where that leaves it open. */
function lyricsFormat(text: string, path = ''): LyricsFormat {
  const named = endings[extname(path).toLowerCase()];
  if (named && named !== 'text') return named;
  if (/^\s*WEBVTT(?:\s|$)/.test(text)) return 'vtt';
  if (/^\s*\[Script Info\]/i.test(text)) return 'ass';
  if (/^\s*<(?:\?xml|tt[\s:>])/.test(text)) return 'ttml';
  if (/^\s*(?:\d+\s*\n\s*)?\d+:\d\d:\d\d,\d+\s*-->/.test(text.replaceAll('\r', ''))) return 'srt';
  if (/^\s*\[\d+:\d\d(?:[.:]\d+)?\]/m.test(text)) return 'lrc';
  return 'text';
}

/** Reads lyrics from text. @throws {LyricsError} naming the line and the mend */
export function parseLyrics(text: string, path: string, format = lyricsFormat(text, path)): Lyrics {
  const parsers = { lrc: parseLrc, srt: parseSrt, vtt: parseVtt, ass: parseAss, ttml: parseTtml, text: parsePlainText };
  // Text that did not come as bytes may still begin with its byte order mark.
  const lyrics = parsers[format](text.replace(/^\ufeff/, ''), { path });
  if (lyrics.lines.length === 0)
    throw new LyricsError(path, undefined, 'there are no words in it; give a file with lyrics.');
  return lyrics;
}

/** Bytes as text: UTF-8, or UTF-16 with a byte order mark. @throws {LyricsError} for other encodings */
export function decodeText(bytes: Uint8Array, path: string): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0'))
      throw new LyricsError(path, undefined, 'it is not a text file; give lyrics as text, LRC, SRT, VTT, ASS or TTML.');
    return text;
  } catch (error) {
    if (error instanceof LyricsError) throw error;
    const line = new TextDecoder('latin1').decode(bytes.subarray(0, firstBadByte(bytes))).split('\n').length;
    throw new LyricsError(path, line, 'its letters are not in UTF-8; save the file as UTF-8 in a text editor.');
  }
}

function firstBadByte(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  const reads = (length: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (reads(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

const mostBytes = 4_000_000;

/** Reads a file of lyrics. @throws {LyricsError} */
export function readLyrics(path: string): Lyrics {
  if (!existsSync(path)) throw new LyricsError(path, undefined, 'there is no such file; check the path.');
  const stats = statSync(path);
  if (stats.isDirectory()) throw new LyricsError(path, undefined, 'it is a folder; give one file of lyrics.');
  if (stats.size === 0) throw new LyricsError(path, undefined, 'it is empty; give a file with lyrics.');
  if (stats.size > mostBytes)
    throw new LyricsError(path, undefined, 'it is larger than 4 MB; lyrics are not that long.');
  return parseLyrics(decodeText(readFileSync(path), path), path);
}

/** The file of lyrics that lies beside a track under the same name, the one that knows most of its times first. */
export function lyricsBeside(audioPath: string): string | undefined {
  const stem = join(dirname(audioPath), basename(audioPath, extname(audioPath)));
  return ['.ass', '.ttml', '.lrc', '.vtt', '.srt', '.txt'].map(ending => stem + ending).find(path => existsSync(path));
}

/**
 * Lyrics that the tags of a track hold, as LRC or plain text, or undefined. @throws {LyricsError} where they are there
 * but broken
 */
export function lyricsFromTags(tags: Readonly<Record<string, string>>, path: string): Lyrics | undefined {
  const names = ['syncedlyrics', 'lyrics', 'unsyncedlyrics', 'unsynced lyrics', 'uslt'];
  const found = Object.entries(tags)
    .map(([name, value]) => ({
      rank: names.indexOf(name.toLowerCase().replace(/-[a-z]{3}$/, '')),
      value,
    }))
    .filter(({ rank, value }) => rank >= 0 && value.trim() !== '')
    .sort((a, b) => a.rank - b.rank)[0];
  if (!found) return undefined;
  return parseLyrics(found.value, `${path} (lyrics in its tags)`, lyricsFormat(found.value));
}
