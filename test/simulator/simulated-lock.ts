import { DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import { WriterLock } from '@app/infrastructure/typeorm/writer-lock.js';
import type { Cluster, Session, Target } from './cluster.js';
import type { Life } from './scheduler.js';

const HEARTBEAT_EVERY_MS = 2_000;

/**
 * The steps of AdvisoryWriterLock against the simulated database: the lock, then a commit that the standby has, and only then it is
 * held, for as long as heartbeats arrive.
 */
export class SimulatedWriterLock<State> extends WriterLock {
  override onStandby = false;
  private readonly listeners: (() => void)[] = [];
  private session: Session | undefined;
  private heartbeat: NodeJS.Timeout | undefined;

  /** @param reach the barrier; a planted bug leaves it out */
  constructor(
    private readonly life: Life,
    private readonly cluster: Cluster<State>,
    private readonly target: Target,
    private readonly reach: () => Promise<void>,
  ) {
    super();
  }

  override async tryAcquire(): Promise<boolean> {
    if (this.session) return true;
    const { isStandby, session } = await this.cluster.takeLock(this.life, this.target);
    this.onStandby = isStandby;
    if (!session) return false;
    try {
      await this.reach();
    } catch (cause) {
      this.cluster.endSession(session);
      throw new DatabaseUnavailable(undefined, { cause });
    }
    this.session = session;
    this.heartbeat = setInterval(() => {
      this.cluster.heartbeat(this.life, session).catch(() => this.lose(session));
    }, HEARTBEAT_EVERY_MS);
    return true;
  }

  override onLost(listener: () => void): void {
    this.listeners.push(listener);
  }

  override async release(): Promise<void> {
    if (this.session) this.cluster.endSession(this.session);
    this.letGo();
  }

  override holder(): Session | undefined {
    return this.session;
  }

  /** The process is gone, and its connections with it. */
  vanish(): void {
    if (this.session) this.cluster.endSession(this.session);
  }

  private lose(session: Session): void {
    if (this.session !== session) return;
    this.letGo();
    this.cluster.endSession(session);
    for (const listener of this.listeners) listener();
  }

  private letGo(): void {
    clearInterval(this.heartbeat);
    this.session = undefined;
  }
}
