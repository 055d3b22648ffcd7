import { cellColumns, cellRows, cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { coarseChange } from '../coarse-change.ts';
import { allCells } from '../grid-parts.ts';
import { distinctness, type Excursion, findExcursions } from '../series.ts';
import { everyOther, joinTurns } from './blur-by-turns.ts';
import { leastExcursion } from './sharpness-curve.ts';

const leastAbruptness = 0.6;
const longest = 12;
/** Share of what is fine in the picture that lies in places which lose it, and get it back, at least: blur spares none. */
const leastShare = 0.75;
/** What a place loses, as a share of what the picture does: an encoder changes all by a little. */
const leastAlong = 0.3;
/** How far both ends must stand out against one step in twenty around. */
const leastDistinctness = 2;
const noise = 0.02;
/** Noise of the small picture, in squared levels. */
const noiseOfSmall = 0.1;
/** What may change of the coarse picture, in levels, and times what is usual. */
const mostChange = 0.5;
const mostOfUsual = 1.5;
/**
 * The same where most of what is fine goes, and the share of it that is most. A line of text that comes and goes is fine
 * detail in a few places, and takes its own light along; blur spreads light by the width of an edge.
 */
const mostChangeOfFine = 1.5;
const mostOfUsualOfFine = 2;
const shareOfFine = 0.75;

/** What is fine and what is coarse in the cells of a frame, as squares; NaN where there is too little to tell. */
interface Contrasts {
  fine: Float64Array;
  coarse: Float64Array;
}

function contrastsOf({ small, sharpness }: FrameMeasures): Contrasts {
  const coarse = squaresOfCells(small);
  return { fine: coarse.map((square, c) => square * Math.exp(2 * sharpness[c])), coarse };
}

/** Mean squared contrast of each cell on squares of two by two pixels of the small picture. */
function squaresOfCells({ width, height, data }: FrameMeasures['small']): Float64Array {
  const [columns, rows] = [width >> 1, height >> 1];
  const ends = Int32Array.from({ length: cellColumns }, (_, c) => Math.floor(((c + 1) * columns) / cellColumns));
  const squares = new Float64Array(cells);
  const counts = new Uint32Array(cells);
  let above = new Int32Array(columns);
  let own = new Int32Array(columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0, at = 2 * y * width; x < columns; x++, at += 2)
      own[x] = data[at] + data[at + 1] + data[at + width] + data[at + width + 1];
    const firstCell = Math.floor((y * cellRows) / rows) * cellColumns;
    for (let c = 0, x = 1; y > 0 && c < cellColumns; c++) {
      let sum = 0;
      counts[firstCell + c] += ends[c] - x;
      for (; x < ends[c]; x++) {
        const [across, down] = [own[x] - own[x - 1], own[x] - above[x]];
        sum += across * across + down * down;
      }
      squares[firstCell + c] += sum;
    }
    [above, own] = [own, above];
  }
  // Four pixels make a square.
  return squares.map((sum, c) => sum / 16 / Math.max(1, counts[c]) + noiseOfSmall);
}

/**
 * How sharp a frame became against the one before, in all, and the shares of what is fine that lie where it became
 * sharper, and where it became softer, by a part of that.
 */
function stepOf(before: Contrasts, now: Contrasts): { change: number; sharper: number; softer: number } {
  const sums = new Float64Array(4);
  const changes: { size: number; change: number }[] = [];
  for (const c of allCells) {
    if (Number.isNaN(before.fine[c]) || Number.isNaN(now.fine[c])) continue;
    const own = [before.fine[c], now.fine[c], before.coarse[c], now.coarse[c]];
    own.forEach((square, k) => { sums[k] += square; });
    changes.push({ size: Math.max(own[0], own[1]), change: 0.5 * Math.log((own[1] * own[2]) / (own[0] * own[3])) });
  }
  const all = changes.reduce((sum, { size }) => sum + size, 0);
  if (all === 0) return { change: 0, sharper: 0, softer: 0 };
  const change = 0.5 * Math.log((sums[1] * sums[2]) / (sums[0] * sums[3]));
  const shareOf = (sign: number): number =>
    changes.reduce((sum, own) => sum + (sign * own.change > leastAlong * Math.abs(change) ? own.size : 0), 0) / all;
  return { change, sharper: shareOf(1), softer: shareOf(-1) };
} // biome-ignore format: a sum on a line

/** The fewest cells that lose most of what is fine in the picture. */
function cellsThatLose(before: Contrasts, now: Contrasts): number[] {
  const lost = allCells
    .map(cell => ({ cell, size: before.fine[cell] - now.fine[cell] }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size);
  const most = shareOfFine * lost.reduce((sum, { size }) => sum + size, 0);
  let sum = 0;
  return lost.filter(({ size }) => (sum += size) - size < most).map(({ cell }) => cell);
}

/**
 * Stretches that are softer by what is fine in the picture as a whole. Where things with sharp edges move before a soft
 * background, most places have nothing to lose; those edges hold nearly all that is fine, wherever they are, and what
 * moves from place to place keeps the sum.
 */
export function findSoftEdges(shot: readonly FrameMeasures[], longestByTurns: number): { turns: Excursion[]; stretches: Excursion[] } {
  const contrasts = shot.map(contrastsOf);
  const steps = contrasts.map((now, i) => (i > 0 ? stepOf(contrasts[i - 1], now) : { change: 0, sharper: 0, softer: 0 }));
  let level = 0;
  const curve = steps.map(({ change }) => (level += change));
  const isOfAll = ({ start, end }: Excursion): boolean =>
    steps[start].softer >= leastShare && (steps[end]?.sharper ?? 0) >= leastShare;
  const isPlain = (e: Excursion): boolean => {
    const all = coarseChange(shot, { ...e, part: allCells });
    if (all.change > mostChange + mostOfUsual * all.usual) return false;
    const fine = coarseChange(shot, { ...e, part: cellsThatLose(contrasts[e.start - 1], contrasts[e.start]) });
    return fine.change <= mostChangeOfFine + mostOfUsualOfFine * fine.usual;
  };
  const jumpAt = (i: number): number => Math.abs(steps[i].change);
  const isDistinct = (e: Excursion): boolean => distinctness(jumpAt, shot.length, e, noise) >= leastDistinctness;
  const softer = (e: Excursion): boolean => e.deviation < 0 && e.abruptness > leastAbruptness && isOfAll(e);
  const singles = findExcursions(curve, leastExcursion(everyOther(curve)), 1).filter(e => e.deviation < 0 && isOfAll(e));
  const stretches = findExcursions(curve, leastExcursion(curve), longest).filter(e => softer(e) && isPlain(e) && isDistinct(e));
  return { turns: joinTurns(shot, singles, longestByTurns).turns, stretches };
} // biome-ignore format: a condition on a line
