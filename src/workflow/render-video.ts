import { basename } from 'node:path';
import { credentialFormat } from '../finishing/rights/index.ts';
import { sceneLibrary } from '../generators/procedural/scene-library.ts';
import { explainPlan } from '../scene-map/index.ts';
import { isMissing, openDrawing, usesClips } from './draw-shots.ts';
import { assembleVideo, reportVideo } from './finish-video.ts';
import { planShots } from './plan-shots.ts';
import { prepareProduction } from './prepare-production.ts';
import type { Progress } from './progress.ts';
import type { PlanResult, RenderRequest, RenderResult } from './render-request.ts';
import { signingIdentity } from './rights.ts';
import {
  announceClips,
  type MadeClips,
  makeVideoClips,
  type VideoClipsPlan,
  withClips,
  withUses,
} from './video-clips.ts';

export type { PlanResult, RenderRequest, RenderResult } from './render-request.ts';

/** Analyses a track and writes its scene map, to be looked at and edited before rendering. */
export async function planVideo(request: RenderRequest): Promise<PlanResult> {
  const { production, analysis, sceneMap } = await prepareProduction(request);
  return {
    sceneMapPath: request.sceneMapPath ?? production.sceneMapPath,
    sceneMap,
    analysis,
    productionFolder: production.folder,
    explanation: explainPlan(sceneMap, analysis, { catalogue: sceneLibrary }),
  };
}

/** What a video will cost and how long it will take, before anything is ordered or drawn; undefined where nothing is ordered. */
export async function estimateVideo(request: RenderRequest): Promise<VideoClipsPlan | undefined> {
  return (await planShots(request, await prepareProduction(request))).clips;
}

/** Orders the clips and draws what needs none of them at the same time; both come to their end before a failure is told. */
async function drawAndOrder(
  plan: VideoClipsPlan,
  draw: () => Promise<void>,
  request: RenderRequest,
): Promise<MadeClips> {
  const stopper = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stopper.signal]) : stopper.signal;
  let drawing = true;
  let latest: Progress | undefined;
  const clips = makeVideoClips(
    plan,
    (done, all) => {
      latest = { stage: 'clips', fraction: done / all, detail: `${done} of ${all} clips` };
      if (!drawing) request.progress?.(latest);
    },
    signal,
  );
  const drawn = draw().then(
    () => {
      drawing = false;
      if (latest) request.progress?.(latest);
    },
    error => {
      // Nothing can be shown of clips where drawing fails; their jobs go on and are taken up by the next run.
      stopper.abort();
      throw error;
    },
  );
  const [failure, result] = await Promise.allSettled([drawn, clips]);
  if (failure.status === 'rejected') throw failure.reason;
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

/**
 * Makes the video of a track: analyses, plans, draws every shot that is not there yet, puts them together with the sound.
 *
 * What is done stays done: the analysis, the scene map and every finished shot lie in the production folder, each under a fingerprint of what it
 * was made from, so a second run does again only what changed, and an interrupted one goes on where it stopped.
 *
 * @throws {MediaError | SceneMapError | SettingsError} each one clear sentence
 * @throws the signal's reason when it is aborted; nothing half-written stays under the final name
 */
export async function renderVideo(request: RenderRequest): Promise<RenderResult> {
  const began = performance.now();
  const prepared = await prepareProduction(request);
  if (request.credentials) {
    // What stands in the way of signing is told before the work, not after it.
    credentialFormat(prepared.outputPath);
    await signingIdentity(request.credentials);
  }
  if (prepared.settings.allowFlashes)
    prepared.note(
      'Flashes are not limited: where drums are fast, the video may harm viewers with photosensitive epilepsy. Warn them, and do not broadcast it.',
    );
  if (prepared.settings.bitDepth === 10)
    prepared.note(
      'The pictures are drawn in 8 bits with dither; 10 bits in the file spare them a second rounding, they add no shades.',
    );
  const plan = await planShots(request, prepared);
  if (plan.clips) announceClips(plan.clips, prepared.note);
  const drawing = await openDrawing(request, prepared, plan);
  const { scenes, clips } = plan;
  let takes = drawing.takesOf(await drawing.matched(clips ? withClips(scenes, clips) : scenes, false));
  let missing = takes.filter(take => isMissing(take) && !usesClips(take) && !drawing.waits(take));
  for (const { path, frames } of takes.filter(take => !isMissing(take)))
    request.take?.({ name: basename(path), firstFrame: frames.first, endFrame: frames.end });
  let spent = 0;
  try {
    if (!clips) await drawing.draw(missing);
    else {
      const made = await drawAndOrder(clips, () => drawing.draw(missing), request);
      spent = made.spent;
      takes = drawing.takesOf(await drawing.matched(withUses(scenes, made.uses), true));
      const rest = takes.filter(isMissing);
      await drawing.draw(rest);
      missing = [...missing, ...rest];
    }
  } finally {
    await drawing.close();
  }
  request.signal?.throwIfAborted();
  await assembleVideo(request, prepared, plan, takes);
  return reportVideo(request, prepared, plan, takes, {
    renderer: drawing.description,
    shotsRendered: missing.length,
    spent,
    elapsed: () => (performance.now() - began) / 1000,
  });
}
