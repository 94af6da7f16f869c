import { randomUUID } from 'node:crypto';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { openStore } from '../support/open-store.js';
import { recordNisab } from '../support/record-nisab.js';
import { Ledger } from '../support/running-ledger.js';

jest.setTimeout(60_000);

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Karachi' }).format(Date.now());
const ORDER = { period: '1448', valuation_date: TODAY };

let ledger: Ledger;
afterEach(() => ledger?.dispose());

async function until(what: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await what()); ) {
    if (Date.now() > end) throw new Error('it did not happen within 20 s');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const linesIn = async (database: Database) =>
  (await database.query<{ assessment_id: string }>('SELECT assessment_id FROM zakat_assessment_lines')).map(
    ({ assessment_id }) => assessment_id,
  );

describe('an assessment that is cut off', () => {
  it('by a kill between its lines and its end leaves none of them, and does not end later', async () => {
    ledger = await Ledger.start('postgres');
    for (const name of ['Amina', 'Bilal']) await ledger.client.register(name);
    await recordNisab(ledger.client);
    const { json: whole } = await ledger.client.post('/zakat/assessments', ORDER);
    const database = await openStore(ledger.store);
    await database.transaction(async (query) => {
      // It can add lines, and not be closed.
      await query('LOCK TABLE zakat_assessments IN EXCLUSIVE MODE');
      const cutOff = ledger.client.post('/zakat/assessments', ORDER).catch(() => undefined);
      await until(async () => (await linesIn(database)).length === 4);
      await ledger.server.kill9();
      expect(await cutOff).toBeUndefined();
      // Its connection would go on waiting for the lock.
      await query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
    });
    expect(await linesIn(database)).toHaveLength(4);
    await ledger.start();
    await until(async () => (await linesIn(database)).length === 2);
    expect(await linesIn(database)).toEqual([whole.id, whole.id]);
    expect((await ledger.client.post('/zakat/assessments', ORDER)).json.hash).toBe(whole.hash);
    await database.close();
  });

  it('is swept away where the database is embedded, before the next one too', async () => {
    ledger = await Ledger.start('embedded');
    const { address } = await ledger.client.register('Amina');
    await recordNisab(ledger.client);
    await ledger.client.post('/zakat/assessments', ORDER);
    await ledger.stop();
    const database = await openStore(ledger.store);
    await database.query(
      `INSERT INTO zakat_assessment_lines (assessment_id, position, wallet_address, balance, debts, net, nisab, due, reason)
       SELECT $1, n, sha256(n::text::bytea), 0, 0, 0, 1, 0, 'BELOW_NISAB' FROM generate_series(0, 4999) AS n`,
      [randomUUID()],
    );
    await database.close();
    await ledger.start();
    const { json } = await ledger.client.post('/zakat/assessments', ORDER);
    await ledger.stop();
    const after = await openStore(ledger.store);
    const lines = await after.query<{ assessment_id: string; address: string }>(
      "SELECT assessment_id, encode(wallet_address, 'hex') AS address FROM zakat_assessment_lines",
    );
    expect(lines).toHaveLength(2);
    expect(lines).toContainEqual({ assessment_id: json.id, address });
    await after.close();
    await ledger.start();
  });
});
