import { cellColumns, cells } from '../measure/frame-measures.ts';
import { largestPart } from './grid-parts.ts';
import { quantile, withoutShared } from './series.ts';

/**
 * What speaks, in each cell and at each frame, for a fault that begins or ends there; positive for it, NaN where it
 * cannot be told.
 */
export interface Edges {
  into: readonly ArrayLike<number>[];
  out: readonly ArrayLike<number>[];
  /** Noise that the measure has everywhere; what a cell shows of itself is added. */
  floor: number;
}

/** A stretch that begins and ends with opposite jumps in the same places. */
export interface MatchedStretch {
  /** First frame inside, and the frame after the last, as indices. */
  start: number;
  end: number;
  /** Cells that jump at both edges: a connected part of the picture. */
  part: number[];
  /** The weaker edge of each cell of the part, in units of its own noise and {@link mostClarity} at most, summed up. */
  weight: number;
}

export interface MatchedOptions {
  /** How clear both edges of a cell must be, in units of its own noise. */
  times: number;
  longest: number;
  leastCells: number;
  /** Whether a cell lies on the fault's side between the edges. */
  staysAway?(cell: number, start: number, end: number): boolean;
}

/** One cell counts no more than this, however clear. */
const mostClarity = 8;
/** Frames on either side that tell how a cell behaves of itself. */
const around = 30;

/** The changes of a curve from one value to the next, turned one way or the other; NaN at the first. */
function jumpsOf(curve: ArrayLike<number>, way: number): Float32Array {
  const jumps = new Float32Array(curve.length).fill(Number.NaN, 0, 1);
  for (let i = 1; i < curve.length; i++) jumps[i] = way * (curve[i] - curve[i - 1]);
  return jumps;
}

/** The two edges of a curve a cell that falls (-1) or rises (1) within a fault. */
export function edgesOf(curves: readonly ArrayLike<number>[], sign: 1 | -1, floor: number): Edges {
  const jumps = (way: number): Float32Array[] => curves.map(curve => jumpsOf(curve, way));
  return { into: jumps(sign), out: jumps(-sign), floor };
}

/** Whether a curve lies, within a stretch, on the side to which it jumped. */
export function liesAway(curve: ArrayLike<number>, start: number, end: number, sign: number): boolean {
  const [before, after] = [curve[start - 1], curve[end]];
  const jump = Math.min(Math.abs(curve[start] - before), Math.abs(after - curve[end - 1]));
  let away = 0;
  for (let i = start; i < end; i++) {
    const level = before + ((after - before) * (i - start + 1)) / (end - start + 1);
    if (sign * (curve[i] - level) > 0.4 * jump) away++;
  }
  return away >= 0.7 * (end - start);
}

/** Evidence in units of what the cell shows of itself around: a high quantile, so that single jumps do not count. */
const inNoise = (values: readonly ArrayLike<number>[], floor: number): Float32Array[] =>
  values.map(own => clearOf(own, floor));

function clearOf(own: ArrayLike<number>, floor: number): Float32Array {
  const stride = 6;
  const clear = new Float32Array(own.length);
  const sizes = new Float64Array(own.length);
  for (let i = 0; i < sizes.length; i++) sizes[i] = Math.abs(own[i]);
  for (let at = 0; at < own.length; at += stride) {
    const noise = floor + quantile(sizes.subarray(Math.max(1, at - around), at + around + 1), 0.75);
    for (let i = at; i < Math.min(own.length, at + stride); i++) clear[i] = own[i] / noise;
  }
  return clear;
}

/**
 * Finds stretches into which and out of which several neighbouring cells jump together. Each cell is held against its
 * own restlessness, so that many small and clear jumps count as much as a few large ones; what pulses with the music
 * jumps often and counts less.
 */
export function findMatchedStretches(edges: Edges, options: MatchedOptions): MatchedStretch[] {
  const { times, longest, leastCells, staysAway } = options;
  const into = inNoise(edges.into, edges.floor);
  const out = inNoise(edges.out, edges.floor);
  const length = into[0].length;
  const found: MatchedStretch[] = [];
  const ends = Array.from({ length }, (_, i) => Uint8Array.from(out, cell => (cell[i] > times ? 1 : 0)));
  for (let start = 1; start < length; start++) {
    const beginning: number[] = [];
    for (let c = 0; c < cells; c++) if (into[c][start] > times) beginning.push(c);
    if (beginning.length < leastCells) continue;
    for (let end = start + 1; end < Math.min(length, start + longest + 1); end++) {
      const both = beginning.filter(c => ends[end][c]);
      if (both.length < leastCells) continue;
      const marked = new Uint8Array(cells);
      for (const c of both) if (!staysAway || staysAway(c, start, end)) marked[c] = 1;
      const part = largestPart(marked, cellColumns, { neighbours: 'all' });
      if (part.length < leastCells) continue;
      const clear = part.map(c => Math.min(into[c][start], out[c][end]));
      const weight = clear.reduce((sum, z) => sum + Math.min(mostClarity, z), 0);
      found.push({ start, end, part, weight });
    }
  }
  return withoutShared(found.sort((a, b) => b.weight - a.weight)).sort((a, b) => a.start - b.start);
}
