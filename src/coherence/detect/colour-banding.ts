import { cellColumns, cellRows, cells, type FrameMeasures } from '../measure/frame-measures.ts';
import type { Artifact, Region } from './artifact.ts';
import { edgesOf, findMatchedStretches } from './matched-edges.ts';
import { findRegionalExcursions, type RegionalExcursion, regionOfCells } from './regional-excursions.ts';
import { findExcursions, groupNearby, quantile, restlessness } from './series.ts';
import { findStaircaseStretches, visibleBanding } from './staircase-stretches.ts';

/** Share of the picture in staircases from which on it is seen; what the shot has of itself is added. */
const leastShare = 0.19;

function regionOf(shares: Float32Array): Region {
  const most = Math.max(...shares);
  let [left, top, right, bottom] = [cellColumns, cellRows, 0, 0];
  shares.forEach((share, i) => {
    if (share < 0.4 * most) return;
    left = Math.min(left, i % cellColumns);
    right = Math.max(right, (i % cellColumns) + 1);
    top = Math.min(top, Math.floor(i / cellColumns));
    bottom = Math.max(bottom, Math.floor(i / cellColumns) + 1);
  });
  return {
    x: left / cellColumns,
    y: top / cellRows,
    width: (right - left) / cellColumns,
    height: (bottom - top) / cellRows,
  };
}

/** Loss of steps of one or two levels, as a natural logarithm, from which on gradients are quantised. */
const surelyLost = 0.5;
const leastLossOfPart = 0.3;
const whateverTheLight = 0.35;
const surelyLostByWhole = 0.25;
const leastLossOfWhole = 0.13;
/** Share of the picture on staircases that is more than before. */
const leastRise = 0.04;
/** Light that changes more than this (natural logarithm) takes small steps with it. */
const mostLight = 0.1;
/** Blur takes small steps away as well, but sharpness with them. */
const mostSharpnessLost = 0.12;
const mostSharpnessGained = 0.6;
const leastCells = 5;
/** Luma that something must reach for bands to be seen. */
const leastLight = 40;
/** Fewer frames than this are noise, unless much of the picture is bad. */
const leastFrames = 4;
const manyCells = 16;
const longestStretch = 48;
/** A look that changes for longer than this many frames may be the scene's, and needs staircases to be seen. */
const longAlone = 36;
const allCells = Array.from({ length: cells }, (_, c) => c);

/**
 * Stretches in which the whole picture loses them: the median of all places is steadier than each, and tells a smaller
 * loss.
 */
function lossesOfWhole(shot: readonly FrameMeasures[]): RegionalExcursion[] {
  let level = 0;
  const curve = shot.map((frame, i) => {
    if (i === 0) return level;
    const changes = Array.from(frame.smallSteps, (value, c) => value - shot[i - 1].smallSteps[c]);
    return (level += quantile(changes, 0.5));
  });
  const threshold = Math.max(leastLossOfWhole, 5 * restlessness(curve));
  return findExcursions(curve, threshold, longestStretch)
    .filter(e => e.deviation < 0 && e.abruptness > 0.5)
    .map(e => {
      const change = (c: number): number => shot[e.start].smallSteps[c] - shot[e.start - 1].smallSteps[c];
      return { ...e, part: allCells.filter(c => change(c) < 0.4 * e.deviation) };
    });
}

/** Stretches in which more of the picture stands on staircases than before and after. */
function risesOfStairs(shot: readonly FrameMeasures[]): RegionalExcursion[] {
  const curve = shot.map(visibleBanding);
  const threshold = Math.max(leastRise, 6 * restlessness(curve));
  return findExcursions(curve, threshold, longestStretch)
    .filter(e => e.deviation > 0 && e.abruptness > 0.4)
    .map(e => {
      const change = (c: number): number => shot[e.start].banding[c] - shot[e.start - 1].banding[c];
      return { ...e, part: allCells.filter(c => change(c) > 0.1) };
    });
}

/** Clarity of both edges of a place, places needed, and their clarity in all. */
const clear = 4;
const leastMatched = 3;
/** Frames after a keyframe in which an encoder lets dither go; and the loss of levels that it does not bring about. */
const settling = 3;
const beyondKeyframes = 0.03;
/** Change of all light (natural logarithm) that no loss of levels brings about. */
const flash = 0.5;
const leastWeight = 26;
const quietWeight = 14;

/**
 * Parts of the picture in which three signs of fewer levels come and go together: small steps vanish, staircases rise,
 * and levels that were neighbours fall together. No one of them is enough: each has other causes, but those differ.
 */
