import { cellOfPatch, cells, type FrameMeasures } from '../../measure/frame-measures.ts';
import { type Artifact, stretchOfShot, wholePicture } from '../artifact.ts';
import type { MusicalContext } from '../music.ts';
import { quantile } from '../series.ts';
import { type Alike, findWaves, goAlike, type Way } from './waves.ts';

/** Levels by which the mean colour goes one way until it turns round: less is hardly seen, more is a scene's. */
const leastShift = 2.5;
const mostShift = 30;
/** Directions of Cb and Cr: from cool to warm, and from green to magenta. */
const directions = [
  [-Math.SQRT1_2, Math.SQRT1_2],
  [Math.SQRT1_2, Math.SQRT1_2],
] as const;
/** Cells darker than this above black (levels) have hardly any colour to change. */
const leastLight = 24;
/** What cells may differ by: chroma is coded at half the size. */
const alike: Alike = { least: 0.4, most: 1.8, uneven: 0.25, unevenOfHalf: 0.35 };
const black = 16;

/**
 * Finds a colour of the whole picture that wanders to and fro by and by, as a white balance that cannot make up its mind.
 * A gain of red or blue changes each place by as much as it is light; coloured lamps, neon and things that come into view
 * change some places.
 */
export function findWaveringColour(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const light = cellLight(shot);
  return directions.flatMap(([blue, red]) => {
    const along = (cb: number, cr: number): number => blue * cb + red * cr;
    const level = shot.map(({ chroma }) => along(chroma[0], chroma[1]));
    const isOfAll = ({ start, end, gain }: Way, isHalf: boolean): boolean => {
      if (Math.abs(gain) > mostShift) return false;
      const shifts: number[] = [];
      for (let c = 0; c < cells; c++) {
        const [from, to] = [shot[start], shot[end]];
        const own = 0.5 * (light(start, c) + light(end, c));
        const shift = along(to.cellBlue[c] - from.cellBlue[c], to.cellRed[c] - from.cellRed[c]);
        if (own >= leastLight && Number.isFinite(shift)) shifts.push(shift / gain / own);
      }
      return goAlike(shifts, quantile(shifts, 0.5), isHalf, alike);
    };
    return findWaves(level, leastShift, isOfAll, shot, music).map(group => {
      const size = Math.max(...group.map(({ gain }) => Math.abs(gain)));
      return {
        kind: 'lighting-flicker' as const,
        ...stretchOfShot(shot, group[0].start + 1, group[group.length - 1].end),
        region: wholePicture,
        ofColour: true as const,
        strength: Math.min(1, size / 20),
        confidence: Math.min(1, 0.4 + 0.1 * group.length),
        description: `The colour of the picture wanders by ${size.toFixed(1)} levels to and fro, ${group.length} times.`,
      };
    });
  });
}

/** Mean light above black of a cell on a frame, from its patches. */
function cellLight(shot: readonly FrameMeasures[]): (at: number, cell: number) => number {
  const kept = new Map<number, Float32Array>();
  return (at, cell) => {
    let own = kept.get(at);
    if (!own) {
      own = lightOfCells(shot[at].small);
      kept.set(at, own);
    }
    return own[cell];
  };
}

/** Mean light above black of each cell of a small picture. */
function lightOfCells({ width, height, data }: FrameMeasures['small']): Float32Array {
  const sums = new Float32Array(cells);
  const counts = new Float32Array(cells);
  for (let p = 0; p < width * height; p++) {
    const cell = cellOfPatch(p, width, height);
    sums[cell] += data[p] - black;
    counts[cell]++;
  }
  return sums.map((sum, c) => sum / Math.max(1, counts[c]));
}
