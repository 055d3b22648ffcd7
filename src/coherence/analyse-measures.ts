import type { Artifact } from './detect/artifact.ts';
import { createDriftWatch } from './detect/colour-drift.ts';
import { detectInShot } from './detect/detect-in-shot.ts';
import type { MusicalContext } from './detect/music.ts';
import { findCuts, shotLookahead } from './detect/shot-changes.ts';
import type { FrameMeasures } from './measure/frame-measures.ts';
import { type CoherenceScore, createCoherenceScore, type FrameScore } from './score/coherence-score.ts';

/** A stretch of frames between two cuts. */
export interface VideoShot {
  firstFrame: number;
  endFrame: number;
  startTime: number;
  endTime: number;
}

/** What is known of a video. */
export interface CoherenceAnalysis {
  frames: number;
  shots: VideoShot[];
  artifacts: Artifact[];
  score: CoherenceScore;
  /** One a frame. */
  perFrame: FrameScore[];
}

/** A shot longer than this many frames is looked at in pieces, with so many frames of surroundings. */
const longestPiece = 480;
const surroundings = 48;

/**
 * Finds shots and artifacts in frames measured before, in order, and scores them. Memory holds one shot at most, and a
 * few numbers a frame.
 */
export async function analyseMeasures(
  measured: AsyncIterable<FrameMeasures> | Iterable<FrameMeasures>,
  music: MusicalContext,
): Promise<CoherenceAnalysis> {
  const artifacts: Artifact[] = [];
  const shots: VideoShot[] = [];
  const scorer = createCoherenceScore();
  const drift = createDriftWatch();
  let waiting: FrameMeasures[] = [];
  /** Frames at the start of `waiting` that were reported already and only serve as surroundings. */
  let reported = 0;
  let frames = 0;
  let shotStart: FrameMeasures | undefined;
  let frameSeconds = 1 / 24;

  const take = (piece: readonly FrameMeasures[], from: number, to: number): void => {
    scorer.add(piece.slice(from, to), from > 0 ? piece[from - 1] : undefined, piece[to]);
    const first = piece[from].frame;
    const last = piece[to - 1].frame;
    for (const artifact of detectInShot(piece, music))
      if (artifact.firstFrame >= first && artifact.firstFrame <= last) artifacts.push(artifact);
  };
  const endShot = (count: number): void => {
    const piece = waiting.slice(0, count);
    if (piece.length > reported) take(piece, reported, piece.length);
    const last = piece.at(-1)!;
    shots.push({
      firstFrame: shotStart!.frame,
      endFrame: last.frame + 1,
      startTime: shotStart!.time,
      endTime: last.time + frameSeconds,
    });
    waiting = waiting.slice(count);
    reported = 0;
    shotStart = waiting[0];
  };
  for await (const measures of measured) {
    if (frames === 1) frameSeconds = measures.time;
    frames++;
    drift.add(measures);
    waiting.push(measures);
    shotStart ??= measures;
    const judged = waiting.length - shotLookahead;
    if (judged > 0) {
      // Only the newest frame that can be judged is new; the look back is for flashes.
      const from = Math.max(0, judged - 8);
      const cut = findCuts(waiting.slice(from))
        .map(i => i + from)
        .find(i => i === judged && i > 0);
      if (cut !== undefined) endShot(cut);
    }
    if (waiting.length >= longestPiece) {
      const until = waiting.length - surroundings;
      take(waiting, reported, until);
      const keep = until - surroundings;
      waiting = waiting.slice(keep);
      reported = surroundings;
    }
  }
  if (waiting.length > 0) endShot(waiting.length);
  artifacts.push(...drift.finish());
  const { perFrame, score } = scorer.finish();
  return { frames, shots, artifacts, score, perFrame };
}
