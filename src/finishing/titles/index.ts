export type { Card } from './cards.ts';
export { createLetteringPainter, type Lettering, letter, letteringWithin, writeFonts } from './lettering.ts';
export { type LyricLook, lyricLooks } from './looks.ts';
