import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { credentialFormat } from '../../finishing/rights/index.ts';
import { GeneratorError, type Limits, type Provider } from '../../generators/port.ts';
import { MediaError, probeVideo } from '../../media/index.ts';
import { counted } from '../../reports/counted.ts';
import { printTimeShort } from '../../scene-map/index.ts';
import { assembleVideo, reportVideo } from '../assembly/finish-video.ts';
import { signingIdentity } from '../assembly/rights.ts';
import { ClipError, clipPath } from '../clips/clip-order.ts';
import { clipsFolderOf } from '../clips/clips-of-scene.ts';
import { type Ledger, spendingOf } from '../clips/ledger.ts';
import { type ClipMaking, openClipMaking } from '../clips/make-video-clips.ts';
import type { ProviderGate } from '../clips/provider-gate.ts';
import { announceClips, checkBudget, withClips, withUses } from '../clips/video-clips.ts';
import { isMissing, openDrawing, type ShotDrawing, usesClips } from '../drawing/draw-shots.ts';
import { planShots, type ShotPlan } from '../drawing/plan-shots.ts';
import type { Take } from '../drawing/render-takes.ts';
import { allClipsOf, type ResolvedScene, scenesTooQuick } from '../drawing/shots.ts';
import {
  type Analysed,
  analyseProduction,
  commissionOf,
  type Prepared,
  planScenes,
} from '../planning/prepare-production.ts';
import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { openProduction } from '../production/production.ts';
import type { Progress } from '../progress.ts';
import type { QaResult } from '../quality/qa-modes.ts';
import { openReview, type Review } from '../quality/review-video.ts';
import { requestOfRound } from '../quality/takes-map.ts';
import { SettingsError } from '../settings.ts';
import { measured, recordFrames } from '../telemetry.ts';
import type { Artifacts } from './artifacts.ts';
import { type MadeScene, type PlannedWork, type Reel, reelsOf } from './production-plan.ts';

/** "scene 3 at 0:12, scene 5 at 0:13", the first eight. */
function scenesInWords(numbers: readonly number[], scenes: readonly ResolvedScene[]): string {
  const told = numbers.slice(0, 8).map(scene => `scene ${scene + 1} at ${printTimeShort(scenes[scene].start)}`);
  return `${told.join(', ')}${numbers.length > 8 ? ` and ${numbers.length - 8} more` : ''}`;
}

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
  /** Gives up the takes that the last score asked for. @returns whether the video is made once more */
  giveUp(reason: string): Promise<boolean>;
  /** Mends the video and reports on it. */
  finishReview(): Promise<QaResult>;
  /** Whether a plan that was made earlier is still what would be planned. */
  fits(work: PlannedWork): Promise<boolean>;
  close(): Promise<void>;
}

/** What the steps of a production stand on. */
export interface Surroundings {
  artifacts: Artifacts;
  /** Whether clips are no longer made when drawing fails: so where nobody draws again by himself. */
  failsTogether: boolean;
  openLedger(productionFolder: string): Ledger;
  gateOf(provider: Provider, limits: Limits): ProviderGate;
  /** Longest reel in seconds of video. */
  reelSeconds: number;
}

/**
 * The steps of the production that a request asks for, on this machine. What several steps need is made once.
 *
 * @param round how often the video was made before, with other takes of some scenes
 */
