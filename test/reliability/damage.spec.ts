import type { Database } from '@app/infrastructure/typeorm/database.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openStore } from '../support/open-store.js';
import { Ledger } from '../support/running-ledger.js';
import { runServerToExit } from '../support/server.js';
import { STORAGE_KINDS } from '../support/storage.js';

jest.setTimeout(120_000);

interface Damage {
  what: string;
  /** Statements that do it, and that undo it. */
  harm: string[];
  mend: string[];
}

const flipByte = (table: string, column: string, at: number, where: string): Pick<Damage, 'harm' | 'mend'> => {
  const flip = `UPDATE ${table} SET ${column} = set_byte(${column}, ${at}, get_byte(${column}, ${at}) # 1) WHERE ${where}`;
  return { harm: [flip], mend: [flip] };
};
const TIP = 'height = (SELECT max(height) FROM blocks)';
/** The newest output, which is unspent. */
const COIN = 'key = (SELECT max(key) FROM outputs)';

const DAMAGES: Damage[] = [
  {
    what: 'an output is worth more',
    harm: [`UPDATE outputs SET value = value + 1 WHERE ${COIN}`],
    mend: [`UPDATE outputs SET value = value - 1 WHERE ${COIN}`],
  },
  {
    what: 'one output is worth more and another less',
    harm: ['UPDATE outputs SET value = value + (key % 2) * 2 - 1 WHERE key > (SELECT max(key) FROM outputs) - 2'],
    mend: ['UPDATE outputs SET value = value - (key % 2) * 2 + 1 WHERE key > (SELECT max(key) FROM outputs) - 2'],
  },
  {
    what: 'an output belongs to somebody else',
    harm: [
      `CREATE TABLE saved AS SELECT key, address FROM outputs WHERE ${COIN}`,
      `UPDATE outputs SET address = (SELECT min(id) FROM addresses) WHERE ${COIN}`,
    ],
    mend: ['UPDATE outputs SET address = saved.address FROM saved WHERE outputs.key = saved.key', 'DROP TABLE saved'],
  },
  {
    what: 'a spent output is unspent again',
    harm: [
      'CREATE TABLE saved AS SELECT * FROM spends ORDER BY output_key LIMIT 1',
      'DELETE FROM spends USING saved WHERE spends.output_key = saved.output_key',
    ],
    mend: ['INSERT INTO spends SELECT * FROM saved', 'DROP TABLE saved'],
  },
  {
    what: 'a block is missing',
    harm: ['CREATE TABLE saved AS SELECT * FROM blocks WHERE height = 2', 'DELETE FROM blocks WHERE height = 2'],
    mend: ['INSERT INTO blocks SELECT * FROM saved', 'DROP TABLE saved'],
  },
  {
    what: 'the highest block is missing',
    harm: [`CREATE TABLE saved AS SELECT * FROM blocks WHERE ${TIP}`, `DELETE FROM blocks WHERE ${TIP}`],
    mend: ['INSERT INTO blocks SELECT * FROM saved', 'DROP TABLE saved'],
  },
  {
    what: 'every block is missing',
    harm: ['CREATE TABLE saved AS SELECT * FROM blocks', 'DELETE FROM blocks'],
    mend: ['INSERT INTO blocks SELECT * FROM saved', 'DROP TABLE saved'],
  },
  { what: 'a byte of a transaction differs', ...flipByte('transactions', 'bytes', 20, 'height = 2') },
  { what: 'the digest of the unspent outputs differs', ...flipByte('blocks', 'utxo_digest', 31, TIP) },
  { what: 'a Merkle root differs', ...flipByte('blocks', 'merkle_root', 0, 'height = 1') },
];

/** Each costs two starts of a database; a server's are quick, so all of them are tried there. */
const ON_EMBEDDED = [
  'an output is worth more',
  'an output belongs to somebody else',
  'the highest block is missing',
  'a byte of a transaction differs',
  'the digest of the unspent outputs differs',
];

describe.each(STORAGE_KINDS)('a store that was edited, on %s', (kind) => {
  const damages = DAMAGES.filter(({ what }) => kind === 'postgres' || ON_EMBEDDED.includes(what));
  let ledger: Ledger;
  let address: string;
  beforeAll(async () => {
    ledger = await Ledger.start(kind);
    const wallet = await ledger.client.fundedWallet(2);
    address = (await ledger.client.createWallet()).address;
    for (let payment = 0; payment < 3; payment++) await ledger.client.pay(wallet, address, 100);
    await ledger.stop();
  });
  afterAll(() => ledger?.dispose());

  it.each(damages)('is refused with 65 when $what, and not repaired', async ({ harm, mend }) => {
    const harmed = await inStore(ledger, async (database) => {
      await edit(database, harm);
      return contents(database);
    });
    const refused = await runServerToExit(ledger.store.options());
    expect([refused.code, refused.output]).toEqual([65, expect.stringMatching('refusing to start on a damaged store')]);
    expect(refused.output).toMatch('restore a backup');
    expect(refused.output).not.toMatch(/\n\s+at /);
    await inStore(ledger, async (database) => {
      expect(await contents(database)).toBe(harmed);
      await edit(database, mend);
    });
  });

  it('starts again once it is as it was', async () => {
    await ledger.start();
    expect(await ledger.client.balance(address)).toBe(300);
    expect((await ledger.client.verify()).ok).toBe(true);
  });
});

async function inStore<T>(ledger: Ledger, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openStore(ledger.store);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** As somebody with the administrator's rights would: foreign keys do not stop them. */
function edit(database: Database, statements: string[]): Promise<void> {
  return database.transaction(async (query) => {
    await query('SET LOCAL session_replication_role = replica');
    for (const statement of statements) await query(statement);
  });
}

/** The chain's tables as one text. */
async function contents(database: Database): Promise<string> {
  const rows = [];
  for (const [table, key] of [
    ['blocks', 'height'],
    ['transactions', 'key'],
    ['outputs', 'key'],
    ['spends', 'output_key'],
  ])
    rows.push(await database.query(`SELECT t::text AS row FROM ${table} t ORDER BY ${key}`));
  return JSON.stringify(rows);
}
