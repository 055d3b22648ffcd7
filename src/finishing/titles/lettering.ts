import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTextBurner, type TextBurner } from '../../media/text-burner.ts';
import type { TimedLine } from '../lyrics/timing.ts';
import { printEvents, type TextEvent } from './ass-events.ts';
import { type Card, letterCard } from './cards.ts';
import { type FontPiece, fontFiles } from './fonts.ts';
import { shadeAt, shadeBox, type TextBox } from './legibility.ts';
import { type LyricLook, looks } from './looks.ts';

/** All text of a video. */
export interface Lettering {
  events: TextEvent[];
  boxes: TextBox[];
  pieces: ReadonlySet<FontPiece>;
  /** Characters for which there is no font. */
  missing: string[];
}

export interface LetteringOptions {
  lines: readonly TimedLine[];
  look: LyricLook;
  cards: readonly Card[];
  width: number;
  height: number;
  /** Frames a second, exactly. */
  frameRate: number;
  direction: 'ltr' | 'rtl';
  accent: string;
  beats: readonly number[];
  /** Seconds of the track. */
  duration: number;
}

/** Seconds that a line may stay after its end, where the next one leaves room. */
const lingerSeconds = 0.6;

/** Sets the lyrics and cards of a video. Lines give way to each other, and lyrics to cards. */
export function letter(options: LetteringOptions): Lettering {
  const { lines, cards, duration, look } = options;
  const parts = lines.map((line, index) => {
    const before = lines[index - 1];
    const next = lines[index + 1]?.start ?? duration;
    const from = before ? Math.min(line.start, Math.max(before.end, (before.end + line.start) / 2)) : 0;
    const lead = look === 'karaoke' ? Math.min(0.9, Math.max(0, (next - line.end) / 2)) : 0;
    const until = Math.min(duration, Math.max(line.start + 0.2, Math.min(line.end + lingerSeconds, next - lead)));
    return looks[look](line, { ...options, index, from, until });
  });
  const first = lines[0]?.start ?? Number.POSITIVE_INFINITY;
  for (const card of cards) {
    const end = card.kind === 'title' ? Math.min(card.end, first - 0.2) : card.end;
    if (end - card.start > 1) parts.push(letterCard({ ...card, end }, options));
  }
  return {
    events: parts.flatMap(part => part.events),
    boxes: parts.flatMap(part => part.boxes),
    pieces: new Set(parts.flatMap(part => [...part.pieces])),
    missing: [...new Set(parts.flatMap(part => part.missing))],
  };
}

/** The part of the lettering that is seen between two times; equal parts make equal pictures. */
export function letteringWithin(
  { events, boxes }: Lettering,
  start: number,
  end: number,
): Pick<Lettering, 'events' | 'boxes'> {
  const margin = 0.3;
  const seen = (part: { start: number; end: number }): boolean =>
    part.start < end + margin && part.end > start - margin;
  return { events: events.filter(seen), boxes: boxes.filter(seen) };
}

/** Draws a video's text over its frames. */
export interface LetteringPainter {
  /** Draws what belongs to a frame over its planes. */
  paint(frame: number, nv12: Uint8Array): Promise<void>;
  close(): void;
}

/** Writes the fonts of a lettering into a folder, for its painters. */
export function writeFonts(lettering: Lettering, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, bytes } of fontFiles(lettering.pieces)) writeFileSync(join(folder, name), bytes);
}

/**
 * Makes the painter of a stretch of frames, or undefined where there is no text.
 *
 * @param folder where the text's file goes; its `fonts` folder is written by {@link writeFonts}
 * @param name   of the file, unique among painters in use
 */
export async function createLetteringPainter(
  lettering: Lettering,
  folder: string,
  name: string,
  video: {
    width: number;
    height: number;
    frameRate: { numerator: number; denominator: number };
    first: number;
    end: number;
  },
): Promise<LetteringPainter | undefined> {
  const { width, height, frameRate } = video;
  const timeOf = (frame: number): number => (frame * frameRate.denominator) / frameRate.numerator;
  const { events, boxes } = letteringWithin(lettering, timeOf(video.first), timeOf(video.end));
  if (events.length === 0) return undefined;
  const assPath = join(folder, `${name}.ass`);
  writeFileSync(assPath, printEvents(events, width, height));
  const burner: TextBurner = await createTextBurner({
    width,
    height,
    frameRate,
    assPath,
    fontsFolder: join(folder, 'fonts'),
  });
  return {
    async paint(frame, nv12) {
      const time = timeOf(frame);
      for (const box of boxes) shadeBox(nv12, width, height, box, shadeAt(box, time));
      if (events.some(event => event.start <= time + 0.01 && event.end > time)) await burner.burn(frame, nv12);
    },
    close: () => burner.close(),
  };
}
