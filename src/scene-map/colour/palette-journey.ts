import type { Analysis, SectionLabel } from '../../audio/analysis.ts';
import { listOf } from '../planner/describe-scene.ts';
import { stem, synonymsOf, tokensOf } from '../planner/words.ts';
import { createRandom, mixSeed } from '../random.ts';
import { colourModifiers, colourWords } from './colour-words.ts';
import { colourWordsIn } from './palette.ts';

/** Colours of a song: one family, with a quiet, a common and a raised form, and a counter-colour for the bridge. */
export interface PaletteFamily {
  name: string;
  /** Place on the circumplex where it belongs: valence -1 to 1, arousal 0 to 1. */
  valence: number;
  arousal: number;
  /** Words of a style that call for it. */
  terms: readonly string[];
  calm: readonly string[];
  base: readonly string[];
  raised: readonly string[];
  contrast: readonly string[];
}

/** The families to choose from. */
// biome-ignore format: a table, one family in three lines
export const paletteFamilies: readonly PaletteFamily[] = [
  { name: 'neon night', valence: 0.1, arousal: 0.8, terms: ['neon', 'cyberpunk', 'club', 'electro', 'techno', 'city', 'night', 'urban', 'rave'],
    calm: ['midnight blue', 'cyan'], base: ['indigo', 'magenta', 'cyan'], raised: ['hot pink', 'electric blue', 'violet'], contrast: ['teal', 'amber'] },
  { name: 'ember', valence: -0.1, arousal: 0.85, terms: ['fire', 'rock', 'metal', 'hot', 'lava', 'energy', 'industrial'],
    calm: ['charcoal', 'copper'], base: ['crimson', 'amber', 'charcoal'], raised: ['scarlet', 'gold', 'maroon'], contrast: ['steel', 'ice'] },
  { name: 'deep water', valence: 0, arousal: 0.25, terms: ['ocean', 'water', 'ambient', 'deep', 'calm', 'blue', 'underwater'],
    calm: ['navy', 'seafoam'], base: ['petrol', 'turquoise', 'navy'], raised: ['teal', 'aquamarine', 'cobalt'], contrast: ['indigo', 'coral'] },
  { name: 'first light', valence: 0.6, arousal: 0.35, terms: ['dawn', 'acoustic', 'folk', 'morning', 'hope', 'warm', 'indie'],
    calm: ['dusk', 'lavender'], base: ['dawn', 'peach'], raised: ['golden hour', 'rose'], contrast: ['sky blue', 'apricot'] },
  { name: 'northern', valence: -0.2, arousal: 0.35, terms: ['aurora', 'winter', 'cold', 'nordic', 'ice', 'ethereal'],
    calm: ['midnight', 'frost'], base: ['midnight blue', 'emerald', 'violet'], raised: ['aurora', 'mint'], contrast: ['amethyst', 'ice'] },
  { name: 'noir', valence: -0.7, arousal: 0.35, terms: ['noir', 'dark', 'film', 'jazz', 'smoke', 'moody', 'gothic', 'black'],
    calm: ['graphite', 'silver'], base: ['slate', 'bone', 'charcoal'], raised: ['charcoal', 'blood red', 'ivory'], contrast: ['midnight blue', 'silver'] },
  { name: 'blood moon', valence: -0.7, arousal: 0.8, terms: ['horror', 'blood', 'aggressive', 'angry', 'doom', 'trap', 'war'],
    calm: ['burgundy', 'ash'], base: ['blood red', 'charcoal'], raised: ['crimson', 'orange', 'maroon'], contrast: ['ultraviolet', 'bone'] },
  { name: 'drive at dusk', valence: 0.35, arousal: 0.65, terms: ['retro', 'synthwave', 'eighties', 'drive', 'vaporwave', 'sunset', 'pop'],
    calm: ['indigo', 'mauve'], base: ['purple', 'tangerine', 'indigo'], raised: ['synthwave', 'hot pink'], contrast: ['cyan', 'fuchsia'] },
  { name: 'bright day', valence: 0.8, arousal: 0.75, terms: ['summer', 'happy', 'joy', 'party', 'bright', 'tropical', 'funk', 'candy'],
    calm: ['azure', 'cream'], base: ['turquoise', 'coral', 'cobalt'], raised: ['hot pink', 'apricot', 'azure'], contrast: ['violet', 'lime'] },
  { name: 'undergrowth', valence: 0.2, arousal: 0.3, terms: ['forest', 'nature', 'earth', 'organic', 'green', 'jungle'],
    calm: ['pine', 'sage'], base: ['forest', 'ochre'], raised: ['emerald', 'lime', 'pine'], contrast: ['terracotta', 'sand'] },
  { name: 'desert heat', valence: 0.3, arousal: 0.5, terms: ['desert', 'sand', 'western', 'sun', 'road', 'blues', 'country'],
    calm: ['brown', 'sand'], base: ['terracotta', 'sand', 'petrol'], raised: ['rust', 'gold', 'teal'], contrast: ['turquoise', 'copper'] },
  { name: 'dream', valence: 0.3, arousal: 0.2, terms: ['dream', 'lofi', 'soft', 'love', 'romantic', 'pastel', 'chill'],
    calm: ['twilight', 'lilac'], base: ['amethyst', 'rose', 'twilight'], raised: ['orchid', 'peach', 'violet'], contrast: ['sky', 'blush'] },
  { name: 'toxic', valence: -0.3, arousal: 0.95, terms: ['acid', 'toxic', 'hardcore', 'glitch', 'drum', 'bass', 'dubstep', 'psychedelic'],
    calm: ['plum', 'lime'], base: ['ultraviolet', 'acid green'], raised: ['acid green', 'fuchsia', 'violet'], contrast: ['cyan', 'scarlet'] },
  { name: 'gold and ink', valence: 0.1, arousal: 0.55, terms: ['gold', 'classical', 'orchestra', 'epic', 'royal', 'cinematic', 'hiphop', 'rap', 'luxury'],
    calm: ['navy', 'bronze'], base: ['midnight blue', 'gold'], raised: ['royal blue', 'gold', 'ivory'], contrast: ['burgundy', 'amber'] },
];

