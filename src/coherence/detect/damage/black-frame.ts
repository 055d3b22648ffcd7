import type { FrameMeasures } from '../../measure/frame-measures.ts';

/** Whether nothing in a frame is brighter than black is coded, but for a little noise. */
export const isBlack = (f: FrameMeasures): boolean => f.brightest <= 20;
