import { type Palette, paletteDistance, paletteFromWords } from '../colour/palette.ts';
import { type PaletteFamily, paletteStation } from '../colour/palette-journey.ts';
import type { CastShot, PlannedShot } from './cast-shots.ts';
import { isStrong, type Motif } from './motifs.ts';
import { calmEnergy } from './shots.ts';

/** So many of the last times that a scene was seen are to look unlike the next one. */
const returnsRemembered = 3;

/** Palettes by their words: the same few are held against each other for every return. Emptied when it has grown. */
const palettes = new Map<string, Palette>();

function paletteOf(words: readonly string[]): Palette {
  const key = words.join('\n');
  let palette = palettes.get(key);
  if (!palette) {
    palette = paletteFromWords(words, 0);
    if (palettes.size >= 1000) palettes.clear();
    palettes.set(key, palette);
  }
  return palette;
}

const leadBy = (lead: string, words: readonly string[]): string[] =>
  [lead, ...words.filter(word => word !== lead)].slice(0, Math.max(2, words.length));

/**
 * The colours in which a scene comes back: those of its section, led by the one that makes them least like all colours
 * in which the scene was seen. When the section itself comes back, a colour of the family's other stations may lead:
 * the place is known again, and stands in another light.
 */
function coloursOfReturn(
  words: readonly string[],
  others: readonly string[],
  before: readonly (readonly string[])[],
): string[] {
  const seen = before.slice(-returnsRemembered).map(paletteOf);
  const away = (candidate: readonly string[]): number => {
    const own = paletteOf(candidate);
    return Math.min(...seen.map(palette => paletteDistance(own, palette)));
  };
  const candidates = [...words, ...others].map(lead => leadBy(lead, words));
  const distances = candidates.map(away);
  return candidates[distances.indexOf(Math.max(...distances))];
}

/**
 * Colours of a shot: those of its group's station in the family, raised with each reprise. Every other companion leads
 * with the second, so that a long section does not stay in one colour; a scene that was seen before leads with what
 * changes it most.
 *
 * @param before colours in which the video has shown the scene, in order
 */
export function shotPalette(
  { section, reprise, climax, index }: PlannedShot,
  motif: Motif,
  { role }: CastShot,
  family: PaletteFamily,
  before: readonly (readonly string[])[],
): string[] {
  const station = paletteStation(family, motif.label, motif.energy);
  const strong = isStrong(section.label);
  const others = reprise === 0 ? [] : [...family.contrast, ...(strong ? family.base : [])];
  const turned = role === 'companion' && index % 2 === 1;
  const words =
    before.length > 0
      ? coloursOfReturn(station, others, before)
      : turned
        ? [...station.slice(1), station[0]]
        : [...station];
  const raise = climax
    ? 'glowing'
    : strong && reprise === 1
      ? 'vivid'
      : strong && reprise > 1
        ? 'brilliant'
        : undefined;
  if (raise && motif.energy >= calmEnergy && !words.some(word => word.includes(raise)))
    words[0] = `${raise} ${words[0]}`;
  return words;
}
