import type { Appearance } from '../src/generators/procedural/appearance.ts';
import { paletteFromWords } from '../src/scene-map/index.ts';

/** The look in which scenes are timed: 12 seconds in the middle of everything, so that figures of benches compare. */
export function measuredAppearance(scene: string): Appearance {
  const palette = paletteFromWords(['teal', 'orange'], 1);
  return { scene, start: 0, duration: 12, seed: 0.37, motion: 6, look: [0.3, 0.5, 0.7, 0.4], palette };
}
