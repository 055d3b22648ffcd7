import type { Scene } from '../../scene-map/document/schema.ts';
import { changeScene } from '../map-edits.ts';
import { edit } from '../state/editing.ts';
import { here, scene, selected } from '../state/production.ts';

/** Changes fields of the selected scene, as a step that can be undone. @param what for people: "Palette" */
export const change = (what: string, changes: Partial<Scene>): void => {
  const index = selected.value;
  edit(`${what} of scene ${index + 1}`, m => changeScene(m, index, changes));
};

/** Scenes whose kind of picture was chosen by hand, by where they begin. */
const chosenByHand = new Set<string>();
const place = (): string => `${here().id} ${scene.value?.start_time}`;

/** Chooses what kind of picture a scene is drawn as; undefined has its words choose. */
export function drawAs(kind: string | undefined): void {
  if (kind) chosenByHand.add(place());
  else chosenByHand.delete(place());
  change('Kind', { scene: kind, look: undefined });
}

/**
 * Says in other words what is seen. What the planner chose to draw gives way to the words; what somebody chose stays.
 */
export function describe(description: string): void {
  const isPlanned = scene.value?.scene !== undefined && !chosenByHand.has(place());
  change('Description', { description, ...(isPlanned ? { scene: undefined, look: undefined } : {}) });
}
