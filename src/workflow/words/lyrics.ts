import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import {
  alignLyrics,
  type Cue,
  completeTimes,
  type LineQuality,
  type Lyrics,
  LyricsError,
  lyricsBeside,
  lyricsFromTags,
  parseLyrics,
  printLrc,
  readLyrics,
  roughTimes,
  textOf,
  timingOf,
} from '../../finishing/lyrics/index.ts';
import { type Card, type Lettering, type LyricLook, letter, lyricLooks } from '../../finishing/titles/index.ts';
import { clock } from '../../formatting/clock.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';
import { hearWords } from './hear-words.ts';
import type { TextRequest, TextStage } from './text-request.ts';

/** The words of a video. */
export interface Words {
  /** What is drawn; undefined where there is nothing. */
  lettering?: Lettering;
  /** Lines of the lyrics with their times, in seconds of the track. */
  lines: Cue[];
  /** The file that holds the lyrics as they are timed; undefined where they come from the track's tags. */
  lyricsPath?: string;
}

interface Found {
  lyrics: Lyrics;
  /** For people. */
  name: string;
  /** Where they lie. */
  path?: string;
}

/** Seconds of the cards, which grow shorter on short videos. */
const cardSeconds = 4.5;
/** The colour of what is being sung: light enough to be read on every shade. */
const accent = '#ffd166';

function find(
  request: TextRequest,
  { audioPath, tags, note }: Pick<TextStage, 'audioPath' | 'tags' | 'note'>,
): Found | undefined {
  if (request.lyrics === false) return undefined;
  if (request.lyrics !== undefined)
    return { lyrics: readLyrics(request.lyrics), name: request.lyrics, path: request.lyrics };
  const beside = lyricsBeside(audioPath);
  if (beside) {
    note(`Using the lyrics in ${basename(beside)} beside the track (--no-lyrics leaves them out).`);
    return { lyrics: readLyrics(beside), name: beside, path: beside };
  }
  try {
    const lyrics = lyricsFromTags(tags, basename(audioPath));
    if (!lyrics || timingOf(lyrics) !== 'none') {
      if (lyrics) note("Using the lyrics in the track's tags (--no-lyrics leaves them out).");
      return lyrics && { lyrics, name: "the track's tags" };
    }
    note(
      "The track's tags hold lyrics without times; they are not drawn unless you give them as a file with --lyrics.",
    );
  } catch (error) {
    if (!(error instanceof LyricsError)) throw error;
    note(`The lyrics in the track's tags are left out: ${error.message}`);
  }
  return undefined;
}

/**
 * The words of a track with the seconds at which they are sung, guessed where nobody timed them; empty where there are
 * none. @throws {LyricsError}
 */
export function linesToDirect(
  request: TextRequest,
  audioPath: string,
  tags: Readonly<Record<string, string>>,
  analysis: Analysis,
): { start: number; text: string }[] {
  const found = find(request, { audioPath, tags, note: () => undefined });
  if (!found) return [];
  const timed = timingOf(found.lyrics) === 'none' ? roughTimes(found.lyrics, analysis) : found.lyrics;
  return completeTimes(timed, analysis.duration).map(({ start, words }) => ({ start, text: textOf(words, ' ') }));
}

interface TimingRecord {
  inputs: string;
  text: string;
}

/** @throws {LyricsError} where it cannot be read: whether somebody edited the times is then not known */
function readRecord(path: string, keptPath: string): TimingRecord {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as TimingRecord;
  } catch {
    throw new LyricsError(
      path,
      undefined,
      `it is damaged; remove it to have the lines timed anew, and first save ${keptPath} elsewhere if you edited it (--lyrics takes it).`,
    );
  }
}

/**
 * Lyrics with a time for every line: their own, those of a transcription, or a guess. What was timed is kept to be
 * edited, and an edited file is used as it is.
 */
async function time(request: TextRequest, found: Found, stage: TextStage): Promise<Found> {
  const { production, analysis, note } = stage;
  const { lyrics, name } = found;
  const isHeard = [request.transcriptPath, request.transcribe, request.whisperModel].some(Boolean);
  if (timingOf(lyrics) !== 'none' && !isHeard) return found;
  const keptPath = join(production.folder, 'lyrics.lrc');
  const recordPath = join(production.folder, 'lyrics.json');
  const heard = isHeard ? await hearWords(request, stage) : undefined;
  const inputs = fingerprint(lyrics, heard?.words ?? '', analysis.duration);
  if (existsSync(keptPath) && existsSync(recordPath)) {
    const text = readFileSync(keptPath, 'utf8');
    const record = readRecord(recordPath, keptPath);
    if (record.inputs === inputs && record.text !== fingerprint(text)) {
      note(`Using the times that you edited in ${keptPath}.`);
      return { lyrics: parseLyrics(text, keptPath, 'lrc'), name, path: keptPath };
    }
  }
  let timed: Lyrics;
  if (heard) {
    const { lyrics: aligned, quality } = alignLyrics(lyrics, heard.words);
    timed = aligned;
    const found = quality.filter(line => line.verdict === 'good' || line.verdict === 'by hand').length;
    note(
      `Lyrics aligned to ${heard.name}: ${found} of ${quality.length} lines are sure${found < quality.length ? '; lyrics-report.txt tells the others' : ''}.`,
    );
    writeWhole(join(production.folder, 'lyrics-report.txt'), printQuality(quality));
    if (found === 0)
      throw new LyricsError(
        name,
        undefined,
        `nothing of it was heard in ${heard.name}; are these the words of this track?`,
      );
  } else {
    timed = roughTimes(lyrics, analysis);
    note(
      `${basename(name)} has no times; they are guessed from the music and rough. Correct them in ${keptPath}, or have the words heard: --transcribe, --whisper-model or --transcript.`,
    );
  }
  const text = printLrc(timed);
  writeWhole(keptPath, text);
  writeWhole(recordPath, JSON.stringify({ inputs, text: fingerprint(text) } satisfies TimingRecord));
  return { lyrics: timed, name, path: keptPath };
}

