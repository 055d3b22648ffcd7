import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { mayHearSecrets } from '../../network/addresses.ts';
import { type Access, GeneratorError, type Provider } from '../port.ts';
import { keychainKey } from './keychain.ts';

/** Names and values, as in `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Stands in an environment whose missing keys may be looked for in the system's keychain: the user's own, not one that
 * a program has put together.
 */
const withKeychain = Symbol('with keychain');

/**
 * The environment together with the `.env` file of a folder, and behind both the system's keychain; what is set in the
 * environment wins.
 */
export function readEnvironment(folder: string, own: Environment = process.env): Environment {
  const path = join(folder, '.env');
  const written = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  return { ...written, ...own, [withKeychain]: 'yes' } as Environment;
}

function keyOf(environment: Environment, name: string): string | undefined {
  const key = environment[name]?.trim();
  return key || (withKeychain in environment ? keychainKey(name) : undefined);
}

/**
 * Whether the emulator takes the place of every provider. @throws {GeneratorError} when its address is not on this
 * machine
 */
export function emulatorAddress({ PHOSPHENE_EMULATOR }: Environment): string | undefined {
  if (!PHOSPHENE_EMULATOR) return undefined;
  const url = URL.canParse(PHOSPHENE_EMULATOR) ? new URL(PHOSPHENE_EMULATOR) : undefined;
  if (url?.protocol !== 'http:' || url.hostname !== '127.0.0.1')
    throw new GeneratorError(
      'invalid-input',
      'PHOSPHENE_EMULATOR must be the address that "phosphene emulator" prints, such as http://127.0.0.1:8787.',
    );
  return url.origin;
}

/** The names of the keys of a provider that are not set. Nothing is missing with the emulator. */
export function missingKeys(provider: Provider, environment: Environment): string[] {
  if (emulatorAddress(environment) && !provider.local) return [];
  return provider.keys.filter(name => !keyOf(environment, name));
}

/**
 * What a connection needs, out of the environment.
 *
 * @throws {GeneratorError} when a key is missing or the address cannot be used
 */
export function accessOf(provider: Provider, environment: Environment): Access {
  const emulator = provider.local ? undefined : emulatorAddress(environment);
  const missing = missingKeys(provider, environment);
  if (missing.length > 0)
    throw new GeneratorError(
      'unauthorised',
      `${provider.title} needs ${missing.join(' and ')}; set it in the environment${provider.local ? ' or in a file .env beside you ("phosphene models" tells of models).' : ', in a file .env beside you, or by "phosphene providers --store-key".'}`,
    );
  const values = (names: readonly string[], otherwise: string): Record<string, string> =>
    Object.fromEntries(
      names.map(name => [name, environment[name]?.trim() || otherwise]).filter(([, value]) => value !== ''),
    );
  const keys = (): Record<string, string> =>
    Object.fromEntries(provider.keys.map(name => [name, keyOf(environment, name)!]));
  const baseUrl = emulator
    ? `${emulator}/${provider.name}`
    : (environment[provider.baseUrlVariable]?.trim().replace(/\/+$/, '') ?? provider.baseUrl);
  if (!provider.local) checkBaseUrl(baseUrl, provider);
  return {
    // With the emulator the real keys stay at home.
    keys: emulator ? Object.fromEntries(provider.keys.map(name => [name, 'emulated-key'])) : keys(),
    options: values(
      provider.options.map(({ name }) => name),
      emulator ? 'emulated' : '',
    ),
    baseUrl,
  };
}

function checkBaseUrl(baseUrl: string, provider: Provider): void {
  if (mayHearSecrets(baseUrl)) return;
  throw new GeneratorError(
    'invalid-input',
    `${provider.baseUrlVariable} must be an https address, or http on this machine or its own network: a key must not cross the open network unencrypted.`,
  );
}
