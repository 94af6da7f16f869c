import { createHash } from 'node:crypto';
import { ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { openDatabase } from '@app/infrastructure/typeorm/open-database.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programsOf } from '../support/catalogue.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

/**
 * Hashes of all functions and triggers of the ledger after each migration that restates a function, as released: three of
 * them edited the text that they found in the database until 2026-11-26. A released migration keeps its effect to the byte.
 */
const RELEASED = {
  IdempotencyKeys1795219204000: '65432b4d72cb023b36227fb085fa4121c530adc9439cd2cf6d4bbd7d7179a61f',
  CreateAuditLog1795219208000: '72ed0a3406de2cb54f2e4bdc7aaf9ad8098207c29e1c6b23c3bdf984517aa9fa',
  HistoryAmounts1795700001000: 'a31843a874cb0a2525e02a7004d39c23d6af5ce391fec93e747a8ac1f77f04fb',
  ZakatPeriodOnce1795703000000: '35734dada2b8be0e78a5ab2c5505f4ac2e50b59d66723a22d8aedf7cf88b0b1c',
  RunAssessments1795806260000: '85993e50cd22523a4a588d56494ce7c932526afc0e47333649c3a1f533d44fe4',
};
const migrations = ledgerMigrations as (new () => object)[];

describe('functions of the ledger', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.stop());

  it.each(Object.keys(RELEASED))('are what was released, after %s', async (name) => {
    const end = migrations.findIndex((migration) => migration.name === name) + 1;
    expect(end).toBeGreaterThan(0);
    const database = await open(name.toLowerCase(), migrations.slice(0, end));
    const released = await hash(database);
    await database.close();
    expect(released).toBe(RELEASED[name as keyof typeof RELEASED]);
  });

  it('are the earlier ones again when a migration is undone', async () => {
    const end = migrations.findIndex(({ name }) => name === 'HistoryAmounts1795700001000') + 1;
    const database = await open('undone', migrations.slice(0, end));
    await database.dataSource.undoLastMigration({ transaction: 'each' });
    const before = await hash(database);
    await database.close();
    expect(before).toBe(RELEASED.CreateAuditLog1795219208000);
  });

  async function open(name: string, first: (new () => object)[]) {
    const storage = { kind: 'postgres' as const, url: await server.createDatabase(name) };
    const log = { warn: () => {} };
    const schema = { schema: 'ledger' as const, entities: [], migrations: first };
    return openDatabase({ ...schema, storage, applicationName: 'functions test', log });
  }
});

async function hash(database: Parameters<typeof programsOf>[0]): Promise<string> {
  return createHash('sha256')
    .update((await programsOf(database)).join('\n'))
    .digest('hex');
}
