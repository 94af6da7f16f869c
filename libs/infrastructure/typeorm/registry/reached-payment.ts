import { reachStandbys } from '@app/infrastructure/sql/reach-standbys.js';
import { type Payment, PaymentUndecided } from '@app/node-wallet';
import type { Database } from '../database.js';

/**
 * A payment as it is read, once its commit is where acknowledged commits are: it may come from a session that ended while it waited
 * for a standby, and an answer that is built on it would be lost with this server. It is read again, since the standbys may be those of a
 * server that was promoted since. A payment that is only reserved decides nothing.
 * @throws PaymentUndecided
 */
export async function reached(
  database: Database,
  read: () => Promise<Payment | undefined>,
): Promise<Payment | undefined> {
  let found = await read();
  try {
    while (found && found.state !== 'created') {
      await reachStandbys(database);
      const again = await read();
      if (again && isSame(again, found)) return again;
      found = again;
    }
  } catch (cause) {
    throw new PaymentUndecided({ cause });
  }
  return found;
}

function isSame(one: Payment, other: Payment): boolean {
  return one.id === other.id && one.state === other.state && one.txid === other.txid;
}
