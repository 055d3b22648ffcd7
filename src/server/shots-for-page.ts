import { resolveGrades } from '../workflow/drawing/grades.ts';
import { resolveScenes } from '../workflow/drawing/resolve-scenes.ts';
import { shotsOf } from '../workflow/drawing/shots.ts';
import { exactFrameRate } from '../workflow/frame-rate.ts';
import { scenesFor } from '../workflow/planning/find-scenes.ts';
import { settingsWithMap } from '../workflow/planning/map-settings.ts';
import { nativeSize, outputSize, resolveSettings } from '../workflow/settings.ts';
import type { Answer } from './contract/operations.ts';
import { readAnalysis } from './kept-analysis.ts';
import { mapPathOf, readMap } from './kept-map.ts';
import { renderRequest } from './render-request.ts';
import type { StudioRecord } from './studio-folder.ts';

/** The shots of a production's video as it stands, and all that they are drawn with. */
export function videoShots(root: string, record: StudioRecord) {
  const { map } = readMap(root, record.id);
  const analysis = readAnalysis(root, record.id);
  const request = renderRequest(root, record);
  const settings = settingsWithMap(request, resolveSettings(request), map);
  const frameRate = exactFrameRate(settings.frameRate);
  const grades = resolveGrades(request, map, mapPathOf(root, record.id));
  const library = scenesFor(mapPathOf(root, record.id), request.scenes);
  const scenes = resolveScenes(map, settings, analysis.tempo, grades.ofScene, [], library);
  const frames = Math.max(1, Math.ceil(analysis.duration * frameRate - 1e-6));
  const size = outputSize(settings.resolution, settings.aspectRatio);
  const shots = shotsOf(scenes, frameRate, { first: 0, end: frames }, settings);
  return { map, analysis, settings, frameRate, frames, size, grades, library, scenes, shots };
}

/** What a page draws the production's pictures from: the very shots that a render makes takes of. */
export function shotsForPage(root: string, record: StudioRecord): Answer<'readShots'> {
  const { map, settings, frameRate, frames, size, grades, library, scenes, shots } = videoShots(root, record);
  const names = new Set(scenes.map(({ appearance }) => appearance.scene));
  return {
    frameRate,
    frames,
    size,
    native: nativeSize(size, settings.quality),
    motionBlur: settings.quality !== 'draft',
    allowFlashes: settings.allowFlashes ?? false,
    shots: shots as unknown as Answer<'readShots'>['shots'],
    sources: Object.fromEntries([...names].map(name => [name, library.source(name)])),
    grades: Object.fromEntries(
      [...grades.tables].map(([name, { size: points, data }]) => [
        name,
        { size: points, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') },
      ]),
    ),
    scenes: scenes.map(({ appearance }, i) => ({
      scene: appearance.scene,
      palette: appearance.palette.map(([r, g, b]): [number, number, number] => [r, g, b]),
      generator: map.scenes[i].generator ?? record.settings.generator,
    })),
  };
}
