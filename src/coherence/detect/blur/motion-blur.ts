import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, type Region, stretchOfShot, wholePicture } from '../artifact.ts';
import { coarseChange } from '../coarse-change.ts';
import { allCells, regionOfCells } from '../grid-parts.ts';
import { edgesOf, findMatchedStretches, liesAway, type MatchedStretch } from '../matched-edges.ts';
import { distinctness, type Excursion, findExcursions, groupNearby, quantile } from '../series.ts';
import { everyOther, findRegularBlur, joinTurns } from './blur-by-turns.ts';
import { isSomethingGone } from './coarse-contrast.ts';
import { findSoftEdges } from './edge-sharpness.ts';
import { findLastingBlur } from './lasting-blur.ts';
import { medianMotion } from './median-motion.ts';
import { findOddShutter } from './odd-shutter.ts';
import {
  columnsOf,
  curveOfWhole,
  leastCells,
  leastChange,
  leastExcursion,
  rowsOf,
  type Sharpness,
  sharpnessAcross,
  sharpnessDown,
  sharpnesses,
} from './sharpness-curve.ts';

/** Changes of a part's sharpness below this (natural logarithm) are the encoder's. */
const leastLocalChange = 0.12;
const leastAbruptness = 0.6;
/** In a part, the jumps at the ends as a share of what is lost between them; a focus that is pulled loses the most later. */
const leastAbruptnessOfPart = 0.5;
const longest = 30;
/** Of the jumps of a place, what may be left when it has come back, as a share of both. */
const mostShift = 0.35;
/** Clarity of both edges of a place, places needed, and their clarity in all. */
const clear = 2;
const leastWeight = 24;
const quietWeight = 14;
/** Noise of the measure, as a natural logarithm. */
const noise = 0.05;

/** A change of sharpness that no change of light brings about. */
const surely = 0.5;
/** Light that changes more than this (natural logarithm) comes with things that are sharper or softer. */
const mostLight = 0.1;

/** What a cell loses, and gets back, as a share of what a stretch does, to be part of it. */
const leastAlong = 0.3;

/** Cells that lose sharpness where a stretch of the whole picture begins and get it back where it ends. */
function softenedCells(shot: readonly FrameMeasures[], { start, end, deviation }: Excursion): number[] {
  const change = (c: number, at: number): number => shot[at].sharpness[c] - shot[at - 1].sharpness[c];
  const least = leastAlong * Math.abs(deviation);
  return allCells.filter(c => change(c, start) < -least && change(c, end) > least);
}

/** Motion, in percent of the width a frame, that blurs, and motion that nothing is seen sharp in. */
const fast = 1.2;
const swift = 3;
/** Sharpness (natural logarithm) that motion of one percent of the width a frame takes at most. */
const blurOfMotion = 0.3;

/** How much the light changes where an excursion begins and ends, as a natural logarithm. */
function lightAtEnds(shot: readonly FrameMeasures[], { start, end }: Excursion): number {
  return Math.max(...[start, end].map(i => Math.abs(shot[i]?.step?.lightGain ?? 0)));
}

/**
 * Whether sharpness changes by more than the light that changes with it may bring about. A white veil takes contrast and
 * leaves the encoder's noise, which seems sharp, so what is sharper must go beyond the light.
 */
function goesBeyondLight(shot: readonly FrameMeasures[], e: Excursion): boolean {
  const light = lightAtEnds(shot, e);
  return light < mostLight || Math.abs(e.deviation) > surely + (e.deviation > 0 ? light : 0);
}

/**
 * In one direction alone much changes of itself, as waves do on water: only blur counts, for moments, and by a wider
 * margin.
 */
const oneWay = { longest: 12, times: 1.3 } as const;

/** By how much a curve must leave its level. */
const thresholdOf = (curve: readonly number[], isOneWay: boolean): number =>
  leastExcursion(curve) * (isOneWay ? oneWay.times : 1);
/** Such a threshold of every other frame as a share of that of all, from which on all goes by turns. */
const mostOfThreshold = 0.8;

