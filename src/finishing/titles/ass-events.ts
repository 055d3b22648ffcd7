import { assText, assTime } from '../lyrics/ass-script.ts';
import { assFontSize, type FontPiece, type FontRun } from './fonts.ts';

/** A piece of text on screen, as ASS has it. */
export interface TextEvent {
  /** Seconds from the start of the track. */
  start: number;
  end: number;
  layer: number;
  /** ASS with its override tags. */
  text: string;
}

/**
 * The time to write so that a frame is the first to show something: ASS counts in hundredths, and a later hundredth
 * would miss the frame.
 *
 * @param seconds taken to the nearest frame
 */
export function snapToFrame(seconds: number, frameRate: number): number {
  return Math.floor((Math.round(seconds * frameRate) * 100) / frameRate + 1e-6) / 100;
}

/** Colour as ASS writes it. @param hex "#rrggbb" @param alpha 0 opaque to 255 */
export function assColour(hex: string, alpha = 0): string {
  const [r, g, b] = [1, 3, 5].map(at => hex.slice(at, at + 2).toUpperCase());
  return `&H${alpha.toString(16).padStart(2, '0').toUpperCase()}${b}${g}${r}&`;
}

/** Runs of text in their fonts, each sized so that its em has that many pixels. */
export function runsText(runs: readonly FontRun[], em: number, pieces: Set<FontPiece>): string {
  return runs
    .map(({ text, piece }) => {
      pieces.add(piece);
      return `{\\fn${piece.family}\\fs${assFontSize(piece, em)}}${assText(text)}`;
    })
    .join('');
}

/** Pixels as ASS writes them. */
export const px = (value: number): string => String(Math.round(value * 100) / 100);
/** Milliseconds as ASS writes them. */
export const ms = (seconds: number): string => String(Math.max(0, Math.round(seconds * 1000)));

/** An ASS document whose pixels are the video's. */
export function printEvents(events: readonly TextEvent[], width: number, height: number): string {
  const rows = [...events]
    .sort((a, b) => a.start - b.start || a.layer - b.layer)
    .map(
      ({ start, end, layer, text }) => `Dialogue: ${layer},${assTime(start)},${assTime(end)},Text,,0,0,0,,${text}\n`,
    );
  // A font that is there, so that none of the system's is looked for.
  const family = /\\fn([^}\\]+)/.exec(events[0]?.text ?? '')?.[1] ?? 'Phosphene';
  // Encoding -1 lets each row find its own base direction.
  return `[Script Info]
ScriptType: v4.00+
PlayResX: ${width}
PlayResY: ${height}
LayoutResX: ${width}
LayoutResY: ${height}
WrapStyle: 2
ScaledBorderAndShadow: yes
YCbCr Matrix: TV.709

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Text,${family},40,&H00FFFFFF,&H00FFFFFF,&H00000000,&H00000000,0,0,0,0,100,100,0,0,1,0,0,5,0,0,0,-1

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
${rows.join('')}`;
}
