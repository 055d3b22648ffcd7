import { existsSync } from 'node:fs';
import { probeVideo } from '../../media/index.ts';
import { clipPath } from '../clips/clip-order.ts';
import { clipsFolderOf } from '../clips/clips-of-scene.ts';
import type { VideoClipsPlan } from '../clips/video-clips.ts';
import type { Take } from '../drawing/render-takes.ts';
import { allClipsOf } from '../drawing/shots.ts';
import type { Size } from '../settings.ts';

/** Cut at the video's size, whatever the files of the user's own have. */
const footageName = /^footage\b/;

/**
 * Sizes at which generators made the clips that takes show, by the clips' names; of one that a network has enlarged,
 * the size before. What lies on another machine of a fleet is left out.
 *
 * @param folder the production's
 */
export async function clipSizes(
  folder: string,
  takes: readonly Pick<Take, 'shot'>[],
  plan: VideoClipsPlan | undefined,
): Promise<ReadonlyMap<string, Size>> {
  const planned = plan?.scenes.flatMap(({ clips }) => clips) ?? [];
  const made = new Map(planned.flatMap(({ clip, enlarged }) => (enlarged === undefined ? [] : [[enlarged, clip]])));
  const sizes = new Map<string, Size>();
  for (const { shot } of takes)
    for (const { clip, generator } of [shot.appearance, shot.join?.from].flatMap(allClipsOf)) {
      const path = clipPath(clipsFolderOf(folder), made.get(clip) ?? clip);
      if (sizes.has(clip) || footageName.test(generator) || !existsSync(path)) continue;
      const { width, height } = await probeVideo(path);
      sizes.set(clip, { width, height });
    }
  return sizes;
}
