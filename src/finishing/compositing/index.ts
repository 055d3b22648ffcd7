export type { MusicalLevel, Overlay } from './overlay.ts';
export { createOverlayPainter } from './overlay-painter.ts';
