import type { Region } from '../artifact.ts';
import { quantile } from '../series.ts';
import {
  inPieces,
  lessOthers,
  likenessOf,
  patternOf,
  quietHalf,
  type TellingPlace,
  tellingPlaces,
  valuesAt,
  withCaution,
} from './left-out-ridge.ts';
import type { Gains } from './surprising-light.ts';

/** A part of the picture, and its light at each step beyond what the rest of the picture foretells. */
export interface UnforetoldLight {
  region: Region;
  /** Natural logarithms: the part's light, and that of the rest by the same proportions; 0 where none is told. */
  part: Float32Array;
  rest: Float32Array;
  /** Median distance of the part's places from its light. */
  uneven: Float32Array;
}

/** Halves lie beyond a line that runs so far from the middle, in shares of the picture. */
const beyondMiddle = 0.02;
/** Ellipses lie so far from the middle across and down, and are so wide and high from their own middle. */
const across = 0.2;
const down = 0.18;
const halfWidth = 0.185;
const halfHeight = 0.24;
/** Places of a part and of the rest that there must be, and of their quiet half so many tell the light at most. */
const leastOfPart = 20;
const leastOfRest = 40;
const mostRead = 96;
/** How sure of themselves patterns must be (ridge), in units of what the patterns of calm steps measure. */
const caution = 1;
/** A part whose light never leaves that of the rest by as much is not looked at. */
const leastApart = 0.03;

/** A part by whether it holds a place, which is counted from the picture's middle in shares of its size. */
interface Part {
  holds: (x: number, y: number) => boolean;
  region: Region;
}

/** Halves in eight directions and nine ellipses: whatever part light changes in lies mostly in one, and not in the rest. */
const parts: readonly Part[] = [
  ...Array.from({ length: 8 }, (_, k): Part => {
    const [cos, sin] = [Math.cos((k * Math.PI) / 4), Math.sin((k * Math.PI) / 4)];
    // A half that leans has the whole picture for its box.
    const isUpright = k % 2 === 0;
    const half = { x: cos > 0.5 ? 0.5 : 0, y: sin > 0.5 ? 0.5 : 0, width: k % 4 === 0 ? 0.5 : 1, height: k % 4 === 2 ? 0.5 : 1 };
    const region = isUpright ? half : { x: 0, y: 0, width: 1, height: 1 };
    return { holds: (x, y) => x * cos + y * sin > beyondMiddle, region };
  }),
  ...[-1, 0, 1].flatMap(row =>
    [-1, 0, 1].map((column): Part => {
      const [cx, cy] = [column * across, row * down];
      const region = { x: 0.5 + cx - halfWidth, y: 0.5 + cy - halfHeight, width: 2 * halfWidth, height: 2 * halfHeight };
      return { holds: (x, y) => Math.hypot((x - cx) / halfWidth, (y - cy) / halfHeight) < 1, region };
    }),
  ),
]; // biome-ignore format: a region a line

/** Light, rest and unevenness of each part at a step. */
type PartsAtStep = Float32Array | undefined;

/**
 * The light of parts of the picture beyond what the rest foretells. What a scene does in one part goes with what it does
 * in the rest: how a part's places change at a step is put together from other steps by how alike the rest of the
 * picture is there (ridge regression, as for {@link unexplainedGains}). Light that is at fault in a part alone nothing
 * in the rest foretells, however strong the accent is on which it begins.
 *
 * @param columns of the grid on which the places of the gains lie, as `rows`
 */
export function unforetoldLight(gains: Gains, columns: number, rows: number): UnforetoldLight[] {
  const held = parts.map(({ holds }) =>
    Uint8Array.from({ length: columns * rows }, (_, p) =>
      holds(((p % columns) + 0.5) / columns - 0.5, (Math.floor(p / columns) + 0.5) / rows - 0.5) ? 1 : 0,
    ),
  );
  const told = inPieces(gains, near => unforetoldTogether(near, held));
  const series = (k: number): Float32Array => Float32Array.from(told, own => own?.[k] ?? 0);
  return parts.map(({ region }, k) => ({
    region,
    part: series(3 * k),
    rest: series(3 * k + 1),
    uneven: series(3 * k + 2),
  }));
}

function unforetoldTogether(gains: Gains, held: readonly Uint8Array[]): PartsAtStep[] {
  const told: PartsAtStep[] = gains.map(() => undefined);
  const at = gains.flatMap((own, i) => (own ? [i] : []));
  const steps = at.map(i => gains[i]!);
  const places = tellingPlaces(steps);
  if (!places) return told;
  const patterns = steps.map(own => patternOf(own, places, 0));
  const likeness = likenessOf(patterns);
  for (const i of at) told[i] = new Float32Array(3 * held.length);
  held.forEach((holds, k) => {
    const [inside, outside] = [1, 0].map(which => places.filter(({ place }) => holds[place] === which));
    if (inside.length < leastOfPart || outside.length < leastOfRest) return;
    const [part, rest] = [readPlaces(inside), readPlaces(outside)];
    if (!goesApart(steps, part, rest)) return;
    // Products of the rest's patterns are those of all less those of the part's.
    const ownPlaces = Array.from(places.keys()).filter(n => holds[places[n].place] === 1);
    const own = likenessOf(patterns.map(pattern => valuesAt(pattern, ownPlaces)));
    const read = [...part, ...rest];
    const left = lessOthers(
      withCaution(lessOf(likeness, own), caution),
      steps.map(step => valuesAt(step, read)),
    );
    at.forEach((i, t) => {
      const [ofPart, ofRest] = [left[t].subarray(0, part.length), left[t].subarray(part.length)];
      const light = quantile(ofPart, 0.5);
      told[i]!.set([light, quantile(ofRest, 0.5), distanceFrom(light, ofPart)], 3 * k);
    });
  });
  return told;
}

/** The rows of one matrix less those of another. */
const lessOf = (rows: readonly Float64Array[], others: readonly Float64Array[]): Float64Array[] =>
  rows.map((row, i) => {
    const less = row.slice();
    for (let j = 0; j < less.length; j++) less[j] -= others[i][j];
    return less;
  });

/** Median distance of values from a level; it takes their place. */
function distanceFrom(level: number, values: Float32Array): number {
  for (let k = 0; k < values.length; k++) values[k] = Math.abs(values[k] - level);
  return quantile(values, 0.5);
}

/** Some of the quiet half of places, spread evenly over it. */
function readPlaces(places: readonly TellingPlace[]): number[] {
  const quiet = quietHalf(places, 0)
    .map(({ place }) => place)
    .sort((a, b) => a - b);
  const count = Math.min(mostRead, quiet.length);
  return Array.from({ length: count }, (_, k) => quiet[Math.floor((k * quiet.length) / count)]);
}

/** Whether the light of a part leaves that of the rest and comes back, at any time. */
function goesApart(steps: readonly Float32Array[], part: readonly number[], rest: readonly number[]): boolean {
  const light = (step: Float32Array, read: readonly number[]): number => quantile(valuesAt(step, read), 0.5);
  const between = steps.map(step => light(step, part) - light(step, rest));
  return Math.max(...between) >= leastApart && Math.min(...between) <= -leastApart;
}
