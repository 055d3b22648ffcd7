import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Analysis } from '../audio/index.ts';
import { findGenerator, type Generator } from '../generators/catalogue.ts';
import { chooseByPolicy, type Policy } from '../generators/choose-generator.ts';
import { type Environment, emulatorAddress, missingKeys } from '../generators/cloud/access.ts';
import { diffusion } from '../generators/diffusion/diffusion-provider.ts';
import { footage } from '../generators/footage/index.ts';
import type { Provider } from '../generators/port.ts';
import type { SceneMap } from '../scene-map/index.ts';
import { type JobRecord, spendingOf } from './ledger.ts';
import { clipPath, latestJob } from './order-clip.ts';
import { type ClipEstimate, type ClipPlanOptions, estimateClips, type PlannedClip, planScene } from './plan-clips.ts';
import { SettingsError, type Size } from './settings.ts';
import type { ClipUse, FrameRange, ResolvedScene } from './shots.ts';

/** What a user may say about generators; all optional. */
export interface GeneratorChoice {
  /** For scenes that name none: a generator, or "built-in". */
  generator?: string;
  /** Chooses for scenes that name none, among generators whose keys are there. */
  policy?: Policy;
  /** Dollars that this production may cost in all. */
  budget?: number;
  /** Generators to try in this order where one cannot make a scene; none by default: the production then stops and says why. */
  fallback?: readonly string[];
  /** Jobs at a time at each provider; by default what its smallest plan allows. */
  concurrency?: number;
  /** Order anew where the answer to an order was lost, although it may have been accepted. */
  reorderUnclear?: boolean;
  /** Keys and addresses; by default those of the process and of `.env` beside the caller. */
  environment?: Environment;
}

/** What the clips of a video are planned from. */
export interface VideoClipsInputs {
  map: SceneMap;
  mapPath: string;
  scenes: readonly ResolvedScene[];
  audioPath: string;
  /** Fingerprint of the track. */
  audio: string;
  downbeats: readonly number[];
  /** Ascending seconds; none where they are not sure. */
  beats?: readonly number[];
  /** For generators that follow the music themselves. */
  analysis: Analysis;
  frameRate: number;
  output: Size;
  /** Frames of the video that are wanted. */
  range: FrameRange;
  productionFolder: string;
  choice: GeneratorChoice;
  environment: Environment;
  /** What was ordered before. */
  jobs(): Promise<JobRecord[]>;
  note(line: string): void;
}

/** The clips of one scene. */
export interface SceneClips {
  scene: number;
  generator: Generator;
  clips: PlannedClip[];
}

/** What must be ordered for a video. */
export interface VideoClipsPlan {
  inputs: VideoClipsInputs;
  scenes: SceneClips[];
  /** What the generators will not do of what the map asks. */
  warnings: string[];
  estimate: ClipEstimate;
  /** The same for what neither lies in the production folder nor was ordered before. */
  toOrder: ClipEstimate;
  /** Dollars spent or promised before. */
  spentBefore: number;
}

/** Frames of a scene on the video's grid, and how far it is still seen after its end. */
function framesOf(
  scenes: readonly ResolvedScene[],
  index: number,
  frameRate: number,
): { frames: FrameRange; tail: number } {
  const { start, end } = scenes[index];
  const next = scenes[index + 1];
  const first = index === 0 ? 0 : Math.round(start * frameRate);
  const last = next ? Math.round(end * frameRate) : Math.ceil(end * frameRate - 1e-6);
  const length = next ? Math.round(next.end * frameRate) - last : 0;
  const tail =
    next && next.transition !== 'cut' && next.transition !== 'fade'
      ? Math.min(Math.round(next.transitionSeconds * frameRate), Math.floor(length / 2))
      : 0;
  return { frames: { first, end: last }, tail };
}

/** Where the clips of a production lie. */
export const clipsFolderOf = (productionFolder: string): string => join(productionFolder, 'clips');

/** Jobs at a time at a provider. */
export const concurrentAt = ({ choice }: VideoClipsInputs, { limits }: Provider): number =>
  choice.concurrency ?? limits.concurrent;

