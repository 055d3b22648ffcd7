import { signal } from '@preact/signals';
import { duration } from '../../state/production.ts';

/** Pixels a second; 0 fits the whole song. */
export const zoom = signal(0);
/** Pixels of the timeline that are in view. */
export const viewWidth = signal(1000);

const mostZoom = 240;
export const fitting = (): number => Math.max(0.01, viewWidth.value / Math.max(1, duration.value));
/** Pixels a second that are shown. */
export const scale = (): number => Math.max(fitting(), zoom.value);
export const zoomBy = (factor: number): void => {
  const next = Math.min(mostZoom, scale() * factor);
  zoom.value = next <= fitting() * 1.001 ? 0 : next;
};
export const zoomToFit = (): void => {
  zoom.value = 0;
};
