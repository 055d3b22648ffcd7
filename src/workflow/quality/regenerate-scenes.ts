import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactKind, CoherenceAnalysis } from '../../coherence/index.ts';
import { findGenerator } from '../../generators/catalogue.ts';
import { footage } from '../../generators/footage/index.ts';
import { longestDuration } from '../../generators/port.ts';
import { decodeVideo, encodeImage, probeVideo } from '../../media/index.ts';
import { printTimeShort, type SceneMap } from '../../scene-map/index.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { findStretches, isBad, qualityOf, type Span, worth } from './find-stretches.ts';
import {
  chosenOf,
  isOfSame,
  isSame,
  numbersOf,
  readMap,
  readTakes,
  type SceneTake,
  type TakeNumber,
  type TakeRecipe,
  type TakeStretch,
  takePlace,
  writeTakes,
} from './takes-file.ts';
import { writeMapWithTakes } from './takes-map.ts';

/** Takes of a scene, or of a stretch of one, that are tried at most, the first one included. */
const mostTakes = 3;
/** Longest stretch that is made again by itself, in seconds; what is no longer may be made again whole. */
const longestStretch = 20;
/** Shorter scenes are made again whole: two joints would lie too near to each other. */
const shortestDivided = 6;
/** Where more of a scene is bad, it is made again whole. */
const mostOfScene = 0.6;
/** Seconds on either side in which a stretch is joined, and is judged too. */
const jointSeconds = 0.7;

/** Words that a prompt gets against what was seen: always what is wanted, since models read a "no" as its opposite. */
const tighter: Partial<Record<ArtifactKind, string>> = {
  'lighting-flicker': 'steady, even light throughout',
  'motion-blur-inconsistency': 'crisp, even sharpness in every frame',
  'object-teleportation': 'one continuous take in which everything moves smoothly and keeps its place',
  'colour-banding': 'smooth gradients with fine film grain',
  'frozen-frame': 'fluid, unbroken motion',
  'black-frame': 'light from the first to the last frame',
};

/** A description with words against what was seen. */
function tightened(description: string, kinds: readonly ArtifactKind[]): string {
  const words = kinds.flatMap(kind => tighter[kind] ?? []);
  const base = description.trim().replace(/[.\s]+$/, '');
  return `${base}, ${(words.length > 0 ? words : ['one continuous, steady take']).join(', ')}`;
}

const seedOf = (map: SceneMap, scene: number): number => map.scenes[scene].seed ?? map.seed * 1000 + scene;

/** Name of the generator that makes a scene; undefined where a policy chooses it. */
const generatorNameOf = (map: SceneMap, scene: number, request: RenderRequest): string | undefined =>
  map.scenes[scene].generator ?? request.generator;

/** Whether a service makes the scene; a built-in scene is chosen by its words, which must stay as they are. */
function isOrdered(map: SceneMap, scene: number, request: RenderRequest): boolean {
  const name = generatorNameOf(map, scene, request);
  return (
    map.scenes[scene].scene === undefined && (name !== undefined ? name !== 'built-in' : request.policy !== undefined)
  );
}

/**
 * The stretches of a scene that are made again by themselves; none where it is made again whole, if at all: when it is
 * short, or bad on most of its length, or drawn by the built-in generator, for which a whole scene costs no more.
 */
