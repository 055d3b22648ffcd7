import { analyseBeside } from './analyse-beside.ts';
import type { CoherenceAnalysis } from './analyse-measures.ts';
import { type MusicalContext, noMusic } from './detect/music.ts';
import { type FrameRange, framesAround, joinMeasures, keepMeasures, readMeasures } from './measure/kept-measures.ts';
import { type MeasureOptions, measureVideo } from './measure/measure-video.ts';

export type { CoherenceAnalysis, VideoShot } from './analyse-measures.ts';

/**
 * Measures a video, finds its shots and what is wrong in them, and scores it. Memory holds two shots at most, and a few
 * numbers a frame.
 *
 * @throws {MediaError}
 */
export async function analyseVideo(path: string, options: AnalyseOptions = {}): Promise<CoherenceAnalysis> {
  const { music = noMusic, measuresPath } = options;
  const measured = measureVideo(path, options);
  return analyseBeside(measuresPath === undefined ? measured : keepMeasures(measured, measuresPath), music);
}

export interface AnalyseOptions extends Pick<MeasureOptions, 'signal' | 'progress'> {
  music?: MusicalContext;
  /** A file in which the measures are kept, for {@link analyseChangedVideo}. */
  measuresPath?: string;
}

/**
 * Analyses a video that differs in some ranges of frames from one that was analysed before; only those are measured.
 * Comes to what {@link analyseVideo} comes to.
 *
 * @param before what was measured of the other
 * @throws {MediaError}
 */
export async function analyseChangedVideo(
  path: string,
  before: { measuresPath: string; frames: number; changed: readonly FrameRange[] },
  { music = noMusic, signal, progress }: Omit<AnalyseOptions, 'measuresPath'> = {},
): Promise<CoherenceAnalysis> {
  const anew = measureVideo(path, { signal, progress, frames: framesAround(before.changed, before.frames) });
  return analyseBeside(joinMeasures(readMeasures(before.measuresPath), anew, before.changed), music);
}
