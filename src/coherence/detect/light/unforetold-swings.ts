import { quantile, withoutShared } from '../series.ts';
import type { UnforetoldLight } from './foretold-light.ts';
import { isBetweenSwings, type Swing } from './swing.ts';

/** Least jump, as a natural logarithm; how unlike both jumps may be, likewise; and frames between them. */
const leastGain = 0.07;
const mostUnlike = 0.8;
const longest = 16;
/** Frames beside a swing that tell what light does otherwise, how often that is, and how well it is known. */
const around = 20;
const leastAround = 8;
const often = 0.95;
const noise = 0.008;
/** How uneven it may be at either end. */
const mostUneven = 0.5;
/** What a swing must be worth; unevenness is counted beyond this, and so much of the rest's light halves it. */
const leastWorth = 3.5;
const halfUneven = 0.1;
const halfRest = 0.3;
/**
 * Stretches in which the light of a part of the picture jumps and comes back while the rest foretells nothing of it. A
 * swing is worth its lesser jump over what the part does otherwise on one frame in twenty, the less the more its places
 * differ, the more the rest does the same, and the farther from where it was the light comes back to.
 * Of those that share frames the worthiest.
 */
export function findUnforetoldSwings(parts: readonly UnforetoldLight[]): Swing[] {
  const found = parts.flatMap(part => swingsOfPart(part));
  return withoutShared(found.sort((a, b) => b.worth - a.worth)).map(({ worth, ...swing }) => ({
    ...swing,
    certainty: Math.min(1, 0.5 + worth / 20),
  }));
}

/** A swing before it is known how certain it is. */
type WorthySwing = Omit<Swing, 'certainty'> & { worth: number };

function swingsOfPart({ region, part: whole, rest, uneven }: UnforetoldLight): WorthySwing[] {
  const found: WorthySwing[] = [];
  // What the rest of the picture does not foretell of itself, as the full strength of an accent, holds of the part, too.
  const part = whole.map((gain, i) => gain - rest[i]);
  const large = Array.from(part.keys()).filter(i => Math.abs(part[i]) >= leastGain);
  for (const start of large)
    for (const end of large) {
      if (end <= start || end > start + longest) continue;
      const [into, out] = [part[start], part[end]];
      if (into * out > 0 || Math.abs(Math.log(-into / out)) > mostUnlike) continue;
      const usual = usualAround(part, start, end);
      if (usual === undefined) continue;
      const less = Math.min(Math.abs(into), Math.abs(out));
      const unlike = Math.max(uneven[start] / Math.abs(into), uneven[end] / Math.abs(out));
      const ofRest = Math.max(Math.abs(rest[start]), Math.abs(rest[end])) / less;
      if (unlike > mostUneven || isPiece(part, start, -1) || isPiece(part, end, 1)) continue;
      let left = 0;
      for (let i = start; i <= end; i++) left += part[i];
      const off = Math.abs(left) / Math.max(Math.abs(into), Math.abs(out));
      const clarity = less / usual / (halfUneven + unlike);
      const worth = clarity / (1 + ofRest / halfRest) / (1 + off);
      if (worth < leastWorth || isBetweenSwings(part, { start, end })) continue;
      found.push({ start, end, deviation: Math.sign(into) * less, region, worth });
    }
  return found;
}

/** Whether light goes the same way, and farther, on the step before or after a jump, which is but a piece of that. */
const isPiece = (part: Float32Array, at: number, way: 1 | -1): boolean =>
  part[at] * part[at + way] > 0 && Math.abs(part[at + way]) > Math.abs(part[at]);

/** What a part's light does otherwise around a stretch on one frame in twenty; undefined where too little tells that. */
function usualAround(part: Float32Array, start: number, end: number): number | undefined {
  const near = [
    ...part.subarray(Math.max(1, start - around), Math.max(1, start - 1)),
    ...part.subarray(end + 2, end + around),
  ].map(Math.abs);
  return near.length < leastAround ? undefined : quantile(near, often) + noise;
}
