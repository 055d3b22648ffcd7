import type { Nv12Picture } from './picture.ts';

/** How the three channels of one take are brought to those of another: value times gain plus offset, Y', Cb, Cr. */
export interface ColourMatch {
  gain: readonly [number, number, number];
  offset: readonly [number, number, number];
}

/** Takes of one scene differ by a grade; a larger difference is another picture, and is followed only so far. */
const mostGain = 1.25;
const mostOffset = 24;

/** Mean and standard deviation of each channel over pictures. */
function momentsOf(pictures: readonly Nv12Picture[]): { mean: number; deviation: number }[] {
  return [0, 1, 2].map(channel => {
    let [sum, squares, count] = [0, 0, 0];
    for (const { width, height, data } of pictures) {
      const [first, end, step] =
        channel === 0 ? [0, width * height, 1] : [width * height + channel - 1, data.length, 2];
      for (let i = first; i < end; i += step) {
        sum += data[i];
        squares += data[i] * data[i];
        count++;
      }
    }
    const mean = sum / count;
    return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
  });
}

/**
 * What brings the colours of one take to those of another, by mean and spread of each channel (Reinhard et al. 2001).
 *
 * @param own    pictures of the take, at the same moments as `wanted`
 * @param wanted pictures of the other
 */
export function matchColours(own: readonly Nv12Picture[], wanted: readonly Nv12Picture[]): ColourMatch {
  const [from, to] = [momentsOf(own), momentsOf(wanted)];
  const limited = (value: number, most: number): number => Math.max(-most, Math.min(most, value));
  const gains = from.map(({ deviation }, i) =>
    Math.max(1 / mostGain, Math.min(mostGain, (to[i].deviation + 2) / (deviation + 2))),
  );
  const offsets = from.map(({ mean }, i) => to[i].mean - mean * gains[i]);
  return {
    gain: gains as unknown as ColourMatch['gain'],
    // Limited where the mean ends up, not in the offset itself, which also undoes what the gain shifts.
    offset: offsets.map((offset, i) => {
      const { mean } = from[i];
      return limited(mean * gains[i] + offset - mean, mostOffset) + mean - mean * gains[i];
    }) as unknown as ColourMatch['offset'],
  };
}

/** A match between two: 0 is the first. */
export function matchBetween(a: ColourMatch, b: ColourMatch, share: number): ColourMatch {
  const mix = (x: readonly number[], y: readonly number[]): ColourMatch['gain'] =>
    x.map((value, i) => value + (y[i] - value) * share) as unknown as ColourMatch['gain'];
  return { gain: mix(a.gain, b.gain), offset: mix(a.offset, b.offset) };
}

/** Applies a match to a picture, in its place. */
export function applyMatch({ width, height, data }: Nv12Picture, { gain, offset }: ColourMatch): void {
  const tables = [0, 1, 2].map(c =>
    Uint8Array.from({ length: 256 }, (_, value) =>
      Math.round(Math.max(16, Math.min(c === 0 ? 235 : 240, value * gain[c] + offset[c]))),
    ),
  );
  const luma = width * height;
  for (let i = 0; i < luma; i++) data[i] = tables[0][data[i]];
  for (let i = luma; i < data.length; i += 2) {
    data[i] = tables[1][data[i]];
    data[i + 1] = tables[2][data[i + 1]];
  }
}
