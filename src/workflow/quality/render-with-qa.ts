import { renameSync, rmSync } from 'node:fs';
import { extname, join } from 'node:path';
import { analyseVideo, type CoherenceAnalysis } from '../../coherence/index.ts';
import { musicOf, type VideoMusic } from '../analysis/musical-context.ts';
import { commissionOf } from '../planning/prepare-production.ts';
import { openProduction } from '../production/production.ts';
import { type RenderRequest, type RenderResult, renderVideo } from '../render-video.ts';
import { writeCoherenceReport } from './coherence-report.ts';
import { regenerateScenes, withChosenTakes } from './regenerate-scenes.ts';
import { repairVideo } from './repair-video.ts';

/** What is done about artifacts after rendering; each does what the ones before do. */
export const qaModes = ['off', 'report', 'mend', 'regenerate'] as const;
export type QaMode = (typeof qaModes)[number];

export interface QaResult {
  coherence: number;
  artifacts: number;
  reportPath: string;
  /** Scenes that were drawn again, and the seed that was kept of each. */
  regenerated: { scene: number; seed: number; take: number; takes: number }[];
  /** The video as it was before mending, where it was mended. */
  unmendedPath?: string;
}

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
 * Renders, looks at the result, and reports, mends or makes again what is not good enough.
 *
 * @throws what {@link renderVideo} throws
 */
export async function renderWithQa(request: RenderRequest, mode: QaMode): Promise<RenderResult & { qa?: QaResult }> {
  const { folder } = openProduction(commissionOf(request).outputPath);
  let result = await renderVideo(mode === 'regenerate' ? withChosenTakes(folder, request) : request);
  if (mode === 'off') return result;
  // A preview chooses its own start, so it is heard by itself, and its scenes cannot be told from the map.
  const isChosen = request.preview === true && request.start === undefined;
  const offset = request.start ?? 0;
  const music = isChosen
    ? await musicOf(result.outputPath, { signal: request.signal })
    : shifted(
        await musicOf(result.outputPath, {
          production: folder,
          sceneMap: request.sceneMapPath,
          signal: request.signal,
        }),
        offset,
      );
  const look = (path: string): Promise<CoherenceAnalysis> =>
    analyseVideo(path, {
      music: music.context,
      signal: request.signal,
      progress: done =>
        request.progress?.({ stage: 'measure', fraction: Math.min(1, done / Math.max(1, result.frames)) }),
    });
  let analysis = await look(result.outputPath);
  let regenerated: QaResult['regenerated'] = [];
  if (mode === 'regenerate' && !isChosen) {
    const note = (line: string): void => request.note?.(line);
    const made = await regenerateScenes(
      { result, analysis },
      { request, folder, offset, render: renderVideo, look, note },
    );
    ({ result, analysis } = made);
    regenerated = made.kept.flatMap(({ scene, take, seed }) => {
      const takes = made.takes.filter(t => t.scene === scene).length;
      return takes > 1 ? [{ scene: scene - 1, seed, take, takes }] : [];
    });
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
