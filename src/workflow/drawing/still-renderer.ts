import type { Analysis } from '../../audio/index.ts';
import type { GradeTable } from '../../finishing/colour/index.ts';
import type { Shot } from '../../generators/procedural/appearance.ts';
import { chooseRenderer } from '../../generators/procedural/choose-renderer.ts';
import { createMusicalDrive, type MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import type { FrameRenderer } from '../../generators/procedural/render-graph.ts';
import type { SceneLibrary } from '../../generators/procedural/scene-library.ts';
import { createShotFrames, type ShotFrames } from '../../generators/procedural/shot-frames.ts';
import type { Size } from '../settings.ts';

/** What a still is drawn with. */
interface StillDrawing {
  library: SceneLibrary;
  analysis: Analysis;
  /** Frames a second. */
  frameRate: number;
  size: Size;
  shot: Shot;
}

/** What stills share: a renderer, opened with the first of them, and drawers for each size and analysis. */
export interface StillRenderer {
  opened(): Promise<FrameRenderer>;
  driveOf(analysis: Analysis): MusicalDrive;
  /** Gives the tables that shots name in their grades. */
  useTables(tables: ReadonlyMap<string, GradeTable>): void;
  drawerFor(drawing: StillDrawing): Promise<ShotFrames>;
  close(): Promise<void>;
}

/**
 * A renderer keeps every graph that it drew; with this many it is opened anew, so that memory stays flat however long
 * somebody edits.
 */
const mostGraphs = 400;

/** Opens nothing yet. */
export function createStillRenderer(): StillRenderer {
  let renderer: Promise<FrameRenderer> | undefined;
  let drives = new WeakMap<Analysis, MusicalDrive>();
  let drawers = new Map<string, { drawer: ShotFrames; drive: MusicalDrive; library: SceneLibrary }>();
  let drawn = new Set<string>();
  const tables = new Map<string, GradeTable>();
  let latest: ReadonlyMap<string, GradeTable> = new Map();

  const opened = (): Promise<FrameRenderer> => {
    renderer ??= chooseRenderer('auto').then(chosen => chosen.renderer);
    return renderer;
  };
  const driveOf = (analysis: Analysis): MusicalDrive => {
    let drive = drives.get(analysis);
    if (!drive) drives.set(analysis, (drive = createMusicalDrive(analysis)));
    return drive;
  };
  const addTables = (added: ReadonlyMap<string, GradeTable>): void => {
    for (const [name, table] of added) tables.set(name, table);
  };
  const startAnew = async (): Promise<void> => {
    await (await renderer)?.close();
    renderer = undefined;
    drawers = new Map();
    drawn = new Set();
    drives = new WeakMap();
    tables.clear();
    addTables(latest);
  };

  return {
    opened,
    driveOf,
    useTables(given) {
      latest = given;
      addTables(given);
    },
    async drawerFor({ library, analysis, frameRate, size, shot }) {
      const pixels = `${size.width}x${size.height}`;
      const graph = `${pixels} ${shot.appearance.scene} ${shot.appearance.grade ?? ''}`;
      if (drawn.size >= mostGraphs && !drawn.has(graph)) await startAnew();
      drawn.add(graph);
      const drive = driveOf(analysis);
      const key = `${pixels} ${frameRate}`;
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
    },
    async close() {
      await (await renderer)?.close();
    },
  };
}