function printQuality(quality: readonly LineQuality[]): string {
  const startOf = ({ start }: LineQuality): string => (start === undefined ? '    -   ' : clock(start, 2).padStart(8));
  const rows = quality.map(
    line =>
      `${startOf(line)}  ${line.verdict.padEnd(9)}  ${String(Math.round(line.matched * 100)).padStart(3)}% of words, likeness ${line.likeness.toFixed(2)}  ${line.text}\n`,
  );
  return `How each line was found in the transcription. Correct times in lyrics.lrc; they stay.\n\n${rows.join('')}`;
}

function cardsOf(request: TextRequest, lyrics: Lyrics | undefined, stage: TextStage): Card[] {
  const { tags, start, end, note } = stage;
  const length = Math.min(cardSeconds, (end - start) / 3);
  const cards: Card[] = [];
  if (request.titles || request.title || request.artist) {
    const lines = [
      request.title ?? lyrics?.title ?? tags.title?.trim(),
      request.artist ?? lyrics?.artist ?? tags.artist?.trim(),
    ].filter((line): line is string => line !== undefined && line !== '');
    if (lines.length === 0) note('There is no title in the tags; give one with --title.');
    else cards.push({ kind: 'title', lines, start: start + Math.min(0.6, length / 6), end: start + length });
  }
  const credits = (request.credits ?? '')
    .split(';')
    .map(line => line.trim())
    .filter(line => line !== '');
  if (credits.length > 0) cards.push({ kind: 'credits', lines: credits, start: end - length, end: end - 0.1 });
  return cards;
}

/**
 * Everything that is written into the picture: lyrics with their times, title, credits.
 *
 * @throws {LyricsError | SettingsError}
 */
export async function prepareText(request: TextRequest, stage: TextStage): Promise<Words> {
  const look = request.lyricsStyle ?? 'subtitle';
  if (!(lyricLooks as readonly string[]).includes(look))
    throw new SettingsError(`The lyrics style "${look}" is not available; choose one of ${lyricLooks.join(', ')}.`);
  const found = find(request, stage);
  if (!found && request.lyricsStyle) stage.note('There are no lyrics to draw; give a file with --lyrics.');
  if (!found && (request.transcribe ?? request.whisperModel ?? request.transcriptPath))
    stage.note('There are no lyrics whose words could be heard; give a file with --lyrics.');
  const timed = found && (await time(request, found, stage));
  const lyrics = timed?.lyrics;
  const cards = cardsOf(request, lyrics, stage);
  if (!lyrics && cards.length === 0) return { lines: [] };
  const { analysis, size, frameRate, note } = stage;
  const lines = lyrics ? completeTimes(lyrics, analysis.duration) : [];
  const late = lyrics ? lyrics.lines.length - lines.length : 0;
  if (late > 0)
    note(
      `After the end of the track ${late === 1 ? '1 line of the lyrics begins and is' : `${late} lines of the lyrics begin and are`} left out.`,
    );
  const crowded = lines
    .filter((line, i) => i > 0 && line.start < lines[i - 1].start + 0.15)
    .map(line => textOf(line.words, ' '));
  if (crowded.length > 0)
    note(`${crowded.length} lines begin together with another and hide it, for example "${crowded[0]}".`);
  const lettering = letter({
    lines,
    look: look as LyricLook,
    cards,
    ...size,
    frameRate,
    direction: lyrics?.direction ?? 'ltr',
    accent,
    beats: analysis.beats.filter(beat => beat.confidence > 0.3).map(beat => beat.time),
    duration: analysis.duration,
  });
  if (lettering.missing.length > 0)
    note(`No font has these characters, they are left out: ${lettering.missing.join(' ')}`);
  return {
    lettering,
    lines: lines.map(line => ({ start: line.start, end: line.end, text: textOf(line.words) })),
    lyricsPath: timed?.path,
  };
}
