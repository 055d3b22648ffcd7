/**
 * Frames of one scene under a track's music, without encoding: what the benches of scenes measure and the gallery
 * shows.
 */

import type { Appearance, Shot } from '../src/generators/procedural/appearance.ts';
import type { MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import { type FrameRenderer, nv12Bytes } from '../src/generators/procedural/render-graph.ts';
import { sceneSource } from '../src/generators/procedural/scene-library.ts';
import { createShotFrames } from '../src/generators/procedural/shot-frames.ts';

/** Width and height in pixels, both even. */
export interface PictureSize {
  width: number;
  height: number;
}

/** What is drawn, and how. */
export interface SceneFrames {
  renderer: FrameRenderer;
  drive: MusicalDrive;
  appearance: Appearance;
  size: PictureSize;
  frameRate: number;
  /** Off by default, as in drafts. */
  motionBlur?: boolean;
  /** Strength of the film grain; that of every video by default. */
  grain?: number;
}

/**
 * Draws frames of a scene in order, each as NV12; every picture is a buffer of its own.
 *
 * @param frames numbers of the frames, counted from the start of the track
 */
export async function* sceneFrames(
  { renderer, drive, appearance, size, frameRate, motionBlur = false, grain }: SceneFrames,
  frames: Iterable<number>,
): AsyncGenerator<Uint8Array> {
  const drawer = createShotFrames({
    renderer,
    drive,
    native: size,
    output: size,
    frameRate,
    motionBlur,
    sceneSource,
    grain,
  });
  const firstFrame = Math.round(appearance.start * frameRate);
  const endFrame = Math.round((appearance.start + appearance.duration) * frameRate);
  const shot: Shot = { firstFrame, endFrame, appearance, fadeInFrames: 0, fadeOutFrames: 0 };
  await drawer.prepare(shot);
  for (const frame of frames) {
    const picture = new Uint8Array(nv12Bytes(size.width, size.height));
    await drawer.draw(shot, frame, picture);
    yield picture;
  }
}

/** The luma of an NV12 picture. */
export const lumaOf = (picture: Uint8Array, { width, height }: PictureSize): Uint8Array =>
  picture.subarray(0, width * height);

/** Mean code value of the luma. */
export function meanLuma(picture: Uint8Array, size: PictureSize): number {
  let sum = 0;
  for (const value of lumaOf(picture, size)) sum += value;
  return sum / (size.width * size.height);
}
