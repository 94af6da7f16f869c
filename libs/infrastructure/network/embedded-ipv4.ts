import { isIPv6 } from 'node:net';

/**
 * The IPv4 address that an IPv6 one stands for: mapped or translated (RFC 4291, RFC 6145), behind a NAT64 gateway (RFC 6052, RFC 8215),
 * a 6to4 network (RFC 3056), or in the old compatible form. Undefined for all others.
 */
export function embeddedIPv4(address: string): string | undefined {
  if (!isIPv6(address)) return undefined;
  const groups = groupsOf(address);
  const start = startOfEmbedded(groups);
  if (start === undefined) return undefined;
  const [high, low] = [groups[start]!, groups[start + 1]!];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

const EMBEDDING = new Set(['0:0:0:0:0:ffff', '0:0:0:0:ffff:0', '64:ff9b:0:0:0:0']);

/** The first of the two groups that hold the IPv4 address. */
function startOfEmbedded(groups: readonly number[]): number | undefined {
  const prefix = groups
    .slice(0, 6)
    .map((group) => group.toString(16))
    .join(':');
  if (prefix.startsWith('2002:')) return 1;
  if (prefix === '0:0:0:0:0:0') return groups[6] === 0 ? undefined : 6; // `::` and `::1` stand for themselves
  return EMBEDDING.has(prefix) || prefix.startsWith('64:ff9b:1:') ? 6 : undefined;
}

/** The eight numbers of an address, in whatever spelling. */
function groupsOf(address: string): number[] {
  // The parser of URLs writes any spelling in the shortest one, without dots.
  const canonical = new URL(`http://[${address.replace(/%.*$/, '')}]/`).hostname.slice(1, -1);
  const [head, tail] = canonical.split('::').map((part) => (part === '' ? [] : part.split(':')));
  const missing = tail === undefined ? 0 : 8 - head!.length - tail.length;
  return [...head!, ...Array<string>(missing).fill('0'), ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
}
