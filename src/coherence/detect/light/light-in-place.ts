import { cellOfPatch, cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { createGainTally } from '../../measure/light-gain.ts';
import { quantile } from '../series.ts';

const black = 16;
/** Change of light in a cell (natural logarithm) from which on it is asked where its patches were. */
const leastGain = 0.02;
/** How uneven light may be in place: as a share of itself, and of how uneven it is along the motion. */
const mostUneven = 0.1;
const muchMoreEven = 0.5;
/** How badly a patch may be explained by the frame before to count as found there, as it is measured. */
const found = 0.5;

/**
 * A shot whose light is told in place, cell by cell, where that is much more even than along the motion. Where light
 * changes over a ground without detail, a wall, a sky, the search for motion goes astray: patches are freed of their
 * mean, and of a gradient that became steeper the likest piece lies elsewhere. Light would then be compared between
 * places that are not the same. What moves is not even in place, to a tenth, by chance.
 */
export function withLightInPlace(shot: readonly FrameMeasures[]): FrameMeasures[] {
  const step = shot.find(frame => frame.step)?.step;
  if (!step) return [...shot];
  const { columns, rows } = step;
  const ofCells: number[][] = Array.from({ length: cells }, () => []);
  for (let p = 0; p < columns * rows; p++) ofCells[cellOfPatch(p, columns, rows)].push(p);
  return shot.map((frame, i) => (i > 0 ? lightInPlace(frame, shot[i - 1].thumbnail, ofCells) : frame));
}

const gainOf = (now: number, then: number): number =>
  Math.log((Math.max(0, now - black) + 1.5) / (Math.max(0, then - black) + 1.5));

function lightInPlace(frame: FrameMeasures, earlier: Float32Array, ofCells: readonly number[][]): FrameMeasures {
  const { step, thumbnail } = frame;
  if (!step) return frame;
  const inPlace = ofCells.map(patches => isToldInPlace(thumbnail, earlier, step.before, patches));
  if (!inPlace.includes(true)) return frame;
  const before = step.before.slice();
  const tally = createGainTally(thumbnail.length);
  ofCells.forEach((patches, cell) => {
    for (const p of patches) {
      if (inPlace[cell]) before[p] = earlier[p];
      tally.add(cell, thumbnail[p], before[p], inPlace[cell] || step.appeared[p] < found);
    }
  });
  return { ...frame, step: { ...step, ...tally.finish(), before } };
}

/** Whether some patches tell a change of light in place, and much more evenly than along the motion. */
function isToldInPlace(
  now: Float32Array,
  earlier: Float32Array,
  along: Float32Array,
  patches: readonly number[],
): boolean {
  let [sum, old] = [0, 0];
  for (const p of patches) {
    sum += now[p];
    old += earlier[p];
  }
  // Most cells are done with by their means.
  if (Math.abs(gainOf(sum / patches.length, old / patches.length)) < leastGain) return false;
  const [light, spread] = levelAndSpread(patches.map(p => gainOf(now[p], earlier[p])));
  const size = Math.abs(light);
  if (size < leastGain || spread >= mostUneven * size) return false;
  return spread < muchMoreEven * levelAndSpread(patches.map(p => gainOf(now[p], along[p])))[1];
}

/** Median of some values, and median distance from it. */
function levelAndSpread(values: readonly number[]): [number, number] {
  const level = quantile(values, 0.5);
  return [level, quantile(values.map(value => Math.abs(value - level)), 0.5)];
} // biome-ignore format: a distance on a line
