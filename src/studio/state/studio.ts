import { signal } from '@preact/signals';
import type { Answer } from '../../server/contract/operations.ts';
import type { ProductionView } from '../../server/contract/schemas.ts';
import { ApiError, call } from '../api.ts';

/** All productions, the newest first; undefined until they are known. */
export const productions = signal<ProductionView[] | undefined>(undefined);
export const choices = signal<Answer<'listChoices'> | undefined>(undefined);
/** The production that is open, by the address. */
export const openId = signal<string | undefined>(undefined);
/** What went wrong last, until it is taken away. */
export const failure = signal<string | undefined>(undefined);
/** Whether the server no longer knows this page: it was started anew. */
export const isOutdated = signal(false);
export const theme = signal<'dark' | 'light'>('dark');

const idOf = (): string | undefined => /^#\/([0-9a-f]{16})/.exec(location.hash)?.[1];

/** Tells the user what went wrong, in the server's own sentence. */
export function tellFailure(error: unknown): void {
  if (error instanceof ApiError && error.status === 401) isOutdated.value = true;
  failure.value = error instanceof Error ? error.message : String(error);
}

/** Does something that may fail, and tells the user if it does. @returns whether it was done */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    tellFailure(error);
    return false;
  }
}

export const loadProductions = (): Promise<boolean> =>
  attempt(async () => {
    productions.value = await call('listProductions', {});
  });

export function open(id: string | undefined): void {
  location.hash = id ? `#/${id}` : '#/';
}

/** Shows a theme and keeps it for the next time. */
export function showTheme(chosen: 'dark' | 'light'): void {
  theme.value = chosen;
  document.documentElement.dataset.theme = chosen;
  localStorage.setItem('theme', chosen);
}

export function startStudioState(): void {
  const kept = localStorage.getItem('theme');
  const system = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
  showTheme(kept === 'dark' || kept === 'light' ? kept : system);
  const follow = (): void => {
    openId.value = idOf();
    if (!openId.value) void loadProductions();
  };
  addEventListener('hashchange', follow);
  follow();
  void attempt(async () => {
    choices.value = await call('listChoices', {});
  });
}
