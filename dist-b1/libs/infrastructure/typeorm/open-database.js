import { DataSource } from 'typeorm';
import { embeddedDataSourceOptions, serverDataSourceOptions } from './connection-options.js';
import { EmbeddedCluster } from './embedded/embedded-cluster.js';
import { PooledDatabase } from './pooled-database.js';
import { migrateSchema, whileMigrationLocked } from './schema.js';
import { translateFailure } from './translate-failure.js';
/** How much longer than the server we wait for its answer: a connection that died silently never brings one. */
const ANSWER_GRACE_MS = 5000;
/**
 * Opens the database and brings its schema up to date.
 *
 * @throws DirectoryInUse, DirectoryUnusable (embedded), SchemaIsNewer, DatabaseUnavailable
 */
export async function openDatabase(options) {
    return options.storage.kind === 'embedded'
        ? openEmbedded(options, options.storage.directory)
        : openServer(options, options.storage.url, options.storage.maxConnections ?? 10);
}
async function openServer(options, url, maxConnections) {
    const connection = connectionOptions(options);
    // Migrations get connections of their own, without the time limit on statements.
    const migrator = await connect(serverDataSourceOptions(url, 2, { ...connection, statementTimeoutMs: 0 }));
    try {
        await whileMigrationLocked(poolOf(migrator), options.schema, () => migrateSchema(migrator, options.schema));
    }
    finally {
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
        onClosed: async () => { },
    });
}
async function openEmbedded(options, directory) {
    const connection = connectionOptions(options);
    const cluster = await EmbeddedCluster.open(directory);
    try {
        const dataSource = await connect(embeddedDataSourceOptions(cluster.createSocket, connection));
        await migrateSchema(dataSource, options.schema);
        return new PooledDatabase({
            kind: 'embedded',
            schema: options.schema,
            dataSource,
            pool: poolOf(dataSource),
            statementDeadlineMs: connection.statementTimeoutMs,
            onStatementAbandoned: () => {
                options.log.warn('embedded database restarted: a statement exceeded the time limit');
                void cluster.kill();
            },
            onClosed: () => cluster.close(ANSWER_GRACE_MS),
        });
    }
    catch (error) {
        await cluster.close(ANSWER_GRACE_MS);
        throw error;
    }
}
function connectionOptions(options) {
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
async function connect(options) {
    try {
        return await new DataSource(options).initialize();
    }
    catch (error) {
        throw translateFailure(error, 'acquire', false);
    }
}
/** TypeORM keeps its pool to itself; the queries that are hot go straight to it. */
function poolOf(dataSource) {
    return dataSource.driver.master;
}
//# sourceMappingURL=open-database.js.map