function stretchesOf(
  map: SceneMap,
  scene: number,
  analysis: CoherenceAnalysis,
  { request, offset, downbeats }: RegenerationContext,
): Span[] {
  const { start_time, end_time } = map.scenes[scene];
  const length = end_time - start_time;
  const name = generatorNameOf(map, scene, request);
  const generator = name === undefined ? undefined : findGenerator(name);
  if (length <= shortestDivided || generator?.provider === footage) return [];
  const ordered = isOrdered(map, scene, request);
  if (!ordered && length <= longestStretch) return [];
  const longestClip = generator ? longestDuration(generator.model.capabilities) : longestStretch;
  const cuts = analysis.shots.map(({ startTime }) => startTime + offset);
  const stretches = findStretches(
    {
      ...{ start_time, end_time },
      borders: [...downbeats, ...cuts].sort((a, b) => a - b),
      // One clip a stretch, so that it is anchored at both ends, where the clip leaves that much.
      longest: Math.max(4, Math.min(longestStretch, longestClip - 2 * jointSeconds)),
    },
    analysis,
    offset,
  );
  const covered = stretches.reduce((sum, one) => sum + one.end_time - one.start_time, 0);
  return length <= longestStretch && covered > mostOfScene * length ? [] : stretches;
}

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

/** What regeneration works with. */
export interface RegenerationContext {
  request: RenderRequest;
  folder: string;
  /** Seconds of the track at which the video starts. */
  offset: number;
  /** Ascending seconds of the track. */
  downbeats: readonly number[];
  note(line: string): void;
}

/** "scene 3", "0:42 to 0:48 of scene 3". */
function placeInWords(take: TakeNumber, stretches: readonly TakeStretch[]): string {
  const span = stretches.find(one => isOfSame(one, take));
  return span
    ? `${printTimeShort(span.start_time)} to ${printTimeShort(span.end_time)} of scene ${take.scene}`
    : takePlace(take);
}

/**
 * Scores the takes of a round's video and settles whether it is rendered once more: with new takes of what is not good
 * enough, or with the best takes of all rounds, where this video does not show them. A short scene is made again whole,
 * of a longer one the bad stretches alone, from bar to bar. Each take has a new seed; one that a service makes also gets
 * a prompt tightened against what was seen, and pictures to hold on to: a whole scene the first clean frame, a stretch
 * the frames around it. `takes.json` names all.
 *
 * It ends when all are good or after three takes of each. Asked twice about the same round and video it answers the
 * same.
 */
