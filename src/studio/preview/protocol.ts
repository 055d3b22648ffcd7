import type { Answer } from '../../server/contract/operations.ts';

export type ShotPlan = Answer<'readShots'>;

/** What is to draw: whatever is quickest here, or one of them for tests and trials. */
export const wantedRenderers = ['auto', 'gpu', 'cpu', 'server'] as const;
export type WantedRenderer = (typeof wantedRenderers)[number];

/** To the worker that draws the live picture. */
export type ToPreview =
  /** @param frames address under which the studio draws single frames, for browsers that cannot */
  | { type: 'canvas'; canvas: OffscreenCanvas; renderer: WantedRenderer; frames: string }
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
  | { type: 'ready'; by: 'gpu' | 'cpu' | 'server' }
  | { type: 'drawn'; frame: number; milliseconds: number; height: number }
  | { type: 'planes'; planes: Uint8Array }
  | { type: 'failed'; message: string };
