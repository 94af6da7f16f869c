import { recordAct } from '@app/infrastructure/audit/record-act.js';
import { verifyAudit } from '@app/infrastructure/audit/verify-audit.js';
import type { Database } from '@app/infrastructure/typeorm/database.js';
import { openLedgerDatabase } from '@app/infrastructure/typeorm/ledger/open-ledger-database.js';
import { openRegistryDatabase } from '@app/infrastructure/typeorm/registry/open-registry-database.js';
import { jest } from '@jest/globals';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

jest.setTimeout(60_000);

const openers = { ledger: openLedgerDatabase, registry: openRegistryDatabase };
const options = { applicationName: 'test', log: { warn: () => {} } };
const act = (subject: string) => ({
  actor: 'administrator',
  action: 'tested',
  subject,
  details: { note: 'ünïcode "💩"\n' },
});

describe.each(STORAGE_KINDS)('the audit trail on %s', (kind) => {
  let source: StorageSource;
  const opened: Database[] = [];

  beforeAll(async () => {
    source = await startStorage(kind);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
  });
  afterAll(() => source.stop());

  async function open(api: keyof typeof openers = 'ledger'): Promise<Database> {
    const database = await openers[api](await source.fresh(), options);
    opened.push(database);
    return database;
  }

  async function record(database: Database, ...subjects: string[]): Promise<void> {
    for (const subject of subjects) await database.transaction((query) => recordAct(query, act(subject)));
  }

  it.each(['ledger', 'registry'] as const)('of the %s is whole, and its head moves with each row', async (api) => {
    const database = await open(api);
    const empty = await verifyAudit(database);
    await record(database, 'a', '', 'with : and 3:abc', 'ü'.repeat(300));
    const full = await verifyAudit(database);
    expect([empty.rows, empty.fault, full.rows, full.fault]).toEqual([0, undefined, 4, undefined]);
    expect(full.head).not.toBe(empty.head);
    expect((await verifyAudit(database, { number: 4n, hash: full.head })).fault).toBeUndefined();
  });

  it('refuses to change, remove or empty its rows', async () => {
    const database = await open();
    await record(database, 'a');
    for (const sql of ["UPDATE audit_log SET actor = 'x'", 'DELETE FROM audit_log', 'TRUNCATE audit_log']) {
      await expect(database.query(sql)).rejects.toThrow('only ever added');
    }
  });

  it('does not fork when many write at once', async () => {
    const database = await open();
    await Promise.all(Array.from({ length: 40 }, (_, index) => record(database, `${index}`)));
    expect(await verifyAudit(database)).toMatchObject({ rows: 40, fault: undefined });
  });

  it('takes no row of a transaction that is undone', async () => {
    const database = await open();
    await record(database, 'a');
    const undone = database.transaction(async (query) => {
      await recordAct(query, act('b'));
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await record(database, 'c');
    expect(await verifyAudit(database)).toMatchObject({ rows: 2, fault: undefined });
  });

  it.each([
    ['a row was changed', "UPDATE audit_log SET details = '{}' WHERE number = 2", /^row 2 is not what was written/],
    [
      'its time was changed',
      "UPDATE audit_log SET at = at + interval '1 microsecond' WHERE number = 3",
      /^row 3 is not/,
    ],
    ['a row was taken out', 'DELETE FROM audit_log WHERE number = 2', /^row 3 does not follow/],
    ['the first row was taken out', 'DELETE FROM audit_log WHERE number = 1', /^row 2 does not follow/],
    [
      'the end was cut off',
      'DELETE FROM audit_log WHERE number = 3',
      /^the head that was noted, row 3, is not in the trail/,
    ],
    [
      'two fields ran together',
      "UPDATE audit_log SET actor = 'administratort', action = 'ested' WHERE number = 1",
      /^row 1 is not what was written/,
    ],
    [
      'its end was written anew',
      "DELETE FROM audit_log WHERE number = 3; SELECT append_audit('forged', 'x', '{}', 'administrator')",
      /^the head that was noted, row 3, is not in the trail/,
    ],
  ])('tells when %s by the owner of the database', async (_, tampering, fault) => {
    const database = await open();
    await record(database, 'a', 'b', 'c');
    const { head } = await verifyAudit(database);
    await database.query('ALTER TABLE audit_log DISABLE TRIGGER audit_log_append_only');
    for (const sql of tampering.split('; ')) await database.query(sql);
    const verification = await verifyAudit(database, { number: 3n, hash: head });
    expect(verification.fault).toMatch(fault);
  });

  it('tells of every entry that moves money, and notices one that it was not told of', async () => {
    const database = await open('registry');
    const move = `SELECT post_entry('test', NULL, NULL, now(), '{NULL,NULL}', '{house,external}', '{5,-5}')`;
    await database.query(move);
    expect(await verifyAudit(database)).toMatchObject({ rows: 1, fault: undefined });
    await database.transaction(async (query) => {
      await query(`SELECT set_config('mizan.restoring', 'on', true)`);
      await query(move);
    });
    expect((await verifyAudit(database)).fault).toMatch(/^1 entries that moved money/);
  });

  it('notices an entry whose amounts were changed afterwards', async () => {
    const database = await open('registry');
    await database.query(`SELECT post_entry('test', NULL, NULL, now(), '{NULL,NULL}', '{house,external}', '{5,-5}')`);
    await database.query('ALTER TABLE postings DISABLE TRIGGER postings_append_only');
    await database.query('UPDATE postings SET amount = amount * 2');
    expect((await verifyAudit(database)).fault).toMatch(/entries that moved money/);
  });
});
