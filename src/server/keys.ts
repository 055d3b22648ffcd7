import { providers } from '../generators/catalogue.ts';
import { type Environment, readEnvironment } from '../generators/cloud/access.ts';
import { RequestError } from './request-error.ts';

/** Where a key that was given is kept. */
export type Keeping = 'keychain' | 'until the studio ends' | 'nowhere';

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
  set(name: string, value: string): Promise<Keeping>;
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
  return {
    environment: () => ({ ...Object.fromEntries(given), ...readEnvironment(folder) }),
    async set(name, value) {
      if (!names.includes(name)) throw new RequestError(404, 'No service has a key of this name.');
      const found = await opened();
      const wanted = value.trim();
      if (wanted === '') {
        given.delete(name);
        found?.write(name, undefined);
        return 'nowhere';
      }
      given.set(name, wanted);
      return found?.write(name, wanted) ? 'keychain' : 'until the studio ends';
    },
  };
}
