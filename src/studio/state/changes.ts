import { computed, effect, signal } from '@preact/signals';
import { fittedInWords } from '../../formatting/fitted.ts';
import type { SceneMap } from '../../scene-map/document/schema.ts';
import { sceneSeed } from '../../scene-map/scene-seed.ts';
import type { Answer } from '../../server/contract/operations.ts';
import { ApiError, call } from '../api.ts';
import { readMap } from '../map-edits.ts';
import { canEdit, here, isOpen, isRendering, isSaving, map, plan, takes, view } from './production.ts';

/** What a scene is drawn from, as text; its seed is written out. */
function drawnFrom(map: SceneMap, index: number): string {
  const { locked: _locked, section: _section, ...seen } = map.scenes[index];
  const sorted = Object.entries({ ...seen, seed: sceneSeed(map, index) }).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted);
}

/** Numbers of the scenes that were changed since the video, or the render under way, was begun. */
export const changedScenes = computed((): ReadonlySet<number> => {
  const now = map.value;
  const begun = takes.value?.begun;
  if (!now || !begun || !(view.value?.hasVideo || isRendering.value)) return new Set();
  const then = readMap(JSON.stringify(begun));
  const known = new Set(then.scenes.map((_, i) => drawnFrom(then, i)));
  return new Set([...now.scenes.keys()].filter(i => !known.has(drawnFrom(now, i))));
});

/** Whether the video shows something else than what would be rendered now. */
export const isBehind = computed(() => changedScenes.value.size > 0 || view.value?.isBehind === true);

/** Whether somebody else than this computer makes a scene. */
export const costsMoney = computed(
  () =>
    plan.value?.scenes.some(
      ({ generator }) => generator !== undefined && !/^(built-in|footage|diffusion)/.test(generator),
    ) ?? false,
);

/** What the clips of the map as it stands will cost; undefined where nothing costs, or until it is known. */
export const price = signal<Answer<'estimate'> | undefined>(undefined);
/** Why it cannot be told what it costs. */
export const priceFault = signal<string | undefined>(undefined);

let asked = 0;
effect(() => {
  const id = view.value?.id;
  // Asked again whenever the map, its plan or the work on it is another.
  const isAsked = costsMoney.value && canEdit.value && !isSaving.value && !isRendering.value && plan.value;
  const own = ++asked;
  if (!id || !isAsked) {
    price.value = priceFault.value = undefined;
    return;
  }
  call('estimate', { params: here() }).then(
    told => {
      if (own === asked && isOpen(id)) [price.value, priceFault.value] = [told, undefined];
    },
    error => {
      if (own === asked && error instanceof ApiError) [price.value, priceFault.value] = [undefined, error.message];
    },
  );
});

/** At which sizes the clips of a scene are made that are still to be ordered, and how the video shows them. */
export function fittingOf(scene: number): string | undefined {
  const shown = price.value?.output;
  const made = price.value?.scenes.find(one => one.scene === scene)?.native;
  return shown && made?.map(size => fittedInWords(size, shown)).join('; ');
}

/** Dollars of a scene's clips that are still to be ordered; null where nobody knows. */
export const priceOf = (scene: number): number | null | undefined =>
  price.value?.scenes.find(one => one.scene === scene)?.usd;
