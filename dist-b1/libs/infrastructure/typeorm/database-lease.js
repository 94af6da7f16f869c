/** The writer's lock of a schema as a lease: the ledger's right to write, and the registry's to send. */
export class DatabaseLease {
    lock;
    holding = false;
    constructor(lock) {
        this.lock = lock;
        lock.onLost(() => {
            this.holding = false;
        });
    }
    async acquire() {
        this.holding = await this.lock.tryAcquire();
        return this.holding;
    }
    held() {
        return this.holding;
    }
    async release() {
        this.holding = false;
        await this.lock.release();
    }
}
//# sourceMappingURL=database-lease.js.map