import { cells, type FrameMeasures } from '../measure/frame-measures.ts';
import { type Artifact, wholePicture } from './artifact.ts';
import { isOnAccent, type MusicalContext } from './music.ts';
import { findExcursions, groupNearby, quantile, restlessness } from './series.ts';

const leastChange = 0.1;
const longest = 30;

/** Sharpness over the frames of a shot: the median change of the cells that can tell, added up. */
function sharpnessCurve(shot: readonly FrameMeasures[]): number[] {
  let level = 0;
  return shot.map((frame, i) => {
    if (i === 0) return level;
    const changes: number[] = [];
    for (let c = 0; c < cells; c++) {
      const change = frame.sharpness[c] - shot[i - 1].sharpness[c];
      if (Number.isFinite(change)) changes.push(change);
    }
    if (changes.length >= 3) level += quantile(changes, 0.5);
    return level;
  });
}

/** Finds frames that are blurred, or sharp, otherwise than their neighbours although the motion is the same. */
export function findMotionBlurInconsistency(shot: readonly FrameMeasures[], music: MusicalContext): Artifact[] {
  const curve = sharpnessCurve(shot);
  const threshold = Math.min(0.3, Math.max(leastChange, 5 * restlessness(curve)));
  const abrupt = findExcursions(curve, threshold, longest).filter(
    e => e.abruptness > (e.end - e.start > 2 ? 0.5 : 0.4),
  );
  const onAccent = abrupt.filter(e => isOnAccent(music, shot[e.start].time));
  // What happens again and again on accents, and hardly anywhere else, is part of the picture.
  const isDesign = onAccent.length >= 4 && onAccent.length >= 0.75 * abrupt.length;
  const kept = abrupt.filter(e => {
    if (isDesign && isOnAccent(music, shot[e.start].time)) return false;
    const motionOf = (from: number, to: number): number =>
      quantile(
        shot.slice(Math.max(0, from), to).map(f => f.step?.motion ?? 0),
        0.5,
      );
    const inside = motionOf(e.start, e.end);
    const around = 0.5 * (motionOf(e.start - 4, e.start) + motionOf(e.end + 1, e.end + 5));
    // Faster motion brings its own blur.
    return !(e.deviation < 0 && inside > 1.2 && inside > 1.8 * around && Math.abs(e.deviation) < 0.35);
  });
  return groupNearby(kept, 3).map(group => {
    const start = group[0].start;
    const end = Math.max(...group.map(e => e.end));
    const deviation = group.reduce((a, e) => (Math.abs(e.deviation) > Math.abs(a) ? e.deviation : a), 0);
    return {
      kind: 'motion-blur-inconsistency',
      firstFrame: shot[start].frame,
      endFrame: shot[end - 1].frame + 1,
      startTime: shot[start].time,
      endTime: shot[Math.min(shot.length - 1, end)].time,
      region: wholePicture,
      strength: Math.min(1, Math.abs(deviation) / 1.2),
      confidence: Math.min(1, 0.5 + 0.3 * (Math.abs(deviation) / threshold - 1)),
      description: `${deviation < 0 ? 'Blurrier' : 'Sharper'} than the frames around it by ${Math.round(100 * (1 - Math.exp(-Math.abs(deviation))))}%, with the same motion.`,
    };
  });
}
