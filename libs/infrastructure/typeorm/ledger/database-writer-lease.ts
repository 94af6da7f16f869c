import { WriterLease } from '@app/utxo';
import type { WriterLock } from '../writer-lock.js';

/** The writer's lock of the database as the ledger's lease. */
export class DatabaseWriterLease extends WriterLease {
  private holding = false;

  constructor(private readonly lock: WriterLock) {
    super();
    lock.onLost(() => {
      this.holding = false;
    });
  }

  override async acquire(): Promise<boolean> {
    this.holding = await this.lock.tryAcquire();
    return this.holding;
  }

  override held(): boolean {
    return this.holding;
  }

  override async release(): Promise<void> {
    this.holding = false;
    await this.lock.release();
  }
}
