import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { GeneratorError } from '../port.ts';

/** Addresses that belong to this machine or its own network (RFC 6890): no result of a public service lies there. */
const ownNetworks = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3],
] as const) ownNetworks.addSubnet(network, prefix, 'ipv4'); // biome-ignore format: a table
for (const [network, prefix] of [
  ['::', 128], ['::1', 128], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8], ['64:ff9b::', 96],
] as const) ownNetworks.addSubnet(network, prefix, 'ipv6'); // biome-ignore format: a table

/** Whether an IP address is of this machine or its own network. */
export function isOwnNetwork(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return isOwnNetwork(mapped[1]);
  return ownNetworks.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Checks an address out of a provider's answer before anything is fetched from it: https on the public network, or the very server that the provider was asked on
 * (an emulator, a server of one's own).
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
