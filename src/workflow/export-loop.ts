import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { difference, loopStretch, mixInto, planLoop } from '../finishing/delivery/index.ts';
import { createVideoEncoder, decodeVideo, probeVideo } from '../media/index.ts';
import { clock } from '../reports/clock.ts';
import { printSceneMap, type Scene } from '../scene-map/index.ts';
import { type ExportRequest, renderAgain, type Source, withoutCards } from './export-source.ts';
import { readEditSceneMap } from './export-timeline.ts';
import { exactFrameRate } from './frame-rate.ts';
import { SettingsError, type VideoSettings } from './settings.ts';

/** A scene that may stand in a map elsewhere. */
function withWholePaths(scene: Scene, folder: string): Scene {
  const shaped = (mask: string): boolean => mask === 'ellipse' || mask === 'rounded';
  const { grade, overlays } = scene;
  return {
    ...scene,
    // The scene stands alone: there is none to match.
    ...(grade
      ? { grade: { ...grade, match: undefined, ...(grade.lut ? { lut: resolve(folder, grade.lut) } : {}) } }
      : {}),
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

/** Draws a silent loop of whole bars, dissolves its end into what leads up to its beginning, and measures that it closes. */
export async function makeLoop(
  source: Source,
  request: ExportRequest,
  outputPath: string,
  settings: Partial<VideoSettings>,
): Promise<{ path: string; note: string }> {
  const { edit, analysis, folder } = source;
  const rate = exactFrameRate(Number(edit.settings.frameRate));
  const stretch = loopStretch(analysis);
  const length = Math.round((stretch.end - stretch.start) * rate);
  const lead = Math.min(Math.round(leadSeconds * rate), length - 1);
  const first = Math.max(lead, Math.round(stretch.start * rate));
  const map = readEditSceneMap(folder, edit);
  if (!map) throw new SettingsError(`The scene map of ${folder} cannot be read; mend it or render again.`);
  const middle = (first + length / 2) / rate;
  const scene = map.scenes.find(s => s.start_time <= middle && middle < s.end_time) ?? map.scenes[0];
  // One scene through the whole loop and its lead: a cut in it would be seen as the seam.
  const from = Math.max(0, Math.floor(((first - lead) / rate) * 1000) / 1000 - 0.05);
  const to = Math.min(analysis.duration, (first + length) / rate + 0.05);
  const plain = { ...scene, transition_type: 'cut' as const, transition_duration: undefined, fade_out: undefined };
  const parts = [
    { start: 0, end: from },
    { start: from, end: to },
    { start: to, end: analysis.duration },
  ].filter(part => part.end - part.start > 0.001);
  const given = edit.sceneMap ? resolve(folder, edit.sceneMap) : join(folder, 'scene-map.json');
  const placed = withWholePaths(plain, dirname(given));
  const scenes = parts.map(({ start, end }) => ({ ...placed, start_time: start, end_time: end }));
  const filmPath = outputPath.replace(/\.mp4$/, '.film.mov');
  const mapPath = `${filmPath}.json`;
  const plan = planLoop(lead, length);
  const neighbours: number[] = [];
  let closing = 0;
  try {
    writeFileSync(mapPath, printSceneMap({ ...map, scenes, range: undefined }));
    const { settings: _kept, ...rest } = { settings, start: (first - lead) / rate, duration: (lead + length) / rate };
    await renderAgain(source, request, filmPath, {
      ...settings,
      ...rest,
      // A loop goes on without words.
      ...withoutCards,
      lyrics: false,
      codec: 'prores',
      constantQuality: undefined,
      bitDepth: undefined,
      hardware: undefined,
      sceneMapPath: mapPath,
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
    rmSync(filmPath, { force: true });
    rmSync(mapPath, { force: true });
    rmSync(filmPath.replace(/\.mov$/, '.phosphene'), { recursive: true, force: true });
  }
  const most = Math.max(...neighbours);
  const seam =
    closing <= most ? 'it closes' : 'THE SEAM MAY BE SEEN; choose another seed or a calmer scene at that place';
  return {
    path: outputPath,
    note: `${(length / rate).toFixed(2)} s loop from ${clock(first / rate, 2)}: its last picture differs from its first by ${closing.toFixed(2)}, neighbours by up to ${most.toFixed(2)} code values: ${seam}.`,
  };
}
