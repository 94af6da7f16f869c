import { onceReached, reachStandbys } from '@app/infrastructure/sql/reach-standbys.js';
import { type Payment, PaymentUndecided } from '@app/node-wallet';
import type { Database } from '../database.js';

/** {@link reachedBy} the standbys of a database. @throws PaymentUndecided */
export function reached(database: Database, read: () => Promise<Payment | undefined>): Promise<Payment | undefined> {
  return reachedBy(() => reachStandbys(database), read);
}

/**
 * A payment as it is read, once its commit is where acknowledged commits are: it may come from a session that ended while it waited
 * for a standby, and an answer that is built on it would be lost with this server. One that is only reserved decides nothing.
 * @param reach waits for the standbys
 * @throws PaymentUndecided
 */
export async function reachedBy(
  reach: () => Promise<void>,
  read: () => Promise<Payment | undefined>,
): Promise<Payment | undefined> {
  const found = await read();
  try {
    return await onceReached(found, { read, reach, isSame, decides: ({ state }) => state !== 'created' });
  } catch (cause) {
    throw new PaymentUndecided({ cause });
  }
}

function isSame(one: Payment, other: Payment): boolean {
  return one.id === other.id && one.state === other.state && one.txid === other.txid;
}
