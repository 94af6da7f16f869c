import { MIGRATIONS_TABLE } from './schema.js';
/** TypeORM's options for a PostgreSQL server. */
export function serverDataSourceOptions(url, maxConnections, options) {
    return dataSourceOptions(options, {
        connectionString: url,
        max: maxConnections,
        idleTimeoutMillis: 30_000,
        keepAlive: true,
        keepAliveInitialDelayMillis: 10_000,
    });
}
/** TypeORM's options for the embedded database: a pool of one, which thereby is a fair queue with a time-out. */
export function embeddedDataSourceOptions(createSocket, options) {
    return dataSourceOptions(options, {
        stream: createSocket,
        user: 'postgres',
        password: '',
        database: 'postgres',
        ssl: false,
        max: 1,
        idleTimeoutMillis: 0,
    });
}
function dataSourceOptions(options, connection) {
    const extra = {
        ...connection,
        application_name: options.applicationName,
        connectionTimeoutMillis: options.connectionTimeoutMs,
        onConnect: (client) => prepareSession(client, options),
    };
    return {
        type: 'postgres',
        schema: options.schema,
        entities: options.entities,
        migrations: options.migrations,
        migrationsTableName: MIGRATIONS_TABLE,
        migrationsTransactionMode: 'each',
        synchronize: false,
        installExtensions: false,
        logging: false,
        poolErrorHandler: options.onIdleConnectionLost,
        extra,
    };
}
/** Settings are made by a statement, since connection poolers refuse them in the start-up packet. */
async function prepareSession(client, options) {
    const { schema, statementTimeoutMs } = options;
    const setting = (name, value) => `set_config('${name}', '${value}', false)`;
    await client.query(`SELECT ${[
        setting('search_path', schema),
        setting('timezone', 'UTC'),
        setting('statement_timeout', statementTimeoutMs),
        setting('lock_timeout', statementTimeoutMs),
        setting('idle_in_transaction_session_timeout', 60_000),
    ].join(', ')}`);
}
//# sourceMappingURL=connection-options.js.map