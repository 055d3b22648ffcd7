import { drawingInWords } from '../../formatting/drawing-in-words.ts';
import { drawingTime, isTrying, timeDrawing } from '../state/drawing-time.ts';

/** How long the drawing will take, for whoever asks: frames are drawn to tell it. */
export function DrawingTime() {
  const told = drawingTime.value;
  if (told)
    return (
      <p class="small" role="status">
        {drawingInWords(told)}
      </p>
    );
  return (
    <button type="button" disabled={isTrying.value} onClick={() => void timeDrawing()}>
      {isTrying.value ? 'Drawing some frames to see…' : 'How long will it take?'}
    </button>
  );
}
