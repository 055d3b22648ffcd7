import { drawingTime, isTrying, timeDrawing } from '../state/drawing-time.ts';
import { about, capital } from '../words.ts';

/** How long the drawing will take, for whoever asks: frames are drawn to tell it. */
export function DrawingTime() {
  const told = drawingTime.value;
  if (!told)
    return (
      <button type="button" disabled={isTrying.value} onClick={() => void timeDrawing()}>
        {isTrying.value ? 'Drawing some frames to see…' : 'How long will it take?'}
      </button>
    );
  const { frames, seconds, framesFromClips, tried } = told;
  const own =
    frames === 0
      ? 'Every shot that this computer draws is there already.'
      : `${capital(about(seconds))} for ${frames} frames on this computer, by ${tried.frames} frames of ${tried.scenes} ${tried.scenes === 1 ? 'scene' : 'scenes'} drawn just now.`;
  return (
    <p class="small" role="status">
      {own} {framesFromClips > 0 && `${framesFromClips} more are fitted from clips, which was not tried.`}
    </p>
  );
}
