import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { loopStretch, loopWithin, type Stretch, shortestLoop } from '../../finishing/delivery/index.ts';
import { clock } from '../../formatting/clock.ts';
import { findGenerator } from '../../generators/catalogue.ts';
import { printSceneMap, type Scene, type SceneMap, sceneSeed } from '../../scene-map/index.ts';
import { shownPart } from '../assembly/edit-record.ts';
import { makerOf } from '../clips/made-clips.ts';
import { exactFrameRate } from '../frame-rate.ts';
import { estimateOrders } from '../render-video.ts';
import { SettingsError, type VideoSettings } from '../settings.ts';
import { closeLoop } from './close-loop.ts';
import { type ExportRequest, renderAgain, requestAgain, type Source, withoutCards } from './export-source.ts';
import { readEditSceneMap } from './export-timeline.ts';

/** A scene that may stand in a map elsewhere. */
function withWholePaths(scene: Scene, folder: string): Scene {
  const shaped = (mask: string): boolean => mask === 'ellipse' || mask === 'rounded';
  const { grade, overlays, references } = scene;
  return {
    ...scene,
    // The scene stands alone: there is none to match.
    ...(grade
      ? { grade: { ...grade, match: undefined, ...(grade.lut ? { lut: resolve(folder, grade.lut) } : {}) } }
      : {}),
    ...(references ? { references: references.map(one => (/^https:/i.test(one) ? one : resolve(folder, one))) } : {}),
    ...(overlays
      ? {
          overlays: overlays.map(overlay => ({
            ...overlay,
            file: resolve(folder, overlay.file),
            ...(overlay.mask && !shaped(overlay.mask) ? { mask: resolve(folder, overlay.mask) } : {}),
          })),
        }
      : {}),
  };
}

const leadSeconds = 0.75;

/** Stretches of the track in which one clip stands alone, the longest first. */
async function clipStretches(source: Source, request: ExportRequest, filmPath: string): Promise<Stretch[]> {
  const { frameRate } = source.edit;
  const rate = frameRate.numerator / frameRate.denominator;
  const shown = shownPart(source.edit);
  const part = { start: shown.start, duration: shown.end - shown.start };
  const plan = await estimateOrders(await requestAgain(source, request, filmPath, { ...part, lyrics: false }));
  const scenes = plan?.inputs.scenes ?? [];
  const stretches = (plan?.scenes ?? []).flatMap(({ scene, clips, generator }) => {
    if (generator.provider.local) return [];
    const { start, end, transition, transitionSeconds, fadeOutSeconds } = scenes[scene];
    const next = scenes[scene + 1];
    const sinking = Math.max(fadeOutSeconds, next?.transition === 'fade' ? next.transitionSeconds / 2 : 0);
    const clear = { start: start + (transition === 'cut' ? 0 : transitionSeconds), end: end - sinking };
    return clips.map(({ frames }) => ({
      start: Math.max(clear.start, frames.first / rate, shown.start) + leadSeconds,
      end: Math.min(clear.end, frames.end / rate, shown.end),
    }));
  });
  return stretches.sort((a, b) => b.end - b.start - (a.end - a.start));
}

/** The scene that a loop shows. */
interface ShownScene {
  scene: Scene;
  map: SceneMap;
  /** The paths of the map count from it. */
  mapFolder: string;
  /** The generator that made the scene, where it is told. */
  maker?: string;
}

function sceneAt({ edit, folder, made }: Source, time: number): ShownScene {
  const mapPath = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  const map = readEditSceneMap(folder, edit);
  if (!map) throw new SettingsError(`The scene map of ${folder} cannot be read; mend it or render again.`);
  const scene = map.scenes.find(s => s.start_time <= time && time < s.end_time) ?? map.scenes[0];
  return { scene, map, mapFolder: dirname(mapPath), maker: makerOf(made, scene.start_time) ?? scene.generator };
}

/** Whether a service was paid for what a generator made. */
function isPaid(maker: string | undefined): boolean {
  const generator = maker === undefined ? undefined : findGenerator(maker);
  return generator !== undefined && !generator.provider.local;
}

/** A loop that lies within one clip of a scene, or else within one of the others. @throws {SettingsError} */
async function loopWithinClip(
  source: Source,
  request: ExportRequest,
  filmPath: string,
  { start_time, end_time }: Scene,
): Promise<Stretch> {
  const stretches = await clipStretches(source, request, filmPath);
  const near = stretches.filter(one => one.end > start_time && one.start < end_time);
  const loop = [...near, ...stretches].map(one => loopWithin(source.analysis, one)).find(one => one !== undefined);
  if (!loop)
    throw new SettingsError(
      'No clip of the video stands alone for the 4 seconds that a loop needs; --reorder-clips orders a longer one, at its price.',
    );
  return loop;
}

