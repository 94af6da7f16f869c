import { Client } from 'pg';
import { translateFailure } from './translate-failure.js';
/**
 * Makes one process the writer of a schema. On a shared PostgreSQL it is an advisory lock held by a connection of its own,
 * which the server drops with that connection; the embedded database is its process's alone anyway.
 */
export class WriterLock {
}
/** @param url where `database` is when its kind is postgres */
export function writerLockFor(database, url) {
    if (database.kind === 'embedded')
        return new OwnDirectoryLock();
    if (url === undefined)
        throw new TypeError('a writer lock on PostgreSQL needs the connection URL');
    return new AdvisoryWriterLock(url, database.schema);
}
/** The lock on the data directory is held by whoever has the database open. */
class OwnDirectoryLock extends WriterLock {
    async tryAcquire() {
        return true;
    }
    onLost() { }
    async release() { }
}
const HEARTBEAT_EVERY_MS = 2000;
const ANSWER_TIMEOUT_MS = 5000;
class AdvisoryWriterLock extends WriterLock {
    #url;
    #schema;
    #listeners = [];
    #holder;
    #heartbeat;
    constructor(url, schema) {
        super();
        this.#url = url;
        this.#schema = schema;
    }
    async tryAcquire() {
        if (this.#holder)
            return true;
        const client = this.#client();
        try {
            await client.connect();
            const key = `mizan:writer:${this.#schema}`;
            const { rows } = await client.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS taken', [key]);
            if (rows[0].taken)
                this.#hold(client);
        }
        catch (error) {
            await end(client);
            throw translateFailure(error, 'acquire', true);
        }
        if (this.#holder !== client)
            await end(client);
        return this.#holder === client;
    }
    onLost(listener) {
        this.#listeners.push(listener);
    }
    async release() {
        const client = this.#holder;
        this.#letGo();
        if (client)
            await end(client);
    }
    #client() {
        const client = new Client({
            connectionString: this.#url,
            application_name: `mizan ${this.#schema} writer`,
            connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
            query_timeout: ANSWER_TIMEOUT_MS,
            keepAlive: true,
            keepAliveInitialDelayMillis: HEARTBEAT_EVERY_MS,
        });
        client.on('error', () => this.#lose(client));
        client.on('end', () => this.#lose(client));
        return client;
    }
    #hold(client) {
        this.#holder = client;
        // TCP alone takes minutes to notice a server that vanished without a word.
        this.#heartbeat = setInterval(() => {
            client.query('SELECT 1').catch(() => this.#lose(client));
        }, HEARTBEAT_EVERY_MS);
        this.#heartbeat.unref();
    }
    #lose(client) {
        if (this.#holder !== client)
            return;
        this.#letGo();
        void end(client);
        for (const listener of this.#listeners)
            listener();
    }
    #letGo() {
        clearInterval(this.#heartbeat);
        this.#holder = undefined;
    }
}
async function end(client) {
    await client.end().catch(() => undefined);
}
//# sourceMappingURL=writer-lock.js.map