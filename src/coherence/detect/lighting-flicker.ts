import { cellColumns, cellRows, type FrameMeasures } from '../measure/frame-measures.ts';
import { type Artifact, type Region, wholePicture } from './artifact.ts';
import { isOnAccent, type MusicalContext } from './music.ts';
import { type Excursion, findExcursions, groupNearby, quantile, restlessness } from './series.ts';

/** Changes of light below this (natural logarithm, so about 2%) are not seen. */
const leastGlobal = 0.025;
const leastLocal = 0.09;
const longest = 10;

/** Light over the frames of a shot: changes along the motion, added up. */
function lightCurve(shot: readonly FrameMeasures[], cellsOf: (gain: Float32Array) => number[]): number[] {
  let level = 0;
  return shot.map((frame, i) => (i === 0 || !frame.step ? level : (level += quantile(cellsOf(frame.step.gain), 0.5))));
}

/** Which excursions are flicker: they come and go at once or swing to and fro, and are not flashes on accents. */
function judge(
  curve: readonly number[],
  shot: readonly FrameMeasures[],
  music: MusicalContext,
  threshold: number,
  leastInGroup: number,
): { start: number; end: number; deviation: number; count: number }[] {
  const all = findExcursions(curve, threshold, longest);
  const found: { start: number; end: number; deviation: number; count: number }[] = [];
  for (const group of groupNearby(all, 5)) {
    const isSwinging = group.length >= 3;
    const abrupt = group.filter(e => e.abruptness > 0.55 || isSwinging);
    if (abrupt.length < leastInGroup) continue;
    const isMeant = (e: Excursion): boolean => e.deviation > 0 && isOnAccent(music, shot[e.start].time);
    const unexplained = abrupt.filter(e => !isMeant(e));
    // In a run of flashes on accents the dips between them are part of the run.
    const isFlicker =
      abrupt.length === 1 ? unexplained.length === 1 : unexplained.length >= Math.max(2, 0.5 * abrupt.length);
    if (!isFlicker) continue;
    found.push({
      start: abrupt[0].start,
      end: Math.max(...abrupt.map(e => e.end)),
      deviation: Math.max(...abrupt.map(e => Math.abs(e.deviation))),
      count: abrupt.length,
    });
  }
  return found;
}

/** Finds light that jumps and comes back without the music's leave, in the whole picture or in a part of it. */
export function findLightingFlicker(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const artifacts: Artifact[] = [];
  const add = (found: ReturnType<typeof judge>[number], region: Region, threshold: number): void => {
    const { start, end, deviation, count } = found;
    artifacts.push({
      kind: 'lighting-flicker',
      firstFrame: shot[start].frame,
      endFrame: shot[end - 1].frame + 1,
      startTime: shot[start].time,
      endTime: shot[Math.min(shot.length - 1, end)].time,
      region,
      strength: Math.min(1, deviation / 0.35),
      confidence: Math.min(1, 0.5 + 0.25 * (deviation / threshold - 1) + 0.1 * (count - 1)),
      description: `The light jumps by ${Math.round(100 * (Math.exp(deviation) - 1))}% ${count > 1 ? `${count} times` : 'and back'} without the music's leave.`,
    });
  };
  const whole = lightCurve(shot, gain => [...gain]);
  const threshold = Math.min(0.06, Math.max(leastGlobal, 4.5 * restlessness(whole)));
  const global = judge(whole, shot, music, threshold, 1);
  for (const found of global) add(found, wholePicture, threshold);
  // Parts of the picture, two by two cells, against the light of the whole.
  for (let row = 0; row < cellRows; row += 2) {
    for (let column = 0; column < cellColumns; column += 2) {
      const curve = lightCurve(shot, gain =>
        [0, 1, cellColumns, cellColumns + 1].map(o => gain[row * cellColumns + column + o]),
      );
      const own = curve.map((value, i) => value - whole[i]);
      const local = Math.max(leastLocal, 6 * restlessness(own));
      for (const found of judge(own, shot, music, local, 3)) {
        const isKnown = global.some(g => g.start <= found.end + 2 && g.end >= found.start - 2);
        if (!isKnown)
          add(
            found,
            { x: column / cellColumns, y: row / cellRows, width: 2 / cellColumns, height: 2 / cellRows },
            local,
          );
      }
    }
  }
  return artifacts;
}
