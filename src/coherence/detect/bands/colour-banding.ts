import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { levelChannels, levelPlaces } from '../../measure/uneven-levels.ts';
import { type Artifact, stretchOfShot } from '../artifact.ts';
import { patchChanges } from '../coarse-change.ts';
import { allCells, regionOfCells } from '../grid-parts.ts';
import { groupNearby, quantile } from '../series.ts';
import { distanceOfEvenLevels } from './even-levels.ts';
import { distanceOfColourLevels } from './levels-of-colours.ts';
import { findUnevenStretches, isBrief, type UnevenStretch } from './uneven-stretches.ts';

/** How much of a frame stands on staircases. */
export function visibleBanding(frame: FrameMeasures): number {
  return frame.banding.reduce((sum, share) => sum + share, 0) / cells;
}

/** Share of the picture in staircases from which on it is seen; what the shot has of itself is added. */
const leastShare = 0.19;

/**
 * What nearly all frames of a shot that is banded from its first to its last must have: staircases, so many steps a line
 * that is looked along, most of them with others in the same direction, on so many levels, and a comb of levels in luma
 * or green, which must be most of what is uneven in them (natural logarithms).
 */
const leastShareOnStairs = 0.45;
const leastStepsOfLine = 1.8;
const leastLevels = 7;
const leastComb = -3.7;
const leastCombBeyondUneven = 1.7;
const mostFrames = 0.25;
const shortestShot = 6;
/** Of 600 drawings of flat colours at random four lie on such a grid. */
const confidenceOfEvenLevels = 0.9;

/** Cells with a smaller share of the worst cell's staircases are not counted to their place. */
const leastOfWorst = 0.4;

/** Luma that something must reach for bands to be seen. */
const leastLight = 40;
/**
 * Changes of all light (natural logarithm) that make levels uneven by themselves: one that presses them together, and a
 * lesser one, there and back, of pictures that hold whole levels before and after.
 */
const flash = 0.5;
const swing = 0.1;
/** What a frame beside a stretch must hold of the contrast inside it: a white or black frame has no levels to lose. */
const leastContrast = 0.5;
/**
 * Light must not change by more on either side of a brief stretch: while it dies away after an accent, or a picture
 * fades, levels are stretched and pressed together unevenly from frame to frame.
 */
const steady = 0.03;
/**
 * How unlike the frame before a picture may become where levels are lost or come back (1 less the correlation of both),
 * beyond some times of what it becomes on the quieter ones of the few steps outside the stretch: what is there stays.
 */
const leastUnlike = 0.1;
const usualUnlike = 2;
const beside = 4;
/**
 * How far most patches may change, in levels, on the calmest of the few steps on one side of a stretch, beyond what they
 * change in it.
 */
const leastChange = 0.5;
/** Sharpness (natural logarithm) that most cells lose where a stretch begins and win back where it ends: that is blur. */
const leastBlur = 0.6;
/** Height of steps, in levels, where no staircase tells it. */
const usualStep = 8;

/** From dark to bright, without the extremes, in levels. */
const contrastOf = ({ thumbnail }: FrameMeasures): number => quantile(thumbnail, 0.95) - quantile(thumbnail, 0.05);

const unlikeBefore = ({ step }: FrameMeasures): number => 1 - (step?.correlation ?? 1);

/**
 * Whether the step to a frame leaves what is seen as it was, held against the few steps from `from` on. Something that
 * passes near the lens, as plain as a shadow, brings few levels along and hides what was there.
 */
function showsTheSame(shot: readonly FrameMeasures[], at: number, from: number): boolean {
  const outside = shot.slice(Math.max(1, from), Math.max(0, from + beside)).map(unlikeBefore);
  if (at === 0 || at === shot.length || outside.length === 0) return true;
  return unlikeBefore(shot[at]) <= leastUnlike + usualUnlike * quantile(outside, 0.25);
}

/** By how many levels most of a picture's patches change in a step, along the motion. */
const changeOf = (frame: FrameMeasures): number => (frame.step ? quantile(patchChanges(frame), 0.5) : 0);

/**
 * Whether the picture changes as little before or after a stretch as in it. While one dissolves into another, or light
 * rolls over it, its levels are smoothed; what has uneven levels of itself and is seen between two of these lost none.
 */
