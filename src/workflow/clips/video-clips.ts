import { existsSync } from 'node:fs';
import { dollars } from '../../formatting/dollars.ts';
import { findGenerator, type Generator } from '../../generators/catalogue.ts';
import { emulatorAddress } from '../../generators/cloud/access.ts';
import { diffusion } from '../../generators/diffusion/diffusion-provider.ts';
import { footage } from '../../generators/footage/index.ts';
import { listPrice, type Provider } from '../../generators/port.ts';
import { type ClipUse, type ResolvedScene, retakesOf } from '../drawing/shots.ts';
import { SettingsError } from '../settings.ts';
import { clipPath } from './clip-order.ts';
import { clipsFolderOf, clipsOfScene, generatorOf, madeClipsOfScene, type SceneClips } from './clips-of-scene.ts';
import type { VideoClipsInputs } from './clips-request.ts';
import { findUpscaler } from './enlarge-clips.ts';
import { type ClipEstimate, estimateClips } from './estimate-clips.ts';
import { type JobRecord, latestJob, spendingOf } from './ledger.ts';
import { makerOf } from './made-clips.ts';
import type { PlannedClip } from './planned-clip.ts';

/** What must be ordered for a video. */
export interface VideoClipsPlan {
  inputs: VideoClipsInputs;
  scenes: SceneClips[];
  /** What the generators will not do of what the map asks. */
  warnings: string[];
  estimate: ClipEstimate;
  /** The same for what is not made on this machine and neither lies in the production folder nor was ordered before. */
  toOrder: ClipEstimate;
  /** The same by scene, counted from 0; scenes that order nothing are left out. */
  toOrderByScene: ReadonlyMap<number, ClipEstimate>;
  /** What is shown from clips of another video, and what ordering it in this shape would ask for. */
  takenOver?: { clips: PlannedClip[]; anew: ClipEstimate };
  /** Dollars spent or promised before. */
  spentBefore: number;
}

/** Jobs at a time at a provider. */
export const concurrentAt = ({ choice }: VideoClipsInputs, { limits }: Provider): number =>
  choice.concurrency ?? limits.concurrent;

/**
 * Plans what must be ordered for a video, without asking anybody.
 *
 * @returns undefined where every scene is drawn by the built-in generator
 * @throws {SettingsError | GeneratorError} when a key is missing, a scene cannot be made, or the budget does not reach
 */
export async function planVideoClips(inputs: VideoClipsInputs): Promise<VideoClipsPlan | undefined> {
  const warnings: string[] = [];
  const jobs = await inputs.jobs();
  const { made } = inputs.choice;
  const scenes: SceneClips[] = [];
  const takenOver: PlannedClip[] = [];
  const anew: PlannedClip[] = [];
  const unmade: SceneClips[] = [];
  for (const index of inputs.map.scenes.keys()) {
    const named = generatorOf(inputs, index);
    const maker = made && makerOf(made, inputs.map.scenes[index].start_time);
    if (maker === 'built-in' && !made?.reorder) {
      if (named) warnings.push(`Scene ${index + 1} is drawn by the built-in generator, as in the video.`);
      continue;
    }
    const generator = named ?? generatorNamed(maker);
    const remarks: string[] = [];
    const planned = generator && (await clipsOfScene(inputs, index, generator, line => void remarks.push(line)));
    if (!planned) continue;
    if (
      made &&
      !made.reorder &&
      !generator.provider.local &&
      planned.clips.some(clip => isToOrder(clip, inputs, jobs))
    ) {
      const makers = new Set([generatorNamed(maker) ?? generator, generator]);
      let found: SceneClips | undefined;
      for (const one of makers) found ??= await madeClipsOfScene(inputs, made, index, one);
      if (found) {
        scenes.push(found);
        takenOver.push(...found.clips);
        anew.push(...planned.clips);
        continue;
      }
      unmade.push(planned);
    }
    warnings.push(...remarks);
    scenes.push(planned);
  }
  for (const name of inputs.choice.fallback ?? []) findGenerator(name);
  if (scenes.length === 0) return undefined;
  const all = scenes.flatMap(({ clips }) => clips);
  const missing = all.filter(clip => !clip.generator.provider.local && isToOrder(clip, inputs, jobs));
  const { spent, open } = spendingOf(jobs);
  const concurrent = ({ provider }: Generator): number => concurrentAt(inputs, provider);
  if (unmade.length > 0) throw notMade(unmade, estimateClips(missing, inputs.frameRate, concurrent));
  const { output } = inputs;
  const enlarged = new Set(
    all
      .filter(({ madeAt }) => madeAt === undefined)
      .filter(({ request: { size } }) => size.width < output.width * 0.99 || size.height < output.height * 0.99)
      .map(({ generator, request }) => `${generator.model.title} makes ${request.size.width}x${request.size.height}`),
  );
  const by =
    inputs.choice.upscale === undefined
      ? ''
      : ` by ${(await findUpscaler(inputs.choice.upscale, inputs.environment)).title}, which takes long,`;
  for (const line of enlarged)
    warnings.push(
      `${line}; its clips are fitted to ${output.width}x${output.height}, enlarged${by} and cropped where they must be.`,
    );
  return {
    inputs,
    scenes,
    warnings,
    estimate: estimateClips(all, inputs.frameRate, concurrent),
    toOrder: estimateClips(missing, inputs.frameRate, concurrent),
    toOrderByScene: new Map(
      scenes.flatMap(({ scene, clips }) => {
        const own = clips.filter(clip => missing.includes(clip));
        return own.length > 0 ? [[scene, estimateClips(own, inputs.frameRate, concurrent)] as const] : [];
      }),
    ),
    ...(takenOver.length > 0
      ? { takenOver: { clips: takenOver, anew: estimateClips(anew, inputs.frameRate, concurrent) } }
      : {}),
    spentBefore: spent + open,
  };
}

