import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CoherenceAnalysis } from '../../coherence/index.ts';
import { footage } from '../../generators/footage/index.ts';
import { decodeVideo, encodeImage, probeVideo } from '../../media/index.ts';
import { type SceneMap, sceneSeed } from '../../scene-map/index.ts';
import { writeWhole } from '../production/production.ts';
import { isBad, type Span } from './find-stretches.ts';
import type { JudgedTakes } from './judge-takes.ts';
import { generatorOf, isOrdered, type RegenerationContext } from './regeneration.ts';
import { isOfSame, type TakeNumber, type TakeRecipe } from './takes-file.ts';
import { type LooseWords, tightenWords } from './tighten-words.ts';

/** Takes of a scene, or of a stretch of one, that are tried at most, the first one included. */
const mostTakes = 3;

/** The first frame of a scene on which nothing is wrong, as a picture to go by. */
async function cleanFrame(
  videoPath: string,
  { start_time, end_time }: Span,
  analysis: CoherenceAnalysis,
  offset: number,
  target: string,
): Promise<string | undefined> {
  const isClean = (frame: number): boolean =>
    !analysis.artifacts.some(a => frame >= a.firstFrame - 1 && frame <= a.endFrame);
  const shot = analysis.perFrame.filter(f => f.time + offset >= start_time + 0.2 && f.time + offset < end_time - 0.2);
  const frame = shot.find(f => isClean(f.frame))?.frame;
  if (frame === undefined) return undefined;
  const { width, height } = await probeVideo(videoPath);
  for await (const { data } of decodeVideo(videoPath, { width, height, format: 'rgb24', frames: [frame] })) {
    writeWhole(target, await encodeImage(width, height, data, 'png'));
    return target;
  }
  return undefined;
}

/**
 * What is tried next: of each scene and stretch that is kept but not good enough another take, with a new seed; one that
 * a service makes also gets a prompt tightened against what was seen, and a whole scene the first clean frame to hold on
 * to.
 *
 * @param path    the video that the takes were judged by
 * @param settled takes that could not be made, or that a person chose: no further ones of the same places are tried
 */
export async function nextTakes(
  { takes, stretches, kept }: JudgedTakes,
  {
    map,
    path,
    analysis,
    settled,
  }: { map: SceneMap; path: string; analysis: CoherenceAnalysis; settled: readonly TakeNumber[] },
  { request, folder, offset, note }: RegenerationContext,
): Promise<TakeRecipe[]> {
  const countOf = (take: TakeNumber): number => takes.filter(other => isOfSame(other, take)).length;
  const next: TakeRecipe[] = [];
  const loose: (LooseWords & { take: TakeRecipe })[] = [];
  for (const old of kept) {
    const scene = old.scene - 1;
    const span = stretches.find(one => isOfSame(one, old));
    const whole = kept.find(one => one.scene === old.scene && one.stretch === undefined);
    const isDivided = stretches.some(one => one.scene === old.scene && one.of === whole?.take);
    const isShown = span ? span.of === whole?.take : !isDivided;
    if (!isShown || map.scenes[scene].locked || !isBad(old) || countOf(old) >= mostTakes) continue;
    if (settled.some(one => isOfSame(one, old))) continue;
    // There is nothing to make again: the same stretch of it would be shown.
    if (generatorOf(map, scene, request)?.provider === footage) continue;
    const take = countOf(old) + 1;
    const { score: _score, badFrames: _badFrames, files: _files, kinds: _kinds, ...recipe } = old;
    const seed = sceneSeed(map, scene) + 7919 * (take - 1) + 104_729 * (old.stretch ?? 0);
    const again: TakeRecipe = { ...recipe, take, seed };
    if (isOrdered(map, scene, request)) {
      // What an earlier take showed comes back where its words are left out again.
      const kinds = [...new Set(takes.filter(other => isOfSame(other, old)).flatMap(other => other.kinds))];
      loose.push({ take: again, description: map.scenes[scene].description, kinds, before: old.description });
      if (!span && !map.scenes[scene].references?.length) {
        const picture = join('references', `scene-${old.scene}-take-${take}.png`);
        mkdirSync(join(folder, 'references'), { recursive: true });
        if (await cleanFrame(path, map.scenes[scene], analysis, offset, join(folder, picture)))
          again.references = [picture.replaceAll('\\', '/')];
      }
    }
    next.push(again);
  }
  const words = await tightenWords(
    loose.map(({ take: _take, ...one }) => one),
    request,
    folder,
    note,
  );
  for (const [i, { take }] of loose.entries()) take.description = words[i];
  return next;
}
