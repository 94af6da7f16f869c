import type { Database } from '@app/infrastructure/typeorm/database.js';
import { ledgerEntities, ledgerMigrations } from '@app/infrastructure/typeorm/ledger/schema.js';
import { type OpenDatabaseOptions, openDatabase, type Storage } from '@app/infrastructure/typeorm/open-database.js';
import { WalletMarkEntity } from '@app/infrastructure/typeorm/registry/entities/reserve.entity.js';
import { registryEntities, registryMigrations } from '@app/infrastructure/typeorm/registry/schema.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { catalogueOf } from '../support/catalogue.js';
import { STORAGE_KINDS, type StorageSource, startStorage } from '../support/storage.js';

/*
 * Two comparisons. TypeORM's schema builder says what it would change; of constraints and indices it compares names and
 * columns only. So the tables that it makes from the entities are compared with those of the migrations in PostgreSQL's own
 * words too: types, defaults, checks, predicates, the order of keys. Entities do not tell of functions and triggers.
 */

type Schema = Pick<OpenDatabaseOptions, 'schema' | 'entities' | 'migrations'>;

const LEDGER: Schema = { schema: 'ledger', entities: ledgerEntities, migrations: ledgerMigrations };
const REGISTRY: Schema = { schema: 'registry', entities: registryEntities, migrations: registryMigrations };

/** An index on an expression, for which TypeORM has no word: the entity names it and leaves it to the migrations. */
const LEFT_TO_MIGRATIONS = {
  ledger: [
    'CREATE UNIQUE INDEX zakat_runs_one_unfinished ON ledger.zakat_runs USING btree ((true)) WHERE ((completed_at IS NULL) AND (assessment_id IS NULL))',
  ],
  registry: [],
};

@Entity('wallet_marks')
class AlteredColumn {
  @PrimaryColumn('text')
  address!: string;

  @Column('smallint')
  own!: number;

  @Column('timestamptz', { name: 'known_at' })
  knownAt!: Date;
}

@Entity('wallet_marks')
@Index('wallet_marks_address', ['address'], { where: 'own' })
@Check('wallet_marks_known_at_check', "known_at > '2000-01-01'")
class AlteredRules {
  @PrimaryColumn('text')
  address!: string;

  @Column('boolean')
  own!: boolean;

  @Column('timestamptz', { name: 'known_at' })
  knownAt!: Date;
}

const opened: Database[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((database) => database.close()));
});

describe.each(STORAGE_KINDS)('what TypeORM would change on %s', (kind) => {
  let source: StorageSource;
  beforeAll(async () => {
    source = await startStorage(kind);
  });
  afterAll(() => source?.stop());

  it.each([LEDGER, REGISTRY])('is nothing in the $schema', async (schema) => {
    expect(await changesOf(await open(await source.fresh(), schema))).toEqual([]);
  });
});

describe('the tables that TypeORM makes from the entities', () => {
  let source: StorageSource;
  beforeAll(async () => {
    source = await startStorage('postgres');
  });
  afterAll(() => source?.stop());

  it.each([LEDGER, REGISTRY])('are those that the migrations of the $schema make', async (schema) => {
    const { migrated, made } = await bothWays(schema);
    expect((await catalogueOf(migrated)).length).toBeGreaterThan(150);
    expect(await drift(migrated, made)).toEqual({ missing: LEFT_TO_MIGRATIONS[schema.schema], surplus: [] });
  });

  it('are found to differ by a column that one of them has otherwise', async () => {
    const { migrated, made } = await bothWays(instead(AlteredColumn));
    const changes = await changesOf(migrated);
    expect(changes).toContainEqual(expect.stringMatching(/"wallet_marks" ADD "own" smallint NOT NULL/));
    expect(await drift(migrated, made)).toEqual({
      missing: [expect.stringContaining('wallet_marks own boolean')],
      surplus: [expect.stringContaining('wallet_marks own smallint')],
    });
  });

  it('are found to differ by rules that the others do not have', async () => {
    const { migrated, made } = await bothWays(instead(AlteredRules));
    const changes = await changesOf(migrated);
    expect(changes).toContainEqual(expect.stringContaining('CONSTRAINT "wallet_marks_known_at_check"'));
    expect(changes).toContainEqual(expect.stringContaining('CREATE INDEX "wallet_marks_address"'));
    const { missing, surplus } = await drift(migrated, made);
    expect([missing, surplus.length]).toEqual([[], 2]);
  });

  /** One schema as its migrations make it and one as TypeORM makes it from the entities. */
  async function bothWays(schema: Schema): Promise<{ migrated: Database; made: Database }> {
    const migrated = await open(await source.fresh(), schema);
    const made = await open(await source.fresh(), { ...schema, migrations: [] });
    await made.dataSource.synchronize();
    return { migrated, made };
  }
});

function instead(altered: new () => object): Schema {
  return { ...REGISTRY, entities: registryEntities.map((entity) => (entity === WalletMarkEntity ? altered : entity)) };
}

async function open(storage: Storage, schema: Schema): Promise<Database> {
  const log = { warn: () => {} };
  const database = await openDatabase({ ...schema, storage, applicationName: 'entities test', log });
  opened.push(database);
  return database;
}

async function changesOf({ dataSource }: Database): Promise<string[]> {
  const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
  return upQueries.map(({ query }) => query);
}

async function drift(migrated: Database, made: Database): Promise<{ missing: string[]; surplus: string[] }> {
  const [wanted, found] = [await catalogueOf(migrated), await catalogueOf(made)];
  return {
    missing: wanted.filter((line) => !found.includes(line)),
    surplus: found.filter((line) => !wanted.includes(line)),
  };
}
