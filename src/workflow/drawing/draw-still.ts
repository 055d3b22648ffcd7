import { dirname } from 'node:path';
import type { Analysis } from '../../audio/index.ts';
import type { GradeTable } from '../../finishing/colour/index.ts';
import { chooseRenderer } from '../../generators/procedural/choose-renderer.ts';
import { createMusicalDrive, type MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../../generators/procedural/render-graph.ts';
import { builtInLibrary, type SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { createShotFrames, type ShotFrames } from '../../generators/procedural/shot-frames.ts';
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

/**
 * A renderer keeps every graph that it drew; with this many it is opened anew, so that memory stays flat however long
 * somebody edits.
 */
const mostGraphs = 400;

/** Opens a drawer of stills. Its renderer is opened with the first picture; pictures are drawn one after another. */
export function createStillDrawer(given?: SceneLibrary): StillDrawer {
  let renderer: Promise<FrameRenderer> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let drives = new WeakMap<Analysis, MusicalDrive>();
  let drawers = new Map<string, { drawer: ShotFrames; drive: MusicalDrive; library: SceneLibrary }>();
  const tables = new Map<string, GradeTable>();
  let drawn = new Set<string>();
  let prepared: { key: readonly unknown[]; made: Prepared } | undefined;

  const opened = (): Promise<FrameRenderer> => {
    renderer ??= chooseRenderer('auto').then(chosen => chosen.renderer);
    return renderer;
  };
  const driveOf = (analysis: Analysis): MusicalDrive => {
    let drive = drives.get(analysis);
    if (!drive) drives.set(analysis, (drive = createMusicalDrive(analysis)));
    return drive;
  };

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
        renderer: await opened(),
        drive: driveOf(analysis),
        output: size,
        frameRate,
        sceneSource: library.source,
        path: clip => clip,
      });
      grades = await grades.matched(other => pictureOf(scenes[other]));
    }
    for (const [name, table] of grades.tables) tables.set(name, table);
    const made = { library, frameRate, scenes: withGrades(scenes, grades), grades, overlays };
    prepared = { key, made };
    return made;
  }

  async function drawerFor(
    { library, frameRate }: Prepared,
    analysis: Analysis,
    size: Size,
    graph: string,
  ): Promise<ShotFrames> {
    if (drawn.size >= mostGraphs && !drawn.has(graph)) await startAnew();
    drawn.add(graph);
    const drive = driveOf(analysis);
    const key = `${size.width}x${size.height} ${frameRate}`;
    const known = drawers.get(key);
    if (known?.drive === drive && known.library === library) return known.drawer;
    const drawer = createShotFrames({
      renderer: await opened(),
      drive,
      native: size,
      output: size,
      frameRate,
      motionBlur: false,
      sceneSource: library.source,
      gradeTable: name => tables.get(name)!,
    });
    drawers.set(key, { drawer, drive, library });
    return drawer;
  }

  async function startAnew(): Promise<void> {
    await (await renderer)?.close();
    renderer = undefined;
    drawers = new Map();
    drawn = new Set();
    drives = new WeakMap();
    tables.clear();
    for (const [name, table] of prepared?.made.grades.tables ?? []) tables.set(name, table);
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
    const drive = driveOf(analysis);
    const isFootage = (map.scenes[index].generator ?? generator) === 'footage';
    let picture: Uint8Array;
    if (isFootage) {
      const { tables: own } = now.grades;
      picture = await drawFootageStill({
        map,
        mapFolder: dirname(mapPath),
        analysis,
        index,
        frame,
        frameRate,
        size,
        shot,
        tables: own,
        drive,
      });
    } else {
      const { scene: name, grade = '' } = shot.appearance;
      const drawer = await drawerFor(now, analysis, size, `${size.width}x${size.height} ${name} ${grade}`);
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
      await (await renderer)?.close();
    },
  };
}
