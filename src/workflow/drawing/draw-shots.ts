import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Shot } from '../../generators/procedural/appearance.ts';
import { chooseRenderer } from '../../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../../generators/procedural/musical-drive.ts';
import { createShotFrames } from '../../generators/procedural/shot-frames.ts';
import { findHardwareEncoder } from '../../media/index.ts';
import { createClipFrames } from '../clips/clip-frames.ts';
import { clipPath } from '../clips/clip-order.ts';
import { createClipGrader } from '../clips/grade-clips.ts';
import { rational } from '../frame-rate.ts';
import type { Prepared } from '../planning/prepare-production.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { createTakeNames } from '../production/take-names.ts';
import type { Size, VideoSettings } from '../settings.ts';
import { musicalLevel } from './overlays.ts';
import { createPaintOver } from './paint-over.ts';
import type { ShotPlan } from './plan-shots.ts';
import { encodingOf, type RenderTakesOptions, renderTakes, type Take } from './render-takes.ts';
import { withGrades } from './resolve-scenes.ts';
import { createScenePictures } from './scene-pictures.ts';
import { allClipsOf, framesWithin, type ResolvedScene, retakesOf, shotsOf } from './shots.ts';

/** Draws the takes of a production. */
export interface ShotDrawing {
  /** What draws, for people. */
  description: string;
  /**
   * The scenes with their colours matched to each other, once the clips of those that are matched are there; until then
   * as they are.
   *
   * @param made whether the clips are there
   */
  matched(scenes: readonly ResolvedScene[], made: boolean): Promise<readonly ResolvedScene[]>;
  /** Whether a take waits for the clips that the colours of its scene are matched to. */
  waits(take: Take): boolean;
  /** The takes of the video, in order; `scenes` are the plan's, or those with the clips that they are shown from. */
  takesOf(scenes: readonly ResolvedScene[]): Take[];
  /**
   * Draws and encodes takes, fitted from clips where they are shown from some. A take that is there is not drawn again.
   *
   * @param before what was drawn before of the same stretch, beside these takes
   */
  draw(takes: readonly Take[], before?: RenderTakesOptions['before']): Promise<void>;
  close(): Promise<void>;
}

/** Whether a take is shown from clips, also in part. */
export function usesClips({ shot }: Take): boolean {
  return allClipsOf(shot.appearance).length + allClipsOf(shot.join?.from).length > 0;
}

/** Whether its pictures are put together from clips or several takes. */
const isComposed = (take: Take): boolean =>
  usesClips(take) || [take.shot.appearance, take.shot.join?.from].some(seen => retakesOf(seen).length > 0);

/** Whether a take must still be drawn. */
export const isMissing = (take: Take): boolean => !existsSync(take.path);

/**
 * Encodes on the graphics card by itself where that works and nobody said otherwise: there, the encoder is what takes
 * longest.
 */
async function withHardware(
  settings: VideoSettings,
  output: Size,
  note: (text: string) => void,
): Promise<VideoSettings> {
  if (settings.hardware !== undefined) return settings;
  const encoder = await findHardwareEncoder(encodingOf(settings, output));
  if (!encoder) return settings;
  note(`Encoding on the graphics card too, with ${encoder}; --no-hardware leaves that to the processor.`);
  return { ...settings, hardware: true };
}

/** Makes ready what draws. */
export async function openDrawing(
  request: RenderRequest,
  { production, settings: asked, analysis, library, note }: Prepared,
  { output, native, frameRate, range, grades: planned, overlays, words }: ShotPlan,
): Promise<ShotDrawing> {
  const { always } = overlays;
  const { lettering } = words;
  let grades = planned;
  const chosen = await chooseRenderer(request.renderer ?? 'auto', request.threads);
  note(chosen.note);
  const { renderer } = chosen;
  const settings = chosen.onGraphicsCard ? await withHardware(asked, output, note) : asked;
  const nameOf = createTakeNames({
    settings,
    native,
    output,
    frameRate,
    renderer,
    analysis,
    lettering,
    always,
    library,
  });
  const ending = settings.codec === 'prores' ? '.mov' : '.mp4';
  const drive = createMusicalDrive(analysis, settings);
  const drawer = createShotFrames({
    renderer,
    drive,
    native,
    output,
    frameRate,
    motionBlur: settings.quality !== 'draft',
    sceneSource: library.source,
    gradeTable: name => grades.tables.get(name)!,
  });
  const paintOver = createPaintOver({
    output,
    frameRate: rational(settings.frameRate),
    always,
    level: musicalLevel(drive),
    lettering,
    textFolder: join(production.folder, 'text'),
  });
  const { signal, progress, take } = request;
  const drawing = { output, settings, paintOver, signal, progress, take };
  const path = (clip: string): string => clipPath(join(production.folder, 'clips'), clip);
  const pictureOf = createScenePictures({ renderer, drive, output, frameRate, sceneSource: library.source, path });
  let waiting: number[] = [];
  return {
    description: renderer.description,
    async matched(scenes, made) {
      const usesClips = (scene: number): boolean => (scenes[scene].appearance.clips?.length ?? 0) > 0;
      const matches = [...planned.matches];
      const waits = !made && matches.flat().some(usesClips);
      waiting = waits ? matches.map(([scene]) => scenes[scene].appearance.start) : [];
      if (!waits) grades = await planned.matched(scene => pictureOf(scenes[scene]));
      return withGrades(scenes, grades);
    },
    waits: ({ shot }) => waiting.some(start => start === shot.appearance.start || start === shot.join?.from?.start),
    takesOf: scenes =>
      shotsOf(scenes, frameRate, range, settings).map((shot: Shot) => {
        const frames = framesWithin(shot, range);
        return { shot, frames, path: join(production.takesFolder, `${nameOf(shot, frames)}${ending}`) };
      }),
    async draw(takes, before) {
      const missing = takes.filter(isMissing);
      if (!missing.some(isComposed)) return renderTakes(missing, { drawer, before, ...drawing });
      const folder = join(production.folder, 'tables');
      const grader = createClipGrader({ tables: grades.tables, drive, output, frameRate, folder });
      const fitter = createClipFrames({ drawer, output, frameRate, path, correct: grader.correct });
      try {
        await renderTakes(missing, { drawer: fitter, before, ...drawing });
      } finally {
        await fitter.close();
        grader.close();
      }
    },
    close: () => renderer.close(),
  };
}
