import { isIPv4, isIPv6 } from 'node:net';

/**
 * One spelling for each address: IPv4 in four parts, also when mapped into IPv6 (`::ffff:1.2.3.4`), IPv6 as RFC 5952 has it.
 * A port, brackets and a zone are left out: proxies write `1.2.3.4:567` and `[2001:db8::1]:567` too.
 *
 * @returns undefined for what is not an address
 */
export function canonicalAddress(text: string): string | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const plain = withoutPort(text.trim()).replace(/%.*$/, '');
  if (isIPv4(plain)) return plain;
  if (!isIPv6(plain)) return undefined;
  const address = new URL(`http://[${plain}]/`).hostname.slice(1, -1);
  return mappedIPv4(address) ?? address;
}

function mappedIPv4(address: string): string | undefined {
  const [, high, low] = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return undefined;
  return [high, low].flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255]).join('.');
}

/** Eight groups, brackets, a port, and a zone, which is the name of an interface. */
const LONGEST_TEXT = 100;

function withoutPort(text: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(text)?.[1];
  if (bracketed !== undefined) return isIPv4(bracketed) ? '' : bracketed;
  return /^([\d.]+):\d{1,5}$/.exec(text)?.[1] ?? text;
}

/**
 * What counts as one caller for limits: an IPv4 address, or the /64 of an IPv6 address, because one subscriber has all of
 * it. All that is not an address counts as one caller together, so that inventing one wins nothing.
 */
export function networkOf(ip: string): string {
  const address = canonicalAddress(ip);
  if (address === undefined) return 'unknown';
  if (isIPv4(address)) return address;
  return `${firstGroups(address).join(':')}::/64`;
}

/** Of an address as `canonicalAddress` writes it. */
function firstGroups(address: string): string[] {
  const [left = '', right] = address.split('::');
  const groups = left === '' ? [] : left.split(':');
  if (right !== undefined) {
    const after = right === '' ? [] : right.split(':');
    while (groups.length + after.length < 8) groups.push('0');
    groups.push(...after);
  }
  return groups.slice(0, 4);
}
