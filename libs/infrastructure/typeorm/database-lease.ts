import type { WriterLock } from './writer-lock.js';

/** The writer's lock of a schema as a lease: the ledger's right to write, and the registry's to send. */
export class DatabaseLease {
  private holding = false;

  constructor(private readonly lock: WriterLock) {
    lock.onLost(() => {
      this.holding = false;
    });
  }

  async acquire(): Promise<boolean> {
    this.holding = await this.lock.tryAcquire();
    return this.holding;
  }

  held(): boolean {
    return this.holding;
  }

  async release(): Promise<void> {
    this.holding = false;
    await this.lock.release();
  }
}