/**
 * The map with one scene from `from` to `to` and around it, so that no cut lies in the loop and its lead: one would be
 * seen as the seam.
 */
function mapOfLoop(
  { scene, map, mapFolder, maker }: ShownScene,
  { edit, analysis }: Source,
  from: number,
  to: number,
): SceneMap {
  const plain = { ...scene, transition_type: 'cut' as const, transition_duration: undefined, fade_out: undefined };
  const placed = {
    ...withWholePaths(plain, mapFolder),
    // A seed that is left open hangs on the scene's place in the map.
    seed: sceneSeed({ ...map, seed: edit.seed ?? map.seed }, map.scenes.indexOf(scene)),
    ...(maker ? { generator: maker } : {}),
  };
  const scenes = [
    { start: 0, end: from },
    { start: from, end: to },
    { start: to, end: analysis.duration },
  ]
    .filter(({ start, end }) => end - start > 0.001)
    .map(({ start, end }) => ({ ...placed, start_time: start, end_time: end }));
  return { ...map, scenes, range: undefined };
}

/**
 * Draws a silent loop of whole bars, dissolves its end into what leads up to its beginning, and measures that it
 * closes.
 */
export async function makeLoop(
  source: Source,
  request: ExportRequest,
  outputPath: string,
  settings: Partial<VideoSettings>,
): Promise<{ path: string; notes: string[] }> {
  const { edit, analysis } = source;
  const rate = exactFrameRate(Number(edit.settings.frameRate));
  const { start: begins, end: ends } = shownPart(edit);
  // What leads up to the loop may lie before the video, but not before the track.
  const strongest = loopStretch(analysis, { start: Math.max(begins, leadSeconds), end: ends });
  if (!strongest) throw new SettingsError(`A loop needs ${shortestLoop} seconds of video; this one is too short.`);
  const shown = sceneAt(source, (strongest.start + strongest.end) / 2);
  // A scene that is paid is not ordered again at another length.
  const asItIs = isPaid(shown.maker) && !request.reorderClips;
  const filmPath = outputPath.replace(/\.mp4$/, '.film.mov');
  const mapPath = `${filmPath}.json`;
  try {
    const stretch = asItIs ? await loopWithinClip(source, request, filmPath, shown.scene) : strongest;
    const length = Math.round((stretch.end - stretch.start) * rate);
    const lead = Math.min(Math.round(leadSeconds * rate), length - 1);
    const first = Math.max(lead, Math.round(stretch.start * rate));
    const from = Math.max(0, Math.floor(((first - lead) / rate) * 1000) / 1000 - 0.05);
    const to = Math.min(analysis.duration, (first + length) / rate + 0.05);
    if (!asItIs) writeFileSync(mapPath, printSceneMap(mapOfLoop(shown, source, from, to)));
    const remarks = await renderAgain(source, request, filmPath, {
      ...settings,
      start: (first - lead) / rate,
      duration: (lead + length) / rate,
      // A loop goes on without words.
      ...withoutCards,
      lyrics: false,
      codec: 'prores',
      constantQuality: undefined,
      bitDepth: undefined,
      hardware: undefined,
      ...(asItIs ? {} : { sceneMapPath: mapPath, made: undefined }),
    });
    const encoding = { frameRate: edit.frameRate, bitRate: (settings.bitRate ?? 8) * 1e6 };
    const { closing, within } = await closeLoop(filmPath, outputPath, { lead, length, ...encoding }, request.signal);
    const seam =
      closing <= within ? 'it closes' : 'THE SEAM MAY BE SEEN; choose another seed or a calmer scene at that place';
    return {
      path: outputPath,
      notes: [
        `${(length / rate).toFixed(2)} s loop from ${clock(first / rate, 2)}: its last picture differs from its first by ${closing.toFixed(2)}, neighbours by up to ${within.toFixed(2)} code values: ${seam}.`,
        ...remarks,
      ],
    };
  } finally {
    rmSync(filmPath, { force: true });
    rmSync(mapPath, { force: true });
    // What was paid for the loop stays.
    if (!request.reorderClips) rmSync(filmPath.replace(/\.mov$/, '.phosphene'), { recursive: true, force: true });
  }
}
