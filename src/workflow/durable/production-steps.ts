import { existsSync, rmSync } from 'node:fs';
import { credentialFormat } from '../../finishing/rights/index.ts';
import { counted } from '../../formatting/counted.ts';
import { GeneratorError } from '../../generators/port.ts';
import { MediaError, probeVideo } from '../../media/index.ts';
import { printTimeShort } from '../../scene-map/index.ts';
import { assembleVideo, reportVideo } from '../assembly/finish-video.ts';
import { signingIdentity } from '../assembly/rights.ts';
import { ClipError, clipPath } from '../clips/clip-order.ts';
import { clipsFolderOf } from '../clips/clips-of-scene.ts';
import { spendingOf } from '../clips/ledger.ts';
import type { PlannedClip } from '../clips/planned-clip.ts';
import { announceClips, checkBudget, type LackingClips, lackingClips } from '../clips/video-clips.ts';
import { isMissing } from '../drawing/draw-shots.ts';
import type { Take } from '../drawing/render-takes.ts';
import { type ResolvedScene, scenesTooQuick } from '../drawing/shots.ts';
import type { Prepared } from '../planning/prepare-production.ts';
import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import type { QaResult } from '../quality/qa-modes.ts';
import { SettingsError } from '../settings.ts';
import { measured } from '../telemetry.ts';
import { type MadeScene, type PlannedWork, type Reel, reelsOf } from './production-plan.ts';
import { openProductionState, type ProductionState, type Surroundings } from './production-state.ts';

/**
 * The steps of a production. Each can be done again at any time: what is done is found by its fingerprint and stays.
 */
