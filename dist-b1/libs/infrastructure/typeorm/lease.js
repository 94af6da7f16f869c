import { endsConnection, translateFailure } from './translate-failure.js';
/** A pool's client for as long as one piece of work needs it. A client whose connection broke is not given back. */
export class Lease {
    #client;
    #options;
    #broken = false;
    #released = false;
    constructor(client, options) {
        this.#client = client;
        this.#options = options;
        client.on('error', this.#onError);
    }
    /** @throws DatabaseUnavailable when no connection is to be had within the pool's connection time-out. */
    static async take(pool, options) {
        let client;
        try {
            client = await pool.connect();
        }
        catch (error) {
            throw translateFailure(error, 'acquire', true);
        }
        return new Lease(client, options);
    }
    get broken() {
        return this.#broken;
    }
    /** @throws what {@link translateFailure} makes of the failure at this `stage`. */
    async run(sql, params, stage) {
        const timer = setTimeout(() => this.abandon(), this.#options.deadlineMs);
        try {
            return await this.#client.query(sql, params);
        }
        catch (error) {
            if (endsConnection(error))
                this.#broken = true;
            throw translateFailure(error, stage, this.#broken);
        }
        finally {
            clearTimeout(timer);
        }
    }
    /** Undoes the open transaction; a client that cannot do that is not used again. */
    async rollback() {
        if (this.#broken)
            return;
        try {
            await this.run('ROLLBACK', undefined, 'transaction');
        }
        catch {
            this.#broken = true;
        }
    }
    /** Cuts the connection, which fails the statement that is waiting on it. */
    abandon() {
        this.#broken = true;
        this.release();
        this.#options.onAbandoned();
    }
    release() {
        if (this.#released)
            return;
        this.#released = true;
        this.#client.off('error', this.#onError);
        this.#client.release(this.#broken);
    }
    #onError = () => {
        this.#broken = true;
    };
}
//# sourceMappingURL=lease.js.map