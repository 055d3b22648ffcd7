import { basename } from 'node:path';
import { type Artifact, type CoherenceAnalysis, coherencePage } from '../../coherence/index.ts';
import { decodeVideo, encodeImage, probeVideo } from '../../media/index.ts';
import type { VideoMusic } from '../analysis/musical-context.ts';
import { writeWhole } from '../production/production.ts';

/** So many stretches are shown in pictures; a video with more is bad as a whole, and the page would grow by 40 kB a stretch. */
const mostPictures = 60;
const pictureWidth = 360;

/** One picture from the middle of each stretch, as base64 JPEG by frame number. */
async function picturesAt(path: string, frames: readonly number[]): Promise<Map<number, string>> {
  const pictures = new Map<number, string>();
  if (frames.length === 0) return pictures;
  const { width, height } = await probeVideo(path);
  const cell = { width: pictureWidth, height: Math.max(2, Math.round((pictureWidth * height) / width / 2) * 2) };
  for await (const { index, data } of decodeVideo(path, { ...cell, format: 'rgb24', frames }))
    pictures.set(index, Buffer.from(await encodeImage(cell.width, cell.height, data, 'jpeg')).toString('base64'));
  return pictures;
}

export interface CoherenceReportInputs {
  videoPath: string;
  reportPath: string;
  analysis: CoherenceAnalysis;
  mended?: { path: string; analysis: CoherenceAnalysis };
  music: VideoMusic;
  /** Scenes and takes by the video's clock; by default the scenes of the map that told of the edit. */
  takes?: readonly { start: number; end: number; name: string }[];
  notes?: readonly string[];
  /** Further figures, name and value. */
  figures?: readonly (readonly [string, string])[];
}

/** Writes the page about a video's coherence, with pictures of the worst stretches before and after. */
export async function writeCoherenceReport(inputs: CoherenceReportInputs): Promise<void> {
  const { videoPath, reportPath, analysis, mended, music } = inputs;
  const { width, height, frameRate } = await probeVideo(videoPath);
  const middle = (a: Artifact): number => Math.floor((a.firstFrame + a.endFrame - 1) / 2);
  const worst = [...analysis.artifacts]
    .sort((a, b) => b.strength * b.confidence - a.strength * a.confidence)
    .slice(0, mostPictures)
    .sort((a, b) => a.firstFrame - b.firstFrame);
  const frames = [...new Set(worst.map(middle))].sort((a, b) => a - b);
  const before = await picturesAt(videoPath, frames);
  const after = mended ? await picturesAt(mended.path, frames) : undefined;
  const page = coherencePage({
    title: basename(videoPath),
    width,
    height,
    frameRate,
    analysis,
    mended: mended?.analysis,
    beats: music.analysis?.beats.map(b => b.time) ?? music.context.accents,
    downbeats: music.analysis?.downbeats?.map(b => b.time) ?? [],
    sections: music.analysis?.sections ?? [],
    takes: (inputs.takes ?? music.scenes ?? []).filter(
      ({ start, end }) => end > 0 && start < analysis.frames / frameRate - 1e-3,
    ),
    pictures: worst.flatMap(artifact => {
      const picture = before.get(middle(artifact));
      return picture ? [{ artifact, before: picture, after: after?.get(middle(artifact)) }] : [];
    }),
    notes: inputs.notes ?? [],
    figures: inputs.figures,
  });
  writeWhole(reportPath, page);
}