function matchedLosses(shot: readonly FrameMeasures[]): (RegionalExcursion & { weight: number })[] {
  const curves = (read: (frame: FrameMeasures, cell: number) => number): Float32Array[] =>
    allCells.map(c => Float32Array.from(shot, frame => read(frame, c)));
  const small = curves((f, c) => f.smallSteps[c]);
  const measures = [
    edgesOf(small, -1, 0.05),
    edgesOf(curves((f, c) => f.banding[c]), 1, 0.04),
    {
      into: curves((f, c) => f.step?.lostLevels[c] ?? Number.NaN),
      out: curves((f, c) => f.step?.regainedLevels[c] ?? Number.NaN),
      floor: 0.08,
    },
  ];
  return findMatchedStretches(measures, { times: clear, longest: longestStretch, leastCells: leastMatched }).map(e => {
    const jumps = e.part.map(c => Math.min(small[c][e.start - 1] - small[c][e.start], small[c][e.end] - small[c][e.end - 1]));
    return { ...e, deviation: -Math.max(0.01, quantile(jumps, 0.5)), abruptness: 1 };
  });
} // biome-ignore format: a measure a line

/** Median over places of how a measure within a stretch differs from what it is around. */
function changeWithin(shot: readonly FrameMeasures[], { start, end }: RegionalExcursion, part: readonly number[], read: (frame: FrameMeasures) => Float32Array): number {
  const changes = part.map(c => {
    const inside = quantile(shot.slice(start, end).map(f => read(f)[c]), 0.5);
    const outside = quantile([...shot.slice(Math.max(0, start - 4), start), ...shot.slice(end, end + 4)].map(f => read(f)[c]), 0.5);
    return inside - outside;
  });
  return quantile(changes, 0.5);
} // biome-ignore format: inside and outside side by side

/**
 * Whether a stretch begins or ends where the encoder began anew. Between keyframes it lets the dither of gradients go,
 * and brings it back with the next or a little after: small steps vanish and come back, though no levels are lost.
 */
function isByKeyframes(shot: readonly FrameMeasures[], { start, end }: RegionalExcursion): boolean {
  const isJustAfter = (i: number): boolean =>
    shot.slice(Math.max(0, i - settling), i + 1).some(frame => frame.isKeyframe);
  return isJustAfter(start) || isJustAfter(end);
}

/**
 * How far levels fall together where a stretch begins and come apart where it ends, beyond what they do on most of the
 * frames around; whichever is less.
 */
function levelsLost(shot: readonly FrameMeasures[], { start, end, part }: RegionalExcursion): number {
  const lostAt = (i: number): number => quantile(part.map(c => shot[i]?.step?.lostLevels[c] ?? 0), 0.5);
  const regainedAt = (i: number): number => quantile(part.map(c => shot[i]?.step?.regainedLevels[c] ?? 0), 0.5);
  const near: number[] = [];
  for (let i = Math.max(1, start - longAlone); i < Math.min(shot.length, end + longAlone); i++) if (i !== start && i !== end) near.push(i);
  const beyond = (at: number, own: (i: number) => number): number => own(at) - quantile(near.map(own), 0.9);
  return Math.min(beyond(start, lostAt), beyond(end, regainedAt));
} // biome-ignore format: both edges alike

/**
 * Finds stretches in which the small steps of gradients vanish from several places at once, and come back, while edges
 * stay as sharp as they were: the levels have become fewer. A small loss counts where staircases come with it.
 */
