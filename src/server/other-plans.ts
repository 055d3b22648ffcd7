import { planVariations, type SceneMap } from '../scene-map/index.ts';
import type { StillDrawer } from '../workflow/drawing/draw-still.ts';
import { scenesFor } from '../workflow/planning/find-scenes.ts';
import { planOptions } from '../workflow/planning/prepare-production.ts';
import { fingerprint } from '../workflow/production/fingerprint.ts';
import { outputSize, resolveSettings } from '../workflow/settings.ts';
import type { Answer } from './contract/operations.ts';
import { analysedTrack, readAnalysis } from './kept-analysis.ts';
import { mapPathOf } from './kept-map.ts';
import { renderRequest } from './render-request.ts';
import { RequestError } from './request-error.ts';
import type { StudioRecord } from './studio-folder.ts';

/** The last alternatives that were planned: their pictures are asked for one by one. */
let last: { key: string; maps: SceneMap[] } | undefined;
const mostPlans = 6;

function plan(root: string, record: StudioRecord): SceneMap[] {
  const analysis = readAnalysis(root, record.id);
  const request = renderRequest(root, record);
  const settings = resolveSettings(request);
  const { style, seed, frameRate, resolution, aspectRatio } = settings;
  const key = fingerprint(record.id, analysedTrack(root, record.id), {
    style,
    seed,
    frameRate,
    resolution,
    aspectRatio,
  });
  if (last?.key !== key) {
    const library = scenesFor(mapPathOf(root, record.id), request.scenes);
    const options = planOptions(request.audioPath, settings);
    last = { key, maps: planVariations(analysis, library.scenes, options, mostPlans) };
  }
  return last.maps;
}

/** How many scenes stand for a plan. */
const shownScenes = 6;

/** Other plans of the same music and style. The first is that of the present seed. */
export function plansOf(root: string, record: StudioRecord, count: number): Answer<'proposePlans'> {
  return plan(root, record)
    .slice(0, count)
    .map(({ seed, notes = '', scenes }) => {
      const end = scenes.at(-1)!.end_time;
      const shown = Array.from({ length: shownScenes }, (_, i) =>
        Math.max(
          0,
          scenes.findIndex(({ end_time }) => ((i + 0.5) / shownScenes) * end < end_time),
        ),
      );
      return { seed, notes, scenes: [...new Set(shown)].map(scene => ({ scene, start: scenes[scene].start_time })) };
    });
}

/** A scene of another plan, small. @throws {RequestError} 404 */
export async function planStill(
  drawer: StillDrawer,
  root: string,
  record: StudioRecord,
  seed: number,
  scene: number,
): Promise<Uint8Array> {
  const map = plan(root, record).find(one => one.seed === seed);
  if (!map?.scenes[scene]) throw new RequestError(404, 'There is no such plan or scene; ask for the plans again.');
  const { look, lut, scenes } = renderRequest(root, record);
  const shape = outputSize('1080p', map.aspect_ratio ?? '16:9');
  const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);
  const size = { width: 288, height: even((288 * shape.height) / shape.width) };
  const source = {
    map,
    mapPath: mapPathOf(root, record.id),
    analysis: readAnalysis(root, record.id),
    finish: { look, lut },
    scenes,
  };
  return drawer.draw(source, scene, size);
}
