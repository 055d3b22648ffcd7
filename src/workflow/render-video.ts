import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readEnvironment } from '../generators/cloud/access.ts';
import type { Provider } from '../generators/port.ts';
import { probeAudio } from '../media/index.ts';
import { explainPlan } from '../scene-map/index.ts';
import { recordPath } from './assembly/edit-record.ts';
import { clipsFolderOf } from './clips/clips-of-scene.ts';
import { openLedger } from './clips/ledger.ts';
import { createProviderGate, type ProviderGate } from './clips/provider-gate.ts';
import type { VideoClipsPlan } from './clips/video-clips.ts';
import { planShots } from './drawing/plan-shots.ts';
import { type DrawingTime, timeDrawing } from './drawing/time-drawing.ts';
import { ownFolder } from './durable/artifacts.ts';
import type { Surroundings } from './durable/production-state.ts';
import { createProductionSteps, type ProductionSteps } from './durable/production-steps.ts';
import { enginePath, runEmbedded } from './durable/run-embedded.ts';
import { fleetConfiguration } from './fleet/configuration.ts';
import { keepForeignVideo } from './planning/check-output.ts';
import { checkKeys, checkRequest } from './planning/check-request.ts';
import { commissionOf, prepareProduction } from './planning/prepare-production.ts';
import type { PlanResult, RenderRequest, RenderResult } from './planning/render-request.ts';
import { fingerprint } from './production/fingerprint.ts';
import { clearLeftovers, openProduction, productionFolderOf } from './production/production.ts';

export type { PlanResult, RenderRequest, RenderResult } from './planning/render-request.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/**
 * Analyses a track and writes its scene map, to be looked at and edited before rendering.
 *
 * @throws {MediaError | SceneMapError | SettingsError} each one clear sentence
 */
export async function planVideo(request: RenderRequest): Promise<PlanResult> {
  const { production, analysis, sceneMap, library } = await prepareProduction(request);
  return {
    sceneMapPath: request.sceneMapPath ?? production.sceneMapPath,
    sceneMap,
    analysis,
    productionFolder: production.folder,
    explanation: explainPlan(sceneMap, analysis, { catalogue: library.scenes }),
  };
}

/** What a video will cost, before anything is ordered; undefined where nothing is ordered. */
export async function estimateOrders(request: RenderRequest): Promise<VideoClipsPlan | undefined> {
  return (await planShots(request, await prepareProduction(request))).clips;
}

/** What a video will cost, and how long this machine will draw. */
export interface VideoEstimate {
  /** What is ordered; undefined where nothing is. */
  orders?: VideoClipsPlan;
  drawing: DrawingTime;
}

/**
 * What a video will cost and how long it will take, before anything is ordered; a few frames are drawn and thrown away
 * to tell it.
 *
 * @throws {MediaError | SceneMapError | SettingsError} each one clear sentence
 */
export async function estimateVideo(request: RenderRequest): Promise<VideoEstimate> {
  const prepared = await prepareProduction(request);
  const shots = await planShots(request, prepared);
  return { orders: shots.clips, drawing: await timeDrawing(request, prepared, shots) };
}

/** All that a request asks for, so that a run which a crash left is known again. */
function keyOf({ signal: _s, progress: _p, note: _n, take: _t, environment: _e, ...asked }: RenderRequest): string {
  const { size, mtimeMs } = statSync(asked.audioPath);
  return fingerprint(version, asked, size, mtimeMs);
}

/**
 * Makes the video of a track: analyses, plans, draws every shot that is not there yet, puts them together with the
 * sound.
 *
 * What is done stays done: the analysis, the scene map and every finished shot lie in the production folder, each under
 * a fingerprint of what it was made from, so a second run does again only what changed, and an interrupted one goes on
 * where it stopped.
 *
 * @throws {MediaError | SceneMapError | SettingsError} each one clear sentence
 * @throws the signal's reason when it is aborted; nothing half-written stays under the final name
 */
export async function renderVideo(request: RenderRequest): Promise<RenderResult> {
  const fleet = fleetConfiguration(request.environment ?? readEnvironment(process.cwd()));
  if (fleet) return (await import('./fleet/render-on-fleet.ts')).renderOnFleet(request, fleet);
  const { outputPath, settings } = commissionOf(request);
  // What is wrong with the request, or no sound, is told before anything is made.
  const map = await checkRequest(request, settings, outputPath);
  await probeAudio(resolve(request.audioPath));
  const begun = productionFolderOf(outputPath);
  checkKeys(request, map, existsSync(clipsFolderOf(begun)));
  // An export's name is its own.
  if (!request.made) keepForeignVideo(outputPath, [enginePath(begun), recordPath(begun)]);
  const production = openProduction(outputPath);
  clearLeftovers(production, outputPath);
  const { folder } = production;
  const gates = new Map<Provider, ProviderGate>();
  const surroundings: Surroundings = {
    artifacts: ownFolder,
    failsTogether: true,
    openLedger,
    gateOf(provider, limits) {
      const gate = gates.get(provider) ?? createProviderGate(limits);
      gates.set(provider, gate);
      return gate;
    },
    reelSeconds: Number.POSITIVE_INFINITY,
  };
  let open: { round: number; steps: ProductionSteps } | undefined;
  // One round comes after another; what the one before held open is let go of.
  const stepsOf = async (round: number): Promise<ProductionSteps> => {
    if (open?.round === round) return open.steps;
    await open?.steps.close();
    open = { round, steps: createProductionSteps(request, surroundings, round) };
    return open.steps;
  };
  const isReviewed = request.qa !== undefined && request.qa !== 'off';
  try {
    return await runEmbedded({ folder, key: keyOf(request), stepsOf, isReviewed, signal: request.signal });
  } finally {
    await open?.steps.close();
  }
}
