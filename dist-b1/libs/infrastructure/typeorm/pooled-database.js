import { DatabaseUnavailable } from './database.errors.js';
import { Lease } from './lease.js';
const CLOSE_TIMEOUT_MS = 5000;
/** {@link Database} over a pool of `pg` clients, without TypeORM's share of the work. */
export class PooledDatabase {
    kind;
    schema;
    dataSource;
    #options;
    #leases = new Set();
    #probe;
    #closing;
    constructor(options) {
        this.kind = options.kind;
        this.schema = options.schema;
        this.dataSource = options.dataSource;
        this.#options = options;
    }
    query = async (sql, params) => {
        const lease = await this.#acquire();
        try {
            return (await lease.run(sql, params, 'commit')).rows;
        }
        finally {
            this.#release(lease);
        }
    };
    async transaction(work, options = {}) {
        const lease = await this.#begin(options);
        let open = true;
        const query = async (sql, params) => {
            if (!open)
                throw new Error('the transaction is over; this statement came too late');
            return (await lease.run(sql, params, 'transaction')).rows;
        };
        try {
            const result = await work(query);
            open = false;
            const answer = await lease.run('COMMIT', undefined, 'commit');
            // A server asked to commit a transaction in which a statement failed answers ROLLBACK, and no error.
            if (answer.command !== 'COMMIT')
                throw new Error('a failed statement was ignored; the transaction was undone');
            return result;
        }
        catch (error) {
            open = false;
            await lease.rollback();
            throw error;
        }
        finally {
            this.#release(lease);
        }
    }
    async healthy(timeoutMs) {
        // One probe at a time: a load balancer asking every second must not fill the queue of a database that hangs.
        this.#probe ??= this.query('SELECT 1')
            .then(() => true, () => false)
            .finally(() => {
            this.#probe = undefined;
        });
        return (await withinMs(this.#probe, timeoutMs)) ?? false;
    }
    close() {
        this.#closing ??= this.#close();
        return this.#closing;
    }
    async #close() {
        const ended = this.dataSource.isInitialized ? this.dataSource.destroy() : Promise.resolve();
        if ((await withinMs(ended, CLOSE_TIMEOUT_MS)) === undefined) {
            for (const lease of this.#leases)
                lease.abandon();
            await withinMs(ended, 1000);
        }
        await this.#options.onClosed();
    }
    async #begin(options) {
        const begin = `BEGIN ISOLATION LEVEL ${options.isolation ?? 'READ COMMITTED'}${options.readOnly ? ' READ ONLY' : ''}`;
        for (let attempt = 1;; attempt++) {
            const lease = await this.#acquire();
            try {
                await lease.run(begin, undefined, 'transaction');
                return lease;
            }
            catch (error) {
                const connectionWasStale = lease.broken && attempt === 1; // died while idle; nothing was asked of it yet
                this.#release(lease);
                if (!connectionWasStale)
                    throw error;
            }
        }
    }
    async #acquire() {
        if (this.#closing)
            throw new DatabaseUnavailable('database is closing');
        const { pool, statementDeadlineMs, onStatementAbandoned } = this.#options;
        const lease = await Lease.take(pool, { deadlineMs: statementDeadlineMs, onAbandoned: onStatementAbandoned });
        this.#leases.add(lease);
        return lease;
    }
    #release(lease) {
        this.#leases.delete(lease);
        lease.release();
    }
}
/** What `promise` resolves to, or undefined when that takes longer. The promise's `void` counts as null. */
async function withinMs(promise, timeoutMs) {
    let timer;
    const expiry = new Promise((resolve) => {
        timer = setTimeout(() => resolve(undefined), timeoutMs);
    });
    try {
        return await Promise.race([promise.then((value) => value ?? null), expiry]);
    }
    finally {
        clearTimeout(timer);
    }
}
//# sourceMappingURL=pooled-database.js.map