import type { Answer } from '../../server/contract/operations.ts';

export type ShotPlan = Answer<'readShots'>;

/** To the worker that draws the live picture. */
export type ToPreview =
  | { type: 'canvas'; canvas: OffscreenCanvas; renderer: 'auto' | 'gpu' | 'cpu' }
  | { type: 'music'; analysis: Answer<'readAnalysis'>; curves: ArrayBuffer }
  | { type: 'shots'; plan: ShotPlan }
  | { type: 'draw'; frame: number }
  /** Asks for the planes of one frame at a size, drawn as a render draws them. */
  | {
      type: 'planes';
      frame: number;
      width: number;
      height: number;
      native: { width: number; height: number };
      motionBlur: boolean;
    };

/** From the worker. */
export type FromPreview =
  | { type: 'ready'; description: string }
  | { type: 'drawn'; frame: number; milliseconds: number; height: number }
  | { type: 'planes'; planes: Uint8Array }
  | { type: 'failed'; message: string };
