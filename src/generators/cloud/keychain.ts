import { createRequire } from 'node:module';
import { GeneratorError } from '../port.ts';

/**
 * Under this name the keys stand in the system's own store: Keychain on macOS, Credential Manager on Windows, Secret
 * Service on Linux.
 */
const service = 'phosphene';

interface KeychainEntry {
  getPassword(): string | null;
  setPassword(password: string): void;
  deletePassword(): boolean;
}

const known = new Map<string, string | undefined>();

/**
 * The library's own choice on Linux, where no Secret Service answers, is the kernel's keyring: a key would seem to be
 * kept, and be gone at the next start or unseen by the next process.
 */
const kept = { linux: { store: 'secret-service' } } as const;

/**
 * Loaded when a key is looked for that the environment does not have; the system may then ask the user to unlock it.
 */
function entryOf(name: string): KeychainEntry {
  const { Entry } = createRequire(import.meta.url)('@napi-rs/keyring') as {
    Entry: new (service: string, name: string, options: typeof kept) => KeychainEntry;
  };
  return new Entry(service, name, kept);
}

/** A key from the system's keychain; undefined where it has none, or where there is no keychain. */
export function keychainKey(name: string): string | undefined {
  if (!known.has(name)) {
    let key: string | undefined;
    try {
      key = entryOf(name).getPassword()?.trim() || undefined;
    } catch {
      // A machine without a keychain has no keys in it.
    }
    known.set(name, key);
  }
  return known.get(name);
}

/** Puts a key into the keychain, or takes it out. @throws {GeneratorError} where the system has none */
export function keepKey(name: string, key: string | undefined): void {
  known.delete(name);
  try {
    if (key === undefined) entryOf(name).deletePassword();
    else entryOf(name).setPassword(key);
  } catch (error) {
    throw new GeneratorError(
      'unauthorised',
      `The system's keychain cannot be used (${(error as Error).message}); put the key into the environment or a file .env instead.`,
    );
  }
}
