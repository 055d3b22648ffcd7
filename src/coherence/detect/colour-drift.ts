import type { FrameMeasures } from '../measure/frame-measures.ts';
import { type Artifact, wholePicture } from './artifact.ts';
import { quantile } from './series.ts';

/** Seconds whose colour is taken together. */
const pieceSeconds = 5;
/**
 * How many of those a video must have: two minutes. In one of them ten scenes with colours of their own follow each
 * other, which go one way by chance in one video of some dozens.
 */
const leastPieces = 24;
/** Shift of Cb or Cr from one end to the other, in levels, from which on it is seen. */
const leastShift = 8;
/** Kendall's rank correlation of colour and time: scenes change colour to and fro, what drifts goes one way. */
const leastOrder = 0.6;

/**
 * Gathers the mean colour of a video piece by piece and tells whether it drifts one way over minutes, as footage does
 * that is made from its own last frames. The slope is Theil and Sen's (the median of the slopes of all pairs), the
 * order Kendall's. Light is not looked at: music makes it rise and fall.
 */
export function createDriftWatch(): { add(frame: FrameMeasures): void; finish(): Artifact[] } {
  const pieces: { time: number; cb: number; cr: number }[] = [];
  let frames: FrameMeasures['chroma'][] = [];
  let began = 0;
  let last: { frame: number; time: number } | undefined;
  const close = (time: number): void => {
    const middle = (channel: 0 | 1): number => quantile(frames.map(c => c[channel]), 0.5);
    if (frames.length > 0) pieces.push({ time: 0.5 * (began + time), cb: middle(0), cr: middle(1) });
    frames = [];
    began = time;
  };
  return {
    add({ frame, time, chroma }) {
      if (time - began >= pieceSeconds) close(time);
      frames.push(chroma);
      last = { frame, time };
    },
    finish() {
      if (last) close(last.time);
      if (!last || pieces.length < leastPieces) return [];
      const seconds = pieces[pieces.length - 1].time - pieces[0].time;
      const found = (['cb', 'cr'] as const).map(channel => {
        const slopes: number[] = [];
        let order = 0;
        for (let i = 0; i < pieces.length; i++)
          for (let k = i + 1; k < pieces.length; k++) {
            const change = pieces[k][channel] - pieces[i][channel];
            slopes.push(change / (pieces[k].time - pieces[i].time));
            order += Math.sign(change);
          }
        return { shift: quantile(slopes, 0.5) * seconds, order: Math.abs(order / slopes.length) };
      });
      const drifting = found.filter(f => Math.abs(f.shift) >= leastShift && f.order >= leastOrder);
      if (drifting.length === 0) return [];
      const shift = Math.max(...drifting.map(f => Math.abs(f.shift)));
      return [
        {
          kind: 'colour-drift',
          firstFrame: 0,
          endFrame: last.frame + 1,
          startTime: 0,
          endTime: last.time,
          region: wholePicture,
          strength: Math.min(1, shift / 40),
          confidence: Math.min(1, Math.max(...drifting.map(f => f.order))),
          description: `The colour drifts one way by ${Math.round(shift)} levels over ${Math.round(seconds / 60)} minutes.`,
        },
      ];
    },
  };
} // biome-ignore format: a measure a line
