import type { Analysis } from '../../audio/analysis.ts';
import type { SceneMap } from '../document/schema.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import type { PlanOptions } from './plan-scene-map.ts';
import { planSceneMap } from './plan-scene-map.ts';

/** Seeds that are tried for each set of variations, from the plan's own on. */
const seedsTried = 40;
/** Most variations at a time. */
export const mostVariations = 12;

/** Seconds of the track for each value that a scene has. */
function seconds(
  map: SceneMap,
  valuesOf: (scene: SceneMap['scenes'][number]) => readonly string[],
): Map<string, number> {
  const sums = new Map<string, number>();
  for (const scene of map.scenes) {
    const values = valuesOf(scene);
    for (const value of values)
      sums.set(value, (sums.get(value) ?? 0) + (scene.end_time - scene.start_time) / values.length);
  }
  return sums;
}

/** Share of the track for which two maps show the same values, 0 to 1. */
function shared(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0;
  let all = 0;
  for (const [value, time] of a) {
    common += Math.min(time, b.get(value) ?? 0);
    all += time;
  }
  return all > 0 ? common / all : 1;
}

/**
 * How different two videos of one track look, 0 (the same scenes, colours and joins) to 1 (none in common). A scene is
 * in common where both show it in the same part of the song: over a long one every video goes round the catalogue, and
 * what tells them apart is what the chorus shows and what the verse.
 */
export function planDistance(a: SceneMap, b: SceneMap): number {
  const placed = ({ section = '', scene = '' }: SceneMap['scenes'][number]): string[] => [`${section}: ${scene}`];
  const scenes = shared(seconds(a, placed), seconds(b, placed));
  const colours = shared(
    seconds(a, ({ color_palette }) => color_palette),
    seconds(b, ({ color_palette }) => color_palette),
  );
  const joins = shared(
    seconds(a, ({ transition_type }) => [transition_type]),
    seconds(b, ({ transition_type }) => [transition_type]),
  );
  return 1 - (0.55 * scenes + 0.35 * colours + 0.1 * joins);
}

/**
 * Plans that differ: the first is the plan of the seed itself, each further one has that of the next forty seeds which
 * is least like those before it. The second of three is the second of ten, too.
 *
 * @param count 1 to {@link mostVariations}
 */
export function planVariations(
  analysis: Analysis,
  catalogue: readonly SceneDescription[],
  options: PlanOptions,
  count: number,
): SceneMap[] {
  if (!Number.isInteger(count) || count < 1 || count > mostVariations)
    throw new RangeError(`Variations are numbered from 1 to ${mostVariations}, not ${count}.`);
  const plan = (seed: number): SceneMap => planSceneMap(analysis, catalogue, { ...options, seed });
  const chosen = [plan(options.seed)];
  if (count === 1) return chosen;
  const others = Array.from({ length: seedsTried }, (_, i) => plan(options.seed + 1 + i));
  while (chosen.length < count) {
    const distances = others.map(map => Math.min(...chosen.map(other => planDistance(map, other))));
    const [best] = others.splice(distances.indexOf(Math.max(...distances)), 1);
    chosen.push(best);
  }
  return chosen;
}
