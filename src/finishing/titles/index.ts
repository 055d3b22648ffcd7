export type { Card } from './cards.ts';
export {
  createLetteringPainter,
  type Lettering,
  type LetteringPainter,
  letter,
  letteringWithin,
  writeFonts,
} from './lettering.ts';
export { type LyricLook, lyricLooks } from './looks.ts';
