import { join } from 'node:path';
import { createOverlayPainter, type MusicalLevel, type Overlay } from '../../finishing/compositing/index.ts';
import { createLetteringPainter, type Lettering, writeFonts } from '../../finishing/titles/index.ts';
import type { Shot } from '../../generators/procedural/appearance.ts';
import type { Size } from '../settings.ts';
import { type FrameRange, overlaysOf, transitionAt } from './shots.ts';

/** Draws over the frames of one take, between their drawing and their encoding. */
export interface FramePainter {
  /** @param nv12 changed in place */
  paint(frame: number, nv12: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Opens the painter of a take; undefined where nothing is laid over it. */
export type PaintOver = (take: { shot: Shot; frames: FrameRange }) => Promise<FramePainter | undefined>;

export interface PaintOverOptions {
  output: Size;
  frameRate: { numerator: number; denominator: number };
  /** Overlays that stand over every scene, above those of the scenes. */
  always: readonly Overlay[];
  level: MusicalLevel;
  lettering: Lettering | undefined;
  /** Folder for the files of the text. */
  textFolder: string;
}

/**
 * Makes the opener of painters: the overlays of a shot and of the one it dissolves from, the logo, and last the words.
 */
export function createPaintOver(options: PaintOverOptions): PaintOver {
  const { output, frameRate, always, level, lettering, textFolder } = options;
  if (lettering) writeFonts(lettering, join(textFolder, 'fonts'));
  return async ({ shot, frames }) => {
    const layers = [overlaysOf(shot.join?.from), overlaysOf(shot.appearance), always];
    const overlays = layers.some(layer => layer.length > 0)
      ? createOverlayPainter(layers, { ...output, frameRate }, level)
      : undefined;
    const text =
      lettering && (await createLetteringPainter(lettering, textFolder, 'take', { ...output, frameRate, ...frames }));
    if (!overlays && !text) return undefined;
    return {
      async paint(frame, nv12) {
        const { mix, visibility } = transitionAt(shot, frame);
        await overlays?.paint(frame, nv12, [(1 - mix) * visibility, mix * visibility, 1]);
        await text?.paint(frame, nv12);
      },
      async close() {
        text?.close();
        await overlays?.close();
      },
    };
  };
}