/** The generator of a scene; undefined for the built-in one. */
function generatorOf(inputs: VideoClipsInputs, index: number): Generator | undefined {
  const { map, choice, environment } = inputs;
  const scene = map.scenes[index];
  if (scene.generator !== undefined) return findGenerator(scene.generator);
  if (choice.generator !== undefined) return findGenerator(choice.generator);
  if (!choice.policy) return undefined;
  const hasPicture =
    (scene.references?.length ?? 0) > 0 ||
    (scene.cast ?? []).some(name =>
      map.cast?.some(one => one.name.toLowerCase() === name.toLowerCase() && (one.references?.length ?? 0) > 0),
    );
  const need = { seconds: scene.end_time - scene.start_time, hasPicture };
  return chooseByPolicy(choice.policy, need, ({ provider }) => missingKeys(provider, environment).length === 0);
}

function planOptions(inputs: VideoClipsInputs): ClipPlanOptions {
  const { map, mapPath, audio, frameRate, output, downbeats, beats, choice } = inputs;
  return {
    map,
    mapFolder: dirname(mapPath),
    audio,
    frameRate,
    output,
    downbeats,
    beats,
    chain: choice.policy === 'coherence',
  };
}

/** The scenes whose pictures are seen within the wanted frames. */
function plannedScene(inputs: VideoClipsInputs, index: number): { frames: FrameRange; tail: number } | undefined {
  const { frames, tail } = framesOf(inputs.scenes, index, inputs.frameRate);
  const seen = frames.first < inputs.range.end && frames.end + tail > inputs.range.first;
  return seen && frames.end > frames.first ? { frames, tail } : undefined;
}

/** What a generator is asked for one scene, as far as it is seen; undefined where it is not. */
export async function clipsOfScene(
  inputs: VideoClipsInputs,
  scene: number,
  generator: Generator,
  warn: (line: string) => void,
): Promise<SceneClips | undefined> {
  const span = plannedScene(inputs, scene);
  if (!span) return undefined;
  const all = await planScene(scene, generator, span.frames, span.tail, planOptions(inputs), warn);
  const seen = all.filter(({ frames }) => frames.first < inputs.range.end && frames.end > inputs.range.first);
  // A chained clip needs the one before it, whether that is seen or not.
  const needed = new Set(seen);
  for (const clip of all.toReversed()) if (needed.has(clip) && clip.after) needed.add(clip.after);
  return { scene, generator, clips: all.filter(clip => needed.has(clip)) };
}

/**
 * Plans what must be ordered for a video, without asking anybody.
 *
 * @returns undefined where every scene is drawn by the built-in generator
 * @throws {SettingsError | GeneratorError} when a key is missing, a scene cannot be made, or the budget does not reach
 */
export async function planVideoClips(inputs: VideoClipsInputs): Promise<VideoClipsPlan | undefined> {
  const warnings: string[] = [];
  const warn = (line: string): void => void warnings.push(line);
  const scenes: SceneClips[] = [];
  for (const index of inputs.map.scenes.keys()) {
    const generator = generatorOf(inputs, index);
    const planned = generator && (await clipsOfScene(inputs, index, generator, warn));
    if (planned) scenes.push(planned);
  }
  for (const name of inputs.choice.fallback ?? []) findGenerator(name);
  if (scenes.length === 0) return undefined;
  const all = scenes.flatMap(({ clips }) => clips);
  const jobs = await inputs.jobs();
  const folder = clipsFolderOf(inputs.productionFolder);
  const missing = all.filter(({ clip }) => {
    const state = latestJob(jobs, clip)?.state;
    return (
      !existsSync(clipPath(folder, clip)) &&
      !['submitting', 'unclear', 'submitted', 'succeeded', 'downloaded'].includes(state ?? '')
    );
  });
  const { spent, open } = spendingOf(jobs);
  const concurrent = ({ provider }: Generator): number => concurrentAt(inputs, provider);
  const { output } = inputs;
  const enlarged = new Set(
    all
      .filter(({ request: { size } }) => size.width < output.width * 0.99 || size.height < output.height * 0.99)
      .map(({ generator, request }) => `${generator.model.title} makes ${request.size.width}x${request.size.height}`),
  );
  for (const line of enlarged)
    warn(`${line}; its clips are fitted to ${output.width}x${output.height}, enlarged and cropped where they must be.`);
  return {
    inputs,
    scenes,
    warnings,
    estimate: estimateClips(all, inputs.frameRate, concurrent),
    toOrder: estimateClips(missing, inputs.frameRate, concurrent),
    spentBefore: spent + open,
  };
}