export interface ProductionSteps {
  /** @returns the fingerprint of the track */
  analyse(): Promise<string>;
  plan(): Promise<PlannedWork>;
  /**
   * Orders, awaits, fetches and verifies the clips of a scene. A scene that cannot be made is told, not thrown: the
   * others go on.
   */
  makeScene(scene: number): Promise<MadeScene>;
  /** @throws {SettingsError} that names each scene that could not be made and why */
  settle(made: readonly MadeScene[]): Promise<void>;
  /** Draws takes; with `made`, also those that are shown from clips. @returns how many were drawn now */
  draw(reel: Reel, made?: readonly MadeScene[]): Promise<number>;
  /** Puts the takes together under the final name. */
  assemble(made: readonly MadeScene[]): Promise<void>;
  /** @param drawn takes that were drawn now */
  report(made: readonly MadeScene[], drawn: number): Promise<RenderResult>;
  /**
   * Looks at the video of a round, where that is asked for. @returns whether it is made once more, with other takes of
   * some scenes
   */
  score(round: number): Promise<boolean>;
  /** Gives up those takes that the last score asked for and that cannot be made. @returns whether the video is made once more */
  giveUp(reason: string): Promise<boolean>;
  /** Mends the video and reports on it. */
  finishReview(): Promise<QaResult>;
  /** Whether a plan that was made earlier is still what would be planned. */
  fits(work: PlannedWork): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The steps of the production that a request asks for, on this machine. What several steps need is made once.
 *
 * @param round how often the video was made before, with other takes of some scenes
 */
export function createProductionSteps(asked: RenderRequest, surroundings: Surroundings, round = 0): ProductionSteps {
  const state = openProductionState(asked, surroundings, round);
  return withSpans({
    analyse: async () => (await state.analysed()).audio,
    plan: () => plan(state),
    makeScene: scene => makeScene(state, scene),
    settle: async made => settle(state, made, round),
    draw: (reel, made) => drawReel(state, reel, made),
    assemble: made => assemble(state, made),
    report: (made, drawn) => report(state, made, drawn),
    score: async one => (await state.review()).score(one),
    giveUp: async reason => (await state.review()).giveUp(reason, await lackingOf(state)),
    finishReview: async () => (await state.review()).finish(),
    fits: work => fits(state, work),
    close: state.close,
  });
}

async function plan(state: ProductionState): Promise<PlannedWork> {
  const { request, surroundings } = state;
  const prepared = await state.prepared();
  if (request.credentials) {
    // What stands in the way of signing is told before the work, not after it.
    credentialFormat(prepared.outputPath);
    await signingIdentity(request.credentials);
  }
  const { clips, frameRate, scenes } = await state.shots();
  tellOfSettings(prepared, scenes);
  if (clips) {
    checkBudget(clips);
    // A missing key is told before it is said that anything is ordered.
    await state.clipMaking();
    announceClips(clips, prepared.note);
  }
  const { takes, waits } = await state.plannedTakes();
  const mostFrames = surroundings.reelSeconds * frameRate;
  return {
    sceneMap: await mapFingerprint(prepared),
    scenes: clips?.scenes.map(({ scene }) => scene) ?? [],
    reels: reelsOf(takes, i => !waits[i], mostFrames),
    waiting: reelsOf(takes, i => waits[i], mostFrames),
    notes: [...prepared.notes],
  };
}

/** Tells what a person should know of the settings before anything is drawn. */
function tellOfSettings({ settings, note }: Prepared, scenes: readonly ResolvedScene[]): void {
  if (settings.allowFlashes)
    note(
      'Flashes are not limited: where drums are fast, the video may harm viewers with photosensitive epilepsy. Warn them, and do not broadcast it.',
    );
  if (settings.bitDepth === 10)
    note(
      'The pictures are drawn in 8 bits with dither; 10 bits in the file spare them a second rounding, they add no shades.',
    );
  const quick = settings.allowFlashes ? [] : scenesTooQuick(scenes);
  if (quick.length > 0)
    note(
      `Not shown, because more than three pictures in a second would flash: ${scenesInWords(quick, scenes)}. Make them longer, or allow it with --allow-flashes.`,
    );
}

/** "scene 3 at 0:12, scene 5 at 0:13", the first eight. */
function scenesInWords(numbers: readonly number[], scenes: readonly ResolvedScene[]): string {
  const told = numbers.slice(0, 8).map(scene => `scene ${scene + 1} at ${printTimeShort(scenes[scene].start)}`);
  return `${told.join(', ')}${numbers.length > 8 ? ` and ${numbers.length - 8} more` : ''}`;
}

/** The map, and the shaders of the user's own scenes. */
async function mapFingerprint({ sceneMapPath, library }: Prepared): Promise<string> {
  const map = await fileFingerprint(sceneMapPath);
  return library.own.length > 0 ? fingerprint(map, library.own.map(library.fingerprint)) : map;
}

async function fits(state: ProductionState, { sceneMap, scenes }: PlannedWork): Promise<boolean> {
  const { clips } = await state.shots();
  const wanted = clips?.scenes.map(({ scene }) => scene) ?? [];
  return sceneMap === (await mapFingerprint(await state.prepared())) && fingerprint(scenes) === fingerprint(wanted);
}

/** Names of what lies there of a clip that is made. */
const clipFiles = ({ clip, enlarged }: PlannedClip): string[] => (enlarged === undefined ? [clip] : [clip, enlarged]);

async function makeScene(state: ProductionState, scene: number): Promise<MadeScene> {
  const { artifacts } = state.surroundings;
  const planned = (await state.shots()).clips?.scenes.find(one => one.scene === scene);
  if (!planned) throw new SettingsError(`Scene ${scene + 1} orders nothing; render again.`);
  const folder = clipsFolderOf((await state.prepared()).production.folder);
  const lying = planned.clips.flatMap(clipFiles);
  await artifacts.fetch(lying.map(clip => clipPath(folder, clip)));
  try {
    const uses = await (await state.clipMaking()).makeScene(planned);
    const made = [...lying, ...(uses ?? []).map(({ clip }) => clip)].map(clip => clipPath(folder, clip));
    await artifacts.keep(made.filter(path => existsSync(path)));
    return { scene, uses };
  } catch (error) {
    if (!(error instanceof ClipError || error instanceof GeneratorError)) throw error;
    // What was made of it is paid for, and found by the machine that goes on.
    await artifacts.keep(lying.map(clip => clipPath(folder, clip)).filter(path => existsSync(path)));
    const { kind, message } = error;
    return { scene, failure: { kind, message } };
  }
}

/** What a round still lacks; undefined where it cannot even be planned. */
async function lackingOf(state: ProductionState): Promise<LackingClips | undefined> {
  const plan = await state.shots().catch(() => undefined);
  if (!plan?.clips) return undefined;
  const folder = clipsFolderOf((await state.prepared()).production.folder);
  await state.surroundings.artifacts.fetch(
    plan.clips.scenes.flatMap(({ clips }) => clips.flatMap(clipFiles)).map(clip => clipPath(folder, clip)),
  );
  return lackingClips(plan.clips);
}

/** @param round beyond the first the video is there, and what fails costs a take alone */
function settle({ request, clipsThere }: ProductionState, made: readonly MadeScene[], round: number): void {
  const failures = made.flatMap(({ failure }) => (failure ? [failure.message] : []));
  if (failures.length === 0) return;
  if (round > 0) throw new SettingsError(failures.join('\n'));
  const there = clipsThere();
  const kept = there === undefined ? '' : ` ${there} are there and are kept.`;
  throw new SettingsError(
    `${failures.join('\n')}\nThe video is not finished.${kept}${request.fallback ? '' : ' --fallback names generators to try instead.'}`,
  );
}

async function drawReel(state: ProductionState, { first, end }: Reel, made?: readonly MadeScene[]): Promise<number> {
  // Which takes wait was settled by the plan; a fallback may have them drawn without clips after all.
  const { takes, waits } = await state.plannedTakes();
  const shown = made ? await state.madeTakes(made) : takes;
  return state.draw(shown.filter((_, i) => i >= first && i < end && waits[i] === (made !== undefined)));
}

async function assemble(state: ProductionState, made: readonly MadeScene[]): Promise<void> {
  const { request, surroundings } = state;
  const takes = await state.madeTakes(made);
  await surroundings.artifacts.fetch(takes.map(({ path }) => path));
  // Somebody may have removed a take since it was drawn.
  if (takes.some(isMissing)) await state.draw(takes);
  request.signal?.throwIfAborted();
  const prepared = await state.prepared();
  const shots = await state.shots();
  const putTogether = (): Promise<void> => assembleVideo(request, prepared, shots, takes);
  try {
    await putTogether();
  } catch (error) {
    const unread = error instanceof MediaError ? await unreadable(takes) : [];
    if (unread.length === 0) throw error;
    prepared.note(
      `${counted(unread.length, 'finished shot')} can no longer be read and ${unread.length === 1 ? 'is' : 'are'} drawn again.`,
    );
    for (const { path } of unread) rmSync(path, { force: true });
    await state.draw(takes);
    await putTogether();
  }
}

async function report(state: ProductionState, made: readonly MadeScene[], drawn: number): Promise<RenderResult> {
  const shots = await state.shots();
  return reportVideo(state.request, await state.prepared(), shots, await state.madeTakes(made), {
    renderer: (await state.drawing()).description,
    shotsRendered: drawn,
    spent: shots.clips ? spendingOf(await (await state.ledger()).jobs()).spent : 0,
    elapsed: state.elapsed,
  });
}

/** The takes whose files are damaged: they are there, and show fewer frames than they should, or none. */
async function unreadable(takes: readonly Take[]): Promise<Take[]> {
  const found: Take[] = [];
  for (const take of takes) {
    const frames = await probeVideo(take.path).then(
      info => info.frames,
      () => 0,
    );
    if (frames < take.frames.end - take.frames.first) found.push(take);
  }
  return found;
}

/** The steps, each told to those who watch. */
function withSpans(steps: ProductionSteps): ProductionSteps {
  return {
    ...steps,
    analyse: () => measured('analyse', {}, steps.analyse),
    plan: () => measured('plan', {}, steps.plan),
    makeScene: scene => measured('scene', { scene: scene + 1 }, () => steps.makeScene(scene)),
    draw: (reel, made) => measured('draw', { takes: reel.end - reel.first }, () => steps.draw(reel, made)),
    assemble: made => measured('assemble', {}, () => steps.assemble(made)),
    report: (made, drawn) => measured('report', {}, () => steps.report(made, drawn)),
    score: round => measured('score', {}, () => steps.score(round)),
    finishReview: () => measured('mend', {}, steps.finishReview),
  };
}
