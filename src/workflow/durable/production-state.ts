import { basename, join } from 'node:path';
import type { Limits, Provider } from '../../generators/port.ts';
import { clipPath } from '../clips/clip-order.ts';
import { clipsFolderOf } from '../clips/clips-of-scene.ts';
import type { Ledger } from '../clips/ledger.ts';
import { type ClipMaking, openClipMaking } from '../clips/make-video-clips.ts';
import type { ProviderGate } from '../clips/provider-gate.ts';
import { withClips, withUses } from '../clips/video-clips.ts';
import { openDrawing, type ShotDrawing, usesClips } from '../drawing/draw-shots.ts';
import { planShots, type ShotPlan } from '../drawing/plan-shots.ts';
import type { Take } from '../drawing/render-takes.ts';
import { allClipsOf } from '../drawing/shots.ts';
import {
  type Analysed,
  analyseProduction,
  commissionOf,
  type Prepared,
  planScenes,
} from '../planning/prepare-production.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { openProduction } from '../production/production.ts';
import type { Progress } from '../progress.ts';
import { openReview, type Review } from '../quality/review-video.ts';
import { requestOfRound } from '../quality/takes-map.ts';
import { recordFrames } from '../telemetry.ts';
import type { Artifacts } from './artifacts.ts';
import type { MadeScene } from './production-plan.ts';

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

/** The takes as they are planned, and whether each waits for clips: its own, or those its colours are matched to. */
export interface PlannedTakes {
  takes: Take[];
  waits: boolean[];
}

/** What the steps of a production share on one machine. All of it is made when it is first asked for, and once. */
export interface ProductionState {
  /** With what earlier rounds have settled. */
  request: RenderRequest;
  surroundings: Surroundings;
  analysed(): Promise<Analysed>;
  prepared(): Promise<Prepared>;
  shots(): Promise<ShotPlan>;
  ledger(): Promise<Ledger>;
  /** Of a production that orders clips. */
  clipMaking(): Promise<ClipMaking>;
  drawing(): Promise<ShotDrawing>;
  plannedTakes(): Promise<PlannedTakes>;
  /** The takes as they are shown when their clips are there. */
  madeTakes(made: readonly MadeScene[]): Promise<Take[]>;
  /** Draws those takes that are nowhere. @returns how many */
  draw(takes: readonly Take[]): Promise<number>;
  review(): Promise<Review>;
  /** How many clips are there, for people; undefined where none are. */
  clipsThere(): string | undefined;
  /** Seconds since the work began. */
  elapsed(): number;
  close(): Promise<void>;
}

/** Something that is made when it is first asked for, and once. */
interface Once<T> {
  (): Promise<T>;
  /** Undefined where nobody has asked for it. */
  begun(): Promise<T> | undefined;
}

function once<T>(make: () => Promise<T>): Once<T> {
  let made: Promise<T> | undefined;
  return Object.assign(() => (made ??= make()), { begun: () => made });
}

/** Tells a person of drawing first, and of clips when nothing is drawn. */
function createTeller(tell: RenderRequest['progress']) {
  let drawing = 0;
  let clips: Progress | undefined;
  return {
    clips(progress: Progress): void {
      clips = progress;
      if (drawing === 0) tell?.(progress);
    },
    async whileDrawing(work: () => Promise<void>): Promise<void> {
      drawing++;
      try {
        await work();
      } finally {
        drawing--;
      }
      if (clips) tell?.(clips);
    },
    latest: () => clips,
  };
}

/** Files that are being kept elsewhere, each from the moment it is finished. */
function createKeeping(artifacts: Artifacts) {
  const underWay = new Set<Promise<void>>();
  return {
    begin(path: string): void {
      const kept = artifacts.keep([path]);
      underWay.add(kept);
      // What fails is told to all who wait for it.
      kept.then(
        () => underWay.delete(kept),
        () => undefined,
      );
    },
    finished: () => Promise.all(underWay),
  };
}

const framesOf = (takes: readonly Take[]): number =>
  takes.reduce((sum, { frames }) => sum + frames.end - frames.first, 0);

/**
 * Opens what the steps of a production share.
 *
 * @param round how often the video was made before, with other takes of some scenes
 */
