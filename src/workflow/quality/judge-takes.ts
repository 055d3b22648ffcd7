import type { CoherenceAnalysis } from '../../coherence/index.ts';
import { footage } from '../../generators/footage/index.ts';
import { longestDuration } from '../../generators/port.ts';
import { type SceneMap, sceneSeed } from '../../scene-map/index.ts';
import { findStretches, qualityOf, type Span, worth } from './find-stretches.ts';
import { generatorOf, isOrdered, type RegenerationContext } from './regeneration.ts';
import { isOfSame, type SceneTake, type TakeNumber, type TakeRecipe, type TakeStretch } from './takes-file.ts';

/** Longest stretch that is made again by itself, in seconds; what is no longer may be made again whole. */
const longestStretch = 20;
/** Shorter scenes are made again whole: two joints would lie too near to each other. */
const shortestDivided = 6;
/** Where more of a scene is bad, it is made again whole. */
const mostOfScene = 0.6;
/** Seconds on either side in which a stretch is joined, and is judged too. */
const jointSeconds = 0.7;

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
  const generator = generatorOf(map, scene, request);
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

/** The takes that are known of a production, and those that are kept. */
export interface JudgedTakes {
  takes: SceneTake[];
  stretches: TakeStretch[];
  kept: SceneTake[];
}

/** A round's video, and what was known before it. */
export interface SeenRound {
  isFirst: boolean;
  map: SceneMap;
  analysis: CoherenceAnalysis;
  /** The takes of this video that were not seen before. */
  tries: readonly TakeRecipe[];
  keptBefore: readonly SceneTake[];
}

/** A stretch with what joins it to its scene. */
const withJoints = ({ start_time, end_time }: Span, scene: Span): Span => ({
  start_time: Math.max(scene.start_time, start_time - jointSeconds),
  end_time: Math.min(scene.end_time, end_time + jointSeconds),
});

/**
 * Judges what a round's video shows of each scene and of each stretch of one, and keeps the better of what was tried and
 * what was kept before. Where a scene was seen with a new take, its bad stretches are found.
 *
 * @param known all takes and stretches of earlier rounds
 */
export function judgeTakes(
  round: SeenRound,
  known: Pick<JudgedTakes, 'takes' | 'stretches'>,
  context: RegenerationContext,
): JudgedTakes {
  const judged: JudgedTakes = { takes: [...known.takes], stretches: [...known.stretches], kept: [] };
  for (let scene = 1; scene <= round.map.scenes.length; scene++) {
    const whole = judgeWhole(scene, round, judged, context);
    if (whole?.isNew) divide(scene, whole.take, round, judged, context);
    judgeStretches(scene, round, judged, context);
  }
  return judged;
}

/** Notes a try, and says whether it or what was kept of the same place is the better. */
function settle(
  tried: TakeRecipe,
  span: Span,
  known: SceneTake | undefined,
  { analysis }: SeenRound,
  { takes }: JudgedTakes,
  { offset }: RegenerationContext,
): SceneTake | undefined {
  const quality = qualityOf(span, analysis, offset);
  if (!quality) return known;
  const take = { ...tried, ...quality };
  takes.push(take);
  return known && worth(known) >= worth(take) ? known : take;
}

/** Judges a scene as a whole. @returns the take that is kept, and whether this video shows it for the first time */
function judgeWhole(
  scene: number,
  round: SeenRound,
  judged: JudgedTakes,
  context: RegenerationContext,
): { take: SceneTake; isNew: boolean } | undefined {
  const isWhole = (take: TakeNumber): boolean => take.scene === scene && take.stretch === undefined;
  const known = round.keptBefore.find(isWhole);
  const tried = round.tries.find(isWhole);
  const span = round.map.scenes[scene - 1];
  const quality = qualityOf(span, round.analysis, context.offset);
  let take = known;
  if (tried) take = settle(tried, span, known, round, judged, context);
  else if (quality) {
    const seen = { ...(known ?? { scene, take: 1, seed: sceneSeed(round.map, scene - 1) }), ...quality };
    if (!known) judged.takes.push(seen);
    // What another take of it was seen with stays: this video may show that one.
    if (round.isFirst || !known) take = seen;
  }
  if (!take) return undefined;
  judged.kept.push(take);
  return { take, isNew: quality !== undefined && (tried ? take.take === tried.take : !known) };
}

/** Finds the stretches of a scene's take that are made again by themselves. What it shows there is their first take. */
function divide(
  scene: number,
  whole: SceneTake,
  { map, analysis }: SeenRound,
  judged: JudgedTakes,
  context: RegenerationContext,
): void {
  for (const span of stretchesOf(map, scene - 1, analysis, context)) {
    const stretch = judged.stretches.filter(one => one.scene === scene).length + 1;
    judged.stretches.push({ scene, stretch, of: whole.take, ...span });
    const quality = qualityOf(withJoints(span, map.scenes[scene - 1]), analysis, context.offset);
    if (!quality) continue;
    const { take: _take, description: _description, references: _references, files: _files, ...same } = whole;
    const first = { ...same, stretch, take: 1, ...quality };
    judged.takes.push(first);
    judged.kept.push(first);
  }
}

/** Judges the stretches of a scene that were known before this round. */
function judgeStretches(scene: number, round: SeenRound, judged: JudgedTakes, context: RegenerationContext): void {
  for (const stretch of judged.stretches.filter(one => one.scene === scene)) {
    const before = round.keptBefore.find(take => isOfSame(take, stretch));
    const tried = round.tries.find(take => isOfSame(take, stretch));
    const span = withJoints(stretch, round.map.scenes[scene - 1]);
    const take = tried ? settle(tried, span, before, round, judged, context) : before;
    if (take) judged.kept.push(take);
  }
}
