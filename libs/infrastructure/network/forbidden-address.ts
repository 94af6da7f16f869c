import { BlockList, isIP } from 'node:net';
import { embeddedIPv4 } from './embedded-ipv4.js';

/** Addresses at which no peer of ours can be: cloud machines hand out their secrets there, or they name no host, or all hosts. */
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('169.254.0.0', 16, 'ipv4');
FORBIDDEN.addAddress('100.100.100.200', 'ipv4');
FORBIDDEN.addSubnet('0.0.0.0', 8, 'ipv4');
FORBIDDEN.addSubnet('224.0.0.0', 3, 'ipv4');
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addSubnet('ff00::', 8, 'ipv6');
FORBIDDEN.addAddress('::', 'ipv6');
FORBIDDEN.addAddress('fd00:ec2::254', 'ipv6');

const METADATA_NAMES = new Set(['metadata', 'metadata.google.internal', 'instance-data', 'instance-data.ec2.internal']);

/** Whether an IP address is one that this server never connects to. An IPv6 one that stands for an IPv4 address is judged by that too. */
export function isForbiddenAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  if (family === 0) return false;
  if (FORBIDDEN.check(bare, family === 4 ? 'ipv4' : 'ipv6')) return true;
  const embedded = family === 6 ? embeddedIPv4(bare) : undefined;
  return embedded !== undefined && FORBIDDEN.check(embedded, 'ipv4');
}

/**
 * Whether a configured host, a name or an address in whatever spelling, is such an address. What a name leads to is looked at
 * again when it is resolved: see `lookupPeer`.
 */
export function isForbiddenHost(host: string): boolean {
  const address = canonicalHost(host);
  return METADATA_NAMES.has(address.replace(/\.$/, '')) || isForbiddenAddress(address);
}

/** In lower case, and an address in its usual form: a resolver takes `0xa9fea9fe` and `2852039166` for 169.254.169.254 too. */
function canonicalHost(host: string): string {
  const url = `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}/`;
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : host.toLowerCase();
}
