import type { MusicalDrive } from '../src/generators/procedural/musical-drive.ts';
import type { FrameValues } from '../src/generators/procedural/shading/frame-uniforms.ts';

/** Two bars of verse, two of chorus, two of drop at 120 beats a minute, again and again. */
function musicAt(time: number): FrameValues {
  const part = Math.floor(time / 4) % 3;
  const strength = [0.35, 0.75, 1][part];
  const beat = time * 2;
  const since = (period: number, offset = 0): number => (((beat - offset) % period) + period) % period;
  const hit = (age: number): number => Math.exp(-age / 2 / 0.085);
  const pulses = Array.from({ length: 8 }, (_, i) => [since(1) / 2 + i / 2, 0.9, (i * 0.37) % 1, i % 2]).flat();
  return {
    time, beat, bar: beat / 4, beatPulse: hit(since(1)), barPulse: hit(since(4)), kick: hit(since(1)) * strength, snare: hit(since(2, 1)) * strength,
    hat: hit(since(0.5)) * strength, onset: 0.5 * strength, sub: 0.6 * strength, bass: 0.7 * strength, lowMid: 0.5 * strength, highMid: 0.5 * strength,
    presence: 0.4 * strength, air: 0.4 * strength, loudness: strength, brightness: 0.5, energy: strength, lift: part === 1 ? (time % 4) / 4 : 0,
    drop: part === 2 ? Math.exp(-(time % 4) / 0.9) : 0, pulses, spectrum: Array.from({ length: 32 }, (_, i) => strength * (0.95 - i / 45)),
  };
} // biome-ignore format: values of one moment

/** Music to draw scenes to where there is no track. */
export const drive: MusicalDrive = { at: musicAt, distance: (from, to) => to - from };
