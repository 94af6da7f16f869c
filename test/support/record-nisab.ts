import { randomUUID } from 'node:crypto';
import { openStore } from './open-store.js';
import type { Ledger } from './running-ledger.js';

/** Records a nisab of 6,124 units in the store of a running ledger, which is stopped for it and started again. */
export async function recordNisab(ledger: Ledger): Promise<void> {
  await ledger.stop();
  const database = await openStore(ledger.store);
  await database.query(
    `INSERT INTO zakat_nisab (id, standard, grams, price, units, source, as_of, author, created_at)
     VALUES ('${randomUUID()}', 'silver', 612.36, 10, 6124, 'a test', '2026-01-01', 'test', now())`,
  );
  await database.close();
  await ledger.start();
}
