import type { CertaintyNetwork } from '../../src/coherence/detect/certainty-network.ts';
import { findLightSwings } from '../../src/coherence/detect/light/light-swings.ts';
import { lightOfShot, type ShotLight } from '../../src/coherence/detect/light/quiet-light.ts';
import { weighableSwing } from '../../src/coherence/detect/light/swing-certainty.ts';
import type { MusicalContext } from '../../src/coherence/detect/music.ts';
import type { FrameMeasures } from '../../src/coherence/measure/frame-measures.ts';
import { meanOf } from './learn-jumps.ts';
import type { PlantedLight } from './plant-light.ts';
import { leastVisible } from './planting.ts';
import { type Example, learnNetwork } from './small-network.ts';

/** Light that goes to and fro is many swings; each fault counts as so many examples at most. */
const mostOfFault = 3;
const settings = { units: 16, decay: 10 };
/** Networks from several beginnings differ; their mean is steadier. */
const seeds = [1, 2, 3];

/**
 * What may be swings of light in a shot whose first frame is `first`, and whether they are planted ones. A swing that
 * lies in a fault is that fault or a part of it; what merely touches one teaches nothing.
 */
export function swingExamples(
  shot: readonly FrameMeasures[],
  first: number,
  music: MusicalContext,
  faults: readonly PlantedLight[],
  light: ShotLight = lightOfShot(shot),
): Example[] {
  const swings = findLightSwings(shot, light, music).map(({ start, end, evidence }) => {
    const near = faults.filter(fault => first + start <= fault.end + 1 && first + end >= fault.first - 1);
    const own = near.find(
      fault => fault.visible >= leastVisible && first + start >= fault.first && first + end <= fault.end,
    );
    return { values: weighableSwing(evidence), own, isUnclear: near.length > 0 && !own };
  });
  return swings.flatMap(({ values, own, isUnclear }): Example[] => {
    if (isUnclear) return [];
    if (!own) return [{ values, isFault: false }];
    const count = swings.filter(other => other.own === own).length;
    return [{ values, isFault: true, weight: Math.min(1, mostOfFault / count) }];
  });
}

/** Learns to tell planted swings of light from what else light does. */
export const learnSwings = (examples: readonly Example[]): CertaintyNetwork =>
  meanOf(seeds.map(seed => learnNetwork(examples, { ...settings, seed })));
