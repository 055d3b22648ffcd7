import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isOwnNetwork } from '../../network/addresses.ts';
import { GeneratorError } from '../port.ts';

/**
 * Checks an address out of a provider's answer before anything is fetched from it: https on the public network, or the
 * very server that the provider was asked on (an emulator, a server of one's own).
 *
 * @param baseUrl where the provider's API was called
 * @throws {GeneratorError}
 */
export async function checkResultAddress(address: string, baseUrl: string): Promise<URL> {
  const refuse = (reason: string): never => {
    throw new GeneratorError('provider', `The address of the finished clip was not fetched: ${reason}.`);
  };
  const url = URL.canParse(address) ? new URL(address) : refuse('it is no address');
  if (url.origin === new URL(baseUrl).origin) return url;
  if (url.protocol !== 'https:') refuse(`it begins with ${url.protocol} instead of https:`);
  if (url.username !== '' || url.password !== '') refuse('it carries a user name');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host)
    ? [host]
    : (await lookup(host, { all: true }).catch(() => refuse(`${host} is not to be found`))).map(found => found.address);
  if (addresses.some(isOwnNetwork)) refuse(`${host} lies in a private network`);
  return url;
}
