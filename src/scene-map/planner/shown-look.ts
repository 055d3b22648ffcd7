import { createRandom, mixSeed } from '../random.ts';
import type { LookValues } from '../scene-catalogue.ts';
import { lightOf } from '../scene-catalogue.ts';
import type { CastShot, PlannedShot } from './cast-shots.ts';
import { lookFromDescription } from './match-scene.ts';

/** Looks tried for a return beside the scene's own variants. */
const looksTried = 6;

const mirrorInto = (value: number): number => {
  const positive = Math.abs(value);
  return positive > 1 ? 2 - positive : positive;
};
const rounded = (value: number): number => Math.round(Math.min(1, Math.max(0, value)) * 100) / 100;

/**
 * Knobs of a shot: the style's where it speaks; else the group's own the first time, and with each return those of the
 * scene's variants, or of a few tries, that are least like what the video has shown of the scene; furthest out at the
 * climax. Where `light` is asked for, the first time shows the scene's lightest variant, too.
 *
 * @param before looks in which the video has shown the scene, in order
 */
export function shownLook(
  shot: PlannedShot,
  { scene }: CastShot,
  before: readonly LookValues[],
  { style, seed, light = false }: { style: string; seed: number; light?: boolean },
): LookValues {
  const { look, fixed } = lookFromDescription(style, scene, mixSeed(seed, shot.section.group));
  const random = createRandom(mixSeed('look', seed, scene.name, before.length));
  const free = (values: readonly number[]): LookValues =>
    look.map((value, knob) => (fixed[knob] ? value : rounded(mirrorInto(values[knob])))) as LookValues;
  /** How far a look is from the nearest one that was shown. */
  const away = (values: LookValues): number =>
    Math.min(...before.map(other => Math.hypot(...values.map((value, knob) => value - other[knob]))));
  const lightest = (scene.variants ?? []).toSorted((a, b) => lightOf(b) - lightOf(a))[0];
  const candidates =
    before.length === 0
      ? [free(light && lightest ? lightest.look : look)]
      : [
          ...(scene.variants ?? []).map(variant => free(variant.look)),
          ...Array.from({ length: looksTried }, () => free(look.map(() => 0.08 + 0.84 * random()))),
        ];
  const best = candidates.reduce((a, b) => (before.length > 0 && away(b) > away(a) ? b : a));
  if (!shot.climax) return best;
  return best.map((value, knob) =>
    fixed[knob] ? value : rounded(value < 0.5 ? value * 0.5 : 1 - (1 - value) * 0.5),
  ) as LookValues;
}
