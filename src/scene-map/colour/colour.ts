/** Linear-light sRGB, 0 to 1 each. */
export type LinearRgb = readonly [number, number, number];

/** OKLCH (Ottosson 2020): lightness 0 to 1, chroma 0 to about 0.32 in sRGB, hue in degrees. */
export interface Oklch {
  lightness: number;
  chroma: number;
  hue: number;
}

function oklabToLinear(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

function unmapped({ lightness, chroma, hue }: Oklch): [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  return oklabToLinear(lightness, chroma * Math.cos(angle), chroma * Math.sin(angle));
}

const inGamut = (rgb: readonly number[]): boolean => rgb.every(value => value >= -1e-6 && value <= 1 + 1e-6);

/** Largest chroma that sRGB has at this lightness and hue, up to `most`. */
export function largestChroma(lightness: number, hue: number, most = 0.4): number {
  if (lightness <= 0 || lightness >= 1) return 0;
  if (inGamut(unmapped({ lightness, chroma: most, hue }))) return most;
  let low = 0;
  let high = most;
  for (let i = 0; i < 24; i++) {
    const middle = (low + high) / 2;
    if (inGamut(unmapped({ lightness, chroma: middle, hue }))) low = middle;
    else high = middle;
  }
  return low;
}

/** The colour in linear sRGB; one that sRGB lacks loses chroma, and keeps lightness and hue. */
export function oklchToLinear(colour: Oklch): LinearRgb {
  const chroma = largestChroma(colour.lightness, colour.hue, colour.chroma);
  const [r, g, b] = unmapped({ ...colour, chroma });
  const hold = (value: number): number => Math.min(1, Math.max(0, value));
  return [hold(r), hold(g), hold(b)];
}

/** The colour in OKLCH. Hue is 0 for greys. */
export function linearToOklch([r, g, b]: LinearRgb): Oklch {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  const chroma = Math.hypot(a, bb);
  const hue = chroma < 1e-4 ? 0 : ((Math.atan2(bb, a) * 180) / Math.PI + 360) % 360;
  return { lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, chroma, hue };
}

/**
 * Linear sRGB of "#rgb" or "#rrggbb" (the number sign may be left out).
 *
 * @throws {RangeError} for anything else
 */
export function hexToLinear(hex: string): LinearRgb {
  const match = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(hex.trim());
  if (!match) throw new RangeError(`"${hex}" is no colour: write it as #rrggbb.`);
  const digits = match[1].length === 3 ? [...match[1]].map(digit => digit + digit).join('') : match[1];
  const channel = (at: number): number => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(0), channel(2), channel(4)];
}
