import type { Analysis } from '../audio/index.ts';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../generators/procedural/render-graph.ts';
import type { SceneLibrary } from '../generators/procedural/scene-library.ts';
import { createShotFrames } from '../generators/procedural/shot-frames.ts';
import { encodeImage } from '../media/index.ts';
import type { SceneMap } from '../scene-map/index.ts';
import { scenesFor } from './find-scenes.ts';
import { exactFrameRate, rational } from './frame-rate.ts';
import { resolveGrades } from './grades.ts';
import { musicalLevel, resolveOverlays } from './overlays.ts';
import { createPaintOver } from './paint-over.ts';
import { resolveScenes, withGrades } from './resolve-scenes.ts';
import { rgbFromNv12 } from './rgb-from-nv12.ts';
import { createScenePictures } from './scene-pictures.ts';
import { resolveSettings, type Size } from './settings.ts';
import { shotsOf } from './shots.ts';

/** Draws single pictures of a video without rendering it. */
export interface StillDrawer {
  /**
   * Draws the picture in the middle of a scene, clear of its transitions.
   *
   * @param index number of the scene in the map, from 0
   * @param size  pixels, both sides even
   * @param mapPath where the map lies, from which the paths of its colour tables count
   * @returns a JPEG
   * @throws {RangeError} when the map has no such scene, or it is shorter than a frame
   */
  draw(map: SceneMap, mapPath: string, analysis: Analysis, index: number, size: Size): Promise<Uint8Array>;
  /** The same as RGB, 8 bits a channel, rows from the top. */
  pixels(map: SceneMap, mapPath: string, analysis: Analysis, index: number, size: Size): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Opens a drawer of stills. Its renderer is opened with the first picture; pictures are drawn one after another. */
export function createStillDrawer(given?: SceneLibrary): StillDrawer {
  let renderer: Promise<FrameRenderer> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const drawNow: StillDrawer['pixels'] = async (map, mapPath, analysis, index, size) => {
    const settings = resolveSettings({ seed: map.seed, frameRate: map.frame_rate });
    const frameRate = exactFrameRate(settings.frameRate);
    let grades = resolveGrades({}, map, mapPath);
    const overlays = await resolveOverlays({}, map, mapPath);
    const library = given ?? scenesFor(mapPath);
    const sceneSource = library.source;
    const scenes = resolveScenes(map, settings, analysis.tempo, grades.ofScene, overlays.ofScene, library);
    renderer ??= chooseRenderer('auto').then(chosen => chosen.renderer);
    const drive = createMusicalDrive(analysis);
    if (grades.matches.has(index)) {
      const path = (clip: string): string => clip;
      const pictureOf = createScenePictures({
        renderer: await renderer,
        drive,
        output: size,
        frameRate,
        sceneSource,
        path,
      });
      grades = await grades.matched(other => pictureOf(scenes[other]));
    }
    const scene = withGrades(scenes, grades)[index];
    const alone = scene && { ...scene, transition: 'cut' as const, fadeOutSeconds: 0 };
    const first = alone ? Math.round(alone.start * frameRate) : 0;
    const end = alone ? Math.round(alone.end * frameRate) : 0;
    if (!alone || end <= first) throw new RangeError(`There is no scene ${index + 1} to draw.`);
    const range = { first, end };
    // The first scene of a list starts at frame 0, whatever its time; the clock of the picture is the scene's own.
    const [shot] = shotsOf([alone], frameRate, range);
    const drawer = createShotFrames({
      renderer: await renderer,
      drive,
      native: size,
      output: size,
      frameRate,
      motionBlur: false,
      sceneSource,
      gradeTable: name => grades.tables.get(name)!,
    });
    await drawer.prepare(shot);
    const picture = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
    const frame = Math.floor((first + end) / 2);
    await drawer.draw(shot, frame, picture);
    const paintOver = createPaintOver({
      output: size,
      frameRate: rational(settings.frameRate),
      always: [],
      level: musicalLevel(drive),
      lettering: undefined,
      textFolder: '',
    });
    const painter = await paintOver({ shot, frames: range });
    await painter?.paint(frame, picture);
    await painter?.close();
    return rgbFromNv12(picture, size);
  };
  const pixels: StillDrawer['pixels'] = (map, mapPath, analysis, index, size) => {
    const drawn = last.then(() => drawNow(map, mapPath, analysis, index, size));
    last = drawn.catch(() => {});
    return drawn;
  };
  return {
    pixels,
    async draw(map, mapPath, analysis, index, size) {
      return encodeImage(size.width, size.height, await pixels(map, mapPath, analysis, index, size), 'jpeg');
    },
    async close() {
      await last;
      await (await renderer)?.close();
    },
  };
}
