export type { MusicalLevel, Overlay } from './overlay.ts';
export { createOverlayPainter, type OverlayPainter } from './overlay-painter.ts';
