import { BlockList, isIP } from 'node:net';
import { embeddedIPv4 } from './embedded-ipv4.js';

/**
 * The IANA registries of special-purpose addresses (RFC 6890 and later), apart from those that are reached from everywhere; and one
 * address of a cloud, which is public by its number and answers for the host.
 */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // carrier-grade NAT
  ['127.0.0.0', 8], // loopback
  ['168.63.129.16', 32], // the host of a machine at Azure
  ['169.254.0.0', 16], // link-local; metadata of clouds
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.88.99.0', 24], // relays of 6to4
  ['192.168.0.0', 16], // private
  ['198.18.0.0', 15], // benchmarks
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 3], // multicast, reserved, broadcast
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 96], // this host, and the old compatible form
  ['::ffff:0:0:0', 96], // translated inside a network
  ['64:ff9b:1::', 48], // NAT64 inside a network
  ['2001::', 23], // protocol assignments: Teredo, ORCHID, benchmarks
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which leads to any IPv4 address
  ['3ffe::', 16], // the former 6bone
  ['3fff::', 20], // documentation
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, 'ipv6');
}

/** All that is given out of IPv6 for hosts of the internet. */
const GLOBAL_UNICAST = new BlockList();
GLOBAL_UNICAST.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address is one that the whole internet reaches. An IPv6 one that stands for an IPv4 address is judged by that. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !NOT_PUBLIC.check(address, 'ipv4');
  if (family !== 6 || address.includes('%')) return false;
  if (NOT_PUBLIC.check(address, 'ipv6')) return false;
  const embedded = embeddedIPv4(address);
  return embedded === undefined ? GLOBAL_UNICAST.check(address, 'ipv6') : !NOT_PUBLIC.check(embedded, 'ipv4');
}

/** Names that mean this machine or its network wherever they are resolved (RFC 6761, RFC 8375, and those of clouds). */
const LOCAL_NAMES = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa|onion|test|invalid)$/;

/**
 * Whether a host of a URL, as `URL` writes it, can lead to a public address. What a name leads to is looked at when it is resolved.
 */
export function mayBePublicHost(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(name) !== 0) return isPublicAddress(name);
  return name.includes('.') && !LOCAL_NAMES.test(name);
}
