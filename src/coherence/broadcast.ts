import type { CoherenceAnalysis } from './analyse-video.ts';

/** Whether a video is of broadcast quality, and what speaks against it. */
export interface BroadcastVerdict {
  isBroadcast: boolean;
  /** One sentence a criterion, met or not. */
  reasons: { met: boolean; text: string }[];
  /** Frames with a visible artifact, a second. */
  artifactFramesPerSecond: number;
}

const leastShortSide = 1080;
const mostArtifactFrames = 2;
const leastScore = 0.78;
/** Artifacts less sure than this are listed, but do not decide. */
const sure = 0.5;

/** "Broadcast quality: yes.", or "no" and what speaks against it. */
export function broadcastInWords({ isBroadcast, reasons }: BroadcastVerdict): string {
  const against = reasons.flatMap(({ met, text }) => (met ? [] : [text]));
  return isBroadcast ? 'Broadcast quality: yes.' : `Broadcast quality: no. ${against.join(' ')}`;
}

/** "Broadcast quality": 1080p or more, fewer than 2 visible artifact frames a second, a coherence score above 0.78. */
export function judgeBroadcast(
  { artifacts, frames, score }: Pick<CoherenceAnalysis, 'artifacts' | 'frames' | 'score'>,
  size: { width: number; height: number; frameRate: number },
): BroadcastVerdict {
  const bad = new Set<number>();
  // Drift is told of the whole video; no single frame shows it.
  for (const { kind, firstFrame, endFrame, confidence } of artifacts)
    if (confidence >= sure && kind !== 'colour-drift') for (let f = firstFrame; f < endFrame; f++) bad.add(f);
  const artifactFramesPerSecond = frames > 0 ? (bad.size * size.frameRate) / frames : 0;
  const short = Math.min(size.width, size.height);
  const reasons = [
    { met: short >= leastShortSide, text: `The picture is ${size.width}x${size.height}; 1080 lines are asked for.` },
    {
      met: artifactFramesPerSecond < mostArtifactFrames,
      text: `${artifactFramesPerSecond.toFixed(2)} frames a second show an artifact; fewer than 2 are asked for.`,
    },
    score.compared > 0
      ? {
          met: score.coherence > leastScore,
          text: `The coherence score is ${score.coherence.toFixed(3)}; more than 0.78 is asked for.`,
        }
      : { met: false, text: 'There is no coherence score: no frame has one before it in its shot.' },
  ];
  return { isBroadcast: reasons.every(r => r.met), reasons, artifactFramesPerSecond };
}
