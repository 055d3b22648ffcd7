import { computed, signal } from '@preact/signals';
import type { SceneMap } from '../../scene-map/document/schema.ts';
import { ApiError } from '../api.ts';
import { canEdit, here, isOpen, isSaving, loadMap, loadPlan, map, revision, selected, storeMap } from './production.ts';
import { tellFailure } from './studio.ts';
import { forgetUnsaved, keepUnsaved, takeUnsaved } from './unsaved.ts';

interface Step {
  /** For people: "Split scene 3". */
  label: string;
  map: SceneMap;
  selected: number;
}

const past = signal<Step[]>([]);
const future = signal<Step[]>([]);
export const undoLabel = computed(() => past.value.at(-1)?.label);
export const redoLabel = computed(() => future.value.at(-1)?.label);
/** What was done last, for screen readers. */
export const spoken = signal('');

let unsaved: SceneMap | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let saving = Promise.resolve();
/** Whether the studio did not answer the last time. */
let isAway = false;
const away = 'The studio does not answer. Leave this page open: what you edited is kept as soon as it does.';
/** Milliseconds after which it is asked again. */
const awayPause = 1500;
/** Steps that follow each other this soon and are named alike are one step: dragging, typing. */
const together = 1200;
let lastStep = { label: '', time: 0 };

async function saveNow(): Promise<void> {
  const wanted = unsaved;
  if (!wanted) return;
  unsaved = undefined;
  isSaving.value = true;
  const { id } = here();
  const basis = revision();
  let failure: unknown;
  try {
    await storeMap(wanted);
  } catch (error) {
    failure = error;
  }
  const isRefused = failure instanceof ApiError;
  // What did not arrive is sent again, unless another edit is on its way or the production was left.
  const isLost = failure !== undefined && !isRefused && !unsaved && isOpen(id);
  if (isLost) unsaved = wanted;
  isSaving.value = unsaved !== undefined;
  if (isRefused) tellFailure(failure);
  else if (failure !== undefined && !isAway) tellFailure(new Error(away));
  isAway = failure !== undefined && !isRefused;
  // A studio that was started anew refuses whatever this page sends.
  const isAnswered = failure === undefined || (failure instanceof ApiError && failure.status !== 401);
  if (isAnswered) forgetUnsaved(id);
  else keepUnsaved(id, basis, wanted);
  if (isLost) saveIn(awayPause);
  // What the server refused is not shown as if it were kept.
  else if (isRefused && !unsaved && isOpen(id)) await loadMap().catch(tellFailure);
  else if (failure === undefined && isOpen(id)) await loadPlan().catch(tellFailure);
}

function saveIn(delay: number): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    saving = saving.then(saveNow);
  }, delay);
}

function save(delay: number): void {
  unsaved = map.value;
  isSaving.value = true;
  saveIn(delay);
}

/** Waits until every edit is kept. */
export async function saved(): Promise<void> {
  clearTimeout(timer);
  saving = saving.then(saveNow);
  await saving;
}

/**
 * Changes the map, to be undone at will, and keeps it on the server.
 *
 * @param next what the map becomes; nothing happens where it is the map itself
 */
export function edit(label: string, next: (map: SceneMap) => SceneMap, select?: number): void {
  const now = map.value;
  if (!now || !canEdit.value) return;
  const changed = next(now);
  if (changed === now) return;
  const time = Date.now();
  if (label !== lastStep.label || time - lastStep.time > together || future.value.length > 0)
    past.value = [...past.value, { label, map: now, selected: selected.value }];
  lastStep = { label, time };
  future.value = [];
  map.value = changed;
  selected.value = Math.min(select ?? selected.value, changed.scenes.length - 1);
  spoken.value = label;
  save(250);
}

/** Makes the edits again that could not be sent before this production was opened. */
export function repeatUnsaved(): void {
  // What is on its way now is newer.
  if (!canEdit.value || isSaving.value) return;
  const kept = takeUnsaved(here().id, revision());
  if (kept?.map) edit('What was not kept', () => kept.map!);
  else if (kept)
    tellFailure(new Error('What was edited while the studio did not answer is gone: the scenes were changed since.'));
}

function go(from: typeof past, to: typeof past, verb: string): void {
  const step = from.value.at(-1);
  const now = map.value;
  if (!step || !now || !canEdit.value) return;
  from.value = from.value.slice(0, -1);
  to.value = [...to.value, { label: step.label, map: now, selected: selected.value }];
  lastStep = { label: '', time: 0 };
  map.value = step.map;
  selected.value = step.selected;
  spoken.value = `${verb}: ${step.label}`;
  save(50);
}

export const undo = (): void => go(past, future, 'Undone');
export const redo = (): void => go(future, past, 'Redone');

/** Has the browser ask before a page is closed whose edits are not kept yet. @returns what ends it */
export function holdWhileSaving(): () => void {
  const hold = (event: BeforeUnloadEvent): void => {
    if (isSaving.value) event.preventDefault();
  };
  addEventListener('beforeunload', hold);
  return () => removeEventListener('beforeunload', hold);
}

/** Forgets the steps: another production will be open, or the map was planned anew. What was not kept yet is kept. */
export function forgetSteps(): void {
  past.value = [];
  future.value = [];
  clearTimeout(timer);
  // At once, while the production that was edited is still the open one.
  if (unsaved) saving = Promise.all([saving, saveNow()]).then(() => undefined);
  isSaving.value = false;
}
