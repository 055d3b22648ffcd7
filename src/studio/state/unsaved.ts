import type { SceneMap } from '../../scene-map/document/schema.ts';

/** Edits that the studio did not answer to, and the revision of the map that they were made in. */
interface Unsaved {
  basis: string;
  map: SceneMap;
}

const place = (id: string): string => `unsaved ${id}`;

/**
 * Keeps edits in the browser that did not reach the studio: it may have ended, and knows this page no longer once it is
 * started anew.
 *
 * @param basis revision of the map that was edited
 */
export function keepUnsaved(id: string, basis: string, map: SceneMap): void {
  try {
    localStorage.setItem(place(id), JSON.stringify({ basis, map } satisfies Unsaved));
  } catch {
    // A browser whose storage is full or forbidden keeps the page alone, which says so when it is closed.
  }
}

/** Forgets edits of a production: they arrived, or were refused. */
export const forgetUnsaved = (id: string): void => localStorage.removeItem(place(id));

/**
 * Edits of a production that an earlier page could not send; they are forgotten here.
 *
 * @returns undefined where there are none; `map` is undefined where the map was changed since by somebody else
 */
export function takeUnsaved(id: string, basis: string): { map: SceneMap | undefined } | undefined {
  const text = localStorage.getItem(place(id));
  if (text === null) return undefined;
  forgetUnsaved(id);
  const kept = JSON.parse(text) as Unsaved;
  return { map: kept.basis === basis ? kept.map : undefined };
}
