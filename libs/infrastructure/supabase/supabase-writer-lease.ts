import { randomUUID } from 'node:crypto';
import type { SupabaseDatabase } from './supabase-database.js';
import { RELEASE_WRITER_LEASE, RENEW_WRITER_LEASE, TAKE_WRITER_LEASE } from './supabase-statements.js';

export interface LeaseTimes {
  /** How long the lease lasts without being renewed: what a killed server makes the next one wait. */
  readonly lastsSeconds: number;
  readonly renewEveryMs: number;
}

const TIMES: LeaseTimes = { lastsSeconds: 10, renewEveryMs: 2_500 };
/** We stop believing in the lease this long before the database does: its clock began earlier than ours. */
const MARGIN_MS = 2_000;

/**
 * The writer's lease of a project, as a row that is renewed. What this process believes of it only decides whether it
 * tries: an append is judged by the database, by the number of the lease.
 */
export class SupabaseWriterLease {
  private readonly holder = randomUUID();
  private fence: bigint | undefined;
  private renewedMs = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: SupabaseDatabase,
    private readonly times: LeaseTimes = TIMES,
  ) {}

  async acquire(): Promise<boolean> {
    if (this.held()) return true;
    const askedMs = performance.now();
    const { lastsSeconds: seconds } = this.times;
    const [row] = await this.database.run(TAKE_WRITER_LEASE, { holder: this.holder, seconds });
    if (!row) return false;
    this.hold(BigInt(row.fence), askedMs);
    return true;
  }

  held(): boolean {
    if (this.fence === undefined) return false;
    return this.database.appending || performance.now() < this.believedUntilMs();
  }

  /** A project is asked through its primary. */
  onStandby(): boolean {
    return false;
  }

  /** Never rejects: a lease that cannot be given back expires. */
  async release(): Promise<void> {
    const fence = this.fence;
    this.letGo();
    if (fence !== undefined) await this.database.run(RELEASE_WRITER_LEASE, { fence }).catch(() => undefined);
  }

  private believedUntilMs(): number {
    const renewedMs = Math.max(this.renewedMs, this.database.lastAppendBegunMs);
    return renewedMs + this.times.lastsSeconds * 1000 - MARGIN_MS;
  }

  private hold(fence: bigint, askedMs: number): void {
    this.fence = fence;
    this.database.fence = fence;
    this.renewedMs = askedMs;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(fence), this.times.renewEveryMs).unref();
  }

  private async renew(fence: bigint): Promise<void> {
    const askedMs = performance.now();
    try {
      const [row] = await this.database.run(RENEW_WRITER_LEASE, { fence });
      if (this.fence !== fence) return; // given back meanwhile
      if (row) this.hold(fence, askedMs);
      else this.letGo();
    } catch {
      if (this.fence !== fence) return;
      this.timer = setTimeout(() => void this.renew(fence), this.times.renewEveryMs / 4).unref();
    }
  }

  /** The number stays with the database connection: appends under it are refused once somebody else has the lease. */
  private letGo(): void {
    clearTimeout(this.timer);
    this.fence = undefined;
  }
}
