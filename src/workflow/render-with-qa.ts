import { readFileSync, renameSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { analyseVideo, type CoherenceAnalysis } from '../coherence/index.ts';
import { parseSceneMap, printSceneMap, type SceneMap } from '../scene-map/index.ts';
import { writeCoherenceReport } from './coherence-report.ts';
import { musicOf, type VideoMusic } from './musical-context.ts';
import { writeWhole } from './production.ts';
import { type RenderRequest, type RenderResult, renderVideo } from './render-video.ts';
import { repairVideo } from './repair-video.ts';

/** What is done about artifacts after rendering; each does what the ones before do. */
export const qaModes = ['off', 'report', 'mend', 'regenerate'] as const;
export type QaMode = (typeof qaModes)[number];

export interface QaResult {
  coherence: number;
  artifacts: number;
  reportPath: string;
  /** Scenes that were drawn again, and the seed that was kept of each. */
  regenerated: { scene: number; seed: number; takes: number }[];
  /** The video as it was before mending, where it was mended. */
  unmendedPath?: string;
}

/** Takes of a scene that are tried at most, the first one included. */
const mostTakes = 3;
/** A scene is drawn again when it scores less, or shows artifacts on a larger share of its frames. */
const leastScore = 0.78;
const mostBadFrames = 0.08;
const sure = 0.6;

interface SceneQuality {
  score: number;
  badFrames: number;
}

/** Score and share of bad frames of each scene; the video starts at `offset` seconds of the track. */
function qualityOf(map: SceneMap, analysis: CoherenceAnalysis, offset: number): (SceneQuality | undefined)[] {
  return map.scenes.map(({ start_time, end_time }) => {
    const own = analysis.perFrame.filter(f => f.time + offset >= start_time && f.time + offset < end_time);
    if (own.length === 0) return undefined;
    const first = own[0].frame;
    const end = own[own.length - 1].frame + 1;
    const bad = new Set<number>();
    for (const a of analysis.artifacts)
      if (a.confidence >= sure)
        for (let f = Math.max(first, a.firstFrame); f < Math.min(end, a.endFrame); f++) bad.add(f);
    return { score: own.reduce((sum, f) => sum + f.coherence, 0) / own.length, badFrames: bad.size / own.length };
  });
}

/** One number to compare takes by: the score less what the artifacts spoil. */
const worth = ({ score, badFrames }: SceneQuality): number => score - 0.5 * badFrames;

/** Beats and transitions by the video's own clock. */
function shifted(music: VideoMusic, offset: number): VideoMusic {
  const { context, analysis } = music;
  return {
    context: {
      accents: context.accents.map(time => time - offset),
      transitions: context.transitions.map(t => ({ ...t, time: t.time - offset })),
    },
    analysis: analysis && {
      ...analysis,
      beats: analysis.beats.map(b => ({ ...b, time: b.time - offset })),
      sections: analysis.sections.map(s => ({ ...s, start: s.start - offset, end: s.end - offset })),
    },
  };
}

/**
 * Renders, looks at the result, and reports, mends or draws again what is not good enough.
 *
 * A scene that is drawn again gets a new seed and begins and ends where it did, so that it joins on the cut or transition of the map. Every take
 * stays under its fingerprint; `takes.json` in the production folder lists their seeds, and a seed written into the scene map brings its take back.
 *
 * @throws what {@link renderVideo} throws
 */
export async function renderWithQa(request: RenderRequest, mode: QaMode): Promise<RenderResult & { qa?: QaResult }> {
  let result = await renderVideo(request);
  if (mode === 'off') return result;
  const folder = result.productionFolder;
  // A preview chooses its own start, so it is heard by itself, and its scenes cannot be told from the map.
  const isChosen = request.preview === true && request.start === undefined;
  const offset = request.start ?? 0;
  const music = isChosen
    ? await musicOf(result.outputPath, { signal: request.signal })
    : shifted(await musicOf(result.outputPath, { production: folder, signal: request.signal }), offset);
  const look = (path: string): Promise<CoherenceAnalysis> =>
    analyseVideo(path, {
      music: music.context,
      signal: request.signal,
      progress: done =>
        request.progress?.({ stage: 'measure', fraction: Math.min(1, done / Math.max(1, result.frames)) }),
    });
  let analysis = await look(result.outputPath);
  const regenerated: QaResult['regenerated'] = [];
  if (mode === 'regenerate' && !isChosen) {
    const mapPath = request.sceneMapPath ?? join(folder, 'scene-map.json');
    const original = parseSceneMap(readFileSync(mapPath, 'utf8'), { path: mapPath, onWarning: () => undefined });
    const seedOf = (map: SceneMap, i: number): number =>
      map.scenes[i].seed ?? (map.seed ?? request.seed ?? 1) * 1000 + i;
    const best = qualityOf(original, analysis, offset).map((quality, i) => ({
      quality,
      seed: seedOf(original, i),
      takes: 1,
    }));
    const isBad = (q: SceneQuality | undefined): boolean =>
      q !== undefined && (q.score < leastScore || q.badFrames > mostBadFrames);
    const takes: { scene: number; seed: number; score: number; badFrames: number }[] = best.flatMap(
      ({ quality, seed }, scene) => (quality ? [{ scene, seed, ...quality }] : []),
    );
    const withSeeds = (seeds: ReadonlyMap<number, number>): string => {
      const map = {
        ...original,
        scenes: original.scenes.map((scene, i) => (seeds.has(i) ? { ...scene, seed: seeds.get(i) } : scene)),
      };
      const path = join(folder, 'scene-map-takes.json');
      writeWhole(path, printSceneMap(map as SceneMap));
      return path;
    };
    let shown = '';
    for (let round = 1; round < mostTakes; round++) {
      const bad = best.flatMap((b, i) => (isBad(b.quality) ? [i] : []));
      if (bad.length === 0) break;
      const seeds = new Map(best.flatMap((b, i) => (b.takes > 1 ? [[i, b.seed] as const] : [])));
      for (const i of bad) seeds.set(i, seedOf(original, i) + 7919 * round);
      request.note?.(
        `Drawing ${bad.length === 1 ? `scene ${bad[0] + 1}` : `${bad.length} scenes`} again with a new seed (take ${round + 1}).`,
      );
      const path = withSeeds(seeds);
      result = await renderVideo({ ...request, sceneMapPath: path });
      shown = JSON.stringify([...seeds]);
      analysis = await look(result.outputPath);
      const qualities = qualityOf(original, analysis, offset);
      for (const i of bad) {
        const quality = qualities[i];
        const seed = seeds.get(i)!;
        if (!quality) continue;
        takes.push({ scene: i, seed, ...quality });
        const isBetter = worth(quality) > worth(best[i].quality!);
        best[i] = {
          quality: isBetter ? quality : best[i].quality,
          seed: isBetter ? seed : best[i].seed,
          takes: best[i].takes + 1,
        };
      }
    }
    const kept = new Map(best.flatMap((b, i) => (b.takes > 1 ? [[i, b.seed] as const] : [])));
    if (kept.size > 0 && JSON.stringify([...kept]) !== shown) {
      result = await renderVideo({ ...request, sceneMapPath: withSeeds(kept) });
      analysis = await look(result.outputPath);
    }
    for (const [scene, seed] of kept) regenerated.push({ scene, seed, takes: best[scene].takes });
    writeWhole(
      join(folder, 'takes.json'),
      JSON.stringify({ takes, kept: best.map((b, scene) => ({ scene, seed: b.seed })) }, null, 1),
    );
  }
  const reportPath = join(folder, 'coherence.html');
  const takes = analysis.shots.map((shot, i) => ({ start: shot.startTime, end: shot.endTime, name: `Shot ${i + 1}` }));
  let unmendedPath: string | undefined;
  if (mode !== 'report' && analysis.artifacts.length > 0) {
    const mendedPath = join(folder, `mended${extname(result.outputPath)}`);
    const repaired = await repairVideo({
      ...request,
      videoPath: result.outputPath,
      outputPath: mendedPath,
      reportPath,
      bitRate: (request.bitRate ?? 10) * 1_000_000,
      music,
    });
    const isBetter =
      repaired.after.artifacts.length < analysis.artifacts.length &&
      repaired.after.score.coherence >= analysis.score.coherence - 0.005;
    if (isBetter) {
      unmendedPath = join(folder, `unmended${extname(result.outputPath)}`);
      renameSync(result.outputPath, unmendedPath);
      renameSync(mendedPath, result.outputPath);
      analysis = repaired.after;
    } else {
      rmSync(mendedPath, { force: true });
      request.note?.('Mending made nothing better; the video stays as it was drawn.');
    }
  }
  if (!unmendedPath) await writeCoherenceReport({ videoPath: result.outputPath, reportPath, analysis, music, takes });
  return {
    ...result,
    qa: {
      coherence: analysis.score.coherence,
      artifacts: analysis.artifacts.length,
      reportPath,
      regenerated,
      unmendedPath,
    },
  };
}
