import { DataSource, type DataSourceOptions } from 'typeorm';
import { type ConnectionOptions, embeddedDataSourceOptions, serverDataSourceOptions } from './connection-options.js';
import { EmbeddedSession } from './embedded-session.js';
import type { OpenDatabaseOptions } from './open-database.js';

/**
 * The data source that TypeORM's command line works on, not yet initialized, with the schema in place. The embedded
 * database must not be in use by a server; its directory stays locked until the command's process ends.
 *
 * @throws DirectoryInUse, DirectoryUnusable
 */
export async function commandLineDataSource(
  options: Pick<OpenDatabaseOptions, 'storage' | 'schema' | 'entities' | 'migrations'>,
): Promise<DataSource> {
  const dataSource = new DataSource(await dataSourceOptions(options));
  await dataSource.initialize();
  await dataSource.query(`CREATE SCHEMA IF NOT EXISTS ${options.schema}`);
  await dataSource.destroy();
  return dataSource;
}

async function dataSourceOptions({
  storage,
  ...options
}: Parameters<typeof commandLineDataSource>[0]): Promise<DataSourceOptions> {
  const connection: ConnectionOptions = {
    ...options,
    applicationName: 'mizan typeorm',
    statementTimeoutMs: 0,
    connectionTimeoutMs: 10_000,
    onIdleConnectionLost: (error) => console.error(error.message),
  };
  if (storage.kind === 'postgres') return serverDataSourceOptions(storage.url, 2, connection);
  const session = await EmbeddedSession.join(storage.directory, options.schema, connection);
  return embeddedDataSourceOptions(session.driverFor(connection.schema), connection);
}
