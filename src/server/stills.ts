import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StillDrawer, StillSource } from '../workflow/drawing/draw-still.ts';
import { scenesFor } from '../workflow/planning/find-scenes.ts';
import { fingerprint } from '../workflow/production/fingerprint.ts';
import { writeWhole } from '../workflow/production/production.ts';
import { drawingFingerprint } from '../workflow/production/take-names.ts';
import { outputSize, type Size } from '../workflow/settings.ts';
import { analysedTrack, readAnalysis } from './kept-analysis.ts';
import { mapPathOf, readMap } from './kept-map.ts';
import { renderRequest } from './render-request.ts';
import { RequestError } from './request-error.ts';
import { readRecord, workOf } from './studio-folder.ts';

/** Raised when stills are drawn differently in a way that {@link drawingFingerprint} does not show. */
const stillForm = 3;

const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);

interface Still {
  source: StillSource;
  size: Size;
  /** Where it is kept. */
  path: string;
}

/** Tells a state of a file from others; nothing where it is not there. */
function stateOf(path: string): string {
  const { size, mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return size === undefined ? '' : `${size} ${mtimeMs}`;
}

/** @param seed in place of the scene's own */
function stillAt(root: string, id: string, scene: number, width: number, seed: number | undefined): Still {
  const { map: kept } = readMap(root, id);
  const own = kept.scenes[scene];
  if (!own)
    throw new RequestError(404, `There is no scene ${scene}; the map has ${kept.scenes.length}, counted from 0.`);
  const map =
    seed === undefined
      ? kept
      : { ...kept, scenes: kept.scenes.map((one, i) => (i === scene ? { ...one, seed } : one)) };
  const { look, lut, logo, logoPosition, logoSize, logoOpacity, generator, scenes } = renderRequest(
    root,
    readRecord(root, id),
  );
  const finish = { look, lut, logo, logoPosition, logoSize, logoOpacity };
  const shape = outputSize('1080p', map.aspect_ratio ?? '16:9');
  const size = { width: even(width), height: even((width * shape.height) / shape.width) };
  const mapPath = mapPathOf(root, id);
  // A scene that takes the colours of another looks otherwise when that one does.
  const matched = map.scenes[scene].grade?.match === undefined ? [] : map.scenes;
  const library = scenesFor(mapPath, scenes);
  const name = fingerprint(
    stillForm,
    drawingFingerprint(),
    analysedTrack(root, id),
    map.seed,
    scene,
    map.scenes[scene],
    matched,
    finish,
    // Another file may come under the same name.
    [lut, logo].map(path => (path === undefined ? '' : stateOf(path))),
    library.own.map(library.fingerprint),
    generator ?? '',
    size,
  );
  return {
    source: { map, mapPath, analysis: readAnalysis(root, id), finish, generator, scenes },
    size,
    path: join(workOf(root, id), 'stills', `${name}.jpg`),
  };
}

/** Stills that are being drawn, by their paths: whoever asks meanwhile gets the same one. */
const underWay = new Map<string, Promise<Uint8Array>>();

/** A scene's picture as the video will show it, drawn once and kept. @param seed in place of the scene's own */
export async function stillOf(
  drawer: StillDrawer,
  root: string,
  id: string,
  scene: number,
  width: number,
  seed: number | undefined,
): Promise<Uint8Array> {
  const { source, size, path } = stillAt(root, id, scene, width, seed);
  if (existsSync(path)) return readFileSync(path);
  const draw = async (): Promise<Uint8Array> => {
    const picture = await drawer.draw(source, scene, size);
    // Somebody may have removed the production meanwhile.
    if (!existsSync(workOf(root, id))) return picture;
    mkdirSync(join(workOf(root, id), 'stills'), { recursive: true });
    writeWhole(path, picture);
    return picture;
  };
  let drawn = underWay.get(path);
  if (!drawn) underWay.set(path, (drawn = draw().finally(() => underWay.delete(path))));
  return drawn;
}

/** Width of the stills that a page shows; it asks for no other in its storyboard. */
const usualWidth = 384;

/** Draws the stills of all scenes ahead of a page that will ask for them, until the map is another one. */
export async function drawStoryboard(drawer: StillDrawer, root: string, id: string): Promise<void> {
  try {
    const { map } = readMap(root, id);
    for (const scene of map.scenes.keys()) {
      if (readMap(root, id).map !== map) return;
      await stillOf(drawer, root, id, scene, usualWidth, undefined);
    }
  } catch {
    // What is wrong with a scene is told to who asks for its picture.
  }
}
