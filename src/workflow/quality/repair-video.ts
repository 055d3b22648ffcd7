import { copyFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import {
  type CoherenceAnalysis,
  isMendable,
  mendVideo,
  planMends,
  planSteadying,
  type SteadiedShot,
  type SteadyPlan,
  type VideoShot,
} from '../../coherence/index.ts';
import { leftOut, muxerFor, probeVideo, type VideoInfo } from '../../media/index.ts';
import type { MusicSources, VideoMusic } from '../analysis/musical-context.ts';
import { isEdited, loadEdit, partsOfShot } from '../assembly/edit-record.ts';
import { rational } from '../frame-rate.ts';
import { isOtherKind, namesFolder } from '../planning/check-output.ts';
import { readyToWriteAll } from '../production/ready-to-write.ts';
import { SettingsError } from '../settings.ts';
import { type CoherenceReportInputs, writeCoherenceReport } from './coherence-report.ts';
import { keptIn, type Looking, lookAgain, lookAt } from './kept-analysis.ts';
import { musicOfVideo } from './music-of-video.ts';

/** A request to mend a finished video. */
export interface RepairRequest extends MusicSources {
  videoPath: string;
  /** By default `<video>-repaired` beside the video. */
  outputPath?: string;
  /** By default `<output>-coherence.html`. */
  reportPath?: string;
  /** What is known of the music already. */
  music?: VideoMusic;
  /**
   * Production folder in which what is measured is kept. By default it is kept beside the output until that is there, so
   * that a run that is stopped or dies is taken up by the next.
   */
  keepIn?: string;
  /** Whether shots whose camera shakes are steadied, where they do not shake with the music. */
  stabilize?: boolean;
  /** Scenes and takes, for the report. */
  takes?: CoherenceReportInputs['takes'];
  /**
   * Bits a second of what is encoded anew. By default it has a constant quality that is hard to tell from the original;
   * where all of the video has to be encoded, the bit rate that it has, but no less than 2 Mb/s.
   */
  bitRate?: number;
  /** Constant quality (CRF) of what is encoded anew, where the video has one. */
  constantQuality?: number;
}

/** The mended video, and how it was before and is now. */
export interface RepairResult {
  outputPath: string;
  reportPath: string;
  before: CoherenceAnalysis;
  after: CoherenceAnalysis;
  /** Stretches mended, and artifacts for which there is no mend but drawing anew, or none that makes them better. */
  stretches: number;
  unmended: number;
  /** Frames that were encoded anew; the others are the original's, to the bit. */
  encodedFrames: number;
  /** Shots that were steadied, with their shake in shares of the width and how much they were enlarged. */
  steadied: SteadiedShot[];
  bytes: number;
}

const codecs: Record<string, 'h264' | 'hevc' | 'av1' | 'prores'> = {
  h264: 'h264',
  hevc: 'hevc',
  av1: 'av1',
  prores: 'prores',
};
const frameRates = [24000 / 1001, 24, 25, 30000 / 1001, 30, 48, 50, 60000 / 1001, 60];
const leastBitRate = 2_000_000;
/** Constant rates are round: a measured one is told from it by this many bits a second. */
const bitRateUnit = 500_000;
/** Constant quality (CRF) of what is encoded anew: hard to tell from the original. */
const mendedQuality = 16;

/** The frame rate as a fraction: a usual one where it is near, to the thousandth otherwise. */
function frameRateFraction(frameRate: number): { numerator: number; denominator: number } {
  const usual = frameRates.find(rate => Math.abs(rate - frameRate) < 0.004);
  if (usual !== undefined) return rational(Number.isInteger(usual) ? usual : Math.round(usual * 1000) / 1000);
  return { numerator: Math.round(frameRate * 1000), denominator: 1000 };
}

/**
 * Finds what is wrong with a finished video and mends what can be mended; the sound is taken over as it is. The
 * original stays.
 *
 * @throws {MediaError | SettingsError | SceneMapError}
 */
export async function repairVideo(request: RepairRequest): Promise<RepairResult> {
  const videoPath = resolve(request.videoPath);
  const ending = extname(videoPath);
  if (request.outputPath?.endsWith('/')) throw namesFolder(request.outputPath);
  const outputPath = resolve(
    request.outputPath ?? `${videoPath.slice(0, videoPath.length - ending.length)}-repaired${ending || '.mp4'}`,
  );
  if (outputPath === videoPath)
    throw new SettingsError('The repaired video would overwrite the original; choose another output path.');
  checkContainer(outputPath, videoPath);
  const reportPath = resolve(
    request.reportPath ?? `${outputPath.slice(0, outputPath.length - extname(outputPath).length)}-coherence.html`,
  );
  if ([videoPath, outputPath].includes(reportPath))
    throw new SettingsError(`The report would overwrite ${reportPath}; choose another name for it.`);
  const info = await probeVideo(videoPath);
  checkSound(outputPath, info);
  // Told before the minutes of work whose result they are to hold.
  readyToWriteAll([outputPath, reportPath], videoPath);
  const { music, production } = request.music
    ? { music: request.music, production: request.production }
    : await musicOfVideo(videoPath, request);
  const repair = { ...request, videoPath, outputPath, reportPath, production };
  if (request.keepIn !== undefined) return repairIn(keptIn(request.keepIn), repair, info, music);
  // By its name the next run finds what one that was stopped has measured.
  const folder = join(dirname(outputPath), `.${basename(outputPath)}.phosphene`);
  try {
    return await repairIn(folder, repair, info, music);
  } finally {
    if (!request.signal?.aborted) rmSync(folder, { recursive: true, force: true });
  }
}

/** @throws {SettingsError} for a container that no mended video is written in, unless it is that of the original */
function checkContainer(outputPath: string, videoPath: string): void {
  const ending = extname(outputPath);
  if (isOtherKind(outputPath) && ending !== extname(videoPath))
    throw new SettingsError(
      `No mended video is written as ${ending}; give it a name that ends in .mp4, .mov, .mkv or .webm.`,
    );
}

/** @throws {SettingsError} where WebM does not take the video's sound, which is taken over as it is */
function checkSound(outputPath: string, { audio }: VideoInfo): void {
  if (muxerFor(outputPath) === 'webm' && audio && !['opus', 'vorbis'].includes(audio.codecName))
    throw new SettingsError(
      `WebM does not take ${audio.codecName} sound; give the mended video a name that ends in .mp4, .mov or .mkv.`,
    );
}

/** What all of a video is encoded as: WebM takes AV1 alone of what is encoded here, all others the video's own. */
function wholeCodec(
  outputPath: string,
  { codecName, bitDepth }: VideoInfo,
): Pick<Parameters<typeof mendVideo>[2], 'codec' | 'bitDepth'> {
  const codec = muxerFor(outputPath) === 'webm' ? 'av1' : (codecs[codecName] ?? 'h264');
  return { codec, bitDepth: codec === 'hevc' || codec === 'av1' ? bitDepth : undefined };
}

/** @param folder for what is measured */
async function repairIn(
  folder: string,
  request: RepairRequest & { outputPath: string; reportPath: string },
  info: VideoInfo,
  music: VideoMusic,
): Promise<RepairResult> {
  const { videoPath, reportPath, signal, progress } = request;
  const looking = (from: number, to: number): Looking => ({
    music: music.context,
    folder,
    signal,
    progress: done =>
      progress?.({ stage: 'measure', fraction: from + (to - from) * Math.min(1, done / Math.max(1, info.frames)) }),
  });
  const before = await lookAt(videoPath, looking(0, 0.9), true);
  const stretches = planMends(before.artifacts, before.shots);
  const steady = request.stabilize ? await planStabilisation(request, videoPath, before.shots, music) : undefined;
  const isChanged =
    stretches.length > 0 || (steady?.shots.length ?? 0) > 0 || extname(request.outputPath) !== extname(videoPath);
  // A copy may keep a container that no mended video is written in.
  const isOther = isChanged && isOtherKind(request.outputPath);
  const outputPath = isOther
    ? `${request.outputPath.slice(0, -extname(request.outputPath).length)}.mp4`
    : request.outputPath;
  // Encoded again, every frame would lose a little for nothing.
  if (!isChanged) copyFileSync(videoPath, outputPath);
  const mended = isChanged
    ? await mendVideo(videoPath, outputPath, {
        stretches,
        moveOf: steady?.moveOf,
        frameRate: frameRateFraction(info.frameRate),
        ...wholeCodec(outputPath, info),
        ...ratesOf(request, info),
        signal,
        progress: (done, all) =>
          progress?.({
            stage: 'mend',
            fraction: Math.min(1, done / Math.max(1, all)),
            detail: `${stretches.length} stretches`,
          }),
      })
    : undefined;
  const changed = { path: videoPath, frames: info.frames, changed: mended?.encoded ?? [] };
  const after = mended ? await lookAgain(outputPath, changed, looking(0.9, 1)) : before;
  const unmended = before.artifacts.filter(a => !isMendable(a, before.shots)).length;
  const kept = new Set(mended?.left);
  const left = kept.size;
  const isCopied = !mended || (mended.encoded.length === 0 && extname(outputPath) === extname(videoPath));
  const lost = isCopied ? [] : await leftOut(videoPath, outputPath);
  const notes = [
    ...(unmended > 0
      ? [
          `${unmended} ${unmended === 1 ? 'artifact is' : 'artifacts are'} too long, at a cut, or of a kind that cannot be mended from the frames around; draw ${unmended === 1 ? 'that stretch' : 'those stretches'} anew.`,
        ]
      : []),
    ...(left > 0
      ? [
          `${left} ${left === 1 ? 'artifact stays as it is' : 'artifacts stay as they are'}: a mend would make nothing better.`,
        ]
      : []),
    ...(steady ? steadyNotes(steady) : []),
    ...(mended?.whole ? [`All of the video was encoded again, since ${mended.whole}.`] : []),
    ...(mended?.whole && (info.width % 2 === 1 || info.height % 2 === 1)
      ? [
          `The mended video is ${info.width & ~1}x${info.height & ~1}, not ${info.width}x${info.height}: its pixel format takes even sides only, so the last column or row is left out.`,
        ]
      : []),
    ...(lost.length > 0 ? [`Not in the mended video, which does not hold them: ${lost.join(', ')}.`] : []),
    ...(isOther ? [`The mended video is an MP4: none is written as ${extname(videoPath)}.`] : []),
    ...(mended && mended.encoded.length > 0 && info.bitDepth === 10
      ? [
          'The pictures that were encoded again were worked on in 8 bits: fine shades of the original’s 10 are lost in them.',
        ]
      : []),
    ...(isChanged ? [] : ['There was nothing to mend: the pictures are the original ones, to the bit.']),
  ];
  for (const note of notes) request.note?.(note);
  await writeCoherenceReport({
    videoPath,
    reportPath,
    analysis: before,
    ...(isChanged ? { mended: { path: outputPath, analysis: after } } : {}),
    music,
    notes,
    takes: request.takes,
  });
  return {
    outputPath,
    reportPath,
    before,
    after,
    stretches: stretches.filter(({ artifacts }) => artifacts.some(a => !kept.has(a))).length,
    unmended: unmended + left,
    encodedFrames: (mended?.encoded ?? []).reduce((sum, { firstFrame, endFrame }) => sum + endFrame - firstFrame, 0),
    steadied: steady?.shots ?? [],
    bytes: statSync(outputPath).size,
  };
}

/** How what is encoded anew is encoded; where nothing is asked for, as the video is. */
function ratesOf(
  { bitRate, constantQuality }: RepairRequest,
  info: VideoInfo,
): { bitRate: number; constantQuality?: number } {
  if (bitRate !== undefined) return { bitRate, constantQuality };
  const rounded = Math.round(info.bitRate / bitRateUnit) * bitRateUnit;
  return { bitRate: Math.max(leastBitRate, rounded), constantQuality: mendedQuality };
}

/** Looks for shots that shake; those that the built-in generator drew move as they are meant to. */
function planStabilisation(
  { production, signal, progress }: RepairRequest,
  videoPath: string,
  shots: readonly VideoShot[],
  music: VideoMusic,
): Promise<SteadyPlan> {
  const edit = production !== undefined && isEdited(production) ? loadEdit(production) : undefined;
  const isDrawn = ({ firstFrame, endFrame }: VideoShot): boolean =>
    edit?.shots
      .flatMap(partsOfShot)
      .some(
        ({ generator, first, end }) =>
          generator === 'built-in' && first - edit.range.first < endFrame && end - edit.range.first > firstFrame,
      ) ?? false;
  const frames = shots.at(-1)?.endFrame ?? 0;
  return planSteadying(
    videoPath,
    shots.filter(shot => !isDrawn(shot)),
    {
      accents: music.context.accents,
      signal,
      progress: done =>
        progress?.({ stage: 'mend', fraction: done / Math.max(1, frames), detail: 'looking for shake' }),
    },
  );
}

function steadyNotes({ shots, meant }: SteadyPlan): string[] {
  const most = Math.max(0, ...shots.map(({ enlarged }) => enlarged)) * 100 - 100;
  return [
    shots.length === 0
      ? 'No shot shakes that was not meant to.'
      : `${shots.length === 1 ? '1 shot was' : `${shots.length} shots were`} steadied and enlarged by up to ${most.toFixed(1)}%.`,
    ...(meant > 0
      ? [
          `${meant === 1 ? '1 shot shakes' : `${meant} shots shake`} with the music and ${meant === 1 ? 'was' : 'were'} left as filmed.`,
        ]
      : []),
  ];
}
