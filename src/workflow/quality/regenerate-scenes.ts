import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ArtifactKind, CoherenceAnalysis } from '../../coherence/index.ts';
import { decodeVideo, encodeImage, probeVideo } from '../../media/index.ts';
import type { SceneMap } from '../../scene-map/index.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fileFingerprint, fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import {
  chosenOf,
  isSame,
  numbersOf,
  readMap,
  readTakes,
  type SceneTake,
  type TakesFile,
  writeTakes,
} from './takes-file.ts';
import { writeMapWithTakes } from './takes-map.ts';

/** Takes of a scene that are tried at most, the first one included. */
const mostTakes = 3;
/** A scene is drawn again when it scores less, or shows artifacts on a larger share of its frames. */
const leastScore = 0.78;
const mostBadFrames = 0.08;
const sure = 0.6;

/** Words that a prompt gets against what was seen: always what is wanted, since models read a "no" as its opposite. */
const tighter: Partial<Record<ArtifactKind, string>> = {
  'lighting-flicker': 'steady, even light throughout',
  'motion-blur-inconsistency': 'crisp, even sharpness in every frame',
  'object-teleportation': 'one continuous take in which everything moves smoothly and keeps its place',
  'colour-banding': 'smooth gradients with fine film grain',
  'frozen-frame': 'fluid, unbroken motion',
  'black-frame': 'light from the first to the last frame',
};

type Quality = Pick<SceneTake, 'score' | 'badFrames' | 'kinds'>;

/**
 * Score, share of bad frames and kinds of artifacts of each scene; the video starts at `offset` seconds of the track.
 */
function qualityOf(map: SceneMap, analysis: CoherenceAnalysis, offset: number): (Quality | undefined)[] {
  return map.scenes.map(({ start_time, end_time }) => {
    const own = analysis.perFrame.filter(f => f.time + offset >= start_time && f.time + offset < end_time);
    if (own.length === 0) return undefined;
    const first = own[0].frame;
    const end = own[own.length - 1].frame + 1;
    const bad = new Set<number>();
    const kinds = new Set<ArtifactKind>();
    for (const a of analysis.artifacts) {
      if (a.kind === 'colour-drift' || a.confidence < sure || a.endFrame <= first || a.firstFrame >= end) continue;
      kinds.add(a.kind);
      for (let f = Math.max(first, a.firstFrame); f < Math.min(end, a.endFrame); f++) bad.add(f);
    }
    const score = own.reduce((sum, f) => sum + f.coherence, 0) / own.length;
    return { score, badFrames: bad.size / own.length, kinds: [...kinds] };
  });
}

const isBad = (q: Quality): boolean => q.score < leastScore || q.badFrames > mostBadFrames;
/** One number to compare takes by: the score less what the artifacts spoil. */
const worth = ({ score, badFrames }: Quality): number => score - 0.5 * badFrames;

const seedOf = (map: SceneMap, scene: number): number => map.scenes[scene].seed ?? map.seed * 1000 + scene;

/** Whether a service makes the scene; a built-in scene is chosen by its words, which must stay as they are. */
function isOrdered(map: SceneMap, scene: number, request: RenderRequest): boolean {
  const { scene: forced, generator } = map.scenes[scene];
  const name = generator ?? request.generator;
  return forced === undefined && (name !== undefined ? name !== 'built-in' : request.policy !== undefined);
}

/** The first frame of a scene on which nothing is wrong, as a picture to go by. */
async function cleanFrame(
  videoPath: string,
  { start_time, end_time }: { start_time: number; end_time: number },
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
  note(line: string): void;
}

/**
 * Scores the scenes of a round's video and settles whether it is rendered once more: with new takes of scenes that are
 * not good enough, each with a new seed; a scene that a service makes also gets a prompt tightened against what was
 * seen, and the first clean frame as the picture to begin with or to go by, where the model takes one; or with the best
 * takes of all rounds, where this video does not show them. Scenes begin and end where they did, so takes join on the
 * cuts and transitions of the map, and grading matches them as any scene. `takes.json` names all.
 *
 * It ends when all are good or after three takes of a scene. Asked twice about the same round and video it answers the
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
  const qualities = qualityOf(map, analysis, offset);
  // A round that another run left half done is not gone on with.
  const tries = round === 0 ? [] : (earlier?.round?.tries ?? []);
  const kept: SceneTake[] = [];
  for (const [i, quality] of qualities.entries()) {
    const known = earlier && chosenOf(earlier).find(t => t.scene === i + 1);
    const tried = tries.find(t => t.scene === i + 1);
    if (!quality) {
      if (known) kept.push(known);
      continue;
    }
    if (tried) {
      const take = { ...tried, ...quality };
      takes.push(take);
      kept.push(known && worth(known) >= worth(take) ? known : take);
      continue;
    }
    const take = { ...(known ?? { scene: i + 1, take: 1, seed: seedOf(map, i) }), ...quality };
    if (!known) takes.push(take);
    // What another take of it was seen with stays: this video may show that one.
    kept.push(round > 0 && known ? known : take);
  }
  const shown = round === 0 ? numbersOf(kept) : (earlier?.round?.shown ?? numbersOf(kept));
  const numberOf = (scene: number): number => takes.filter(t => t.scene === scene).length;
  const bad = kept.filter(t => isBad(t) && numberOf(t.scene) < mostTakes);
  const next: NonNullable<TakesFile['round']>['tries'] = [];
  for (const { score: _s, badFrames: _b, kinds, ...old } of bad) {
    const i = old.scene - 1;
    const take = numberOf(old.scene) + 1;
    const again = { ...old, take, seed: seedOf(map, i) + 7919 * (take - 1) };
    if (isOrdered(map, i, request)) {
      const words = kinds.flatMap(kind => tighter[kind] ?? []);
      const base = map.scenes[i].description.trim().replace(/[.\s]+$/, '');
      again.description = `${base}, ${(words.length > 0 ? words : ['one continuous, steady take']).join(', ')}`;
      if (!map.scenes[i].references?.length) {
        const picture = join('references', `scene-${old.scene}-take-${take}.png`);
        mkdirSync(join(folder, 'references'), { recursive: true });
        if (await cleanFrame(path, map.scenes[i], analysis, offset, join(folder, picture)))
          again.references = [picture.replaceAll('\\', '/')];
      }
    }
    next.push(again);
  }
  const wanted = kept.map(t => next.find(n => n.scene === t.scene) ?? t);
  const again = next.length > 0 || !isSame(shown, numbersOf(kept));
  if (next.length > 0)
    note(`Making ${next.map(t => `scene ${t.scene}`).join(', ')} again (take ${next.map(t => t.take).join(', ')}).`);
  if (again) writeMapWithTakes(folder, map, wanted, request);
  const state = { scored, again, shown: numbersOf(wanted), before: shown, tries: next };
  writeTakes(folder, { map: fingerprint(map), takes, kept: numbersOf(kept), round: state });
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
  if (again) writeMapWithTakes(folder, map, chosenOf(file), request);
  writeTakes(folder, { ...file, round: { ...file.round, again, shown: file.kept, tries: [] } });
  return again;
}
