import type { Analysis } from '../../audio/index.ts';
import type { Overlay } from '../../finishing/compositing/index.ts';
import { type Lettering, letteringWithin } from '../../finishing/titles/index.ts';
import type { Shot } from '../../generators/procedural/appearance.ts';
import { transitionSource } from '../../generators/procedural/frame-graph.ts';
import { builtInFingerprint, type SceneLibrary } from '../../generators/procedural/scene-library.ts';
import type { FrameRange } from '../drawing/shots.ts';
import type { Size, VideoSettings } from '../settings.ts';
import { fingerprint } from './fingerprint.ts';

/** Raised when drawing or encoding changes in a way that fingerprints of the inputs do not show. */
const drawingForm = 4;

/** Stands for how this version draws the built-in scenes. */
export const drawingFingerprint = (): string => fingerprint(drawingForm, builtInFingerprint());

/** What the frames of every take depend on beside its shot. */
export interface TakeInputs {
  settings: VideoSettings;
  native: Size;
  output: Size;
  /** Frames a second. */
  frameRate: number;
  renderer: { description: string };
  analysis: Analysis;
  lettering: Lettering | undefined;
  library: Pick<SceneLibrary, 'fingerprint'>;
  /** Overlays over all scenes; those of a scene stand in its appearance. */
  always: readonly Overlay[];
}

/**
 * Names takes by all that their frames are made from: the same inputs give the same name, so a take that is there need
 * not be drawn again.
 */
export function createTakeNames(inputs: TakeInputs): (shot: Shot, frames: FrameRange) => string {
  const { settings, native, output, frameRate, renderer, analysis, lettering, always, library } = inputs;
  // The CPU draws the same everywhere, however many threads there are; graphics cards do not.
  const backend = renderer.description.startsWith('CPU') ? 'cpu' : renderer.description;
  const music = fingerprint({ ...analysis, features: undefined }, fingerprintOfCurves(analysis));
  return (shot, frames) => {
    const appearances = [shot.appearance, ...(shot.join ? [shot.join.from] : [])];
    return fingerprint(
      drawingForm,
      shot,
      frames,
      appearances.map(({ scene }) => library.fingerprint(scene)),
      music,
      native,
      output,
      settings.quality,
      settings.codec,
      settings.constantQuality ?? settings.bitRate,
      [settings.constantQuality !== undefined, settings.bitDepth ?? 8, settings.hardware ?? false],
      settings.allowFlashes ?? false,
      frameRate,
      backend,
      ...(shot.join ? [transitionSource(shot.join.kind)] : []),
      ...textFingerprint(lettering, frames, frameRate),
      ...always,
    );
  };
}

/**
 * What of the text is seen in a take, so that other words draw only the takes again in which they stand; nothing where
 * there is none.
 */
function textFingerprint(lettering: Lettering | undefined, frames: FrameRange, frameRate: number): unknown[] {
  const seen = lettering && letteringWithin(lettering, frames.first / frameRate, frames.end / frameRate);
  return seen && seen.events.length > 0 ? [seen] : [];
}

/** The curves are too long to write out for a fingerprint; sums of their bytes tell them apart. */
function fingerprintOfCurves({ features }: Analysis): string[] {
  return [features.loudness, features.onsetStrength, features.spectrum].map(curve =>
    fingerprint(Buffer.from(curve.buffer, curve.byteOffset, curve.byteLength).toString('base64')),
  );
}