/**
 * A family for a song: the words of the style first, then its mood and mode, then the seed. Colour words of the style
 * become the family's own.
 */
export function chooseFamily(
  analysis: Analysis,
  style: string,
  seed: number,
): { family: PaletteFamily; reason: string } {
  const random = createRandom(mixSeed('palette family', seed));
  const words = tokensOf(style).map(stem);
  const major = /major/i.test(analysis.key.name);
  const modeShift = analysis.key.confidence * (major ? 0.15 : -0.15);
  const valence = Math.max(-1, Math.min(1, analysis.mood.valence + modeShift));
  let best = paletteFamilies[0];
  let most = Number.NEGATIVE_INFINITY;
  let called = 0;
  for (const family of paletteFamilies) {
    const stems = family.terms.map(stem);
    const hits =
      words.filter(word => stems.includes(word)).length +
      0.5 * words.filter(word => stems.some(term => synonymsOf(word).has(term))).length;
    const away = Math.hypot((family.valence - valence) / 2, family.arousal - analysis.mood.arousal);
    const score = 1.2 * hits - away + 0.3 * random();
    if (score > most) [best, most, called] = [family, score, hits];
  }
  const mood = `valence ${analysis.mood.valence.toFixed(1)}, arousal ${analysis.mood.arousal.toFixed(1)}${analysis.key.name ? `, ${analysis.key.name}` : ''}`;
  const reason = called > 0 ? `for the style` : `for the mood (${mood})`;
  const own = colourWordsIn(style);
  const isModifier = (word: string): boolean => Object.hasOwn(colourModifiers, word);
  // "rain" or "dawn" in a style speak of the scene first; as colours they serve where no plain colour stands and no
  // family answers.
  const plain = own.filter(word => !isModifier(word) && !isMood(word));
  const colours = plain.length > 0 ? plain : called > 0 ? [] : own.filter(word => !isModifier(word));
  const modifiers = own.filter(word => isModifier(word) && !(colours.length === 0 && best.terms.includes(word)));
  let family = best;
  if (colours.length > 0) {
    const [first, ...rest] = colours;
    family = {
      ...best,
      name: listOf(colours),
      calm: [`dim ${first}`, ...rest],
      base: [...colours],
      raised: [rest[0] ?? first, ...(rest.length > 0 ? [first, ...rest.slice(1)] : [best.raised[0]])],
      contrast: rest.length > 0 ? [...rest, `dark ${first}`] : [`dark ${first}`, best.contrast[1] ?? best.contrast[0]],
    };
  }
  const bend = ([first, ...rest]: readonly string[]): string[] => [[...modifiers, first].join(' '), ...rest];
  if (modifiers.length > 0) {
    const { calm, base, raised, contrast } = family;
    family = { ...family, calm: bend(calm), base: bend(base), raised: bend(raised), contrast: bend(contrast) };
  }
  return { family, reason: colours.length > 0 ? 'for the colours of the style' : reason };
}

/** Whether a colour word means a place or mood of several colours, rather than one colour. */
function isMood(word: string): boolean {
  return Object.hasOwn(colourWords, word) && colourWords[word].length > 1;
}

/** The station of the journey where a kind of section stands. `energy` is that of its group, 0 to 1. */
export function paletteStation(family: PaletteFamily, label: SectionLabel, energy: number): readonly string[] {
  if (label === 'chorus' || label === 'drop') return family.raised;
  if (label === 'bridge') return family.contrast;
  if (label === 'intro' || label === 'outro' || label === 'break' || energy < 0.3) return family.calm;
  return energy > 0.8 ? family.raised : family.base;
}