export function openProductionState(asked: RenderRequest, surroundings: Surroundings, round: number): ProductionState {
  const { folder } = openProduction(commissionOf(asked).outputPath);
  const request = requestOfRound(folder, asked, round);
  const began = performance.now();
  const stopper = new AbortController();
  const signal = request.signal ? AbortSignal.any([request.signal, stopper.signal]) : stopper.signal;
  const { artifacts } = surroundings;
  const teller = createTeller(request.progress);
  const keeping = createKeeping(artifacts);

  const analysed = once(() => analyseProduction(request));
  const prepared = once(async () => planScenes(await analysed()));
  const ledger = once(async () => surroundings.openLedger((await prepared()).production.folder));
  const shots = once(async () => planShots(request, await prepared(), async () => (await ledger()).jobs()));
  const clipMaking = once(async () =>
    openClipMaking((await shots()).clips!, {
      ledger: await ledger(),
      gateOf: surroundings.gateOf,
      progress: (done, all, begun) =>
        teller.clips({ stage: 'clips', fraction: (done + begun) / all, detail: `${done} of ${all} clips` }),
      signal,
    }),
  );
  /** Names of the takes that were told. */
  const told = new Set<string>();
  const drawing = once(async () => {
    const { takesFolder } = (await prepared()).production;
    // A take is kept as soon as it is finished: what draws the next one may die.
    const take: RenderRequest['take'] = made => {
      keeping.begin(join(takesFolder, made.name));
      told.add(made.name);
      request.take?.(made);
    };
    return openDrawing({ ...request, take }, await prepared(), await shots());
  });
  const plannedTakes = once(async () => {
    const { scenes, clips } = await shots();
    const { takesOf, matched, waits } = await drawing();
    const takes = takesOf(await matched(clips ? withClips(scenes, clips) : scenes, false));
    return { takes, waits: takes.map(take => usesClips(take) || waits(take)) };
  });
  let finalTakes: Promise<Take[]> | undefined;
  const madeTakes = async (made: readonly MadeScene[]): Promise<Take[]> => {
    const { takes } = await plannedTakes();
    const { scenes, clips } = await shots();
    if (!clips) return takes;
    const shown = async (): Promise<Take[]> => {
      const uses = new Map(made.flatMap(one => (one.uses ? [[one.scene, one.uses] as const] : [])));
      const { takesOf, matched } = await drawing();
      return takesOf(await matched(withUses(scenes, uses), true));
    };
    finalTakes ??= shown();
    return finalTakes;
  };
  /** The clips that takes are shown from, and where colours are matched those of all scenes. */
  const clipsShown = async (takes: readonly Take[]): Promise<string[]> => {
    const { production } = await prepared();
    const { grades } = await shots();
    const shown = grades.matches.size > 0 && finalTakes ? await finalTakes : takes;
    const uses = shown.flatMap(({ shot }) => [...allClipsOf(shot.appearance), ...allClipsOf(shot.join?.from)]);
    return [...new Set(uses.map(({ clip }) => clipPath(clipsFolderOf(production.folder), clip)))];
  };
  const draw = async (takes: readonly Take[]): Promise<number> => {
    const lacking = new Set(await artifacts.missing(takes.map(({ path }) => path)));
    const missing = takes.filter(({ path }) => lacking.has(path));
    const there = takes.filter(({ path }) => !lacking.has(path));
    for (const { path, frames } of there) {
      const name = basename(path);
      if (told.has(name)) continue;
      told.add(name);
      request.take?.({ name, firstFrame: frames.first, endFrame: frames.end });
    }
    const { draw: drawTakes } = await drawing();
    try {
      await teller.whileDrawing(async () => {
        await artifacts.fetch(await clipsShown(missing));
        await drawTakes(missing, { takes: there.length, frames: framesOf(there) });
        recordFrames(framesOf(missing));
        await keeping.finished();
      });
    } catch (error) {
      // Nothing can be shown of clips where drawing fails; their jobs go on and are taken up by the next run.
      if (surroundings.failsTogether) stopper.abort(error);
      throw error;
    }
    return missing.length;
  };
  const review = once(async () => {
    const { outputPath, note } = await prepared();
    return openReview(asked, folder, outputPath, note);
  });
  const closeLedger = async (): Promise<void> => {
    const open = await ledger.begun()?.catch(() => undefined);
    try {
      if (open && signal.aborted) await tellOpenJobs(open, (await prepared()).note);
    } finally {
      await open?.close();
    }
  };

  return {
    ...{ request, surroundings, analysed, prepared, shots, ledger, clipMaking, drawing },
    ...{ plannedTakes, madeTakes, draw, review },
    clipsThere() {
      const { fraction = 0, detail } = teller.latest() ?? {};
      return fraction > 0 ? detail : undefined;
    },
    elapsed: () => (performance.now() - began) / 1000,
    async close() {
      try {
        await (await drawing.begun()?.catch(() => undefined))?.close();
      } finally {
        await closeLedger();
      }
    },
  };
}

async function tellOpenJobs(ledger: Ledger, note: (line: string) => void): Promise<void> {
  const open = (await ledger.jobs()).filter(({ state }) => state === 'submitted').length;
  if (open > 0)
    note(
      `${open} ${open === 1 ? 'job goes' : 'jobs go'} on at the provider; run the same command again to take them up, or "phosphene jobs --cancel" to end them.`,
    );
}
