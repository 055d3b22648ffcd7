import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type FontFile, printFont, readFont } from './opentype.ts';

/** A face of the fonts that ship. */
export type Face = 'sans' | 'sans-medium' | 'sans-black' | 'poster' | 'hand';

const faces: Record<Face, readonly [name: string, weight: number]> = {
  sans: ['inter', 700],
  'sans-medium': ['inter', 500],
  'sans-black': ['inter', 900],
  poster: ['anton', 400],
  hand: ['caveat', 700],
};

/** Fonts for scripts that a face lacks. Weights are the nearest that the packages have. */
const fallbacks = [
  ['inter', 700],
  ['noto-sans-arabic', 700],
  ['noto-sans-hebrew', 700],
  ['noto-sans-devanagari', 700],
  ['noto-sans-thai', 700],
  ['sawarabi-gothic', 400],
  ['zcool-xiaowei', 400],
  ['do-hyeon', 400],
  ['noto-emoji', 700],
] as const;

/** A font, or the part of one that a package keeps in a file of its own. */
export interface FontPiece {
  /** The name by which libass finds it: no two pieces share one. */
  family: string;
  font: FontFile;
}

/** Characters that say how their neighbours look and are not drawn. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069]|\p{Variation_Selector}/u;

interface Package {
  name: string;
  weight: number;
  folder: string;
  /** Pieces by their ranges of characters; opened when first needed. */
  pieces: { name: string; ranges: [number, number][]; piece?: FontPiece }[];
}

const packages = new Map<string, Package>();

function openPackage(name: string, weight: number): Package {
  const key = `${name} ${weight}`;
  let opened = packages.get(key);
  if (opened) return opened;
  const folder = dirname(fileURLToPath(import.meta.resolve(`@fontsource/${name}`)));
  const ranges = JSON.parse(readFileSync(join(folder, 'unicode.json'), 'utf8')) as Record<string, string>;
  const pieces = Object.entries(ranges).map(([piece, text]) => ({
    name: piece.replace(/[[\]]/g, ''),
    ranges: text.split(',').map(range => {
      const [first, last] = range.replace(/^U\+/i, '').split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last ?? first, 16)] as [number, number];
    }),
  }));
  packages.set(key, (opened = { name, weight, folder, pieces }));
  return opened;
}

/** The piece of a font that has every one of the characters. */
function pieceWith(name: string, weight: number, codePoints: readonly number[]): FontPiece | undefined {
  const source = openPackage(name, weight);
  for (const entry of source.pieces) {
    if (!codePoints.every(c => entry.ranges.some(([first, last]) => c >= first && c <= last))) continue;
    if (!entry.piece) {
      const file = join(source.folder, 'files', `${name}-${entry.name}-${weight}-normal.woff`);
      entry.piece = { family: `Phosphene ${name} ${weight} ${entry.name}`, font: readFont(readFileSync(file)) };
    }
    const { font } = entry.piece;
    if (codePoints.every(c => font.glyphOf(c) !== 0)) return entry.piece;
  }
  return undefined;
}

/** A run of text in one font. */
export interface FontRun {
  text: string;
  piece: FontPiece;
  /** Width in ems, without kerning. */
  width: number;
}

/** Text cut into runs, and the characters that no font has. */
export interface FontRuns {
  runs: FontRun[];
  missing: string[];
}

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Chooses a font for every character: the face's own, or of the fonts that ship the first that has it.
 *
 * @param context text around it, which tells Japanese from Chinese
 */
export function fontRuns(text: string, face: Face, context = text): FontRuns {
  const runs: FontRun[] = [];
  const missing: string[] = [];
  const han = japanese.test(context) ? ['sawarabi-gothic', 'zcool-xiaowei'] : ['zcool-xiaowei', 'sawarabi-gothic'];
  const order = [
    faces[face],
    ...fallbacks.map(([name, weight]) => {
      const at = ['sawarabi-gothic', 'zcool-xiaowei'].indexOf(name);
      return [at < 0 ? name : han[at], weight] as const;
    }),
  ];
  for (const { segment } of graphemes.segment(text)) {
    const drawn = [...segment].filter(c => !invisible.test(c)).map(c => c.codePointAt(0)!);
    const last = runs.at(-1);
    const has = (piece: FontPiece): boolean => drawn.every(c => piece.font.glyphOf(c) !== 0);
    const emoji = /\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f/u.test(segment);
    let piece: FontPiece | undefined;
    // Spaces and marks stay in the run around them, so that words of one script are shaped as one.
    if (last && !/\p{L}|\p{N}/u.test(segment) && !emoji && has(last.piece)) piece = last.piece;
    else {
      for (const [name, weight] of emoji ? [['noto-emoji', 700] as const, ...order] : order) {
        piece = pieceWith(name, weight, drawn);
        if (piece) break;
      }
    }
    if (!piece) {
      if (drawn.length > 0) missing.push(segment);
      continue;
    }
    const width = emoji ? piece.font.advanceOf(drawn[0]) : drawn.reduce((sum, c) => sum + piece.font.advanceOf(c), 0);
    if (last?.piece === piece) {
      last.text += segment;
      last.width += width;
    } else runs.push({ text: segment, piece, width });
  }
  return { runs, missing };
}

/** The font files of pieces, for a folder that libass reads. */
export function fontFiles(pieces: Iterable<FontPiece>): { name: string; bytes: Buffer }[] {
  return [...pieces].map(({ family, font }) => ({
    name: `${family.replaceAll(' ', '-')}.ttf`,
    bytes: printFont(font, family),
  }));
}

/** Size that libass must be told for an em of that many pixels: it counts a font's whole height. */
export function assFontSize(piece: FontPiece, em: number): number {
  return Math.round(em * (piece.font.ascent + piece.font.descent) * 10) / 10;
}
