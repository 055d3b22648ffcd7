import { renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type CoherenceAnalysis, judgeBroadcast } from '../../coherence/index.ts';
import { probeVideo } from '../../media/index.ts';
import { musicOf, type VideoMusic } from '../analysis/musical-context.ts';
import { loadEdit } from '../assembly/edit-record.ts';
import { finishSigned, signingIdentity, unsignedPath } from '../assembly/rights.ts';
import type { LackingClips } from '../clips/video-clips.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fileDigest, fileFingerprint } from '../production/fingerprint.ts';
import { type CoherenceReportInputs, writeCoherenceReport } from './coherence-report.ts';
import { dropMeasures, keepFound, keptIn, lookAt } from './kept-analysis.ts';
import { mendedVideo } from './mended-video.ts';
import { shifted, withLettering } from './music-of-video.ts';
import type { QaResult } from './qa-modes.ts';
import { giveUpTakes, scoreTakes } from './regenerate-scenes.ts';
import type { RegenerationContext } from './regeneration.ts';
import { repairVideo } from './repair-video.ts';
import { keptTakes, readMap } from './takes-file.ts';
import { requestOfRound } from './takes-map.ts';

/** The steps that look at a finished video. Each can be done again at any time and comes to the same. */
export interface Review {
  /** Scores the video of a round. @returns whether it is rendered once more, with other takes of some scenes */
  score(round: number): Promise<boolean>;
  /**
   * Gives up those takes that the last score asked for and that cannot be made. @returns whether the video is rendered
   * once more
   *
   * @param lacking what the round still lacks; undefined where that cannot be told
   */
  giveUp(reason: string, lacking: LackingClips | undefined): Promise<boolean>;
  /** Mends what can be mended, where that is asked for, and writes the report. */
  finish(): Promise<QaResult>;
}

