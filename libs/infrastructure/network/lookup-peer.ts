import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbiddenAddress } from './forbidden-address.js';

/** The name of a peer leads to an address that this server never connects to. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly code = 'EFORBIDDENADDRESS';

  constructor() {
    super('the name leads to a forbidden address');
  }
}

export type Resolve = (
  name: string,
  options: LookupOptions,
  callback: (error: NodeJS.ErrnoException | null, found: string | LookupAddress[], family?: number) => void,
) => void;

/**
 * Resolves the host of an outgoing connection, as `lookup` of its options, and refuses forbidden addresses: what a name leads to
 * is decided by the operator of its DNS, and may change after the start.
 *
 * @param resolve the system's resolver when not given
 * @param isForbidden addresses that hand out secrets or name no host, when not given
 */
export function guardedLookup(
  resolve: Resolve = lookup,
  isForbidden: (address: string) => boolean = isForbiddenAddress,
): LookupFunction {
  return (name, options, callback) =>
    resolve(name, options, (error, found, family) => {
      if (error) return callback(error, found, family);
      const addresses = typeof found === 'string' ? [found] : found.map(({ address }) => address);
      if (addresses.some(isForbidden)) return callback(new ForbiddenAddress(), []);
      callback(null, found, family);
    });
}

export const lookupPeer = guardedLookup();
