import type { LockSession } from './lock-session.js';
import type { WriterLock } from './writer-lock.js';

/** What holding the lease makes of a process, or what its database does. */
export type LeaseRole = 'writer' | 'follower' | 'standby';

export interface LeaseListener {
  /** What was found first, and each change. */
  role?(role: LeaseRole, before: LeaseRole | undefined): void;
  /** Each session that takes the lock, before anything is done under it. */
  taken?(holder: LockSession): void;
  /** That session is over, or silent. */
  lost?(): void;
}

/** The writer's lock of a schema as a lease: the ledger's right to write, and the registry's to send. */
export class DatabaseLease {
  private holding = false;
  private told: LeaseRole | undefined;
  /** The session that holds it, or held it last. */
  private taken: LockSession | undefined;

  constructor(
    private readonly lock: WriterLock,
    private readonly listener: LeaseListener = {},
  ) {
    lock.onLost(() => {
      this.listener.lost?.();
      this.hold(false);
    });
  }

  async acquire(): Promise<boolean> {
    const taken = await this.lock.tryAcquire();
    const holder = this.lock.holder();
    // It may be lost again by now.
    if (taken && holder && holder !== this.taken) this.listener.taken?.(holder);
    this.taken = holder;
    this.hold(taken);
    return this.holding;
  }

  held(): boolean {
    return this.holding;
  }

  onStandby(): boolean {
    return this.lock.onStandby;
  }

  role(): LeaseRole {
    if (this.holding) return 'writer';
    return this.lock.onStandby ? 'standby' : 'follower';
  }

  /** A process that gives it back is ending, or tells of it by other means, so `role` is not told. */
  async release(): Promise<void> {
    this.holding = false;
    await this.lock.release();
  }

  private hold(holding: boolean): void {
    this.holding = holding;
    const before = this.told;
    const role = this.role();
    if (role === before) return;
    this.told = role;
    this.listener.role?.(role, before);
  }
}
