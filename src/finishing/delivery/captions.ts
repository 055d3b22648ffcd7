import { type Cue, escapeVtt, printSrtCues, printVttCues } from '../lyrics/index.ts';

/** A line and its time in the video, in seconds. */
export type Caption = Cue;

/** Lines as a reader of captions can hold them: no empty ones, which would end the caption. */
const clean = (text: string): string =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n');

/** Captions as SubRip. */
export function printSrt(captions: readonly Caption[]): string {
  return printSrtCues(captions.map(caption => ({ ...caption, text: clean(caption.text) })));
}

/** Captions as WebVTT. */
export function printVtt(captions: readonly Caption[]): string {
  return printVttCues(captions.map(caption => ({ ...caption, text: escapeVtt(clean(caption.text)) })));
}

/** The lines that a stretch of the track shows, on the stretch's own clock. */
export function captionsWithin(lines: readonly Caption[], start: number, end: number): Caption[] {
  return lines
    .filter(line => line.end > start && line.start < end && clean(line.text) !== '')
    .map(line => ({ text: line.text, start: Math.max(0, line.start - start), end: Math.min(end, line.end) - start }));
}