/** What a part loses where a stretch begins and regains where it ends: the lesser of both, median over its cells. */
function lossOf(shot: readonly FrameMeasures[], { start, end, part }: MatchedStretch, read: Sharpness): number {
  const lesser = (c: number): number =>
    Math.min(read(shot[start - 1])[c] - read(shot[start])[c], read(shot[end])[c] - read(shot[end - 1])[c]);
  return quantile(part.map(lesser), 0.5);
}

/** The other direction loses less than this share of what the one loses, where only one does. */
const shareOfOther = 0.25;

/**
 * Whether a part is as narrow as an edge, and loses sharpness across that edge alone. An edge on the border of two
 * columns of cells is fine contrast of the one and coarse contrast of the other, which seems blurred for that moment;
 * likewise a level edge between two rows.
 */
function isPassingEdge(shot: readonly FrameMeasures[], stretch: MatchedStretch): boolean {
  const [across, down] = [lossOf(shot, stretch, sharpnessAcross), lossOf(shot, stretch, sharpnessDown)];
  if (columnsOf(stretch.part) === 1) return down < shareOfOther * across;
  return rowsOf(stretch.part) === 1 && across < shareOfOther * down;
}

/**
 * Parts of the picture that lose their sharpness at once and get it back, while all that is coarse in them stays what
 * it is. In one direction alone edges do so that move from cell to cell.
 */
function softenedParts(shot: readonly FrameMeasures[]): (Excursion & MatchedStretch)[] {
  const curves = Array.from({ length: cells }, (_, c) => shot.map(f => f.sharpness[c]));
  const isReturn = (c: number, start: number, end: number): boolean => {
    const lost = curves[c][start - 1] - curves[c][start];
    const regained = curves[c][end] - curves[c][end - 1];
    const isEven = Math.abs(lost - regained) < mostShift * (lost + regained);
    const jump = Math.min(lost, regained);
    if (!isEven || jump <= leastLocalChange || !liesAway(curves[c], start, end, -1)) return false;
    const level = 0.5 * (curves[c][start - 1] + curves[c][end]);
    const deepest = level - quantile(curves[c].slice(start, end), 0.25);
    return jump > leastAbruptnessOfPart * deepest;
  };
  const options = { times: clear, longest, leastCells, staysAway: isReturn };
  return findMatchedStretches(edgesOf(curves, -1, noise), options)
    .filter(e => {
      if (e.weight < quietWeight || isPassingEdge(shot, e) || isSomethingGone(shot, e)) return false;
      const { change, usual } = coarseChange(shot, e);
      return e.weight >= leastWeight ? change < 3.5 * usual + 2 : change < Math.min(1.3, 2 * usual + 0.3);
    })
    .map(e => ({ ...e, deviation: -lossOf(shot, e, f => f.sharpness), abruptness: 1 }));
}

/** Noise of a part's median, as a natural logarithm. */
const noiseOfPart = 0.02;
/** How far a stretch must stand out. */
const leastDistinctness = 1.5;

/** Cells and the measure that are compared, and stretches that are faults in any case: those tell nothing of the shot. */
interface Compared {
  part: readonly number[];
  read: Sharpness;
  known: readonly Excursion[];
}

/**
 * Whether a stretch stands out against the jumps, either way, of the same part on one frame in twenty around: what the
 * music sharpens, and lets go, does so again and again.
 */
function isDistinct(shot: readonly FrameMeasures[], e: Excursion, { part, read, known }: Compared): boolean {
  const jumpAt = (i: number): number => Math.abs(quantile(part.map(c => read(shot[i])[c] - read(shot[i - 1])[c]), 0.5));
  const isKnown = (i: number): boolean => known.some(k => i >= k.start && i <= k.end);
  return distinctness(jumpAt, shot.length, e, noiseOfPart, isKnown) >= leastDistinctness;
} // biome-ignore format: a measure a line

/**
 * Finds frames that are blurred, or sharp, otherwise than their neighbours although the motion is the same; in the
 * whole picture or in a part of it.
 */
