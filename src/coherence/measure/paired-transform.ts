/** Values that are transformed at once. */
export const transformSize = 512;

const bits = Math.log2(transformSize);
/** Where each value goes: its index with the bits in reverse. */
const turned = Uint16Array.from({ length: transformSize }, (_, i) => {
  let mirrored = 0;
  for (let b = 0; b < bits; b++) if (i & (1 << b)) mirrored |= 1 << (bits - 1 - b);
  return mirrored;
});
const half = transformSize / 2;
const cosines = Float64Array.from({ length: half }, (_, k) => Math.cos((2 * Math.PI * k) / transformSize));
const sines = Float64Array.from({ length: half }, (_, k) => -Math.sin((2 * Math.PI * k) / transformSize));
const re = new Float64Array(transformSize);
const im = new Float64Array(transformSize);

/**
 * The largest power between two frequencies, in cycles of {@link transformSize}, of each of two real series. One is
 * transformed as the real and one as the imaginary part (radix 2).
 */
export function largestPowers(first: Float64Array, second: Float64Array, from: number, to: number): [number, number] {
  for (let i = 0; i < transformSize; i++) {
    re[i] = first[turned[i]];
    im[i] = second[turned[i]];
  }
  for (let span = 1; span < transformSize; span *= 2) {
    const stride = half / span;
    for (let start = 0; start < transformSize; start += 2 * span)
      for (let k = 0, at = start; k < span; k++, at++) {
        const cos = cosines[k * stride];
        const sin = sines[k * stride];
        const x = re[at + span] * cos - im[at + span] * sin;
        const y = re[at + span] * sin + im[at + span] * cos;
        re[at + span] = re[at] - x;
        im[at + span] = im[at] - y;
        re[at] += x;
        im[at] += y;
      }
  }
  let most = 0;
  let mostOfSecond = 0;
  for (let k = from; k <= to; k++) {
    // What is even about the middle belongs to the real series, what is odd to the other.
    const [a, b, c, d] = [re[k], im[k], re[transformSize - k], im[transformSize - k]];
    most = Math.max(most, ((a + c) ** 2 + (b - d) ** 2) / 4);
    mostOfSecond = Math.max(mostOfSecond, ((b + d) ** 2 + (c - a) ** 2) / 4);
  }
  return [most, mostOfSecond];
}
