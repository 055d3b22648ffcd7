import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { MusicalLevel, Overlay } from '../../finishing/compositing/index.ts';
import { levelOf, type MusicalDrive } from '../../generators/procedural/musical-drive.ts';
import { type OverlayDescription, overlayPositions, type SceneMap } from '../../scene-map/index.ts';
import { fileDigest } from '../production/fingerprint.ts';
import { SettingsError } from '../settings.ts';

/** A logo over the whole video. */
export interface LogoRequest {
  /** Path of a picture or video. */
  logo?: string;
  /** A place by name; "top right" by default. */
  logoPosition?: string;
  /** Share of the picture's width; 0.12 by default. */
  logoSize?: number;
  /** 0 to 1; 0.85 by default. */
  logoOpacity?: number;
}

/** What is laid over a video: for each scene of the map, and over all of them. */
export interface Overlays {
  ofScene: readonly (readonly Overlay[])[];
  always: readonly Overlay[];
}

const keyDefaults = { similarity: 0.15, softness: 0.08, spill: 0.5 };

/** The paths of an overlay and of its mask. @throws {SettingsError} where there is no such file */
function checkFiles(
  described: Pick<OverlayDescription, 'file' | 'mask'>,
  folder: string,
  place: string,
): { path: string; mask?: string; isShaped: boolean } {
  const path = resolve(folder, described.file);
  if (!existsSync(path)) throw new SettingsError(`${place}: there is no file ${path}; check the path.`);
  const isShaped = described.mask === 'ellipse' || described.mask === 'rounded';
  const mask = described.mask === undefined || isShaped ? described.mask : resolve(folder, described.mask);
  if (mask !== undefined && !isShaped && !existsSync(mask))
    throw new SettingsError(`${place}: there is no mask ${mask}; give "ellipse", "rounded" or a picture.`);
  return { path, mask, isShaped };
}

async function settle(
  described: OverlayDescription,
  span: { start: number; end: number },
  folder: string,
  place: string,
): Promise<Overlay> {
  const { path, mask, isShaped } = checkFiles(described, folder, place);
  const start = described.start_time ?? span.start;
  // Left open it goes with its scene, also through the dissolve into the next one.
  const end = described.end_time ?? Number.MAX_SAFE_INTEGER;
  if (end <= start || start >= span.end)
    throw new SettingsError(`${place} is never seen: it begins after its end or its scene's; correct its times.`);
  return {
    path,
    content: [await fileDigest(path), ...(mask !== undefined && !isShaped ? [await fileDigest(mask)] : [])].join(' '),
    start,
    end,
    from: described.from ?? 0,
    loop: described.loop ?? true,
    position: described.position ?? 'centre',
    size: described.size ?? 'cover',
    opacity: described.opacity ?? 1,
    blend: described.blend ?? 'normal',
    ...(described.key ? { key: { ...keyDefaults, ...described.key } } : {}),
    ...(mask === undefined ? {} : { mask }),
    feather: described.feather ?? 0.05,
    follow: described.follow ?? {},
  };
}

/**
 * Settles what is laid over a video: paths, times, defaults.
 *
 * @param mapPath where the map lies, from which the paths of its overlays count
 * @throws {SettingsError} naming the scene and the mend
 */
export async function resolveOverlays(request: LogoRequest, map: SceneMap, mapPath: string): Promise<Overlays> {
  const ofScene: Overlay[][] = [];
  for (const [i, scene] of map.scenes.entries()) {
    const span = { start: scene.start_time, end: scene.end_time };
    const overlays: Overlay[] = [];
    for (const [n, described] of (scene.overlays ?? []).entries())
      overlays.push(await settle(described, span, dirname(mapPath), `Scene ${i + 1}, overlay ${n + 1}`));
    ofScene.push(overlays);
  }
  const logo = checkLogo(request);
  const span = { start: 0, end: Number.MAX_SAFE_INTEGER };
  return { ofScene, always: logo ? [await settle(logo, span, process.cwd(), 'The logo')] : [] };
}

/** The logo of a request as an overlay; undefined where there is none. @throws {SettingsError} */
export function checkLogo({
  logo,
  logoPosition = 'top right',
  logoSize = 0.12,
  logoOpacity = 0.85,
}: LogoRequest): OverlayDescription | undefined {
  if (logo === undefined) return undefined;
  checkFiles({ file: logo }, process.cwd(), 'The logo');
  const position = overlayPositions.find(name => name === logoPosition);
  if (!position)
    throw new SettingsError(`A logo cannot stand at "${logoPosition}"; choose one of ${overlayPositions.join(', ')}.`);
  if (!(logoSize > 0 && logoSize <= 1))
    throw new SettingsError("The logo's size must be a share of the picture's width: more than 0, at most 1.");
  if (!(logoOpacity > 0 && logoOpacity <= 1))
    throw new SettingsError("The logo's opacity must be more than 0 and at most 1.");
  return { file: logo, position, size: logoSize, opacity: logoOpacity };
}

/** What overlays can follow of a track. */
export function musicalLevel(drive: MusicalDrive): MusicalLevel {
  return (by, time) => levelOf(drive.at(time, 0), by);
}
