import { isIPv4, isIPv6 } from 'node:net';

/** `asha@example.com` is `a***@example.com`, wherever in a text it stands. */
export function maskMailAddresses(text: string): string {
  return text.replace(/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+/g, (address) => {
    const [first = ''] = address;
    return `${first}***${address.slice(address.indexOf('@'))}`;
  });
}

/** Leaves the network and hides who in it: the last number of IPv4, all but the first three groups of IPv6. */
export function maskIpAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(plain)) return plain.replace(/\d+$/, '*');
  if (!isIPv6(plain)) return '';
  const groups = plain.split('%', 1)[0]!.split('::', 1)[0]!.split(':');
  return `${groups.slice(0, 3).join(':')}:*`;
}
