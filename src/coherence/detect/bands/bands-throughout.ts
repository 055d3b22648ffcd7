import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot } from '../artifact.ts';
import { allCells, regionOfCells } from '../grid-parts.ts';
import { quantile } from '../series.ts';
import { distanceOfEvenLevels } from './even-levels.ts';
import { distanceOfColourLevels } from './levels-of-colours.ts';

/** Share of the frames that may be darker. */
const mostFrames = 0.25;
const shortestShot = 6;
/** Of 600 drawings of flat colours at random four lie on such a grid. */
const confidenceOfEvenLevels = 0.9;

/** Luma that something must reach for bands to be seen. */
export const leastLight = 40;

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

/** Finds bands that are there from the first frame of a shot to the last, so that no frame tells what it was before. */
export function findBandsThroughout(shot: readonly FrameMeasures[]): Artifact[] {
  if (!isSeen(shot)) return [];
  const distance = distanceOfEvenLevels(shot) ?? distanceOfColourLevels(shot);
  return distance === undefined ? [] : [bandsThroughout(shot, distance)];
}
