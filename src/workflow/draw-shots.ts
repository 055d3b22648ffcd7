import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Shot } from '../generators/procedural/appearance.ts';
import { chooseRenderer } from '../generators/procedural/choose-renderer.ts';
import { createMusicalDrive } from '../generators/procedural/musical-drive.ts';
import { sceneSource } from '../generators/procedural/scene-library.ts';
import { createShotFrames } from '../generators/procedural/shot-frames.ts';
import { clipsOf, createClipFrames } from './clip-frames.ts';
import { rational } from './frame-rate.ts';
import { clipPath } from './order-clip.ts';
import { musicalLevel } from './overlays.ts';
import { createPaintOver } from './paint-over.ts';
import type { ShotPlan } from './plan-shots.ts';
import type { Prepared } from './prepare-production.ts';
import type { RenderRequest } from './render-request.ts';
import { renderTakes, type Take } from './render-takes.ts';
import { framesWithin, type ResolvedScene, shotsOf } from './shots.ts';
import { createTakeNames } from './take-names.ts';

/** Draws the takes of a production. */
export interface ShotDrawing {
  /** What draws, for people. */
  description: string;
  /** The takes of the video, in order; `scenes` are the plan's, or those with the clips that they are shown from. */
  takesOf(scenes: readonly ResolvedScene[]): Take[];
  /** Draws and encodes takes, fitted from clips where they are shown from some. A take that is there is not drawn again. */
  draw(takes: readonly Take[]): Promise<void>;
  close(): Promise<void>;
}

/** Whether a take is shown from clips, also in part. */
export function usesClips({ shot }: Take): boolean {
  return (clipsOf(shot.appearance) ?? clipsOf(shot.join?.from)) !== undefined;
}

/** Whether a take must still be drawn. */
export const isMissing = (take: Take): boolean => !existsSync(take.path);

/** Makes ready what draws. */
export async function openDrawing(
  request: RenderRequest,
  { production, settings, analysis, note }: Prepared,
  { output, native, frameRate, range, grades, overlays, lettering }: ShotPlan,
): Promise<ShotDrawing> {
  const { always } = overlays;
  const chosen = await chooseRenderer(request.renderer ?? 'auto', request.threads);
  note(chosen.note);
  const { renderer } = chosen;
  const nameOf = createTakeNames({ settings, native, output, frameRate, renderer, analysis, lettering, always });
  const ending = settings.codec === 'prores' ? '.mov' : '.mp4';
  const drive = createMusicalDrive(analysis, settings);
  const drawer = createShotFrames({
    renderer,
    drive,
    native,
    output,
    frameRate,
    motionBlur: settings.quality !== 'draft',
    sceneSource,
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
  return {
    description: renderer.description,
    takesOf: scenes =>
      shotsOf(scenes, frameRate, range).map((shot: Shot) => {
        const frames = framesWithin(shot, range);
        return { shot, frames, path: join(production.takesFolder, `${nameOf(shot, frames)}${ending}`) };
      }),
    async draw(takes) {
      const missing = takes.filter(isMissing);
      if (!missing.some(usesClips)) return renderTakes(missing, { drawer, ...drawing });
      const path = (clip: string): string => clipPath(join(production.folder, 'clips'), clip);
      const fitter = createClipFrames({ drawer, output, frameRate, path });
      try {
        await renderTakes(missing, { drawer: fitter, ...drawing });
      } finally {
        await fitter.close();
      }
    },
    close: () => renderer.close(),
  };
}