function findLostLevels(shot: readonly FrameMeasures[]): Artifact[] {
  const curves = Array.from({ length: cells }, (_, c) => shot.map(f => f.smallSteps[c]));
  const parts = findRegionalExcursions(curves, {
    least: leastLossOfPart,
    restless: 5,
    longest: longestStretch,
    leastCells,
    sign: -1,
  });
  const lightIsSteady = ({ start, end, part }: RegionalExcursion): boolean =>
    [start, end].every(
      i =>
        Math.abs(
          quantile(
            part.map(c => shot[i]?.step?.gain[c] ?? 0),
            0.5,
          ),
        ) < mostLight,
    );
  const isLongEnough = (e: RegionalExcursion): boolean =>
    e.end - e.start >= leastFrames || (e.part.length >= manyCells && e.end - e.start > 1);
  // A blur in one direction leaves the other as sharp as it was; and what is much sharper than both sides lies between
  // two blurred stretches, which have more small steps.
  const staysSharp = (e: RegionalExcursion, part: readonly number[]): boolean =>
    [changeWithin(shot, e, part, f => f.sharpnessAcross), changeWithin(shot, e, part, f => f.sharpnessDown)].every(
      change => change > -mostSharpnessLost && change < mostSharpnessGained,
    );
  const isFlash = ({ start }: RegionalExcursion): boolean => Math.abs(shot[start].step?.lightGain ?? 0) > flash;
  const isSure = (e: RegionalExcursion): boolean => 'weight' in e && (e.weight as number) >= leastWeight;
  const stairs = (e: RegionalExcursion): number => changeWithin(shot, e, e.part, f => f.banding);
  // Where the share on staircases tells by itself, neither the small steps nor the light need agree.
  const clearStairs = findStaircaseStretches(shot).filter(e => !isFlash(e) && shot[e.start].brightest > leastLight);
  const events = [
    ...lossesOfWhole(shot).filter(
      e =>
        staysSharp(e, allCells) &&
        ((e.deviation < -surelyLostByWhole && e.end - e.start <= longAlone) || stairs(e) > leastRise),
    ),
    ...parts.filter(
      e =>
        e.abruptness > 0.4 &&
        lightIsSteady(e) &&
        staysSharp(e, e.part) &&
        (e.deviation < -surelyLost || stairs(e) > 0.1),
    ),
    ...matchedLosses(shot).filter(
      e =>
        e.end - e.start >= leastFrames &&
        staysSharp(e, e.part) &&
        (e.weight >= leastWeight || (e.weight >= quietWeight && lightIsSteady(e) && stairs(e) > 0.05)),
    ),
    ...risesOfStairs(shot).filter(
      e => e.part.length > 0 && staysSharp(e, allCells) && changeWithin(shot, e, e.part, f => f.smallSteps) < -0.1,
    ),
  ].filter(
    e =>
      isLongEnough(e) &&
      !isFlash(e) &&
      (!isByKeyframes(shot, e) || stairs(e) > leastRise || levelsLost(shot, e) > beyondKeyframes) &&
      (isSure(e) || e.deviation < -whateverTheLight || lightIsSteady(e)) &&
      shot[e.start].brightest > leastLight,
  );
  return groupNearby([...events, ...clearStairs], 2).map(group => {
    const start = group[0].start;
    const end = Math.max(...group.map(e => e.end));
    const largest = group.reduce((a, b) => (b.part.length > a.part.length ? b : a));
    const steps = shot.slice(start, end).map(f => f.bandStep).filter(step => step > 0);
    const bandStep = steps.length > 0 ? quantile(steps, 0.5) : 8;
    return {
      kind: 'colour-banding',
      firstFrame: shot[start].frame,
      endFrame: shot[end - 1].frame + 1,
      startTime: shot[start].time,
      endTime: shot[Math.min(shot.length - 1, end)].time,
      region: regionOfCells(largest.part),
      strength: Math.min(1, (largest.part.length / cells) * (0.3 + bandStep / 24)),
      confidence: Math.min(1, 0.4 + 0.25 * (Math.abs(largest.deviation) / surelyLost - 0.5) + 0.02 * largest.part.length),
      bandStep,
      description: `Gradients break into steps of about ${Math.round(bandStep)} levels over ${Math.round((100 * largest.part.length) / cells)}% of the picture.`,
    };
  }); // biome-ignore format: short lines
}

/**
 * Finds stretches in which gradients break up into bands: by what they lose against the frames around, or by the
 * staircases themselves.
 */
export function findColourBanding(shot: readonly FrameMeasures[]): Artifact[] {
  const lost = findLostLevels(shot);
  const stairs = findStaircases(shot).filter(
    s => !lost.some(l => l.firstFrame <= s.endFrame && l.endFrame >= s.firstFrame),
  );
  return [...lost, ...stairs];
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
    const worst = stretch.reduce((a, b) => (visibleBanding(b) > visibleBanding(a) ? b : a));
    const share = visibleBanding(worst);
    if (end - i >= 2)
      artifacts.push({
        kind: 'colour-banding',
        firstFrame: shot[i].frame,
        endFrame: shot[end - 1].frame + 1,
        startTime: shot[i].time,
        endTime: shot[Math.min(shot.length - 1, end)].time,
        region: regionOf(worst.banding),
        strength: Math.min(1, share * (0.3 + worst.bandStep / 24)),
        confidence: Math.min(1, 0.4 + 0.2 * (share / threshold)),
        bandStep: worst.bandStep,
        description: `Gradients break into steps of ${Math.round(worst.bandStep)} levels over ${Math.round(share * 100)}% of the picture.`,
      });
    i = end;
  }
  return artifacts;
}
