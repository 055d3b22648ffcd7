import { relative, resolve } from 'node:path';
import { type AskedOfPlan, keptPlan, type Production, productionAt } from '../production/production.ts';
import { defaultSettings } from '../settings.ts';
import type { RenderRequest } from './render-request.ts';

/** What a request says that a plan hangs on; what it leaves open is left out. */
export function askedOfPlan(request: RenderRequest, { folder }: Production): AskedOfPlan {
  const { style, seed, variation, frameRate, aspectRatio, footage, director, directorModel } = request;
  const asked = { style, seed, variation, frameRate, aspectRatio, director, directorModel };
  return {
    ...Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
    // The production may be moved together with the clips.
    ...(footage === undefined ? {} : { footage: relative(folder, resolve(footage)) }),
  };
}

/**
 * The request, with what it leaves open as the kept plan was asked for: a plan that was looked at and found good is not
 * replaced because fewer options are given afterwards. Of a map that somebody edited, the map itself says all that.
 *
 * @param outputPath where the video of the request goes
 */
export function keepToPlan(request: RenderRequest, outputPath: string): RenderRequest {
  if (request.sceneMapPath !== undefined || request.replan || request.saysAll) return request;
  const production = productionAt(outputPath);
  const asked = keptPlan(production)?.asked;
  if (!asked) return request;
  const { style, seed, variation, frameRate, aspectRatio, footage } = asked;
  // Another seed is another video, of which nobody has chosen a variation.
  const ofSameSeed = request.seed === undefined || request.seed === (seed ?? defaultSettings.seed);
  return {
    ...request,
    style: request.style ?? style,
    seed: request.seed ?? seed,
    variation: request.variation ?? (ofSameSeed ? variation : undefined),
    frameRate: request.frameRate ?? (frameRate as RenderRequest['frameRate']),
    aspectRatio: request.aspectRatio ?? aspectRatio,
    footage: request.footage ?? (footage === undefined ? undefined : resolve(production.folder, footage)),
  };
}

/** What {@link keepToPlan} has filled in, for people; undefined where that is nothing. */
export function keptInWords(request: RenderRequest, kept: RenderRequest): string | undefined {
  const words = {
    style: `the style "${kept.style}"`,
    seed: `the seed ${kept.seed}`,
    variation: `variation ${kept.variation}`,
    frameRate: `${kept.frameRate} frames/s`,
    aspectRatio: `${kept.aspectRatio}`,
    footage: `the footage in ${kept.footage}`,
  };
  const filled = (Object.keys(words) as (keyof typeof words)[]).filter(
    name => request[name] === undefined && kept[name] !== undefined,
  );
  if (filled.length === 0) return undefined;
  const listed = new Intl.ListFormat('en-GB').format(filled.map(name => words[name]));
  return `Keeping to what the scene map was planned for: ${listed} (--replan plans by this command alone).`;
}
