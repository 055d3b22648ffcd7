import { BlockList, isIP } from 'node:net';

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

/** Whether a host's name or address is of this machine or its own network. */
export function isNear({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || (isIP(host) !== 0 && isOwnNetwork(host));
}

/**
 * Whether keys and words of the user may be sent to an address: https, or http on this machine or its own network.
 * Never with a user name in it.
 */
export function mayHearSecrets(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isNear(url));
}