/** Dollars for people. */
export const dollars = (usd: number): string => `$${usd.toFixed(2)}`;

/** Stops before anything is spent that the budget does not cover. @throws {SettingsError} */
export function checkBudget({ toOrder, spentBefore, inputs }: VideoClipsPlan): void {
  const { budget } = inputs.choice;
  if (budget === undefined || toOrder.clips === 0) return;
  if (toOrder.usd === undefined)
    throw new SettingsError(
      'The budget cannot be kept: a generator of this video has no known price. Choose another generator, or leave --budget out.',
    );
  if (spentBefore + toOrder.usd > budget + 1e-9)
    throw new SettingsError(
      `The budget of ${dollars(budget)} does not reach: ${toOrder.clips} clips are expected to cost ${dollars(toOrder.usd)}${spentBefore > 0 ? `, after ${dollars(spentBefore)} before` : ''}. Nothing was ordered.`,
    );
}

/** Tells what will be ordered and what generators leave out, before anything is. */
export function announceClips(
  { inputs, scenes, warnings, toOrder, spentBefore }: VideoClipsPlan,
  note: (line: string) => void,
): void {
  for (const warning of warnings) note(warning);
  const own = scenes.filter(({ generator }) => generator.provider === footage).flatMap(({ clips }) => clips);
  if (own.length > 0) note(`Cutting ${own.length} ${own.length === 1 ? 'stretch' : 'stretches'} of your footage.`);
  const diffused = scenes.filter(({ generator }) => generator.provider === diffusion);
  if (diffused.length > 0)
    note(
      `Diffusing ${diffused.length} ${diffused.length === 1 ? 'scene' : 'scenes'} on this machine; that may take long.`,
    );
  if (scenes.every(({ generator }) => generator.provider.local)) return;
  const names = [...new Set(scenes.map(({ generator }) => generator.name))].join(', ');
  const cost =
    toOrder.usd === undefined ? 'at a price that is not published' : `for about ${dollars(toOrder.usd)} by list price`;
  const before = spentBefore > 0 ? `; ${dollars(spentBefore)} were spent before` : '';
  if (toOrder.clips === 0) note(`All clips of ${names} were ordered before; nothing more is.`);
  else note(`Ordering ${toOrder.clips} clips (${toOrder.secondsAsked.toFixed(0)} s) of ${names} ${cost}${before}.`);
  if (emulatorAddress(inputs.environment))
    note('The emulator takes the place of the providers: nothing is paid, and the clips are stand-ins.');
}

/** The scenes as they are planned to be shown. */
export function withClips(scenes: readonly ResolvedScene[], plan: VideoClipsPlan): ResolvedScene[] {
  return withUses(scenes, new Map(plan.scenes.map(({ scene, clips }) => [scene, usesOf(clips)])));
}

/** The scenes with the clips that they are shown from. */
export function withUses(
  scenes: readonly ResolvedScene[],
  uses: ReadonlyMap<number, readonly ClipUse[]>,
): ResolvedScene[] {
  return scenes.map((scene, i) => {
    const clips = uses.get(i);
    return clips ? { ...scene, appearance: { ...scene.appearance, clips } } : scene;
  });
}

/** What is shown of a scene's clips. */
export const usesOf = (clips: readonly PlannedClip[]): ClipUse[] =>
  clips.map(({ clip, generator, frames }) => ({
    clip,
    generator: generator.name,
    firstFrame: frames.first,
    endFrame: frames.end,
  }));
