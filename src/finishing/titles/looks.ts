import { handwriting, neon } from './looks/drawn-looks.ts';
import { credits, minimal, subtitle } from './looks/plain-looks.ts';
import type { Look } from './looks/set-line.ts';
import { bigType, karaoke, kinetic, wordPop } from './looks/sung-looks.ts';

export type { Lettered } from './looks/set-line.ts';

/** The looks, by the names that users give. */
export const looks = {
  subtitle,
  karaoke,
  'word-pop': wordPop,
  kinetic,
  'big-type': bigType,
  handwriting,
  credits,
  minimal,
  neon,
} as const satisfies Record<string, Look>;

export type LyricLook = keyof typeof looks;
export const lyricLooks = Object.keys(looks) as LyricLook[];
