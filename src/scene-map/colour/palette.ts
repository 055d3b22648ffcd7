import { nearestWords } from '../document/nearest-word.ts';
import { createRandom, mixSeed } from '../random.ts';
import type { LinearRgb, Oklch } from './colour.ts';
import { hexToLinear, largestChroma, linearToOklch, oklchToLinear } from './colour.ts';
import { colourModifiers, colourWords, knownColourWords } from './colour-words.ts';

/** Linear sRGB: deep background, shadow, body, accent, highlight. */
export type Palette = readonly [LinearRgb, LinearRgb, LinearRgb, LinearRgb, LinearRgb];

interface ReadPalette {
  colours: Oklch[];
  chroma: number;
  lightness: number;
  pulls: { hue: number; pull: number }[];
  /** Words that mean no colour we know. */
  unknown: string[];
}

/** Words that say nothing about colour and may stand in a palette. */
const fillers = new Set([
  'and',
  'with',
  'on',
  'of',
  'in',
  'a',
  'the',
  'to',
  'tones',
  'tone',
  'colors',
  'colours',
  'color',
  'colour',
  'palette',
  'lights',
  'shades',
  'hues',
  'very',
  'accents',
  'highlights',
]);
const longestPhrase = 3;

/** The known word a token means, allowing "blues", "reddish", "purply". */
function knownForm(word: string): string | undefined {
  for (const stem of [
    word,
    word.replace(/s$/, ''),
    word.replace(/ish$/, ''),
    word.replace(/dish$/, 'd'),
    word.replace(/y$/, 'e'),
    word.replace(/y$/, ''),
  ]) {
    if (Object.hasOwn(colourWords, stem) || Object.hasOwn(colourModifiers, stem)) return stem;
  }
  return undefined;
}