const generatorNamed = (name: string | undefined): Generator | undefined =>
  name === undefined ? undefined : findGenerator(name);

/** Whether a clip is neither there nor on its way. */
function isToOrder(
  { clip, madeAt }: PlannedClip,
  { productionFolder }: VideoClipsInputs,
  jobs: readonly JobRecord[],
): boolean {
  const state = latestJob(jobs, clip)?.state ?? '';
  return (
    madeAt === undefined &&
    !existsSync(clipPath(clipsFolderOf(productionFolder), clip)) &&
    !['submitting', 'unclear', 'submitted', 'succeeded', 'downloaded'].includes(state)
  );
}

function notMade(scenes: readonly SceneClips[], { clips, usd }: ClipEstimate): SettingsError {
  const numbers = scenes.map(({ scene }) => scene + 1).join(', ');
  const cost = usd === undefined ? 'at a price that is not published' : `for about ${dollars(usd)} by list price`;
  return new SettingsError(
    `The video has no clips for scene ${numbers} as the scene map stands now. Render the video again, which makes what is missing for every shape; --reorder-clips orders ${clips} for this shape alone, ${cost}. Nothing was ordered.`,
  );
}

/** Tells that clips of another video are shown, how they are fitted, and what others would cost. */
function takenOverLine({ inputs: { output }, takenOver }: VideoClipsPlan): string {
  const { clips, anew } = takenOver!;
  const shape = (value: number): number => Math.abs(value / (output.width / output.height) - 1);
  const cropped = clips.some(({ request: { size } }) => shape(size.width / size.height) > 0.02);
  const count = clips.length === 1 ? '1 clip of the video is' : `${clips.length} clips of the video are`;
  if (!cropped) return `${count} shown again; nothing is ordered.`;
  const scale = Math.max(
    ...clips.map(({ request: { size } }) => Math.max(output.width / size.width, output.height / size.height)),
  );
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  const unit = common(output.width, output.height);
  const cost = anew.usd === undefined ? 'at a price that is not published' : `for about ${dollars(anew.usd)}`;
  return `${count} cropped to ${output.width / unit}:${output.height / unit}${scale > 1.05 ? ` and enlarged up to ${scale.toFixed(1)} times` : ''}; --reorder-clips orders ${clips.length === 1 ? 'it' : 'them'} anew ${cost}.`;
}

/** What a plan needs and has not got. */
export interface LackingClips {
  clips: {
    /** From 0. */
    scene: number;
    /** Where the retake begins that it belongs to, in seconds of the track. */
    from?: number;
    /** What ordering it costs by list price: nothing where it is on its way, undefined where that is not published. */
    usd?: number;
  }[];
  /** Dollars that the budget has left; undefined where there is no budget. */
  left?: number;
}

