import { basename } from 'node:path';
import { type Analysis, analysisSampleRate, type BeatCorrection, createAnalyzer } from '../../audio/index.ts';
import { clock } from '../../formatting/clock.ts';
import { counted } from '../../formatting/counted.ts';
// Not the whole of media: `analyze` waits for a millisecond for each file that is loaded.
import { decodeAudio } from '../../media/decode-audio.ts';
import { probeAudio } from '../../media/probe.ts';
import { promisedSeconds } from '../../media/promised-length.ts';
import type { Listener } from '../progress.ts';
import { createHeardOutline } from './heard-outline.ts';

/** A file may end a little before or after the length that its header tells. */
const leastMissing = 0.5;

/** Tells where less sound was heard than the file's header promises. */
async function cutShort(path: string, heard: number): Promise<string[]> {
  const promised = await promisedSeconds(path);
  if (promised === undefined || promised - heard < leastMissing) return [];
  return [
    `${basename(path)} ends after ${clock(heard, 1)} of the ${clock(promised, 1)} that its header tells: a part of the file is missing, and what is there is used.`,
  ];
}

/**
 * Decodes and analyses a track, piece by piece.
 *
 * @param options.correction what a person says about the beats; the rest of the analysis follows it
 * @throws {MediaError} when the file cannot be read as sound
 * @throws {BeatFileError} when the correction contradicts itself or does not fit the track
 */
export async function analyzeTrack(
  path: string,
  options: Listener & { signal?: AbortSignal; correction?: BeatCorrection } = {},
): Promise<Analysis> {
  const info = await probeAudio(path);
  const { duration } = info;
  // One channel is heard as it is: spread over two, each would be 3 dB weaker.
  const channels = info.channels === 1 ? 1 : 2;
  const analyzer = createAnalyzer({
    sampleRate: analysisSampleRate,
    channels,
    expectedSeconds: Number.isFinite(duration) ? Math.min(duration, 12 * 3600) : 0,
    correction: options.correction,
  });
  const outline = options.heard && createHeardOutline(analysisSampleRate, options.heard);
  let samples = 0;
  for await (const block of decodeAudio(path, {
    sampleRate: analysisSampleRate,
    channels,
    reuse: true,
    signal: options.signal,
  })) {
    analyzer.push(block);
    outline?.push(block);
    samples += block[0].length;
    options.progress?.({
      stage: 'analyse',
      fraction: Math.min(0.95, (samples / analysisSampleRate / Math.max(duration, 0.1)) * 0.8),
    });
  }
  outline?.finish();
  const found = analyzer.finish(options.found);
  const analysis = { ...found, warnings: [...(await cutShort(path, found.duration)), ...found.warnings] };
  options.progress?.({
    stage: 'analyse',
    fraction: 1,
    detail: `${analysis.tempo > 0 ? `${analysis.tempo.toFixed(1)} BPM` : 'no steady beat'}, ${counted(analysis.sections.length, 'section')}`,
  });
  return analysis;
}
