import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionConflicted } from '@app/infrastructure/sql/database.errors.js';

/**
 * Does `work`, a whole transaction, again when it was undone because of another one (deadlock, serialization failure).
 * The pause grows and is random, so that two that collided do not collide again.
 *
 * @param attempts how often at most, the first included
 * @throws TransactionConflicted when the last attempt conflicted too
 */
export async function retryConflicts<T>(attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof TransactionConflicted) || attempt >= attempts) throw error;
      await sleep(Math.random() * 5 * 2 ** attempt);
    }
  }
}
