import type { Rgb } from './cube-lut.ts';

/** One value for all channels, or one for each. */
export type Channels = number | Rgb;

/** Colour correction. Each part left out changes nothing; they are done in the order in which they stand here. */
export interface Grade {
  /** Stops of light. */
  exposure?: number;
  /** White balance: -1 (cooler) to 1 (warmer), and -1 (green) to 1 (magenta). */
  temperature?: number;
  tint?: number;
  /** ASC CDL 1.2: slope, offset, power. */
  slope?: Channels;
  offset?: Channels;
  power?: Channels;
  /** Three-way correction: shadows, middle tones, highlights. Lift 0, gamma 1, gain 1 change nothing. */
  lift?: Channels;
  gamma?: Channels;
  gain?: Channels;
  /** About middle grey; 1 changes nothing. */
  contrast?: number;
  /** 1 changes nothing, 0 is grey (ASC CDL 1.2, with its weights of BT.709). */
  saturation?: number;
}

/** Code value of middle grey (18%) under the transfer function of sRGB. */
const middleGrey = 0.4614;

const channel = (value: Channels, c: number): number => (typeof value === 'number' ? value : value[c]);
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Code value to light and back (IEC 61966-2-1). */
export const toLight = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
export const fromLight = (v: number): number => (v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055);

/** BT.709 luma of a colour. */
export const luma = ([r, g, b]: Rgb): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

/** Slope, offset and power of the ASC colour decision list, then its saturation. */
export function applyCdl(colour: Rgb, slope: Channels, offset: Channels, power: Channels, saturation = 1): Rgb {
  const sop = [0, 1, 2].map(
    c => clamp(colour[c] * channel(slope, c) + channel(offset, c)) ** channel(power, c),
  ) as unknown as Rgb;
  return saturate(sop, saturation);
}

function saturate(colour: Rgb, saturation: number): Rgb {
  const grey = luma(colour);
  return [0, 1, 2].map(c => clamp(grey + saturation * (colour[c] - grey))) as unknown as Rgb;
}

/**
 * Gains on light that make a picture warmer or cooler, and greener or more magenta, without a change of the luma of
 * grey.
 *
 * @param temperature -1 to 1: a stop of red against blue at the ends
 */
export function whiteBalance(temperature: number, tint: number): Rgb {
  const gains: Rgb = [
    2 ** (0.5 * temperature + 0.15 * tint),
    2 ** (-0.3 * tint),
    2 ** (-0.5 * temperature + 0.15 * tint),
  ];
  const sum = luma(gains);
  return [gains[0] / sum, gains[1] / sum, gains[2] / sum];
}

/** Corrects one colour. */
export function applyGrade(grade: Grade, colour: Rgb): Rgb {
  const { exposure = 0, temperature = 0, tint = 0, slope = 1, offset = 0, power = 1 } = grade;
  const { lift = 0, gamma = 1, gain = 1, contrast = 1, saturation = 1 } = grade;
  let c = colour;
  if (exposure !== 0 || temperature !== 0 || tint !== 0) {
    const balance = whiteBalance(temperature, tint);
    c = c.map((v, i) => clamp(fromLight(toLight(v) * 2 ** exposure * balance[i]))) as unknown as Rgb;
  }
  if (slope !== 1 || offset !== 0 || power !== 1) c = applyCdl(c, slope, offset, power);
  if (lift !== 0 || gamma !== 1 || gain !== 1)
    c = c.map(
      (v, i) => clamp(channel(gain, i) * (v + channel(lift, i) * (1 - v))) ** (1 / channel(gamma, i)),
    ) as unknown as Rgb;
  if (contrast !== 1) c = c.map(v => clamp(bend(v, contrast))) as unknown as Rgb;
  return saturation === 1 ? c : saturate(c, saturation);
}

/** Contrast about middle grey that leaves black and white where they are: a power curve below and above. */
function bend(v: number, contrast: number): number {
  if (v <= middleGrey) return middleGrey * (v / middleGrey) ** contrast;
  return 1 - (1 - middleGrey) * ((1 - v) / (1 - middleGrey)) ** contrast;
}