export async function scoreTakes(
  round: number,
  { path, analysis }: { path: string; analysis: CoherenceAnalysis },
  context: RegenerationContext,
): Promise<boolean> {
  const { request, folder, offset, note } = context;
  const map = readMap(folder, request);
  const earlier = readTakes(folder, map);
  const scored = `${round} ${await fileFingerprint(path)}`;
  if (earlier?.round?.scored === scored) return earlier.round.again;
  const takes = [...(earlier?.takes ?? [])];
  const stretches = [...(earlier?.stretches ?? [])];
  // A round that another run left half done is not gone on with.
  const tries = round === 0 ? [] : (earlier?.round?.tries ?? []);
  const keptBefore = earlier ? chosenOf(earlier) : [];
  const kept: SceneTake[] = [];
  const judged = ({ start_time, end_time }: Span, within: Span): Span => ({
    start_time: Math.max(within.start_time, start_time - jointSeconds),
    end_time: Math.min(within.end_time, end_time + jointSeconds),
  });
  /** Keeps the better one of a try and what was kept of the same place. */
  const settle = (tried: TakeRecipe, span: Span, known: SceneTake | undefined): SceneTake | undefined => {
    const quality = qualityOf(span, analysis, offset);
    if (!quality) return known;
    const take = { ...tried, ...quality };
    takes.push(take);
    return known && worth(known) >= worth(take) ? known : take;
  };
  for (const [i, scene] of map.scenes.entries()) {
    const number = i + 1;
    const isWhole = (take: TakeNumber): boolean => take.scene === number && take.stretch === undefined;
    const known = keptBefore.find(isWhole);
    const tried = tries.find(isWhole);
    const quality = qualityOf(scene, analysis, offset);
    if (tried) {
      const settled = settle(tried, scene, known);
      if (settled) kept.push(settled);
    } else if (quality) {
      const take = { ...(known ?? { scene: number, take: 1, seed: seedOf(map, i) }), ...quality };
      if (!known) takes.push(take);
      // What another take of it was seen with stays: this video may show that one.
      kept.push(round > 0 && known ? known : take);
    } else if (known) kept.push(known);
    const whole = kept.find(isWhole);
    const isSeen = whole && quality && (tried ? whole.take === tried.take : !known);
    if (isSeen)
      for (const span of stretchesOf(map, i, analysis, context)) {
        const stretch = stretches.filter(one => one.scene === number).length + 1;
        stretches.push({ scene: number, stretch, of: whole.take, ...span });
        const seen = qualityOf(judged(span, scene), analysis, offset);
        if (!seen) continue;
        const { take: _take, description: _d, references: _r, ...same } = whole;
        const first = { ...same, stretch, take: 1, ...seen };
        takes.push(first);
        kept.push(first);
      }
    for (const one of stretches.filter(({ scene: of }) => of === number)) {
      const before = keptBefore.find(take => isOfSame(take, one));
      const again = tries.find(take => isOfSame(take, one));
      const settled = again ? settle(again, judged(one, scene), before) : before;
      if (settled) kept.push(settled);
    }
  }
  const shown = round === 0 ? numbersOf(kept) : (earlier?.round?.shown ?? numbersOf(kept));
  const countOf = (take: TakeNumber): number => takes.filter(other => isOfSame(other, take)).length;
  const next: TakeRecipe[] = [];
  for (const old of kept) {
    const i = old.scene - 1;
    const span = stretches.find(one => isOfSame(one, old));
    const whole = kept.find(one => one.scene === old.scene && one.stretch === undefined);
    const isDivided = stretches.some(one => one.scene === old.scene && one.of === whole?.take);
    const isShown = span ? span.of === whole?.take : !isDivided;
    if (!isShown || !isBad(old) || countOf(old) >= mostTakes) continue;
    const take = countOf(old) + 1;
    const { score: _s, badFrames: _b, kinds, ...recipe } = old;
    const number = old.stretch ?? 0;
    const again: TakeRecipe = { ...recipe, take, seed: seedOf(map, i) + 7919 * (take - 1) + 104_729 * number };
    if (isOrdered(map, i, request)) {
      again.description = tightened(map.scenes[i].description, kinds);
      if (!span && !map.scenes[i].references?.length) {
        const picture = join('references', `scene-${old.scene}-take-${take}.png`);
        mkdirSync(join(folder, 'references'), { recursive: true });
        if (await cleanFrame(path, map.scenes[i], analysis, offset, join(folder, picture)))
          again.references = [picture.replaceAll('\\', '/')];
      }
    }
    next.push(again);
  }
  const wanted = kept.map(t => next.find(n => isOfSame(n, t)) ?? t);
  const again = next.length > 0 || !isSame(shown, numbersOf(kept));
  if (next.length > 0)
    note(
      `Making ${next.map(t => placeInWords(t, stretches)).join(', ')} again (take ${next.map(t => t.take).join(', ')}).`,
    );
  if (again) writeMapWithTakes(folder, map, { takes: wanted, stretches }, request);
  const state = { scored, again, shown: numbersOf(wanted), before: shown, tries: next };
  writeTakes(folder, { map: fingerprint(map), takes, stretches, kept: numbersOf(kept), round: state });
  return again;
}

/**
 * Gives the tries of a round up that could not be made: the takes that are there stay; a money limit or a refusal is no
 * reason to lose the video.
 *
 * @returns whether the video is rendered once more, to show the best takes of all rounds
 */
export function giveUpTakes(reason: string, { request, folder, note }: RegenerationContext): boolean {
  note(`No further takes: ${reason}`);
  const map = readMap(folder, request);
  const file = readTakes(folder, map);
  if (!file?.round) return false;
  const again = !isSame(file.round.before, file.kept);
  if (again) writeMapWithTakes(folder, map, { takes: chosenOf(file), stretches: file.stretches }, request);
  writeTakes(folder, { ...file, round: { ...file.round, again, shown: file.kept, tries: [] } });
  return again;
}
