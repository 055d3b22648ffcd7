import { cellColumns, cellRows, cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { levelChannels, levelPlaces, tileColumns, tileRows } from '../../measure/uneven-levels.ts';
import { allCells } from '../grid-parts.ts';
import { quantile, usualAround, withoutShared } from '../series.ts';
import { findSteadyBands } from './steady-teeth.ts';

/*
 * Bands told by the levels of the picture, which become uneven whatever it shows. Two measures of it take turns: the
 * comb of levels at even distances is the clearer one in pictures whose levels are uneven of themselves, and all
 * unevenness tells levels that were not lost evenly. Both are natural logarithms.
 */

/** By how much it must come up, and go, at once: in the whole picture, and in a tile. */
const leastJump = 0.7;
const leastJumpOfTile = 0.6;
/** How far that must stand out against what jumps on one frame in twenty around; a tile counts up to `mostClarity`. */
const leastClarity = 1.5;
/** A brief one must be clearer: light that was stretched, coded and pressed back stays uneven for so long. */
const leastClarityOfBrief = 6;
const mostClarity = 4;
const leastOfTiles = 5;
const leastMeanOfTiles = 1.25;
const leastTiles = 2;
const noise = 0.2;
const noiseOfTile = 0.3;
/** Where a shot begins or ends one end must do: by a larger jump, of what clean pictures hardly have. */
const leastJumpAlone = 1.2;
const leastClarityAlone = 2;
const leastAlone = { unevenness: Math.log(0.006), comb: Math.log(0.015) };
/** Frames that a shot must go on for where it is gone. */
const leastRest = 6;
const shortest = 2;
/** Beyond this staircases tell. */
const longest = 240;
/** Share of the frames between on which it may be lower, and by how much of the jumps it must stay above both sides. */
const fewFrames = 0.15;
const leastUp = 0.5;
/** What is overwhelming goes before what may lie over it. */
const clarityOfOverwhelming = 100;
/** Frames on either side that tell what a curve is beside a stretch. */
const surroundings = 5;

/** Whether a stretch is shorter than light takes to die away, so that levels may be uneven for other reasons. */
export const isBrief = ({ start, end }: { start: number; end: number }): boolean => end - start < 4;

/** A stretch of fewer levels, and the cells in which that is. */
export interface UnevenStretch {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  part: number[];
  /** How far its lesser end stands out; of tiles, in all. */
  clarity: number;
  /** Whether it is clear beyond what light or things can do that change where it begins or ends. */
  isOverwhelming?: boolean;
}

/** The lesser of both jumps of a curve; the one there is, where a stretch begins or ends with its shot. */
function sizeOf(curve: ArrayLike<number>, start: number, end: number): number {
  const into = start > 0 ? curve[start] - curve[start - 1] : Number.POSITIVE_INFINITY;
  const out = end < curve.length ? curve[end - 1] - curve[end] : Number.POSITIVE_INFINITY;
  return Math.min(into, out);
}

/** What a curve is beside a stretch: on the frame next to it, or on most of the few there, where that is more. */
const levelBeside = (next: number | undefined, few: Float32Array): number =>
  next === undefined ? Number.NEGATIVE_INFINITY : Math.max(next, quantile(few, 0.5));

/**
 * Whether a curve is up between the jumps. Where light on two accents dips it, it is back to what it was between them,
 * and not up: so it is held against more than the frames next to the stretch.
 */
function staysUp(curve: Float32Array, start: number, end: number, size: number): boolean {
  const outside = Math.max(
    levelBeside(curve[start - 1], curve.subarray(Math.max(0, start - surroundings), start)),
    levelBeside(curve[end], curve.subarray(end, end + surroundings)),
  );
  return quantile(curve.subarray(start, end), fewFrames) - outside >= leastUp * size;
}

/** What a curve jumps by, either way, on one frame in twenty around a stretch. */
const usualJump = (curve: ArrayLike<number>, start: number, end: number): number =>
  usualAround(i => Math.abs(curve[i] - curve[i - 1]), curve.length, { start, end });

/** Cells of a tile. */
const cellsOfTile = (tile: number): number[] =>
  Array.from({ length: cells }, (_, c) => c).filter(c => {
    const [x, y] = [Math.floor(((c % cellColumns) * tileColumns) / cellColumns), Math.floor((Math.floor(c / cellColumns) * tileRows) / cellRows)];
    return y * tileColumns + x === tile;
  }); // biome-ignore format: across and down on a line

/** Stretches of one channel in which the levels of the whole picture are uneven. */
function ofWhole(curve: Float32Array, leastStrengthAlone: number): UnevenStretch[] {
  const { length } = curve;
  const found: UnevenStretch[] = [];
  for (let start = 0; start < length; start++) {
    if (start > 0 && curve[start] - curve[start - 1] < leastJump) continue;
    for (let end = start + shortest; end <= Math.min(length, start + longest); end++) {
      const isAlone = start === 0 || end === length;
      const size = sizeOf(curve, start, end);
      if (!(size >= (isAlone ? leastJumpAlone : leastJump)) || !staysUp(curve, start, end, size)) continue;
      if (isAlone) {
        if (!Number.isFinite(size) || length - (end - start) < leastRest) continue;
        if (quantile(curve.subarray(start, end), 0.5) < leastStrengthAlone) continue;
      }
      const clarity = size / (usualJump(curve, start, end) + noise);
      const least = isAlone ? leastClarityAlone : isBrief({ start, end }) ? leastClarityOfBrief : leastClarity;
      if (clarity < least) continue;
      found.push({ start, end, part: [...allCells], clarity });
    }
  }
  return found;
}

/** Stretches of one channel in which the levels of some tiles are, which jump there and back together. */
function ofTiles(curves: readonly Float32Array[]): UnevenStretch[] {
  const { length } = curves[0];
  const found: UnevenStretch[] = [];
  for (let start = 1; start < length; start++) {
    const begin = curves.map((_, t) => t).filter(t => curves[t][start] - curves[t][start - 1] > leastJumpOfTile);
    if (begin.length < leastTiles) continue;
    for (let end = start + shortest; end < Math.min(length, start + longest + 1); end++) {
      const tiles = begin.filter(t => {
        const out = curves[t][end - 1] - curves[t][end];
        return out > leastJumpOfTile && staysUp(curves[t], start, end, sizeOf(curves[t], start, end));
      });
      if (tiles.length < leastTiles) continue;
      const sizes = tiles.map(t => sizeOf(curves[t], start, end));
      const clarity = tiles.reduce(
        (sum, t, k) => sum + Math.min(mostClarity, sizes[k] / (usualJump(curves[t], start, end) + noiseOfTile)),
        0,
      );
      if (clarity < Math.max(leastOfTiles, leastMeanOfTiles * tiles.length)) continue;
      found.push({ start, end, part: tiles.flatMap(cellsOfTile), clarity });
    }
  }
  return found;
} // biome-ignore format: short lines

/** Cells of the tiles whose levels become uneven at one end of a stretch and even at the other; all where none do. */
function partOf(shot: readonly FrameMeasures[], start: number, end: number): number[] {
  const tiles = Array.from({ length: levelPlaces - 1 }, (_, tile) => tile).filter(tile =>
    Array.from({ length: levelChannels }, (_, channel) => channel * levelPlaces + 1 + tile).some(at =>
      (['unevenness', 'comb'] as const).some(read => {
        const curve = [start - 1, start, end - 1, end].map(i => shot[i].levels[read][at]);
        return Math.min(curve[1] - curve[0], curve[2] - curve[3]) > noiseOfTile;
      }),
    ),
  );
  return tiles.length === 0 ? [...allCells] : tiles.flatMap(cellsOfTile);
}

/**
 * Finds stretches in which the levels of the picture, or of parts of it, are uneven, and are not just before and after;
 * where some lie over each other, the clearest. Where a stretch begins or ends with the shot the other end must be clearer.
 */
export function findUnevenStretches(shot: readonly FrameMeasures[]): UnevenStretch[] {
  const found: UnevenStretch[] = [];
  for (const read of ['unevenness', 'comb'] as const)
    for (let channel = 0; channel < levelChannels; channel++) {
      const curves = Array.from({ length: levelPlaces }, (_, place) =>
        Float32Array.from(shot, frame => frame.levels[read][channel * levelPlaces + place]),
      );
      found.push(...ofWhole(curves[0], leastAlone[read]), ...ofTiles(curves.slice(1)));
    }
  for (const { start, end, clarity, isOverwhelming } of findSteadyBands(shot)) {
    const part = start > 0 && end < shot.length ? partOf(shot, start, end) : [...allCells];
    found.push({
      start,
      end,
      part,
      clarity: isOverwhelming ? clarityOfOverwhelming + clarity : clarity,
      isOverwhelming,
    });
  }
  return withoutShared(found.sort((a, b) => b.clarity - a.clarity));
}
