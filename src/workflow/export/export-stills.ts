import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bestShort, measurePicture, strongestPicture } from '../../finishing/delivery/index.ts';
import { clock } from '../../formatting/clock.ts';
import { decodeVideo, encodeImage, probeVideo, writeAnimation } from '../../media/index.ts';
import { writeWhole } from '../production/production.ts';
import type { ExportResult, Source } from './export-source.ts';

/** Pictures a second and width of animated previews. */
const animationRate = { gif: 10, webp: 15 } as const;
const animationWidth = 480;
const animationSeconds = 4;

/** Makes an animated preview of the strongest seconds. */
export async function exportAnimation(source: Source, form: 'gif' | 'webp'): Promise<ExportResult> {
  const { videoPath, edit, analysis } = source;
  const info = await probeVideo(videoPath);
  const offset = edit.range.first / info.frameRate;
  const best = bestShort(analysis, Math.min(animationSeconds, info.duration)).start - offset;
  const start = Math.min(Math.max(0, best), Math.max(0, info.duration - animationSeconds));
  const rate = animationRate[form];
  const count = Math.max(1, Math.floor(Math.min(animationSeconds, info.duration) * rate));
  const frames = Array.from({ length: count }, (_, i) =>
    Math.min(info.frames - 1, Math.round((start + i / rate) * info.frameRate)),
  );
  const even = (value: number): number => Math.max(2, Math.round(value / 2) * 2);
  const wide = info.width >= info.height;
  const width = even(wide ? animationWidth : (animationWidth * info.width) / info.height);
  const height = even(wide ? (animationWidth * info.height) / info.width : animationWidth);
  const path = join(source.outputFolder, `${source.name}.${form}`);
  async function* pictures(): AsyncGenerator<Uint8Array> {
    for await (const { data } of decodeVideo(videoPath, { width, height, format: 'rgb24', frames })) yield data;
  }
  await writeAnimation(path, form, width, height, { numerator: rate, denominator: 1 }, pictures());
  const size = `${(statSync(path).size / 1e6).toFixed(1)} MB`;
  return { paths: [path], broken: [], notes: [`${width}x${height}, ${count} pictures, ${size}.`] };
}

const posterCandidates = 32;

/** Takes the strongest picture out of a video. */
export async function exportPoster(source: Source): Promise<ExportResult> {
  const { videoPath, edit, analysis } = source;
  const info = await probeVideo(videoPath);
  const { first } = edit.range;
  const count = Math.min(posterCandidates, info.frames);
  const frames = Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) / count) * info.frames));
  const small = { width: 320, height: Math.max(2, Math.round((320 * info.height) / info.width)) };
  const candidates: (ReturnType<typeof measurePicture> & { energy: number; frame: number })[] = [];
  for await (const { index, data } of decodeVideo(videoPath, { ...small, format: 'rgb24', frames })) {
    const time = (index + first) / info.frameRate;
    const energy = analysis.sections.find(s => s.start <= time && time < s.end)?.energy ?? 0;
    candidates.push({ ...measurePicture(data, small.width, small.height), energy, frame: index });
  }
  const { frame, sharpness, colourfulness } = candidates[strongestPicture(candidates)];
  const path = join(source.outputFolder, `${source.name}-poster.jpg`);
  for await (const { data, width, height } of decodeVideo(videoPath, { format: 'rgb24', frames: [frame] }))
    writeWhole(path, await encodeImage(width, height, data, 'jpeg'));
  const at = clock(frame / info.frameRate, 2);
  return {
    paths: [path],
    broken: [],
    notes: [
      `Frame at ${at} of ${count} looked at: sharpness ${sharpness.toFixed(0)}, colourfulness ${colourfulness.toFixed(0)}.`,
    ],
  };
}
