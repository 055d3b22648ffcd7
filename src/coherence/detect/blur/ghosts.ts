import type { FrameMeasures } from '../../measure/frame-measures.ts';
import type { Artifact } from '../artifact.ts';
import { findBlendedFrames } from './blended-frames.ts';
import { distancesOf } from './picture-distances.ts';
import { findTrailingFrames } from './trailing-frames.ts';

/** Finds frames in which what moves is seen twice: blends of those beside them, and such as keep a share of those before. */
export function findGhosts(shot: readonly FrameMeasures[]): Artifact[] {
  const distances = distancesOf(shot);
  const blended = findBlendedFrames(shot, distances);
  const isBlended = (a: Artifact): boolean => blended.some(b => a.firstFrame < b.endFrame && b.firstFrame < a.endFrame);
  return [...blended, ...findTrailingFrames(shot, distances).filter(a => !isBlended(a))];
}
