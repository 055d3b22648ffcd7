import { changeScene, mergeScenes, reorderScene, sceneAt, splitScene } from '../map-edits.ts';
import { step } from '../snapping.ts';
import { edit, redo, undo } from '../state/editing.ts';
import { backwards, faster, halt, isPlaying, seek, time, toggle } from '../state/playback.ts';
import { beatTimes, downbeatTimes, duration, map, marked, scene, selected } from '../state/production.ts';
import { shortcutsOpen } from './bar-buttons.tsx';
import { tap } from './song-panel.tsx';
import { zoomBy, zoomToFit } from './timeline/scale.ts';

export const splitHere = (): void => {
  const now = map.value;
  if (now)
    edit(`Split scene ${sceneAt(now, time.value) + 1}`, m => splitScene(m, time.value), sceneAt(now, time.value) + 1);
};
export const mergeSelected = (): void =>
  edit(`Join scenes ${selected.value + 1} and ${selected.value + 2}`, m => mergeScenes(m, selected.value));
export const moveSelected = (by: 1 | -1): void => {
  const from = selected.value;
  edit(`Move scene ${from + 1}`, m => reorderScene(m, from, from + by), Math.max(0, from + by));
};
export const toggleLock = (): void => {
  const index = selected.value;
  const isLocked = scene.value?.locked;
  edit(isLocked ? `Unlock scene ${index + 1}` : `Lock scene ${index + 1}`, m =>
    changeScene(m, index, { locked: isLocked ? undefined : true }),
  );
};

function selectBy(by: 1 | -1): void {
  const count = map.value?.scenes.length ?? 0;
  const next = Math.min(count - 1, Math.max(0, selected.value + by));
  if (!map.value || next < 0) return;
  selected.value = next;
  seek(map.value.scenes[next].start_time);
}

function mark(end: 'start' | 'end'): void {
  const now = marked.value ?? { start: 0, end: duration.value };
  const next = { ...now, [end]: time.value };
  marked.value =
    next.end > next.start
      ? next
      : end === 'start'
        ? { start: time.value, end: duration.value }
        : { start: 0, end: time.value };
}

const hop = (direction: 1 | -1, byBar: boolean): void =>
  seek(step(byBar ? downbeatTimes.value : beatTimes.value, time.value, direction));

const plain: Record<string, (event: KeyboardEvent) => void> = {
  ' ': toggle,
  j: backwards,
  k: halt,
  l: faster,
  s: splitHere,
  m: mergeSelected,
  '[': () => moveSelected(-1),
  ']': () => moveSelected(1),
  i: () => mark('start'),
  o: () => mark('end'),
  x: toggleLock,
  t: () => isPlaying.value && tap(),
  arrowleft: event => hop(-1, event.shiftKey),
  arrowright: event => hop(1, event.shiftKey),
  arrowup: () => selectBy(-1),
  arrowdown: () => selectBy(1),
  home: () => seek(0),
  end: () => seek(duration.value),
  '+': () => zoomBy(1.5),
  '=': () => zoomBy(1.5),
  '-': () => zoomBy(1 / 1.5),
  '0': zoomToFit,
  '?': () => (shortcutsOpen.value = true),
};

const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) || (target instanceof HTMLInputElement && !/^(checkbox|button|file)$/.test(target.type))); // biome-ignore format: a table

/** Hears the keys of the workspace; what is typed into a field stays there. @returns what ends it */
export function listenToKeys(): () => void {
  const onKey = (event: KeyboardEvent): void => {
    if (document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    if ((event.ctrlKey || event.metaKey) && !event.altKey && (key === 'z' || key === 'y') && !takesText(event.target)) {
      event.preventDefault();
      if (key === 'y' || event.shiftKey) redo();
      else undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || takesText(event.target) || event.defaultPrevented) return;
    // Space and the arrows belong to a button, slider or tab that has the focus.
    const isControl =
      event.target instanceof HTMLElement &&
      event.target.closest('button, [role=slider], [role=tab], a, summary, video') !== null;
    if (
      isControl &&
      (key === ' ' || (event.target as HTMLElement).closest('[role=slider], [role=tab], video') !== null)
    ) {
      if (key === ' ' || key.startsWith('arrow') || key === 'home' || key === 'end') return;
    }
    const action = plain[key];
    if (!action) return;
    event.preventDefault();
    action(event);
  };
  // A button that was clicked with the mouse gives the focus back, so that Space plays; one that was reached by the
  // keyboard keeps it.
  const onClick = (event: MouseEvent): void => {
    if (event.detail > 0 && event.target instanceof Element) event.target.closest<HTMLElement>('button')?.blur();
  };
  addEventListener('keydown', onKey);
  addEventListener('click', onClick);
  return () => {
    removeEventListener('keydown', onKey);
    removeEventListener('click', onClick);
  };
}