export function findMotionBlurInconsistency(shot: readonly FrameMeasures[]): Artifact[] {
  const candidates = sharpnesses.map(read => {
    const curve = curveOfWhole(shot, read);
    const isOneWay = read !== sharpnesses[0];
    const threshold = thresholdOf(curve, isOneWay);
    const most = isOneWay ? oneWay.longest : longest;
    const { turns, others } = joinTurns(shot, findExcursions(curve, threshold, most), longest);
    const byTurns = thresholdOf(everyOther(curve), isOneWay);
    const singles = findExcursions(curve, Math.min(byTurns, threshold), 1);
    if (byTurns < mostOfThreshold * threshold) turns.push(...joinTurns(shot, singles, longest).turns);
    const regular = findRegularBlur(shot, singles);
    const isAllowed = (e: Excursion): boolean =>
      e.abruptness > leastAbruptness && !(isOneWay && e.deviation > 0) && goesBeyondLight(shot, e);
    const lasting = findLastingBlur(shot, curve, read);
    const shutter = findOddShutter(shot, curve, read).filter(e => goesBeyondLight(shot, e));
    const certain = [...regular, ...lasting, ...shutter];
    return { read, threshold, turns: turns.filter(isAllowed), certain, others: others.filter(isAllowed) };
  });
  const edges = findSoftEdges(shot, longest);
  const known = [...candidates.flatMap(c => c.turns), ...edges.turns];
  // These were held against what the shot does otherwise when they were found.
  const ofEdges = [...edges.turns.map(e => ({ ...e, isByTurns: true })), ...edges.stretches]
    .filter(e => goesBeyondLight(shot, e))
    .map(e => ({ ...e, region: wholePicture, threshold: leastChange }));
  const certain = [
    ...candidates.flatMap(({ threshold, certain }) => certain.map(e => ({ ...e, region: wholePicture, threshold }))),
    ...ofEdges,
  ];
  const whole = candidates.flatMap(({ read, threshold, turns, others }) =>
    [...turns.map(e => ({ ...e, isByTurns: true })), ...others]
      .filter(e => isDistinct(shot, e, { part: allCells, read, known }))
      .map(e => ({ ...e, region: wholePicture, threshold })),
  );
  const parts = softenedParts(shot)
    .filter(e => isDistinct(shot, e, { part: e.part, read: f => f.sharpness, known }))
    .filter(e => ![...whole, ...certain].some(w => w.start <= e.end + 1 && w.end >= e.start - 1))
    .map(e => ({ ...e, region: regionOfCells(e.part), threshold: leastLocalChange * 2 }));
  const all: (Excursion & { region: Region; threshold: number; isByTurns?: boolean })[] = [
    ...certain,
    ...whole,
    ...parts,
  ];
  const kept = all.filter(e => {
    if (e.deviation < 0 && e.region === wholePicture && e.start > 0 && e.end < shot.length) {
      if (isSomethingGone(shot, { ...e, part: softenedCells(shot, e) })) return false;
    }
    const inside = medianMotion(shot, e.start, e.end);
    const sides = [medianMotion(shot, e.start - 4, e.start), medianMotion(shot, e.end + 1, e.end + 5)];
    // Faster motion brings its own blur, the more of it the faster it is; at the end of a swift pan one side is fast.
    const around = inside > swift ? Math.min(...sides) : 0.5 * (sides[0] + sides[1]);
    return !(
      e.deviation < 0 &&
      inside > fast &&
      inside > 1.8 * around &&
      Math.abs(e.deviation) < blurOfMotion * inside
    );
  });
  return groupNearby(kept, 3).map(group => {
    const start = group[0].start;
    const end = Math.max(...group.map(e => e.end));
    const strongest = group.reduce((a, e) => (Math.abs(e.deviation) > Math.abs(a.deviation) ? e : a));
    const size = Math.abs(strongest.deviation);
    const isByTurns =
      strongest.isByTurns && strongest.deviation < 0 && strongest.start === start && strongest.end === end;
    return {
      kind: 'motion-blur-inconsistency',
      ...stretchOfShot(shot, start, end),
      region: strongest.region,
      strength: Math.min(1, size / 1.2),
      confidence: Math.min(1, 0.5 + 0.3 * (size / strongest.threshold - 1)),
      ...(isByTurns && { everyOther: true as const }),
      description: `${isByTurns ? 'Every other frame is blurrier' : strongest.deviation < 0 ? 'Blurrier' : 'Sharper'} than the frames around it by ${Math.round(100 * (1 - Math.exp(-size)))}%${strongest.region.width < 1 ? ' in a part of the picture' : ''}, with the same motion.`,
    };
  });
}
