import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  difference,
  loopStretch,
  loopWithin,
  mixInto,
  planLoop,
  type Stretch,
  shortestLoop,
} from '../../finishing/delivery/index.ts';
import { findGenerator } from '../../generators/catalogue.ts';
import { createVideoEncoder, decodeVideo, probeVideo } from '../../media/index.ts';
import { clock } from '../../reports/clock.ts';
import { printSceneMap, type Scene, sceneSeed } from '../../scene-map/index.ts';
import { shownPart } from '../assembly/edit-record.ts';
import { makerOf } from '../clips/made-clips.ts';
import { exactFrameRate } from '../frame-rate.ts';
import { estimateOrders } from '../render-video.ts';
import { SettingsError, type VideoSettings } from '../settings.ts';
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
  const { edit, analysis, folder } = source;
  const rate = exactFrameRate(Number(edit.settings.frameRate));
  const filmPath = outputPath.replace(/\.mp4$/, '.film.mov');
  const leave = (): void => {
    rmSync(filmPath, { force: true });
    rmSync(`${filmPath}.json`, { force: true });
    // What was paid for the loop stays.
    if (!request.reorderClips) rmSync(filmPath.replace(/\.mov$/, '.phosphene'), { recursive: true, force: true });
  };
  const { start: begins, end: ends } = shownPart(source.edit);
  // What leads up to the loop may lie before the video, but not before the track.
  const strongest = loopStretch(analysis, { start: Math.max(begins, leadSeconds), end: ends });
  if (!strongest) throw new SettingsError(`A loop needs ${shortestLoop} seconds of video; this one is too short.`);
  const given = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  const map = readEditSceneMap(folder, edit);
  if (!map) throw new SettingsError(`The scene map of ${folder} cannot be read; mend it or render again.`);
  const middle = (strongest.start + strongest.end) / 2;
  const scene = map.scenes.find(s => s.start_time <= middle && middle < s.end_time) ?? map.scenes[0];
  const maker = makerOf(source.made, scene.start_time) ?? scene.generator;
  const generator = maker === undefined ? undefined : findGenerator(maker);
  const ordered = generator !== undefined && !generator.provider.local;
  const asItIs = ordered && !request.reorderClips;
  let stretch: Stretch | undefined = strongest;
  if (asItIs) {
    // A scene that is paid is not ordered again at another length: the loop lies within one of its clips, or of the
    // others.
    try {
      const stretches = await clipStretches(source, request, filmPath);
      const near = stretches.filter(one => one.end > scene.start_time && one.start < scene.end_time);
      stretch = [...near, ...stretches].map(one => loopWithin(analysis, one)).find(one => one !== undefined);
    } catch (error) {
      leave();
      throw error;
    }
  }
  if (!stretch) {
    leave();
    throw new SettingsError(
      'No clip of the video stands alone for the 4 seconds that a loop needs; --reorder-clips orders a longer one, at its price.',
    );
  }
  const length = Math.round((stretch.end - stretch.start) * rate);
  const lead = Math.min(Math.round(leadSeconds * rate), length - 1);
  const first = Math.max(lead, Math.round(stretch.start * rate));
  // One scene through the whole loop and its lead: a cut in it would be seen as the seam.
  const from = Math.max(0, Math.floor(((first - lead) / rate) * 1000) / 1000 - 0.05);
  const to = Math.min(analysis.duration, (first + length) / rate + 0.05);
  const plain = { ...scene, transition_type: 'cut' as const, transition_duration: undefined, fade_out: undefined };
  const parts = [
    { start: 0, end: from },
    { start: from, end: to },
    { start: to, end: analysis.duration },
  ].filter(part => part.end - part.start > 0.001);
  const placed = {
    ...withWholePaths(plain, dirname(given)),
    // A seed that is left open hangs on the scene's place in the map.
    seed: sceneSeed({ ...map, seed: edit.seed ?? map.seed }, map.scenes.indexOf(scene)),
    ...(maker ? { generator: maker } : {}),
  };
  const scenes = parts.map(({ start, end }) => ({ ...placed, start_time: start, end_time: end }));
  const mapPath = `${filmPath}.json`;
  const plan = planLoop(lead, length);
  const neighbours: number[] = [];
  let closing = 0;
  let remarks: string[] = [];
  try {
    if (!asItIs) writeFileSync(mapPath, printSceneMap({ ...map, scenes, range: undefined }));
    const { settings: _kept, ...rest } = { settings, start: (first - lead) / rate, duration: (lead + length) / rate };
    remarks = await renderAgain(source, request, filmPath, {
      ...settings,
      ...rest,
      // A loop goes on without words.
      ...withoutCards,
      lyrics: false,
      codec: 'prores',
      constantQuality: undefined,
      bitDepth: undefined,
      hardware: undefined,
      ...(asItIs ? {} : { sceneMapPath: mapPath, made: undefined }),
    });
    const info = await probeVideo(filmPath);
    const encoder = await createVideoEncoder({
      path: outputPath,
      width: info.width,
      height: info.height,
      frameRate: edit.frameRate,
      codec: 'h264',
      bitRate: (settings.bitRate ?? 8) * 1e6,
      speed: 'balanced',
    });
    try {
      // The lead is kept until the end of the loop needs it: less than a second of pictures.
      const leading: Uint8Array[] = [];
      for await (const { index, data } of decodeVideo(filmPath, { format: 'nv12' })) {
        request.signal?.throwIfAborted();
        if (index < lead) leading.push(data);
        const step = plan[index - lead];
        if (!step) continue;
        if (step.blend) mixInto(data, leading[step.blend.frame], step.blend.amount);
        await encoder.write(data);
      }
      await encoder.finish();
    } catch (error) {
      await encoder.abort();
      throw error;
    }
    let before: Uint8Array | undefined;
    let opening: Uint8Array | undefined;
    const small = { width: 180, height: Math.max(2, Math.round((180 * info.height) / info.width)) };
    for await (const { data } of decodeVideo(outputPath, { ...small, format: 'rgb24' })) {
      if (before) neighbours.push(difference(before, data));
      opening ??= data;
      before = data;
    }
    closing = difference(before!, opening!);
  } finally {
    leave();
  }
  const most = Math.max(...neighbours);
  const seam =
    closing <= most ? 'it closes' : 'THE SEAM MAY BE SEEN; choose another seed or a calmer scene at that place';
  return {
    path: outputPath,
    notes: [
      `${(length / rate).toFixed(2)} s loop from ${clock(first / rate, 2)}: its last picture differs from its first by ${closing.toFixed(2)}, neighbours by up to ${most.toFixed(2)} code values: ${seam}.`,
      ...remarks,
    ],
  };
}