/** Opens the review of a request's video. */
export function openReview(
  request: RenderRequest,
  folder: string,
  videoPath: string,
  note: (line: string) => void,
): Review {
  const { signal, qa: mode } = request;
  // A preview chooses its own start, so it is heard by itself, and its scenes cannot be told from the map.
  const isChosen = request.preview === true && request.start === undefined;
  // Where in the track the video begins: where it was asked for, or where the scene map's range does.
  let begins = request.start;
  const offset = (): number => (begins ??= readMap(folder, request).range?.start_time ?? 0);
  let heard: Promise<VideoMusic> | undefined;
  const hearPart = async (): Promise<VideoMusic> =>
    shifted(await musicOf(videoPath, { production: folder, sceneMap: request.sceneMapPath, signal }), offset());
  const hear = async (): Promise<VideoMusic> =>
    withLettering(await (isChosen ? musicOf(videoPath, { signal }) : hearPart()), loadEdit(folder));
  const music = (): Promise<VideoMusic> => (heard ??= hear());
  const look = async (): Promise<CoherenceAnalysis> => {
    const { frames } = await probeVideo(videoPath);
    const looking = {
      music: (await music()).context,
      folder: keptIn(folder),
      signal,
      progress: (done: number) =>
        request.progress?.({ stage: 'measure', fraction: Math.min(1, done / Math.max(1, frames)) }),
    };
    return lookAt(videoPath, looking, mode !== 'report');
  };
  const contextOf = async (): Promise<RegenerationContext> => ({
    ...{ request, folder, offset: offset(), note },
    downbeats: ((await music()).analysis?.downbeats ?? []).map(({ time }) => time + offset()),
  });
  const mended = mendedVideo(videoPath, folder);
  const takesOf = (analysis: CoherenceAnalysis): CoherenceReportInputs['takes'] =>
    isChosen ? [] : takesShown(request, folder, offset(), analysis.shots.at(-1)?.endTime ?? 0);
  /** @returns whether the video is now a mended one */
  const mend = async (analysis: CoherenceAnalysis, reportPath: string): Promise<boolean> => {
    const from = await fileFingerprint(videoPath);
    const known = await mended.outcome(from);
    if (known === 'no better') return false;
    if (known === undefined) {
      const repaired = await repairVideo({
        ...request,
        ...{ videoPath, outputPath: mended.path, reportPath, keepIn: folder, music: await music(), note },
        takes: takesOf(analysis),
        bitRate: (request.bitRate ?? 10) * 1_000_000,
        constantQuality: request.constantQuality,
      });
      const isBetter =
        repaired.after.artifacts.length < analysis.artifacts.length &&
        repaired.after.score.coherence >= analysis.score.coherence - 0.005;
      if (!isBetter) {
        mended.drop(from);
        note('Mending made nothing better; the video stays as it was drawn.');
        return false;
      }
      if (request.credentials) {
        await signMended(mended.path, request, folder, basename(videoPath));
        await keepFound(mended.path, { folder: keptIn(folder), music: (await music()).context }, repaired.after);
      }
      // Kept before it is shown: after a crash in between, the mended video is known as such.
      await mended.keep(from);
    }
    mended.show();
    return true;
  };
  return {
    async score(round) {
      const analysis = await look();
      return mode === 'regenerate' && !isChosen
        ? scoreTakes(round, { path: videoPath, analysis }, await contextOf())
        : false;
    },
    giveUp: async (reason, lacking) => giveUpTakes(reason, lacking, await contextOf()),
    async finish() {
      const reportPath = join(folder, 'coherence.html');
      const analysis = await look();
      const isMended =
        (await mended.isShown()) ||
        (mode !== 'report' && analysis.artifacts.length > 0 && (await mend(analysis, reportPath)));
      const after = isMended ? await look() : analysis;
      dropMeasures(keptIn(folder));
      if (!isMended) {
        await writeCoherenceReport({
          videoPath,
          reportPath,
          analysis: after,
          music: await music(),
          takes: takesOf(analysis),
        });
      }
      return {
        coherence: after.score.coherence,
        artifacts: after.artifacts.length,
        broadcast: judgeBroadcast(after, await probeVideo(videoPath)),
        reportPath,
        regenerated: keptTakes(folder, request).map(({ scene, seed, take, takes, span }) => ({
          ...{ scene: scene - 1, seed, take, takes },
          ...(span ? { start: span.start_time, end: span.end_time } : {}),
        })),
        ...(isMended ? { unmendedPath: mended.unmendedPath } : {}),
      };
    },
  };
}

/**
 * The scenes by the video's own clock, with the take that is shown of each, and of stretches in them.
 *
 * @param offset  seconds of the track at which the video begins
 * @param seconds how long the video is
 */
function takesShown(
  request: RenderRequest,
  folder: string,
  offset: number,
  seconds: number,
): NonNullable<CoherenceReportInputs['takes']> {
  const kept = keptTakes(folder, request);
  return readMap(folder, request)
    .scenes.flatMap(({ start_time, end_time, section }, i) => {
      const own = kept.filter(({ scene }) => scene === i + 1);
      const whole = own.find(({ span }) => !span);
      const name = `Scene ${i + 1}${section ? ` (${section})` : ''}${whole ? `, take ${whole.take} of ${whole.takes}` : ''}`;
      return [
        { start: start_time, end: end_time, name },
        ...own.flatMap(({ span, take, takes }) =>
          span
            ? [{ start: span.start_time, end: span.end_time, name: `within scene ${i + 1}: take ${take} of ${takes}` }]
            : [],
        ),
      ];
    })
    .map(one => ({ ...one, start: one.start - offset, end: one.end - offset }))
    .filter(({ start, end }) => end > 0 && start < seconds - 1e-3);
}

/** Signs a mended video as the one before it was. @param title the name under which it is shown */
async function signMended(path: string, request: RenderRequest, folder: string, title: string): Promise<void> {
  const unsigned = unsignedPath(path);
  renameSync(path, unsigned);
  const identity = await signingIdentity(request.credentials!);
  const track = { sha256: await fileDigest(request.audioPath) };
  const map = readMap(folder, requestOfRound(folder, request, 0));
  await finishSigned(unsigned, path, folder, loadEdit(folder), map, track, identity, title);
}
