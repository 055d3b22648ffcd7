import { clock } from './clock.ts';
import { counted } from './counted.ts';

/** Frames that are still to be drawn, the seconds that they take, and what was tried to tell it. */
interface Timed {
  frames: number;
  seconds: number;
  framesFromClips: number;
  tried: { frames: number; scenes: number };
}

/** How long the drawing of a video takes, as a trial told it, for people. */
export function drawingInWords({ frames, seconds, framesFromClips, tried }: Timed): string {
  const fitted =
    framesFromClips > 0 ? ` ${counted(framesFromClips, 'frame')} more are fitted from clips, which was not tried.` : '';
  if (frames === 0) return framesFromClips > 0 ? fitted.trim() : 'Every shot is drawn already.';
  const told = seconds < 1 ? 'less than a second' : `about ${clock(seconds)}`;
  const trial = `${counted(tried.frames, 'frame')} of ${counted(tried.scenes, 'scene')}`;
  return `Drawing ${counted(frames, 'frame')} takes ${told} on this machine, by ${trial} that were drawn just now; joining them with the sound comes after it.${fitted}`;
}