function isAsCalmBeside(shot: readonly FrameMeasures[], start: number, end: number): boolean {
  const inside = quantile(shot.slice(start + 1, Math.min(end, start + 1 + 2 * beside)).map(changeOf), 0.5);
  const before = shot.slice(Math.max(1, start - beside), start);
  const after = shot.slice(end + 1, end + 1 + beside);
  const sides = [before, after].filter(steps => steps.length > 0);
  const isCalm = (steps: readonly FrameMeasures[]): boolean => Math.min(...steps.map(changeOf)) <= leastChange + inside;
  return sides.length === 0 || sides.some(isCalm);
}

/** Whether the picture is less sharp in a stretch than on both sides: blur smooths levels away. */
function isBlurred(shot: readonly FrameMeasures[], { start, end }: UnevenStretch): boolean {
  const sharpnessAt = (i: number): number => quantile(shot[i].sharpness, 0.5);
  const into = start > 0 ? sharpnessAt(start - 1) - sharpnessAt(start) : 0;
  const out = end < shot.length ? sharpnessAt(end) - sharpnessAt(end - 1) : 0;
  return Math.min(into, out) >= leastBlur;
}

/** Finds stretches in which the levels have become fewer, told by how uneven their histograms are. */
function findFewerLevels(shot: readonly FrameMeasures[]): Artifact[] {
  const lightAt = (i: number): number => Math.abs(shot[i]?.step?.lightGain ?? 0);
  // What lies between two frames in white, of a picture that fades into it and out again, has more levels than they.
  const isBesidePicture = (inside: FrameMeasures, outside?: FrameMeasures): boolean =>
    outside === undefined || contrastOf(outside) >= leastContrast * contrastOf(inside);
  const events = findUnevenStretches(shot).filter(stretch => {
    const { start, end } = stretch;
    return (
      shot[start].brightest > leastLight &&
      isBesidePicture(shot[start], shot[start - 1]) &&
      isBesidePicture(shot[end - 1], shot[end]) &&
      !isBlurred(shot, stretch) &&
      isAsCalmBeside(shot, start, end) &&
      (stretch.isOverwhelming ||
        (lightAt(start) <= flash &&
          (isBrief(stretch)
            ? Math.max(lightAt(start), lightAt(end)) <= steady
            : Math.min(lightAt(start), lightAt(end)) <= swing) &&
          showsTheSame(shot, start, start - beside) &&
          showsTheSame(shot, end, end + 1)))
    );
  });
  return groupNearby(events, 2).map(group => {
    const start = group[0].start;
    const end = Math.max(...group.map(e => e.end));
    const largest = group.reduce((a, b) => (b.part.length > a.part.length ? b : a));
    const steps = shot.slice(start, end).map(f => f.bandStep).filter(step => step > 0);
    const bandStep = steps.length > 0 ? quantile(steps, 0.5) : usualStep;
    const share = largest.part.length / cells;
    return {
      kind: 'colour-banding',
      ...stretchOfShot(shot, start, end),
      region: regionOfCells(largest.part),
      strength: Math.min(1, share * (0.3 + bandStep / 24)),
      confidence: Math.min(1, 0.4 + 0.1 * Math.max(...group.map(e => e.clarity))),
      bandStep,
      description: `Levels are lost in steps of about ${Math.round(bandStep)} over ${Math.round(100 * share)}% of the picture.`,
    };
  });
} // biome-ignore format: steps on a line

/**
 * Finds stretches in which gradients break up into bands: by the levels they lose against the frames around, or, for
 * longer, by the staircases they leave, or all through the shot.
 */
export function findColourBanding(shot: readonly FrameMeasures[]): Artifact[] {
  const lost = findFewerLevels(shot);
  const isApart = (found: readonly Artifact[]) => (a: Artifact) =>
    !found.some(b => b.firstFrame <= a.endFrame && b.endFrame >= a.firstFrame);
  const all = [...lost, ...findStaircases(shot).filter(isApart(lost))];
  if (all.length > 0) return all;
  if (isBandedThroughout(shot)) return [bandsOver(shot)];
  const distance = isSeen(shot) ? (distanceOfEvenLevels(shot) ?? distanceOfColourLevels(shot)) : undefined;
  return distance === undefined ? [] : [bandsThroughout(shot, distance)];
}

/** Whether a shot is long and light enough for bands to be seen in it. */
const isSeen = (shot: readonly FrameMeasures[]): boolean =>
  shot.length >= shortestShot &&
  quantile(
    shot.map(frame => frame.brightest),
    mostFrames,
  ) > leastLight;

