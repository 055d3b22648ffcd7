import type { FrameMeasures } from '../measure/frame-measures.ts';
import type { Artifact } from './artifact.ts';
import { findColourBanding } from './bands/colour-banding.ts';
import { visibleBanding } from './bands/staircase-stretches.ts';
import { findGhosts } from './blur/ghosts.ts';
import { findMotionBlurInconsistency } from './blur/motion-blur.ts';
import { changesAt, sharpnesses } from './blur/sharpness-curve.ts';
import { findDamagedFrames } from './damage/damaged-frames.ts';
import { findObjectTeleportation } from './jumps/object-teleportation.ts';
import { somethingPasses } from './jumps/passing-thing.ts';
import { findColourSwings } from './light/colour-swings.ts';
import { findLightingFlicker } from './light/lighting-flicker.ts';
import { findWaveringColour } from './light/wavering-colour.ts';
import { isInTransition, isOfLettering, type MusicalContext } from './music.ts';
import { quantile } from './series.ts';

const overlaps = (a: Artifact, b: Artifact, margin: number): boolean =>
  a.firstFrame < b.endFrame + margin && b.firstFrame < a.endFrame + margin;

const isSameStretch = (a: Artifact, b: Artifact): boolean =>
  Math.abs(a.firstFrame - b.firstFrame) <= 1 && Math.abs(a.endFrame - b.endFrame) <= 1;

const isWithin = (a: Artifact, b: Artifact): boolean =>
  a.firstFrame >= b.firstFrame - 1 && a.endFrame <= b.endFrame + 1;

/** Light and blur planted in clips made jumps of 0.977 at the most, and hid planted ones of 0.9998 (ADR 0056). */
const isSurelyJump = ({ confidence }: Artifact): boolean => confidence >= 0.995;

const isSurelyLight = ({ confidence, strength }: Artifact): boolean => confidence > 0.95 && strength > 0.6;

/** Whether less of the picture stands on staircases in a stretch than beside it. Blur wears them off; bands are them. */
function staircasesFall(shot: readonly FrameMeasures[], { firstFrame, endFrame }: Artifact): boolean {
  const [start, end] = [firstFrame - shot[0].frame, endFrame - shot[0].frame];
  const seen = (from: number, to: number): number[] => shot.slice(Math.max(0, from), to).map(visibleBanding);
  return quantile(seen(start, end), 0.5) < 0.9 * quantile([...seen(start - 4, start), ...seen(end, end + 4)], 0.5);
}

/** Sharpness (natural logarithm) that fewer levels never took: of 229 planted stretches of bands none lost 0.4. */
const surelyBlurred = 0.6;

/** Whether the picture loses detail where a stretch begins by more than fewer levels take from it. */
function losesDetail(shot: readonly FrameMeasures[], { firstFrame }: Artifact): boolean {
  const at = firstFrame - shot[0].frame;
  return at > 0 && quantile(changesAt(shot, at, sharpnesses[0]), 0.5) < -surelyBlurred;
}

/**
 * Whether a stretch lies between two of blur, or between one and an end of the shot, and lasts longer than they do. Blur
 * smooths over what is uneven in the levels of a picture, which seem to have become fewer where it ends. What lasts
 * longer is the picture itself: beside frames in bands, those without seem blurred.
 */
function isBetweenBlur(shot: readonly FrameMeasures[], a: Artifact, blur: readonly Artifact[]): boolean {
  const before = blur.find(b => Math.abs(b.endFrame - a.firstFrame) <= 1);
  const after = blur.find(b => Math.abs(b.firstFrame - a.endFrame) <= 1);
  const isFirst = a.firstFrame === shot[0].frame;
  const isLast = a.endFrame === shot[0].frame + shot.length;
  const isBetween = before ? after !== undefined || isLast : isFirst && after !== undefined;
  const lengthOf = (b?: Artifact): number => (b ? b.endFrame - b.firstFrame : 0);
  return isBetween && lengthOf(before) + lengthOf(after) < lengthOf(a);
}

/** Finds everything that is wrong within one shot. */
export function detectInShot(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const light = findLightingFlicker(shot, music);
  const wavering = findWaveringColour(shot, music).filter(a => !light.some(l => overlaps(a, l, 1)));
  const swinging = findColourSwings(shot, music).filter(a => ![...light, ...wavering].some(l => overlaps(a, l, 1)));
  const flicker = [...light, ...wavering, ...swinging];
  const ghosts = findGhosts(shot);
  const blur = findMotionBlurInconsistency(shot).filter(a => !ghosts.some(b => isWithin(a, b)));
  const passes = ({ firstFrame, endFrame }: Artifact): boolean =>
    somethingPasses(shot, firstFrame - shot[0].frame, endFrame - shot[0].frame);
  // Light that swings much presses levels together, and blur makes others of them; fewer levels change the light little.
  // What passes near the lens, out of focus, has few levels.
  const banding = findColourBanding(shot).filter(
    a =>
      !passes(a) &&
      !isBetweenBlur(shot, a, blur) &&
      !flicker.some(f => isSameStretch(a, f) && isSurelyLight(f)) &&
      !blur.some(b => isSameStretch(a, b) && b.confidence > 0.7 && (staircasesFall(shot, a) || losesDetail(shot, a))),
  );
  const damaged = findDamagedFrames(shot, music);
  const black = damaged.filter(({ kind }) => kind === 'black-frame');
  const jumps = findObjectTeleportation(shot, music);
  // One fault shows in several measures: quantised colours change light and sharpness, too; blur hides what things
  // were, and so does light that swings; what jumps may be sharper or softer than what was there. The cause is told.
  const isOfJump = (a: Artifact): boolean => jumps.some(j => isSameStretch(a, j) && isSurelyJump(j));
  const kept = [
    ...damaged,
    ...ghosts,
    ...banding,
    ...blur.filter(a => !banding.some(b => overlaps(a, b, 1)) && !isOfJump(a)),
    ...flicker.filter(
      a =>
        !isOfJump(a) &&
        ![...banding, ...black].some(b => isSameStretch(a, b)) &&
        (a.strength > 0.3 || !banding.some(b => overlaps(a, b, 1))),
    ),
    ...jumps.filter(
      a =>
        !banding.some(b => isWithin(a, b)) &&
        (isSurelyJump(a) ||
          (![...blur, ...ghosts].some(b => overlaps(a, b, 1) && b.confidence > 0.7) &&
            !flicker.some(b => overlaps(a, b, 1)))),
    ),
  ];
  const isMeant = ({ kind, region, startTime, endTime }: Artifact): boolean =>
    kind !== 'encoding-blocks' &&
    [startTime, endTime].every(time => isInTransition(music, time) || isOfLettering(music, region, time));
  return kept.filter(a => !isMeant(a)).sort((a, b) => a.firstFrame - b.firstFrame);
}