function readWords(words: readonly string[]): ReadPalette {
  const read: ReadPalette = { colours: [], chroma: 1, lightness: 0, pulls: [], unknown: [] };
  const modifiers: string[] = [];
  for (const entry of words) {
    const tokens = entry.toLowerCase().match(/#[0-9a-f]+|[\p{L}]+/gu) ?? [];
    for (let i = 0; i < tokens.length; ) {
      if (/^#(?:[0-9a-f]{3}|[0-9a-f]{6})$/.test(tokens[i])) {
        read.colours.push(linearToOklch(hexToLinear(tokens[i++])));
        continue;
      }
      let length = Math.min(longestPhrase, tokens.length - i);
      let known: string | undefined;
      for (; length > 0; length--) {
        known = knownForm(tokens.slice(i, i + length).join(' '));
        if (known) break;
      }
      if (!known) {
        if (!fillers.has(tokens[i])) read.unknown.push(tokens[i]);
        i++;
        continue;
      }
      i += length;
      if (Object.hasOwn(colourModifiers, known)) modifiers.push(known);
      else for (const hex of colourWords[known]) read.colours.push(linearToOklch(hexToLinear(hex)));
    }
  }
  if (read.colours.length === 0 && modifiers.length > 0) {
    for (const hex of colourModifiers[modifiers[0]].alone) read.colours.push(linearToOklch(hexToLinear(hex)));
  }
  for (const word of modifiers) {
    const { chroma = 1, lightness = 0, hue, pull } = colourModifiers[word];
    read.chroma *= chroma;
    read.lightness += lightness;
    if (hue !== undefined && pull !== undefined) read.pulls.push({ hue, pull });
  }
  return read;
}

const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
/** Signed way from one hue to another, -180 to 180. */
const hueTurn = (from: number, to: number): number => ((to - from + 540) % 360) - 180;
const isGrey = (colour: Oklch): boolean => colour.chroma < 0.03;

/** Lightness at which sRGB holds this hue most saturated. */
function cusp(hue: number): number {
  let best = 0.5;
  let most = 0;
  for (let lightness = 0.36; lightness <= 0.9; lightness += 0.03) {
    const chroma = largestChroma(lightness, hue);
    if (chroma > most) [most, best] = [chroma, lightness];
  }
  return best;
}

/**
 * Five colours made of words such as "teal", "blood red", "neon", "pastel dawn" or "#0b1d3a". The first is the body,
 * the next the accent; they change places where the first is much the lighter one.
 *
 * The words give hue and chroma; lightness stands on a fixed ladder in OKLCH so that a picture drawn in them always has
 * contrast: background 0.10 to 0.16, shadow 0.22 to 0.30, body 0.38 to 0.54, accent 0.2 or more above the body,
 * highlight 0.91 to 0.95. Colours outside sRGB lose chroma. No known word: a palette of the seed's own. Pure; the seed
 * shifts hues by a few degrees and fills what the words leave open.
 */
export function paletteFromWords(words: readonly string[], seed: number): Palette {
  const read = readWords(words);
  const random = createRandom(mixSeed('palette', seed));
  if (read.colours.length === 0) {
    const hue = random() * 360;
    read.colours.push({ lightness: 0.5, chroma: 0.16, hue });
    read.colours.push({ lightness: 0.75, chroma: 0.16, hue: (hue + 130 + random() * 100) % 360 });
  }
  const jitter = (random() - 0.5) * 8;
  const side = random() < 0.5 ? -1 : 1;
  const spread = 28 + random() * 22;
  const colours = read.colours.map(colour => {
    if (isGrey(colour)) return { ...colour, chroma: colour.chroma * Math.min(1, read.chroma) };
    let hue = colour.hue + jitter;
    for (const { hue: towards, pull } of read.pulls) {
      // A hue that lies opposite stays where it is: on its way it would pass through colours nobody asked for.
      const turn = hueTurn(hue, towards);
      hue += turn * pull * Math.cos((turn * Math.PI) / 360);
    }
    return { ...colour, chroma: colour.chroma * read.chroma, hue: (hue + 360) % 360 };
  });
  let body = colours[0];
  const grey = colours.every(isGrey);
  // The accent is what stands out most from the body among the words; a single colour gets a neighbour.
  let accent: Oklch;
  if (colours.length > 1) {
    const contrast = (colour: Oklch): number =>
      (isGrey(colour) || isGrey(body) ? 40 : Math.abs(hueTurn(body.hue, colour.hue))) +
      200 * colour.chroma +
      60 * colour.lightness;
    const candidates = colours.slice(1, 4).map((colour, i) => ({ colour, score: contrast(colour) - 35 * i }));
    accent = candidates.reduce((best, candidate) => (candidate.score > best.score ? candidate : best)).colour;
  } else if (grey) accent = { ...body, hue: 250 };
  else {
    // Yellows turn towards orange: the other way lies a green that looks ill beside them.
    const turn = body.hue > 45 && body.hue < 120 ? -spread : side * spread;
    accent = { ...body, hue: (body.hue + turn + 360) % 360 };
  }
  // Gold or lemon cannot be dark and stay themselves: the much lighter of the two is the accent.
  if (!grey && body.lightness > (colours.length > 1 ? accent.lightness + 0.18 : 0.74)) [body, accent] = [accent, body];
  // The dark end is the darkest colour that was asked for.
  const dark = colours.reduce((best, colour) => (colour.lightness < best.lightness ? colour : best));
  const light = colours.reduce((best, colour) => (colour.lightness > best.lightness ? colour : best), accent);
  const bodyLightness = clamp(
    (isGrey(body) ? 0.46 : Math.min(cusp(body.hue), body.lightness + 0.04)) + read.lightness * 0.6,
    0.38,
    0.54,
  );
  const accentLightness = clamp(
    (isGrey(accent) ? 0.74 : cusp(accent.hue)) + read.lightness,
    bodyLightness + 0.22,
    0.82,
  );
  const highlightLightness = clamp(0.93 + read.lightness * 0.2, 0.91, 0.95);
  const backgroundLightness = clamp(0.13 + read.lightness * 0.3, 0.1, 0.155);
  const shadowLightness = clamp(backgroundLightness + 0.13, 0.22, 0.3);
  return [
    oklchToLinear({ lightness: backgroundLightness, chroma: Math.min(dark.chroma, 0.13) * 0.55, hue: dark.hue }),
    oklchToLinear({ lightness: shadowLightness, chroma: Math.min(dark.chroma, 0.18) * 0.75, hue: dark.hue }),
    oklchToLinear({ lightness: bodyLightness, chroma: body.chroma, hue: body.hue }),
    oklchToLinear({
      lightness: accentLightness,
      chroma: Math.max(accent.chroma, grey ? 0 : 0.04 * read.chroma),
      hue: accent.hue,
    }),
    oklchToLinear({ lightness: highlightLightness, chroma: Math.min(light.chroma, 0.09) * 0.6, hue: light.hue }),
  ];
}

/**
 * How far two palettes are from each other to the eye: the mean distance of their bodies and accents in OKLab, 0 for
 * the same ones, about 0.3 where both are other colours.
 */
export function paletteDistance(a: Palette, b: Palette): number {
  const place = (colour: LinearRgb): number[] => {
    const { lightness, chroma, hue } = linearToOklch(colour);
    const angle = (hue * Math.PI) / 180;
    return [lightness, chroma * Math.cos(angle), chroma * Math.sin(angle)];
  };
  const apart = (i: number): number => {
    const [from, to] = [place(a[i]), place(b[i])];
    return Math.hypot(...from.map((value, axis) => value - to[axis]));
  };
  return (apart(2) + apart(3)) / 2;
}

/** Words of a palette that mean no colour, each with the nearest known ones. */
export function unknownColourWords(words: readonly string[]): { word: string; nearest: string[] }[] {
  return readWords(words).unknown.map(word => ({ word, nearest: nearestWords(word, knownColourWords) }));
}

/**
 * The colour words of a text in their order, modifiers before their colour kept with it: "neon pink city" gives ["neon
 * pink"].
 */
export function colourWordsIn(text: string): string[] {
  const tokens = text.toLowerCase().match(/#[0-9a-f]{6}\b|[\p{L}]+/gu) ?? [];
  const found: string[] = [];
  let pending: string[] = [];
  for (let i = 0; i < tokens.length; ) {
    let length = Math.min(longestPhrase, tokens.length - i);
    let known: string | undefined;
    for (; length > 0; length--) {
      known = tokens[i].startsWith('#') ? tokens[i] : knownForm(tokens.slice(i, i + length).join(' '));
      if (known) break;
    }
    if (known && Object.hasOwn(colourModifiers, known)) pending.push(known);
    else {
      if (known) found.push([...pending, known].join(' '));
      else found.push(...pending);
      pending = [];
    }
    i += Math.max(1, length);
  }
  return [...new Set([...found, ...pending])];
}
