import type { Analysis, Features } from '../../audio/analysis.ts';
import type { Answer } from '../../server/contract/operations.ts';

/** Puts an analysis together again from what the server tells of it and its curves. */
export function analysisFrom(told: Answer<'readAnalysis'>, curves: ArrayBuffer): Analysis {
  const { waveform: _waveform, features, ...rest } = told;
  const read: Record<string, Float32Array | Float16Array | Uint8Array> = {};
  let at = 0;
  for (const { name, length, bytesEach } of features.curves) {
    const part = curves.slice(at, at + length * bytesEach);
    read[name] = new { 1: Uint8Array, 2: Float16Array, 4: Float32Array }[bytesEach as 1 | 2 | 4](part);
    at += length * bytesEach;
  }
  const { hopSeconds, frames } = features;
  return {
    ...(rest as unknown as Omit<Analysis, 'features'>),
    features: { hopSeconds, frames, ...read } as unknown as Features,
  };
}