/** The clips of a plan that are not there now. */
export async function lackingClips({ scenes, inputs }: VideoClipsPlan): Promise<LackingClips> {
  const jobs = await inputs.jobs();
  const { spent, open } = spendingOf(jobs);
  const { budget } = inputs.choice;
  const folder = clipsFolderOf(inputs.productionFolder);
  const isThere = ({ clip, enlarged, madeAt }: PlannedClip): boolean =>
    enlarged === undefined
      ? madeAt !== undefined || existsSync(clipPath(folder, clip))
      : existsSync(clipPath(folder, enlarged));
  return {
    clips: scenes.flatMap(({ scene, clips }) =>
      clips
        .filter(clip => !isThere(clip))
        .map(clip => {
          const { generator, request, retake } = clip;
          const isOrdered = !generator.provider.local && isToOrder(clip, inputs, jobs);
          return {
            scene,
            from: retake === undefined ? undefined : inputs.map.scenes[scene].retakes?.[retake]?.start_time,
            usd: isOrdered ? listPrice(generator.model, request.seconds) : 0,
          };
        }),
    ),
    ...(budget === undefined ? {} : { left: budget - spent - open }),
  };
}

/** Stops before anything is spent that the budget does not cover. @throws {SettingsError} */
export function checkBudget({ toOrder, spentBefore, inputs }: VideoClipsPlan): void {
  const { budget } = inputs.choice;
  if (budget === undefined || toOrder.clips === 0) return;
  if (toOrder.usd === undefined)
    throw new SettingsError(
      'The budget cannot be kept: a generator of this video has no known price. Choose another generator, or leave --budget out.',
    );
  if (!(spentBefore + toOrder.usd <= budget + 1e-9))
    throw new SettingsError(
      `The budget of ${dollars(budget)} does not reach: ${toOrder.clips} clips are expected to cost ${dollars(toOrder.usd)}${spentBefore > 0 ? `, after ${dollars(spentBefore)} before` : ''}. Nothing was ordered.`,
    );
}

/** Tells what will be ordered and what generators leave out, before anything is. */
export function announceClips(plan: VideoClipsPlan, note: (line: string) => void): void {
  const { inputs, scenes, warnings, toOrder, spentBefore, takenOver } = plan;
  for (const warning of warnings) note(warning);
  const own = scenes.filter(({ generator }) => generator.provider === footage).flatMap(({ clips }) => clips);
  if (own.length > 0) note(`Cutting ${own.length} ${own.length === 1 ? 'stretch' : 'stretches'} of your footage.`);
  const diffused = scenes.filter(({ generator }) => generator.provider === diffusion);
  if (diffused.length > 0)
    note(
      `Diffusing ${diffused.length} ${diffused.length === 1 ? 'scene' : 'scenes'} on this machine; that may take long.`,
    );
  if (takenOver) note(takenOverLine(plan));
  const ordered = scenes.filter(
    ({ generator, clips }) => !generator.provider.local && clips.some(({ madeAt }) => madeAt === undefined),
  );
  if (ordered.length === 0) return;
  // Where nothing is left to order, all are named.
  const awaited = ordered.filter(({ scene }) => toOrder.clips === 0 || plan.toOrderByScene.has(scene));
  const names = [...new Set(awaited.map(({ generator }) => generator.name))].join(', ');
  const cost =
    toOrder.usd === undefined ? 'at a price that is not published' : `for about ${dollars(toOrder.usd)} by list price`;
  const before = spentBefore > 0 ? `; ${dollars(spentBefore)} were spent before` : '';
  if (toOrder.clips === 0) note(`All clips of ${names} were ordered before; nothing more is.`);
  else
    note(
      `Ordering ${toOrder.clips === 1 ? '1 clip' : `${toOrder.clips} clips`} (${toOrder.secondsAsked.toFixed(0)} s) of ${names} ${cost}${before}.`,
    );
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
    const all = uses.get(i);
    if (!all) return scene;
    const clips = all.filter(({ retake }) => retake === undefined);
    const retakes = retakesOf(scene.appearance).flatMap((one, index) => {
      const own = all.filter(({ retake }) => retake === index);
      if (own.length === 0) return [];
      const lead = one.firstFrame - own[0].firstFrame;
      const trail = one.lasts ? 0 : own[own.length - 1].endFrame - one.endFrame;
      return [{ ...one, lead, trail, clips: own }];
    });
    const { retakes: _drawn, ...appearance } = scene.appearance;
    return { ...scene, appearance: { ...appearance, clips, ...(retakes.length > 0 ? { retakes } : {}) } };
  });
}

/** What is shown of a scene's clips. */
export const usesOf = (clips: readonly PlannedClip[]): ClipUse[] =>
  clips.map(({ clip, enlarged, generator, frames, retake }) => ({
    clip: enlarged ?? clip,
    generator: generator.name,
    firstFrame: frames.first,
    endFrame: frames.end,
    ...(retake === undefined ? {} : { retake }),
  }));
