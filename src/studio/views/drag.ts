/** What follows a pointer that is held down. */
export interface Drag {
  /** At most once a frame, with the last place of the pointer. */
  move(event: PointerEvent): void;
  /** The pointer was let go, or taken away. */
  end?(event: PointerEvent): void;
}

/**
 * Follows a pointer from its press to its release; moves that come quicker than the screen draws are taken together.
 */
export function follow(press: PointerEvent, { move, end }: Drag): void {
  const { pointerId } = press;
  let latest: PointerEvent | undefined;
  let frame = 0;
  const flush = (): void => {
    frame = 0;
    if (latest) move(latest);
    latest = undefined;
  };
  const onMove = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return;
    latest = event;
    frame ||= requestAnimationFrame(flush);
  };
  const onEnd = (event: PointerEvent): void => {
    if (event.pointerId !== pointerId) return;
    cancelAnimationFrame(frame);
    flush();
    removeEventListener('pointermove', onMove);
    removeEventListener('pointerup', onEnd);
    removeEventListener('pointercancel', onEnd);
    end?.(event);
  };
  addEventListener('pointermove', onMove);
  addEventListener('pointerup', onEnd);
  addEventListener('pointercancel', onEnd);
}
