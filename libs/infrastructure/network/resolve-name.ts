import { Resolver } from 'node:dns/promises';
import type { Resolve } from './lookup-peer.js';

const TIMEOUT_MS = 2_000;
const TRIES = 2;

/**
 * Resolves names that strangers give by asking the DNS servers itself: the system's resolver works in one of four threads that files
 * and cryptography wait for too, and a slow server of a stranger would hold them all.
 */
export function resolveName(resolver = new Resolver({ timeout: TIMEOUT_MS, tries: TRIES })): Resolve {
  return (name, { all }, callback) => {
    Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]).then(([four, six]) => {
      const found = [...addressesOf(four, 4), ...addressesOf(six, 6)];
      const [first] = found;
      if (!first) callback((four as PromiseRejectedResult).reason ?? new Error('no address'), []);
      else if (all) callback(null, found);
      else callback(null, first.address, first.family);
    });
  };
}

function addressesOf(outcome: PromiseSettledResult<string[]>, family: 4 | 6) {
  return outcome.status === 'fulfilled' ? outcome.value.map((address) => ({ address, family })) : [];
}
