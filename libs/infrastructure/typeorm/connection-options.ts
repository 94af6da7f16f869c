import type { PoolClient, PoolConfig } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { connectionTo } from './database-hosts.js';
import { PostgresNaming } from './entities/postgres-naming.js';
import { pinSession } from './pin-session.js';
import { MIGRATIONS_TABLE } from './schema.js';

type DataSourceClasses = Pick<DataSourceOptions, 'entities' | 'migrations'>;

export interface ConnectionOptions extends DataSourceClasses {
  /** A plain lower-case identifier. */
  schema: string;
  /** Shown in `pg_stat_activity`. */
  applicationName: string;
  /** The server's own limit on a statement, 0 for none. The embedded database knows no such limit. */
  statementTimeoutMs: number;
  /** Longest wait for a connection, whether to be made or to become free. */
  connectionTimeoutMs: number;
  onIdleConnectionLost: (error: Error) => void;
}

/** TypeORM's options for a PostgreSQL server. */
export function serverDataSourceOptions(
  url: string,
  maxConnections: number,
  options: ConnectionOptions,
): DataSourceOptions {
  return dataSourceOptions(options, {
    ...connectionTo(url),
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
  });
}

/** TypeORM's options for the embedded database. @param driver stands in for the module `pg` */
export function embeddedDataSourceOptions(driver: object, options: ConnectionOptions): DataSourceOptions {
  return { ...dataSourceOptions(options, {}), driver } as DataSourceOptions;
}

function dataSourceOptions(options: ConnectionOptions, connection: PoolConfig): DataSourceOptions {
  const extra: PoolConfig = {
    ...connection,
    application_name: options.applicationName,
    connectionTimeoutMillis: options.connectionTimeoutMs,
    onConnect: (client) => pinSession(client as PoolClient, options),
  };
  return {
    type: 'postgres',
    schema: options.schema,
    entities: options.entities,
    migrations: options.migrations,
    migrationsTableName: MIGRATIONS_TABLE,
    migrationsTransactionMode: 'each',
    synchronize: false,
    namingStrategy: new PostgresNaming(),
    installExtensions: false,
    uuidExtension: 'pgcrypto', // means gen_random_uuid(), which PostgreSQL has without an extension
    logging: false,
    poolErrorHandler: options.onIdleConnectionLost,
    extra,
  };
}
