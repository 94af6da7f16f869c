import { reachStandbys } from '@app/infrastructure/sql/reach-standbys.js';
import { type Payment, PaymentUndecided } from '@app/node-wallet';
import type { Database } from '../database.js';

/**
 * A payment as it was read, once its commit is where acknowledged commits are: it may come from a session that ended while it waited
 * for a standby, and an answer that is built on it would be lost with this server. One that is only reserved decides nothing.
 * @throws PaymentUndecided
 */
export async function reached(database: Database, payment: Payment | undefined): Promise<Payment | undefined> {
  if (!payment || payment.state === 'created') return payment;
  try {
    await reachStandbys(database);
  } catch (cause) {
    throw new PaymentUndecided({ cause });
  }
  return payment;
}
