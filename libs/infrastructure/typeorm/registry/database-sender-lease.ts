import { SenderLease } from '@app/node-registry';
import type { WriterLock } from '../writer-lock.js';

/** The writer's lock of the registry's schema as the sender's lease. */
export class DatabaseSenderLease extends SenderLease {
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
