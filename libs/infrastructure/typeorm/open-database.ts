import { translateFailure } from '@app/infrastructure/sql/translate-failure.js';
import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { type ConnectionOptions, embeddedDataSourceOptions, serverDataSourceOptions } from './connection-options.js';
import type { Database } from './database.js';
import { refuseOtherEncodings } from './database-encoding.js';
import { EmbeddedSession } from './embedded-session.js';
import { PooledDatabase } from './pooled-database.js';
import { refuseSharedSessions } from './refuse-shared-sessions.js';
import { demandMigrated, demandSchema, migrateSchema, SchemaMissing, whileMigrationLocked } from './schema.js';
import { isStandby, UnfitServer } from './unfit-server.js';

export type Storage =
  /** A server, by its `postgres://` URL. Several processes may share it. */
  | { kind: 'postgres'; url: string; maxConnections?: number }
  /** PGlite in `directory`, which becomes this process's alone: it may open several schemas there, each once. */
  | { kind: 'embedded'; directory: string };

export interface OpenDatabaseOptions {
  storage: Storage;
  schema: 'ledger' | 'registry';
  /** Classes. TypeORM orders migrations by the timestamp that ends their name. */
  migrations: NonNullable<DataSourceOptions['migrations']>;
  entities: NonNullable<DataSourceOptions['entities']>;
  applicationName: string;
  log: DatabaseLog;
  /** Longest a statement may run, 30 s when not given. */
  statementTimeoutMs?: number;
  /** Longest wait for a connection, 10 s when not given. */
  connectionTimeoutMs?: number;
  /** Whether the embedded database is to have the schema already: it is not made then. */
  onlyExisting?: boolean;
  /** Called when this process may have changed something in the database. */
  onCommitted?: (() => void) | undefined;
}

/** Where the connection reports what no caller is waiting for. Messages carry no statement and no value. */
export interface DatabaseLog {
  warn(message: string): void;
}

/** How much longer than the server we wait for its answer: a connection that died silently never brings one. */
const ANSWER_GRACE_MS = 5000;

/**
 * Opens the database and brings its schema up to date. That of a hot standby is read as its primary has it.
 *
 * @throws DirectoryInUse, DirectoryUnusable, SchemaMissing (embedded), UnfitDatabase (a server), SchemaIsNewer, DatabaseUnavailable
 */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  return options.storage.kind === 'embedded'
    ? openEmbedded(options, options.storage.directory)
    : openServer(options, options.storage.url, options.storage.maxConnections ?? 10);
}

async function openServer(options: OpenDatabaseOptions, url: string, maxConnections: number): Promise<Database> {
  const connection = connectionOptions(options);
  // Migrations get connections of their own, without the time limit on statements.
  const migrator = await connect(serverDataSourceOptions(url, 2, { ...connection, statementTimeoutMs: 0 }));
  try {
    await refuseOtherEncodings(migrator);
    await refuseSharedSessions(poolOf(migrator));
    if (await isStandby(migrator)) await demandMigrated(migrator, options.schema);
    else await whileMigrationLocked(poolOf(migrator), options.schema, () => migrateSchema(migrator, options.schema));
  } catch (error) {
    throw translateRefusal(error);
  } finally {
    await migrator.destroy();
  }
  const dataSource = await connect(serverDataSourceOptions(url, maxConnections, connection));
  return new PooledDatabase({
    kind: 'postgres',
    schema: options.schema,
    dataSource,
    pool: poolOf(dataSource),
    statementDeadlineMs: connection.statementTimeoutMs + ANSWER_GRACE_MS,
    onStatementAbandoned: () => options.log.warn('database connection dropped: no answer within the time limit'),
    onCommitted: options.onCommitted,
    onClosed: async () => {},
  });
}

async function openEmbedded(options: OpenDatabaseOptions, directory: string): Promise<Database> {
  const { schema, log } = options;
  const connection = connectionOptions(options);
  const session = await EmbeddedSession.join(directory, schema, connection);
  try {
    const dataSource = await session.migrate(schema, () => migrateEmbedded(session, connection, options.onlyExisting));
    return new PooledDatabase({
      kind: 'embedded',
      schema,
      dataSource,
      pool: poolOf(dataSource),
      statementDeadlineMs: connection.statementTimeoutMs,
      onStatementAbandoned: () => {
        log.warn('embedded database restarted: a statement exceeded the time limit');
        void session.kill();
      },
      onCommitted: options.onCommitted,
      onClosed: () => session.leave(schema),
    });
  } catch (error) {
    await session.leave(schema);
    throw error;
  }
}

async function migrateEmbedded(
  session: EmbeddedSession,
  connection: ConnectionOptions,
  onlyExisting = false,
): Promise<DataSource> {
  const dataSource = await connect(embeddedDataSourceOptions(session.driverFor(connection.schema), connection));
  try {
    if (onlyExisting) await demandSchema(dataSource, connection.schema);
    await migrateSchema(dataSource, connection.schema);
    return dataSource;
  } catch (error) {
    await dataSource.destroy();
    throw error instanceof SchemaMissing ? error : translateRefusal(error);
  }
}

function connectionOptions(options: OpenDatabaseOptions): ConnectionOptions {
  return {
    schema: options.schema,
    entities: options.entities,
    migrations: options.migrations,
    applicationName: options.applicationName,
    statementTimeoutMs: options.statementTimeoutMs ?? 30_000,
    connectionTimeoutMs: options.connectionTimeoutMs ?? 10_000,
    onIdleConnectionLost: () => options.log.warn('idle database connection lost'),
  };
}

async function connect(options: DataSourceOptions): Promise<DataSource> {
  try {
    return await new DataSource(options).initialize();
  } catch (error) {
    throw translateFailure(error, 'acquire', false);
  }
}

/** Of a migration. */
function translateRefusal(error: unknown): unknown {
  if ((error as { code?: unknown }).code !== '42501') return translateFailure(error, 'transaction', false);
  const { message } = error as Error;
  return new UnfitServer(`its role lacks a right (${message}); GRANT it, or let the role own the schema`, {
    cause: error,
  });
}

/** TypeORM keeps its pool to itself; the queries that are hot go straight to it. */
function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as unknown as { master: Pool }).master;
}