/** Bands all through a shot, whose flat pixels lie on levels so far apart. */
const bandsThroughout = (shot: readonly FrameMeasures[], distance: number): Artifact => ({
  kind: 'colour-banding',
  ...stretchOfShot(shot, 0, shot.length),
  region: regionOfCells([...allCells]),
  strength: Math.min(1, 0.3 + distance / 24),
  confidence: confidenceOfEvenLevels,
  bandStep: distance,
  description: `All levels lie ${distance.toFixed(1)} apart, from the first frame to the last.`,
});

/**
 * Whether a shot is banded from its first frame to its last, so that no frame tells what it was before. Flat colours may
 * make a comb, but lie beside each other in any order, and a gradient that is drawn in steps has few; gradients of few
 * levels climb in many steps, which lie evenly.
 */
function isBandedThroughout(shot: readonly FrameMeasures[]): boolean {
  const ofMost = (read: (frame: FrameMeasures) => number): number => quantile(shot.map(read), mostFrames);
  const combOf = ({ levels }: FrameMeasures, channel: number): number => levels.comb[channel * levelPlaces];
  return (
    isSeen(shot) &&
    ofMost(({ staircases }) => staircases?.share ?? 0) >= leastShareOnStairs &&
    ofMost(({ staircases }) => staircases?.steps ?? 0) >= leastStepsOfLine &&
    ofMost(({ staircases }) => staircases?.levels ?? 0) >= leastLevels &&
    Array.from({ length: levelChannels }, (_, channel) => channel).some(
      channel =>
        ofMost(frame => combOf(frame, channel)) >= leastComb &&
        ofMost(frame => combOf(frame, channel) - frame.levels.unevenness[channel * levelPlaces]) >=
          leastCombBeyondUneven,
    )
  );
}

/** The cells where most of a frame's staircases are. */
function cellsInBands({ banding }: FrameMeasures): number[] {
  const least = leastOfWorst * Math.max(...banding);
  return Array.from({ length: cells }, (_, c) => c).filter(c => banding[c] >= least);
}

/** Bands over all of some frames, told by the staircases on the worst of them. */
function bandsOver(
  stretch: readonly FrameMeasures[],
  endTime = stretch[stretch.length - 1].time,
  threshold = leastShare,
): Artifact {
  const worst = stretch.reduce((a, b) => (visibleBanding(b) > visibleBanding(a) ? b : a));
  const share = visibleBanding(worst);
  return {
    kind: 'colour-banding',
    firstFrame: stretch[0].frame,
    endFrame: stretch[stretch.length - 1].frame + 1,
    startTime: stretch[0].time,
    endTime,
    region: regionOfCells(cellsInBands(worst)),
    strength: Math.min(1, share * (0.3 + worst.bandStep / 24)),
    confidence: Math.min(1, 0.4 + 0.2 * (share / threshold)),
    bandStep: worst.bandStep,
    description: `Gradients break into steps of ${Math.round(worst.bandStep)} levels over ${Math.round(share * 100)}% of the picture.`,
  };
}

/** Finds stretches in which more of the picture stands on staircases than in the rest of the shot. */
function findStaircases(shot: readonly FrameMeasures[]): Artifact[] {
  const seen = shot.map(visibleBanding);
  const usual = quantile(seen, 0.25);
  const threshold = leastShare + Math.min(0.25, 1.3 * usual);
  // A flash presses all levels together; that is no banding.
  const light = quantile(
    shot.map(f => f.luma),
    0.5,
  );
  const restless = shot.map((f, i) => f.luma > light + 8 || Math.abs(f.luma - (shot[i - 1]?.luma ?? f.luma)) > 12);
  shot.forEach((_, i) => {
    if (restless[i]) seen[i] = Math.max(0, seen[i] - 0.5);
  });
  const artifacts: Artifact[] = [];
  for (let i = 0; i < shot.length; i++) {
    if (seen[i] < threshold) continue;
    let end = i + 1;
    let gap = 0;
    for (let j = end; j < shot.length && gap <= 3; j++) {
      if (seen[j] >= threshold * 0.7) {
        end = j + 1;
        gap = 0;
      } else gap++;
    }
    const stretch = shot.slice(i, end);
    if (end - i >= 2) artifacts.push(bandsOver(stretch, shot[Math.min(shot.length - 1, end)].time, threshold));
    i = end;
  }
  return artifacts;
}
