import type { Analysis } from '../src/audio/index.ts';
import { steadyPulse } from '../src/generators/built-in/steady-pulse.ts';

/**
 * Eight hits a second at full strength, kick and snare in turn, with levels that jump at each: the hardest that a
 * drummer gives.
 */
export function drumRoll(duration: number): Analysis {
  const analysis = steadyPulse(duration);
  const at = (every: number, offset: number) =>
    Array.from({ length: Math.floor((duration - offset) / every) }, (_, i) => ({
      time: offset + i * every,
      strength: 1,
    }));
  analysis.onsets = { kick: at(0.25, 0), snare: at(0.25, 0.125), hat: at(0.125, 0) };
  analysis.sections[0].energy = 0.95;
  const { features } = analysis;
  for (let row = 0; row < features.frames; row++) {
    const level = 0.25 + 0.75 * Math.exp(-((row * features.hopSeconds) % 0.125) / 0.05);
    for (const curve of [
      features.bass,
      features.sub,
      features.lowMid,
      features.highMid,
      features.presence,
      features.air,
    ])
      curve[row] = level;
    features.spectrum.fill(level, row * 32, row * 32 + 32);
    features.loudness[row] = 0.9;
  }
  return analysis;
}
