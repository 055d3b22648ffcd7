import type { Scene, SceneMap } from '../document/schema.ts';
import { matchScene } from '../planner/match-scene.ts';
import type { MusicalGrid } from '../planner/musical-grid.ts';
import type { SceneDescription } from '../scene-catalogue.ts';
import type { Direction } from './answer.ts';

/** Words by which the rules raise a palette from one chorus to the next. */
const raises = ['glowing', 'vivid', 'brilliant'];

/**
 * Puts what a director wants to see on the bars that the rules chose: times, transitions and motion stay the plan's,
 * pictures and colours become the director's. A section's shots are taken in turn; what was not directed stays as
 * planned. No scene follows itself.
 */
export function placeDirection(
  map: SceneMap,
  grid: MusicalGrid,
  direction: Direction,
  catalogue: readonly SceneDescription[],
): SceneMap {
  const turns = new Map<number, number>();
  let before: string | undefined;
  const sectionOf = (scene: Scene): number => grid.sections.findIndex(({ end }) => scene.start_time < end - 1e-6);
  const scenes = map.scenes.map((scene, i): Scene => {
    const number = sectionOf(scene);
    const shots = direction.sections.get(number);
    const next = map.scenes[i + 1];
    const after = next && !direction.sections.has(sectionOf(next)) ? next.scene : undefined;
    if (!shots) {
      before = scene.scene;
      return scene;
    }
    const turn = turns.get(number) ?? 0;
    turns.set(number, turn + 1);
    const { description, negative, camera, scene: wanted, palette } = shots[turn % shots.length];
    const energy = (scene.motion_intensity - 1) / 9;
    const taken = [before, after].filter(name => name !== undefined);
    const name =
      wanted !== undefined && !taken.includes(wanted)
        ? wanted
        : matchScene(description, catalogue, { energy, exclude: taken, seed: scene.seed ?? 0 }).scene.name;
    before = name;
    const colours =
      palette.length > 0 ? palette : direction.palette.length > 0 ? direction.palette : scene.color_palette;
    const raise = raises.find(word => scene.color_palette[0]?.startsWith(`${word} `));
    const raised =
      raise && !colours.some(colour => colour.startsWith('#') || colour.includes(raise))
        ? [`${raise} ${colours[0]}`, ...colours.slice(1)]
        : colours;
    const { look: _look, ...rest } = scene;
    return {
      ...rest,
      scene: name,
      description,
      color_palette: [...raised],
      ...(camera ? { camera } : {}),
      ...(negative ? { negative_prompt: negative } : {}),
    };
  });
  return { ...map, scenes };
}
