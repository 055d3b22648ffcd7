import { copyFileSync, existsSync, linkSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { CoherenceAnalysis } from '../../coherence/index.ts';
import { probeVideo } from '../../media/index.ts';
import { musicOf, type VideoMusic } from '../analysis/musical-context.ts';
import { loadEdit } from '../assembly/edit-record.ts';
import { finishSigned, signingIdentity, unsignedPath } from '../assembly/rights.ts';
import type { RenderRequest } from '../planning/render-request.ts';
import { fileDigest, fileFingerprint } from '../production/fingerprint.ts';
import { writeWhole } from '../production/production.ts';
import { type CoherenceReportInputs, writeCoherenceReport } from './coherence-report.ts';
import { dropMeasures, keepFound, keptIn, lookAt } from './kept-analysis.ts';
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
  /** Gives up the takes that the last score asked for. @returns whether the video is rendered once more */
  giveUp(reason: string): Promise<boolean>;
  /** Mends what can be mended, where that is asked for, and writes the report. */
  finish(): Promise<QaResult>;
}

/** What a mend came to, kept under the video that it was made from. */
interface KeptMend {
  /** Fingerprints of the video before and after; none after where nothing got better. */
  from: string;
  to?: string;
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
  const mendPath = join(folder, 'mend.json');
  /** The video as it was before it was mended, if it is the mended one. */
  const unmendedPath = join(folder, `unmended${extname(videoPath)}`);
  const keptMend = (): KeptMend | undefined => {
    try {
      return existsSync(mendPath) ? (JSON.parse(readFileSync(mendPath, 'utf8')) as KeptMend) : undefined;
    } catch (error) {
      // What a damaged disk left is mended again.
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  };
  const isMended = async (): Promise<boolean> =>
    existsSync(unmendedPath) && keptMend()?.to === (await fileFingerprint(videoPath));
  /** The mended video, kept so that it need not be mended again when the unmended one is put together again. */
  const mendedPath = join(folder, `mended${extname(videoPath)}`);
  /** The scenes by the video's own clock, with the take that is shown of each, and of stretches in them. */
  const takesShown = (seconds: number): CoherenceReportInputs['takes'] => {
    if (isChosen) return [];
    const kept = keptTakes(folder, request);
    const scenes = readMap(folder, request).scenes.flatMap(({ start_time, end_time, section }, i) => {
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
    });
    return scenes
      .map(one => ({ ...one, start: one.start - offset(), end: one.end - offset() }))
      .filter(({ start, end }) => end > 0 && start < seconds - 1e-3);
  };
  /** Signs the mended video as the one before it was. */
  const sign = async (path: string): Promise<void> => {
    const unsigned = unsignedPath(path);
    renameSync(path, unsigned);
    const identity = await signingIdentity(request.credentials!);
    const track = { sha256: await fileDigest(request.audioPath) };
    const map = readMap(folder, requestOfRound(folder, request, 0));
    await finishSigned(unsigned, path, folder, loadEdit(folder), map, track, identity, basename(videoPath));
  };
  /** @returns whether the video is now a mended one */
  const mend = async (analysis: CoherenceAnalysis, reportPath: string): Promise<boolean> => {
    const from = await fileFingerprint(videoPath);
    const kept = keptMend();
    const isKept = kept?.from === from && existsSync(mendedPath) && kept.to === (await fileFingerprint(mendedPath));
    if (kept?.from === from && kept.to === undefined) return false;
    if (!isKept) {
      const repaired = await repairVideo({
        ...request,
        ...{ videoPath, outputPath: mendedPath, reportPath, keepIn: folder, music: await music(), note },
        takes: takesShown(secondsOf(analysis)),
        bitRate: (request.bitRate ?? 10) * 1_000_000,
        constantQuality: request.constantQuality,
      });
      const isBetter =
        repaired.after.artifacts.length < analysis.artifacts.length &&
        repaired.after.score.coherence >= analysis.score.coherence - 0.005;
      if (!isBetter) {
        rmSync(mendedPath, { force: true });
        writeWhole(mendPath, JSON.stringify({ from } satisfies KeptMend));
        note('Mending made nothing better; the video stays as it was drawn.');
        return false;
      }
      if (request.credentials) {
        await sign(mendedPath);
        await keepFound(mendedPath, { folder: keptIn(folder), music: (await music()).context }, repaired.after);
      }
      // Told before it is done: after a crash in between, the mended video is known as such.
      writeWhole(mendPath, JSON.stringify({ from, to: await fileFingerprint(mendedPath) } satisfies KeptMend));
    }
    keepAs(videoPath, unmendedPath);
    keepAs(mendedPath, `${videoPath}.part`);
    renameSync(`${videoPath}.part`, videoPath);
    return true;
  };
  return {
    async score(round) {
      const analysis = await look();
      return mode === 'regenerate' && !isChosen
        ? scoreTakes(round, { path: videoPath, analysis }, await contextOf())
        : false;
    },
    giveUp: async reason => giveUpTakes(reason, await contextOf()),
    async finish() {
      const reportPath = join(folder, 'coherence.html');
      const analysis = await look();
      const mended =
        (await isMended()) ||
        (mode !== 'report' && analysis.artifacts.length > 0 && (await mend(analysis, reportPath)));
      const after = mended ? await look() : analysis;
      dropMeasures(keptIn(folder));
      if (!mended) {
        await writeCoherenceReport({
          videoPath,
          reportPath,
          analysis: after,
          music: await music(),
          takes: takesShown(secondsOf(analysis)),
        });
      }
      return {
        coherence: after.score.coherence,
        artifacts: after.artifacts.length,
        reportPath,
        regenerated: keptTakes(folder, request).map(({ scene, seed, take, takes, span }) => ({
          ...{ scene: scene - 1, seed, take, takes },
          ...(span ? { start: span.start_time, end: span.end_time } : {}),
        })),
        ...(mended ? { unmendedPath } : {}),
      };
    },
  };
}

/** How long a video is, in seconds. */
const secondsOf = ({ shots }: CoherenceAnalysis): number => shots.at(-1)?.endTime ?? 0;

/** Keeps a file under another name as well; on one disk it takes no room. */
function keepAs(path: string, name: string): void {
  rmSync(name, { force: true });
  try {
    linkSync(path, name);
  } catch {
    copyFileSync(path, name);
  }
}
