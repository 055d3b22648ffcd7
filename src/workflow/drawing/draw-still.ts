import { dirname } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import { builtInLibrary, type SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { encodeImage } from '../../media/index.ts';
import type { SceneMap } from '../../scene-map/index.ts';
import { exactFrameRate, rational } from '../frame-rate.ts';
import { scenesFor } from '../planning/find-scenes.ts';
import { resolveSettings, type Size } from '../settings.ts';
import { drawFootageStill } from './footage-still.ts';
import { type GradeRequest, type Grades, resolveGrades } from './grades.ts';
import { type LogoRequest, musicalLevel, type Overlays, resolveOverlays } from './overlays.ts';
import { createPaintOver } from './paint-over.ts';
import { resolveScenes, withGrades } from './resolve-scenes.ts';
import { rgbFromNv12 } from './rgb-from-nv12.ts';
import { createScenePictures } from './scene-pictures.ts';
import { type ResolvedScene, shotsOf } from './shots.ts';
import { createStillRenderer } from './still-renderer.ts';

/** What stills are drawn from. The same objects again are the quickest: what was worked out for them is kept. */
export interface StillSource {
  map: SceneMap;
  /** Where the map lies, from which its paths count. */
  mapPath: string;
  analysis: Analysis;
  /** Colours of the whole video, and its logo. */
  finish?: GradeRequest & LogoRequest;
  /** Who makes scenes that name nobody. */
  generator?: string;
  /** A folder of scenes of one's own. */
  scenes?: string;
}

/** Draws single pictures of a video without rendering it. */
export interface StillDrawer {
  /**
   * Draws the picture in the middle of a scene as the video shows it, clear of its transitions and without words.
   *
   * @param index number of the scene in the map, from 0
   * @param size  pixels, both sides even
   * @returns a JPEG
   * @throws {RangeError} when the map has no such scene, or it is shorter than a frame
   */
  draw(source: StillSource, index: number, size: Size): Promise<Uint8Array>;
  /** The same as RGB, 8 bits a channel, rows from the top. */
  pixels(source: StillSource, index: number, size: Size): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** All that is the same for every still of a map. */
interface Prepared {
  library: SceneLibrary;
  frameRate: number;
  scenes: readonly ResolvedScene[];
  grades: Grades;
  overlays: Overlays;
}

/** Opens a drawer of stills. Its renderer is opened with the first picture; pictures are drawn one after another. */
export function createStillDrawer(given?: SceneLibrary): StillDrawer {
  const shared = createStillRenderer();
  let last: Promise<unknown> = Promise.resolve();
  let prepared: { key: readonly unknown[]; made: Prepared } | undefined;

  async function prepare(source: StillSource, size: Size): Promise<Prepared> {
    const { map, mapPath, analysis, finish = {} } = source;
    const library = given ?? scenesFor(mapPath, source.scenes);
    const own = library === builtInLibrary ? '' : library.own.map(library.fingerprint).join();
    const key = [map, mapPath, analysis, JSON.stringify(finish), given ?? own, `${size.width}x${size.height}`];
    if (prepared && key.every((value, i) => value === prepared!.key[i])) return prepared.made;
    const settings = resolveSettings({ seed: map.seed, frameRate: map.frame_rate });
    const frameRate = exactFrameRate(settings.frameRate);
    let grades = resolveGrades(finish, map, mapPath);
    const overlays = await resolveOverlays(finish, map, mapPath);
    const scenes = resolveScenes(map, settings, analysis.tempo, grades.ofScene, overlays.ofScene, library);
    if (grades.matches.size > 0) {
      const pictureOf = createScenePictures({
        renderer: await shared.opened(),
        drive: shared.driveOf(analysis),
        output: size,
        frameRate,
        sceneSource: library.source,
        path: clip => clip,
      });
      grades = await grades.matched(other => pictureOf(scenes[other]));
    }
    shared.useTables(grades.tables);
    const made = { library, frameRate, scenes: withGrades(scenes, grades), grades, overlays };
    prepared = { key, made };
    return made;
  }

  async function drawNow(source: StillSource, index: number, size: Size): Promise<Uint8Array> {
    const { map, mapPath, analysis, generator } = source;
    const now = await prepare(source, size);
    const { frameRate, overlays } = now;
    const scene = now.scenes[index];
    const alone = scene && { ...scene, transition: 'cut' as const, fadeOutSeconds: 0 };
    const first = alone ? Math.round(alone.start * frameRate) : 0;
    const end = alone ? Math.round(alone.end * frameRate) : 0;
    if (!alone || end <= first) throw new RangeError(`There is no scene ${index + 1} to draw.`);
    const range = { first, end };
    // The first scene of a list starts at frame 0, whatever its time; the clock of the picture is the scene's own.
    const [shot] = shotsOf([alone], frameRate, range);
    const frame = Math.floor((first + end) / 2);
    const drive = shared.driveOf(analysis);
    let picture: Uint8Array;
    if ((map.scenes[index].generator ?? generator) === 'footage') {
      const { tables } = now.grades;
      const mapFolder = dirname(mapPath);
      const footage = { map, mapFolder, analysis, index, frame, frameRate, size, shot, tables, drive };
      picture = await drawFootageStill(footage);
    } else {
      const drawer = await shared.drawerFor({ library: now.library, analysis, frameRate, size, shot });
      await drawer.prepare(shot);
      picture = new Uint8Array(new SharedArrayBuffer((size.width * size.height * 3) / 2));
      await drawer.draw(shot, frame, picture);
    }
    const paintOver = createPaintOver({
      output: size,
      frameRate: rational(resolveSettings({ frameRate: map.frame_rate }).frameRate),
      always: overlays.always,
      level: musicalLevel(drive),
      lettering: undefined,
      textFolder: '',
    });
    const painter = await paintOver({ shot, frames: range });
    await painter?.paint(frame, picture);
    await painter?.close();
    return rgbFromNv12(picture, size);
  }

  const pixels: StillDrawer['pixels'] = (source, index, size) => {
    const picture = last.then(() => drawNow(source, index, size));
    last = picture.catch(() => {});
    return picture;
  };
  return {
    pixels,
    async draw(source, index, size) {
      return encodeImage(size.width, size.height, await pixels(source, index, size), 'jpeg');
    },
    async close() {
      await last;
      await shared.close();
    },
  };
}
