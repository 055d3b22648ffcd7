import { createFrameMeter } from '../measure/measure-frames.ts';
import { createCoherenceScore } from '../score/coherence-score.ts';
import type { Nv12Picture } from './picture.ts';

/** Mean coherence of the steps between pictures that follow each other in one shot, 0 to 1. */
export function coherenceOf(pictures: readonly Nv12Picture[]): number {
  const meter = createFrameMeter();
  const score = createCoherenceScore();
  const measured = pictures.map((picture, frame) => meter({ ...picture, frame, time: frame }));
  score.add(measured, undefined, undefined);
  const { perFrame } = score.finish();
  return perFrame.slice(1).reduce((sum, { coherence }) => sum + coherence, 0) / (perFrame.length - 1);
}
