import { existsSync } from 'node:fs';

/** Files of a production that may be kept elsewhere than in its folder, where other machines find them. */
export interface Artifacts {
  /** Brings those here that are not here and are kept elsewhere. */
  fetch(paths: readonly string[]): Promise<void>;
  /** Those that are nowhere. */
  missing(paths: readonly string[]): Promise<string[]>;
  /** Keeps them where other machines find them. */
  keep(paths: readonly string[]): Promise<void>;
}

/** All there is lies in the production's folder. */
export const ownFolder: Artifacts = {
  fetch: async () => undefined,
  missing: async paths => paths.filter(path => !existsSync(path)),
  keep: async () => undefined,
};