export function createProductionSteps(asked: RenderRequest, surroundings: Surroundings, round = 0): ProductionSteps {
  const { folder } = openProduction(commissionOf(asked).outputPath);
  const request = requestOfRound(folder, asked, round);
  const began = performance.now();
  const stopper = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stopper.signal]) : stopper.signal;
  const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
    let made: Promise<T> | undefined;
    return () => {
      made ??= make();
      return made;
    };
  };
  let analysed: Promise<Analysed> | undefined;
  const analyse = (): Promise<Analysed> => {
    analysed ??= analyseProduction(request);
    return analysed;
  };
  const prepare = once(async (): Promise<Prepared> => planScenes(await analyse()));
  const shots = once(
    async (): Promise<ShotPlan> => planShots(request, await prepare(), async () => (await openedLedger()).jobs()),
  );
  const { artifacts } = surroundings;
  let keeping: Promise<void>[] = [];
  let drawing: Promise<ShotDrawing> | undefined;
  const openedDrawing = async (): Promise<ShotDrawing> => {
    const { production } = await prepare();
    // A take is kept as soon as it is finished: what draws the next one may die.
    const take: RenderRequest['take'] = made => {
      keeping.push(artifacts.keep([join(production.takesFolder, made.name)]));
      request.take?.(made);
    };
    drawing ??= openDrawing({ ...request, take }, await prepare(), await shots());
    return drawing;
  };
  let ledger: Ledger | undefined;
  const openedLedger = async (): Promise<Ledger> => {
    ledger ??= surroundings.openLedger((await prepare()).production.folder);
    return ledger;
  };

  // A person is told of drawing first, and of clips when nothing else goes on.
  let atWork = 0;
  let latest: Progress | undefined;
  const making = once(async (): Promise<ClipMaking> => {
    const { clips } = await shots();
    return openClipMaking(clips!, {
      ledger: await openedLedger(),
      gateOf: surroundings.gateOf,
      progress: (done, all, begun) => {
        latest = { stage: 'clips', fraction: (done + begun) / all, detail: `${done} of ${all} clips` };
        if (atWork === 0) request.progress?.(latest);
      },
      signal,
    });
  });

  /**
   * The takes as they are planned, and whether each waits for clips: its own, or those that its colours are matched to.
   */
  const plannedTakes = once(async (): Promise<{ takes: Take[]; waits: boolean[] }> => {
    const { scenes, clips } = await shots();
    const { takesOf, matched, waits } = await openedDrawing();
    const takes = takesOf(await matched(clips ? withClips(scenes, clips) : scenes, false));
    return { takes, waits: takes.map(take => usesClips(take) || waits(take)) };
  });
  /** The takes as they are shown when their clips are there. */
  const madeTakes = async (made: readonly MadeScene[]): Promise<Take[]> => {
    const planned = await plannedTakes();
    const { scenes, clips } = await shots();
    if (!clips) return planned.takes;
    finalTakes ??= (async () => {
      const uses = new Map(made.flatMap(one => (one.uses ? [[one.scene, one.uses] as const] : [])));
      const { takesOf, matched } = await openedDrawing();
      return takesOf(await matched(withUses(scenes, uses), true));
    })();
    return finalTakes;
  };
  let finalTakes: Promise<Take[]> | undefined;
  const draw = async (takes: readonly Take[]): Promise<number> => {
    const lacking = new Set(await artifacts.missing(takes.map(({ path }) => path)));
    const missing = takes.filter(({ path }) => lacking.has(path));
    const { draw: drawTakes } = await openedDrawing();
    atWork++;
    try {
      await artifacts.fetch(await clipsShown(missing));
      await drawTakes(missing);
      recordFrames(missing.reduce((sum, { frames }) => sum + frames.end - frames.first, 0));
      await Promise.all(keeping);
      keeping = [];
    } catch (error) {
      // Nothing can be shown of clips where drawing fails; their jobs go on and are taken up by the next run.
      if (surroundings.failsTogether) stopper.abort(error);
      throw error;
    } finally {
      atWork--;
    }
    if (latest) request.progress?.(latest);
    return missing.length;
  };
  /** The clips that takes are shown from, and where colours are matched those of all scenes. */
  const clipsShown = async (takes: readonly Take[]): Promise<string[]> => {
    const { production } = await prepare();
    const { grades } = await shots();
    const shown = grades.matches.size > 0 && finalTakes ? await finalTakes : takes;
    const uses = shown.flatMap(({ shot }) => [...allClipsOf(shot.appearance), ...allClipsOf(shot.join?.from)]);
    return [...new Set(uses.map(({ clip }) => clipPath(clipsFolderOf(production.folder), clip)))];
  };
  const review = once(async (): Promise<Review> => {
    const { outputPath, note } = await prepare();
    return openReview(asked, folder, outputPath, note);
  });
  /** The map, and the shaders of the user's own scenes. */
  const mapFingerprint = async ({ sceneMapPath, library }: Prepared): Promise<string> => {
    const map = await fileFingerprint(sceneMapPath);
    return library.own.length > 0 ? fingerprint(map, library.own.map(library.fingerprint)) : map;
  };

  return withSpans({
    analyse: async () => (await analyse()).audio,
    async plan() {
      const prepared = await prepare();
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
      const { clips, frameRate, scenes } = await shots();
      const quick = prepared.settings.allowFlashes ? [] : scenesTooQuick(scenes);
      if (quick.length > 0)
        prepared.note(
          `Not shown, because more than three pictures in a second would flash: ${scenesInWords(quick, scenes)}. Make them longer, or allow it with --allow-flashes.`,
        );
      if (clips) {
        checkBudget(clips);
        // A missing key is told before it is said that anything is ordered.
        await making();
        announceClips(clips, prepared.note);
      }
      const { takes, waits } = await plannedTakes();
      for (const { path, frames } of takes.filter(take => !isMissing(take)))
        request.take?.({ name: basename(path), firstFrame: frames.first, endFrame: frames.end });
      const mostFrames = surroundings.reelSeconds * frameRate;
      return {
        sceneMap: await mapFingerprint(prepared),
        scenes: clips?.scenes.map(({ scene }) => scene) ?? [],
        reels: reelsOf(takes, i => !waits[i], mostFrames),
        waiting: reelsOf(takes, i => waits[i], mostFrames),
        notes: [...prepared.notes],
      };
    },
    async makeScene(scene) {
      const { clips } = await shots();
      const planned = clips?.scenes.find(one => one.scene === scene);
      if (!planned) throw new SettingsError(`Scene ${scene + 1} orders nothing; run the same command again.`);
      const folder = clipsFolderOf((await prepare()).production.folder);
      const lying = planned.clips.flatMap(({ clip, enlarged }) => [
        clip,
        ...(enlarged === undefined ? [] : [enlarged]),
      ]);
      await artifacts.fetch(lying.map(clip => clipPath(folder, clip)));
      try {
        const uses = await (await making()).makeScene(planned);
        const made = [...lying, ...(uses ?? []).map(({ clip }) => clip)].map(clip => clipPath(folder, clip));
        await artifacts.keep(made.filter(path => existsSync(path)));
        return { scene, uses };
      } catch (error) {
        if (!(error instanceof ClipError || error instanceof GeneratorError)) throw error;
        const { kind, message } = error;
        return { scene, failure: { kind, message } };
      }
    },
    async settle(made) {
      const failures = made.flatMap(({ failure }) => (failure ? [failure.message] : []));
      if (failures.length === 0) return;
      const kept = latest && latest.fraction > 0 ? ` ${latest.detail} are there and are kept.` : '';
      throw new SettingsError(
        `${failures.join('\n')}\nThe video is not finished.${kept}${request.fallback ? '' : ' --fallback names generators to try instead.'}`,
      );
    },
    async draw({ first, end }, made) {
      // Which takes wait was settled by the plan; a fallback may have them drawn without clips after all.
      const { takes, waits } = await plannedTakes();
      const shown = made ? await madeTakes(made) : takes;
      return draw(shown.filter((_, i) => i >= first && i < end && waits[i] === (made !== undefined)));
    },
    async assemble(made) {
      const takes = await madeTakes(made);
      await artifacts.fetch(takes.map(({ path }) => path));
      // Somebody may have removed a take since it was drawn.
      if (takes.some(isMissing)) await draw(takes);
      request.signal?.throwIfAborted();
      const putTogether = async (): Promise<void> => assembleVideo(request, await prepare(), await shots(), takes);
      try {
        await putTogether();
      } catch (error) {
        const unread = error instanceof MediaError ? await unreadable(takes) : [];
        if (unread.length === 0) throw error;
        (await prepare()).note(
          `${counted(unread.length, 'finished shot')} can no longer be read and ${unread.length === 1 ? 'is' : 'are'} drawn again.`,
        );
        for (const { path } of unread) rmSync(path, { force: true });
        await draw(takes);
        await putTogether();
      }
    },
    async report(made, drawn) {
      return reportVideo(request, await prepare(), await shots(), await madeTakes(made), {
        renderer: (await openedDrawing()).description,
        shotsRendered: drawn,
        spent: (await shots()).clips ? spendingOf(await (await openedLedger()).jobs()).spent : 0,
        elapsed: () => (performance.now() - began) / 1000,
      });
    },
    score: async round => (await review()).score(round),
    giveUp: async reason => (await review()).giveUp(reason),
    finishReview: async () => (await review()).finish(),
    async fits(work) {
      const { clips } = await shots();
      const scenes = clips?.scenes.map(({ scene }) => scene) ?? [];
      return (
        work.sceneMap === (await mapFingerprint(await prepare())) && fingerprint(work.scenes) === fingerprint(scenes)
      );
    },
    async close() {
      await (await drawing?.catch(() => undefined))?.close();
      if (ledger && signal.aborted) await tellOpenJobs(ledger, (await prepare()).note);
      await ledger?.close();
    },
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

async function tellOpenJobs(ledger: Ledger, note: (line: string) => void): Promise<void> {
  const open = (await ledger.jobs()).filter(({ state }) => state === 'submitted').length;
  if (open > 0)
    note(
      `${open} ${open === 1 ? 'job goes' : 'jobs go'} on at the provider; run the same command again to take them up, or "phosphene jobs --cancel" to end them.`,
    );
}
