/** A line and its time in the video, in seconds. */
export interface Caption {
  start: number;
  end: number;
  text: string;
}

function stamp(seconds: number, point: string): string {
  const milliseconds = Math.round(seconds * 1000);
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const rest = String(milliseconds % 1000).padStart(3, '0');
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}${point}${rest}`;
}

/** Lines as a reader of captions can hold them: no empty ones, which would end the caption. */
const clean = (text: string): string =>
  text
    .split(/\r?\n/)
    .map(line => line.trim())
    .filter(Boolean)
    .join('\n');

/** Captions as SubRip. */
export function printSrt(captions: readonly Caption[]): string {
  return captions
    .map(({ start, end, text }, i) => `${i + 1}\n${stamp(start, ',')} --> ${stamp(end, ',')}\n${clean(text)}\n`)
    .join('\n');
}

/** Captions as WebVTT; what would be read as a tag is escaped. */
export function printVtt(captions: readonly Caption[]): string {
  const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const cues = captions.map(
    ({ start, end, text }) => `${stamp(start, '.')} --> ${stamp(end, '.')}\n${escaped(clean(text))}\n`,
  );
  return `WEBVTT\n\n${cues.join('\n')}`;
}

/** The lines that a stretch of the track shows, on the stretch's own clock. */
export function captionsWithin(lines: readonly Caption[], start: number, end: number): Caption[] {
  return lines
    .filter(line => line.end > start && line.start < end && clean(line.text) !== '')
    .map(line => ({ text: line.text, start: Math.max(0, line.start - start), end: Math.min(end, line.end) - start }));
}
