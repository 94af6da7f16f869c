import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Pool, PoolClient } from 'pg';
import type { DataSource } from 'typeorm';
import { refuseUnfitServer, UnfitServer } from './unfit-server.js';

/** Where TypeORM writes down, in the schema itself, which migrations ran. */
export const MIGRATIONS_TABLE = 'migrations';

/** A newer build has migrated this schema; what it changed is unknown here, so nothing is touched. */
export class SchemaIsNewer extends Error {
  override readonly name = 'SchemaIsNewer';

  constructor(
    readonly schema: string,
    readonly migration: string,
  ) {
    super(`schema ${schema} was migrated by a newer version (${migration}); start that version or restore a backup`);
  }
}

/** The database has no schema of this name, and none was to be made. */
export class SchemaMissing extends Error {
  override readonly name = 'SchemaMissing';

  constructor(readonly schema: string) {
    super(`there is no schema ${schema} in the database`);
  }
}

/** @throws SchemaMissing */
export async function demandSchema(dataSource: DataSource, schema: string): Promise<void> {
  const [found] = await dataSource.query('SELECT to_regnamespace($1) IS NOT NULL AS exists', [schema]);
  if (!found.exists) throw new SchemaMissing(schema);
}

/**
 * Brings the schema to this build's state: makes it when missing, runs what is pending, each migration in a transaction of
 * its own, so that a kill half-way is continued by the next start.
 *
 * @throws SchemaIsNewer, UnfitServer
 */
export async function migrateSchema(dataSource: DataSource, schema: string): Promise<void> {
  // Even IF NOT EXISTS asks for the right to make one.
  if (!(await refuseUnfitServer(dataSource, schema))) await dataSource.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  await refuseNewerSchema(dataSource, schema);
  await dataSource.runMigrations({ transaction: 'each' });
}

/**
 * On a hot standby nothing can be migrated: its primary must have been, by this version.
 *
 * @throws SchemaIsNewer, UnfitServer
 */
export async function demandMigrated(dataSource: DataSource, schema: string): Promise<void> {
  const executed = await executedMigrations(dataSource, schema);
  const pending = dataSource.migrations.some((migration) => !executed.includes(nameOf(migration)));
  if (pending) {
    throw new UnfitServer(
      `it leads to a hot standby, which has no schema ${schema} of this version yet; start this version on the primary first`,
    );
  }
  await refuseNewerSchema(dataSource, schema);
}

async function executedMigrations(dataSource: DataSource, schema: string): Promise<string[]> {
  const [found] = await dataSource.query('SELECT to_regclass($1) IS NOT NULL AS exists', [
    `${schema}.${MIGRATIONS_TABLE}`,
  ]);
  if (!found.exists) return [];
  const rows: { name: string }[] = await dataSource.query(`SELECT name FROM ${schema}.${MIGRATIONS_TABLE} ORDER BY id`);
  return rows.map(({ name }) => name);
}

function nameOf(migration: DataSource['migrations'][number]): string {
  return migration.name ?? migration.constructor.name;
}

async function refuseNewerSchema(dataSource: DataSource, schema: string): Promise<void> {
  const known = new Set(dataSource.migrations.map(nameOf));
  const unknown = (await executedMigrations(dataSource, schema)).find((name) => !known.has(name));
  if (unknown !== undefined) throw new SchemaIsNewer(schema, unknown);
}

const LOCK_ATTEMPT_EVERY_MS = 200;
const LOCK_TIMEOUT_MS = 120_000;

/**
 * Runs `work` while no other process migrates this schema. Takes a second connection of `pool`, so the embedded database,
 * which has one and a locked directory, does without.
 *
 * @throws DatabaseUnavailable when another process holds the lock for two minutes
 */
export async function whileMigrationLocked(pool: Pool, schema: string, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  client.on('error', () => {}); // the statement that follows reports it
  try {
    await takeMigrationLock(client, schema);
    await work();
  } finally {
    client.release(true); // closing the session is what drops the lock
  }
}

async function takeMigrationLock(client: PoolClient, schema: string): Promise<void> {
  const deadline = performance.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    const key = `mizan:migrate:${schema}`;
    const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [key]);
    if (rows[0].taken) return;
    if (performance.now() > deadline)
      throw new DatabaseUnavailable('another process has been migrating the schema for too long');
    await sleep(LOCK_ATTEMPT_EVERY_MS);
  }
}
