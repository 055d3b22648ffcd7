import { providers } from '../generators/catalogue.ts';
import { type Environment, readEnvironment } from '../generators/cloud/access.ts';
import { RequestError } from './request-error.ts';

/** Where a key that was given is kept. */
export type Keeping = 'keychain' | 'until the studio ends' | 'nowhere';

/** What became of a key that was given. */
export interface KeptKey {
  kept: Keeping;
  /** Whether the environment or `.env` has a key of this name, which counts in its place. */
  isOverruled: boolean;
}

/**
 * Keys of services: of the environment, of the system's keychain, and those given while the studio runs. Their values
 * never leave the server.
 */
export interface Keys {
  /** What generators are given. */
  environment(): Environment;
  /**
   * Sets a key, or takes it away where the value is empty. @throws {RequestError} 404 where no service has such a key
   */
  set(name: string, value: string): Promise<KeptKey>;
}

/** The part of a keychain that is needed. */
export interface Keychain {
  read(name: string): string | undefined;
  /** @returns whether it could be done */
  write(name: string, value: string | undefined): boolean;
}

/** The keychain of the system; where there is none, nothing is read and nothing can be written. */
export async function systemKeychain(): Promise<Keychain> {
  const { keepKey, keychainKey } = await import('../generators/cloud/keychain.ts');
  return {
    read: keychainKey,
    write(name, value) {
      try {
        keepKey(name, value);
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Language models that direct, and the key that each needs. */
export const directorKeys = {
  claude: { title: 'Claude', key: 'ANTHROPIC_API_KEY' },
  gpt: { title: 'GPT', key: 'OPENAI_API_KEY' },
} as const;

/** @param folder whose `.env` counts, as for the command line */
export function createKeys(folder: string, openKeychain: () => Promise<Keychain | undefined>): Keys {
  const names = [...providers.flatMap(({ keys }) => keys), ...Object.values(directorKeys).map(({ key }) => key)];
  const given = new Map<string, string>();
  let keychain: Promise<Keychain | undefined> | undefined;
  const opened = (): Promise<Keychain | undefined> =>
    (keychain ??= openKeychain().then(found => {
      for (const name of names) {
        const value = found?.read(name);
        if (value && !given.has(name)) given.set(name, value);
      }
      return found;
    }));
  // What was kept is there before the first render asks for it.
  void opened();
  // A line without a value, as templates of `.env` have them, is no key.
  const isSet = (environment: Environment, name: string): boolean => Boolean(environment[name]?.trim());
  return {
    environment() {
      const found = readEnvironment(folder);
      return { ...found, ...Object.fromEntries([...given].filter(([name]) => !isSet(found, name))) };
    },
    async set(name, value) {
      if (!names.includes(name)) throw new RequestError(404, 'No service has a key of this name.');
      const found = await opened();
      const wanted = value.trim();
      const isOverruled = isSet(readEnvironment(folder), name);
      if (wanted === '') {
        given.delete(name);
        found?.write(name, undefined);
        return { kept: 'nowhere', isOverruled };
      }
      given.set(name, wanted);
      return { kept: found?.write(name, wanted) ? 'keychain' : 'until the studio ends', isOverruled };
    },
  };
}
