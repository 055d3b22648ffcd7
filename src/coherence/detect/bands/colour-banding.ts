import { cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot } from '../artifact.ts';
import { patchChanges } from '../coarse-change.ts';
import { regionOfCells } from '../grid-parts.ts';
import { groupNearby, quantile } from '../series.ts';
import { findBandsThroughout, leastLight } from './bands-throughout.ts';
import { findStaircases } from './staircase-stretches.ts';
import { findUnevenStretches, isBrief, type UnevenStretch } from './uneven-stretches.ts';

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
  return all.length > 0 ? all : findBandsThroughout(shot);
}
