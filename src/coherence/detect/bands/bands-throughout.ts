import type { FrameMeasures } from '../../measure/frame-measures.ts';
import { levelChannels, levelPlaces } from '../../measure/uneven-levels.ts';
import { type Artifact, stretchOfShot } from '../artifact.ts';
import { allCells, regionOfCells } from '../grid-parts.ts';
import { quantile } from '../series.ts';
import { distanceOfEvenLevels } from './even-levels.ts';
import { distanceOfColourLevels } from './levels-of-colours.ts';
import { bandsOver } from './staircase-stretches.ts';

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

/**
 * Whether nearly all of a shot stands on staircases of few levels. Flat colours may
 * make a comb, but lie beside each other in any order, and a gradient that is drawn in steps has few; gradients of few
 * levels climb in many steps, which lie evenly.
 */
function isOnStaircases(shot: readonly FrameMeasures[]): boolean {
  const ofMost = (read: (frame: FrameMeasures) => number): number => quantile(shot.map(read), mostFrames);
  const combOf = ({ levels }: FrameMeasures, channel: number): number => levels.comb[channel * levelPlaces];
  return (
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

/** Finds bands that are there from the first frame of a shot to the last, so that no frame tells what it was before. */
export function findBandsThroughout(shot: readonly FrameMeasures[]): Artifact[] {
  if (!isSeen(shot)) return [];
  if (isOnStaircases(shot)) return [bandsOver(shot)];
  const distance = distanceOfEvenLevels(shot) ?? distanceOfColourLevels(shot);
  return distance === undefined ? [] : [bandsThroughout(shot, distance)];
}
