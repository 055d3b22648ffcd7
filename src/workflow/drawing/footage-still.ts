import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import type { GradeTable } from '../../finishing/colour/index.ts';
import type { Shot } from '../../generators/procedural/appearance.ts';
import type { MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import { decodeVideo, probeVideo } from '../../media/index.ts';
import { musicalGrid, type SceneMap } from '../../scene-map/index.ts';
import { cropNv12 } from '../clips/clip-frames.ts';
import { createClipGrader } from '../clips/grade-clips.ts';
import { cutsOfScene } from '../clips/plan-footage.ts';
import { SettingsError, type Size } from '../settings.ts';

export interface FootageStillOptions {
  map: SceneMap;
  /** Folder from which the map's paths count. */
  mapFolder: string;
  analysis: Analysis;
  /** Number of the scene, from 0. */
  index: number;
  /** Frame of the video that is shown. */
  frame: number;
  frameRate: number;
  size: Size;
  shot: Shot;
  tables: ReadonlyMap<string, GradeTable>;
  drive: MusicalDrive;
}

const even = (value: number): number => Math.ceil(value / 2) * 2;

/**
 * The picture of the user's footage that a scene shows at a frame, cropped to the size and with its colours corrected,
 * as NV12. A still's camera stands where it begins.
 *
 * @throws {SettingsError} where the scene names no footage, or a file that is not there
 */
export async function drawFootageStill(options: FootageStillOptions): Promise<Uint8Array> {
  const { map, mapFolder, analysis, index, frame, frameRate, size, shot, tables, drive } = options;
  const time = frame / frameRate;
  const cuts = await cutsOfScene(index, map.scenes[index], mapFolder, musicalGrid(analysis).beats);
  const cut = cuts.findLast(({ from }) => from <= time) ?? cuts[0];
  const video = await probeVideo(cut.path);
  const wanted = Math.floor((cut.start + time - cut.from) * video.frameRate + 1e-6);
  const frames = [Math.max(0, Math.min(video.frames - 1, wanted))];
  const scale = Math.max(size.width / video.width, size.height / video.height);
  const covering = { width: even(video.width * scale - 1e-6), height: even(video.height * scale - 1e-6) };
  let picture: Uint8Array | undefined;
  for await (const { data } of decodeVideo(cut.path, { ...covering, format: 'nv12', frames }))
    picture = cropNv12(data, covering, size).slice();
  if (!picture) throw new SettingsError(`Scene ${index + 1}: ${cut.path} has no picture there; correct its reference.`);
  if (shot.appearance.grade === undefined) return picture;
  const folder = mkdtempSync(join(tmpdir(), 'phosphene-still-'));
  const grader = createClipGrader({ tables, drive, output: size, frameRate, folder });
  try {
    await grader.correct(shot.appearance, frame, picture);
  } finally {
    grader.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return picture;
}
