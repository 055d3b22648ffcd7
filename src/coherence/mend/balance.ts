import { type BlockLight, black, grey, type LightAround, swingWithin, telling } from './block-light.ts';
import { type UndoSwing, unseen } from './deflicker.ts';
import { type Nv12Picture, noiseAt } from './picture.ts';

/** Shares of red, green and blue in luma (BT.709). */
const weights = [0.2126, 0.7152, 0.0722] as const;
/** Levels of red, or blue, above luma for a level of its chroma: chroma is coded in 224 levels, luma in 219. */
const perRed = (2 * (1 - weights[0]) * 219) / 224;
const perBlue = (2 * (1 - weights[2]) * 219) / 224;
/** Gains beyond this are no balance that wanders, and are not undone in full. */
const mostGain = 1.6;

/** Red, green and blue, in levels of luma above black, of a luma above black and chroma above grey. */
const channelsOf = (luma: number, blue: number, red: number): [number, number, number] => {
  const [r, b] = [luma + perRed * red, luma + perBlue * blue];
  return [r, (luma - weights[0] * r - weights[2] * b) / weights[1], b];
};

/** Share of the blocks that must agree: coloured light and what comes into view change some places. */
const leastAgreement = 0.55;

/** Natural logarithm of red, or of blue, over green in blocks. */
const overGreen =
  (channel: 0 | 2) =>
  ({ luma, blue, red }: BlockLight): Float32Array =>
    luma.map((value, b) => {
      const channels = channelsOf(value, blue[b], red[b]);
      return telling(channels[channel]) - telling(channels[1]);
    });

/**
 * Tells how the balance of colours wanders between two good frames, to undo it. What wanders is the gain of red, green or
 * blue: each changes all places by one factor, the one on which most places agree that have light of it, and over the
 * stretch comes back to where it began. Looked at is how much there is of one for another, as light itself is the
 * scene's; one of the three stays.
 *
 * @returns undefined where no gain is told
 */
export function learnBalance(around: LightAround): UndoSwing | undefined {
  const everywhere = { own: Array.from(around.during[0].luma, () => true) };
  const [red, blue] = ([0, 2] as const).map(channel => swingWithin(around, everywhere, overGreen(channel)));
  const told = [red, blue].filter(swing => swing !== undefined);
  const agreement = told.reduce((sum, swing) => sum + swing.agreement / told.length, 0);
  if (agreement < leastAgreement) return undefined;
  return (picture, index, frame) => {
    const own = [red?.factors[index] ?? 0, 0, blue?.factors[index] ?? 0];
    const middle = own.toSorted((a, b) => a - b)[1];
    if (own.every(value => Math.abs(value - middle) < unseen)) return picture;
    const gains = own.map(value => Math.max(1 / mostGain, Math.min(mostGain, Math.exp(middle - value))));
    return balanced(picture, gains, frame);
  };
}

/** Multiplies red, green and blue. The result is dithered, as stretched levels leave gaps. */
function balanced(picture: Nv12Picture, gains: readonly number[], frame: number): Nv12Picture {
  const { width, height, data } = picture;
  // What comes of a level of luma, of blue and of red chroma: the changes are linear.
  const columns = [channelsOf(1, 0, 0), channelsOf(0, 1, 0), channelsOf(0, 0, 1)].map(channels => {
    const [r, g, b] = channels.map((value, c) => value * gains[c]);
    const luma = weights[0] * r + weights[1] * g + weights[2] * b;
    return [luma, (b - luma) / perBlue, (r - luma) / perRed];
  });
  const out = new Uint8Array(data.length);
  const put = (at: number, value: number): void => {
    const dithered = value + 0.5 + noiseAt(at, frame);
    out[at] = dithered < 0 ? 0 : dithered > 255 ? 255 : dithered;
  };
  const [ofLuma, ofBlue, ofRed] = columns;
  const chroma = width * height;
  for (let y = 0; y < height; y += 2)
    for (let x = 0; x < width; x += 2) {
      const at = chroma + (y >> 1) * width + x;
      const [blue, red] = [data[at] - grey, data[at + 1] - grey];
      const colour = black + blue * ofBlue[0] + red * ofRed[0];
      const first = y * width + x;
      let sum = 0;
      for (const i of [first, first + 1, first + width, first + width + 1]) {
        const luma = data[i] - black;
        sum += luma;
        put(i, colour + luma * ofLuma[0]);
      }
      put(at, grey + 0.25 * sum * ofLuma[1] + blue * ofBlue[1] + red * ofRed[1]);
      put(at + 1, grey + 0.25 * sum * ofLuma[2] + blue * ofBlue[2] + red * ofRed[2]);
    }
  return { width, height, data: out };
}
