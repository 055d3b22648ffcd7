import { black, grey, type LightAround, logOfLight, swingWithin } from './block-light.ts';
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

/**
 * Tells how the balance of colours wanders between two good frames, to undo it. What wanders is the gain of red, green or
 * blue: each changes all places by one factor, the one on which most places agree that have light of it, and over the
 * stretch comes back to where it began.
 *
 * @returns undefined where no gain is told
 */
export function learnBalance(around: LightAround): UndoSwing | undefined {
  const everywhere = { own: Array.from(around.during[0].luma, () => true) };
  const swings = weights.map((_, channel) =>
    swingWithin(around, everywhere, ({ luma, blue, red }) =>
      luma.map((value, b) => logOfLight(channelsOf(value, blue[b], red[b])[channel])),
    ),
  );
  if (swings.every(swing => swing === undefined)) return undefined;
  return (picture, index, frame) => {
    const own = swings.map(swing => swing?.[index] ?? 0);
    if (own.every(value => Math.abs(value) < unseen)) return picture;
    const gains = own.map(value => Math.max(1 / mostGain, Math.min(mostGain, Math.exp(-value))));
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
