import { type Analysis, analysisSampleRate, createAnalyzer } from '../audio/index.ts';
import { decodeAudio, probeAudio } from '../media/index.ts';
import type { Listener } from './progress.ts';

/**
 * Decodes and analyses a track, piece by piece.
 *
 * @throws {MediaError} when the file cannot be read as sound
 */
export async function analyzeTrack(path: string, options: Listener & { signal?: AbortSignal } = {}): Promise<Analysis> {
  const { duration } = await probeAudio(path);
  const analyzer = createAnalyzer({ sampleRate: analysisSampleRate, channels: 2 });
  let samples = 0;
  for await (const block of decodeAudio(path, {
    sampleRate: analysisSampleRate,
    channels: 2,
    signal: options.signal,
  })) {
    analyzer.push(block);
    samples += block[0].length;
    options.progress?.({
      stage: 'analyse',
      fraction: Math.min(0.95, (samples / analysisSampleRate / Math.max(duration, 0.1)) * 0.8),
    });
  }
  const analysis = analyzer.finish();
  options.progress?.({
    stage: 'analyse',
    fraction: 1,
    detail: `${analysis.tempo.toFixed(1)} BPM, ${analysis.sections.length} sections`,
  });
  return analysis;
}
