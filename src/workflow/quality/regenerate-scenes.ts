import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ArtifactKind, CoherenceAnalysis } from '../../coherence/index.ts';
import { GeneratorError } from '../../generators/port.ts';
import { decodeVideo, encodeImage, probeVideo } from '../../media/index.ts';
import { parseSceneMap, printSceneMap, type SceneMap } from '../../scene-map/index.ts';
import { ClipError } from '../clips/clip-order.ts';
import type { RenderRequest, RenderResult } from '../planning/render-request.ts';
import { fingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { SettingsError } from '../settings.ts';

/** Takes of a scene that are tried at most, the first one included. */
const mostTakes = 3;
/** A scene is drawn again when it scores less, or shows artifacts on a larger share of its frames. */
const leastScore = 0.78;
const mostBadFrames = 0.08;
const sure = 0.6;

/** What a take of a scene was made with beside the map, and what came of it. */
export interface SceneTake {
  /** Scene and take, both from 1. */
  scene: number;
  take: number;
  seed: number;
  /** The tightened prompt, and the picture that held the look, of a scene that a service makes. */
  description?: string;
  references?: string[];
  score: number;
  /** Share of its frames with a sure artifact. */
  badFrames: number;
  kinds: ArtifactKind[];
}

/** The takes of a production: `takes.json`. Another number in `kept` chooses another take on the next run. */
interface TakesFile {
  /** Of the map that the takes belong to. */
  map: string;
  takes: SceneTake[];
  kept: { scene: number; take: number }[];
}

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

/** Score, share of bad frames and kinds of artifacts of each scene; the video starts at `offset` seconds of the track. */
function qualityOf(map: SceneMap, analysis: CoherenceAnalysis, offset: number): (Quality | undefined)[] {
  return map.scenes.map(({ start_time, end_time }) => {
    const own = analysis.perFrame.filter(f => f.time + offset >= start_time && f.time + offset < end_time);
    if (own.length === 0) return undefined;
    const first = own[0].frame;
    const end = own[own.length - 1].frame + 1;
    const bad = new Set<number>();
    const kinds = new Set<ArtifactKind>();
    for (const a of analysis.artifacts) {
      if (a.confidence < sure || a.endFrame <= first || a.firstFrame >= end) continue;
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
  render(request: RenderRequest): Promise<RenderResult>;
  look(path: string): Promise<CoherenceAnalysis>;
  note(line: string): void;
}

const takesPath = (folder: string): string => join(folder, 'takes.json');

function readMap(folder: string, request: RenderRequest): SceneMap {
  const path = request.sceneMapPath ?? join(folder, 'scene-map.json');
  return parseSceneMap(readFileSync(path, 'utf8'), { path, onWarning: () => undefined });
}

/** The takes of an earlier run on the same map. */
function readTakes(folder: string, map: SceneMap): TakesFile | undefined {
  if (!existsSync(takesPath(folder))) return undefined;
  try {
    const file = JSON.parse(readFileSync(takesPath(folder), 'utf8')) as TakesFile;
    return file.map === fingerprint(map) && Array.isArray(file.takes) && Array.isArray(file.kept) ? file : undefined;
  } catch {
    throw new SettingsError(`${takesPath(folder)} is not valid JSON; correct or remove it.`);
  }
}

/** Writes the map with some scenes' takes in place of what it says itself. */
function mapWithTakes(
  folder: string,
  map: SceneMap,
  takes: readonly SceneTake[],
  { sceneMapPath }: RenderRequest,
): string {
  // The map is written to another folder, from which its paths would not count.
  const mapFolder = sceneMapPath ? dirname(resolve(sceneMapPath)) : folder;
  const absolute = (path: string): string => (/^https:/i.test(path) ? path : resolve(mapFolder, path));
  const withPaths = <T extends { references?: string[]; overlays?: { file: string }[] }>(one: T): T => ({
    ...one,
    ...(one.references ? { references: one.references.map(absolute) } : {}),
    ...(one.overlays ? { overlays: one.overlays.map(overlay => ({ ...overlay, file: absolute(overlay.file) })) } : {}),
  });
  const scenes = map.scenes.map((scene, i) => {
    const take = takes.find(t => t.scene === i + 1);
    const grade = scene.grade?.lut ? { ...scene.grade, lut: absolute(scene.grade.lut) } : scene.grade;
    const own = withPaths({ ...scene, ...(grade ? { grade } : {}) });
    if (!take || take.take === 1) return own;
    const { seed, description = own.description, references = own.references } = take;
    return { ...own, seed, description, ...(references ? { references } : {}) };
  });
  const path = join(folder, 'scene-map-takes.json');
  writeWhole(
    path,
    printSceneMap({
      ...map,
      audio_file: absolute(map.audio_file),
      scenes,
      ...(map.cast ? { cast: map.cast.map(withPaths) } : {}),
    }),
  );
  return path;
}

/** The request with the takes that an earlier run, or a person, has chosen; the same where there are none. @throws {SettingsError} */
export function withChosenTakes(folder: string, request: RenderRequest): RenderRequest {
  if (!existsSync(takesPath(folder))) return request;
  const map = readMap(folder, request);
  const file = readTakes(folder, map);
  if (!file) return request;
  const chosen = chosenOf(file);
  return chosen.some(t => t.take > 1)
    ? { ...request, sceneMapPath: mapWithTakes(folder, map, chosen, request) }
    : request;
}

const chosenOf = ({ takes, kept }: TakesFile): SceneTake[] =>
  kept.map(({ scene, take }) => {
    const found = takes.find(t => t.scene === scene && t.take === take);
    if (!found) throw new SettingsError(`takes.json keeps take ${take} of scene ${scene}, which does not exist; choose one that is listed.`);
    return found;
  }); // biome-ignore format: one message

/**
 * Draws or orders scenes again that are not good enough, each with a new seed; a scene that a service makes also gets a prompt tightened against what was
 * seen, and the first clean frame as the picture to begin with or to go by, where the model takes one. Scenes begin and end where they did, so takes join
 * on the cuts and transitions of the map, and grading matches them as any scene. The best take by score and artifacts is kept; `takes.json` names all.
 *
 * It ends when all are good, after three takes of a scene, or when the budget does not reach further.
 */
export async function regenerateScenes(
  first: { result: RenderResult; analysis: CoherenceAnalysis },
  context: RegenerationContext,
): Promise<{ result: RenderResult; analysis: CoherenceAnalysis; takes: SceneTake[]; kept: SceneTake[] }> {
  const { request, folder, offset, render, look, note } = context;
  const map = readMap(folder, request);
  const earlier = readTakes(folder, map);
  let { result, analysis } = first;
  const takes: SceneTake[] = earlier ? [...earlier.takes] : [];
  const best: (SceneTake | undefined)[] = qualityOf(map, analysis, offset).map((quality, i) => {
    if (!quality) return undefined;
    const known = earlier && chosenOf(earlier).find(t => t.scene === i + 1);
    const take: SceneTake = { ...(known ?? { scene: i + 1, take: 1, seed: seedOf(map, i) }), ...quality };
    if (!known) takes.push(take);
    return take;
  });
  const numberOf = (scene: number): number => takes.filter(t => t.scene === scene).length;
  const kept = (): SceneTake[] => best.filter(t => t !== undefined);
  const save = (): void =>
    writeWhole(
      takesPath(folder),
      JSON.stringify(
        { map: fingerprint(map), takes, kept: kept().map(({ scene, take }) => ({ scene, take })) } satisfies TakesFile,
        null,
        1,
      ),
    );
  save();
  // What a take shows must not lie in the shadow of the one that happens to be drawn now.
  let drawn = kept();
  for (;;) {
    const bad = kept().filter(t => isBad(t) && numberOf(t.scene) < mostTakes);
    if (bad.length === 0) break;
    mkdirSync(join(folder, 'takes'), { recursive: true });
    const tries: SceneTake[] = [];
    for (const old of bad) {
      const i = old.scene - 1;
      const take = numberOf(old.scene) + 1;
      const next: SceneTake = { ...old, take, seed: seedOf(map, i) + 7919 * (take - 1) };
      if (isOrdered(map, i, request)) {
        const words = old.kinds.flatMap(kind => tighter[kind] ?? []);
        const base = map.scenes[i].description.trim().replace(/[.\s]+$/, '');
        next.description = `${base}, ${(words.length > 0 ? words : ['one continuous, steady take']).join(', ')}`;
        if (!map.scenes[i].references?.length) {
          const target = join(folder, 'takes', `scene-${old.scene}-take-${take}.png`);
          const picture = await cleanFrame(result.outputPath, map.scenes[i], analysis, offset, target);
          if (picture) next.references = [picture];
        }
      }
      tries.push(next);
    }
    note(`Making ${tries.map(t => `scene ${t.scene}`).join(', ')} again (take ${tries.map(t => t.take).join(', ')}).`);
    const chosen = kept().map(t => tries.find(n => n.scene === t.scene) ?? t);
    try {
      result = await render({ ...request, sceneMapPath: mapWithTakes(folder, map, chosen, request) });
    } catch (error) {
      // The takes that are there stay; a money limit or a refusal is no reason to lose the video.
      if (!(error instanceof SettingsError || error instanceof GeneratorError || error instanceof ClipError))
        throw error;
      note(`No further takes: ${(error as Error).message}`);
      break;
    }
    drawn = chosen;
    analysis = await look(result.outputPath);
    const qualities = qualityOf(map, analysis, offset);
    for (const next of tries) {
      const quality = qualities[next.scene - 1];
      if (!quality) continue;
      const take = { ...next, ...quality };
      takes.push(take);
      if (worth(take) > worth(best[next.scene - 1]!)) best[next.scene - 1] = take;
    }
    save();
  }
  const isDrawn = kept().every(t => drawn.some(d => d.scene === t.scene && d.take === t.take));
  if (!isDrawn) {
    result = await render({ ...request, sceneMapPath: mapWithTakes(folder, map, kept(), request) });
    analysis = await look(result.outputPath);
  }
  save();
  return { result, analysis, takes, kept: kept() };
}
