import { DatabaseReadOnly, DatabaseUnavailable } from '@app/infrastructure/sql/database.errors.js';
import type { Network } from './network.js';
import { Life, type Scheduler } from './scheduler.js';

/** A connection's session, as the server that has it knows it. */
export interface Session {
  readonly pid: number;
  readonly since: string;
  readonly timeline: number;
  heardMs: number;
  isOver: boolean;
}

/** What a statement does: it answers, and may leave another state behind. States are never changed. */
export interface Effect<State, T> {
  readonly value: T;
  readonly next?: State;
}

interface Waiting {
  readonly lsn: number;
  readonly commit: () => void;
  readonly break: () => void;
}

/** Two servers with one database: which of them a process asks. */
export type Target = 'primary' | 'second';

/** After so long without a word PostgreSQL ends the session that holds the writer's lock (idle_session_timeout). */
const SILENCE_MS = 6_000;
const REPLICATION_MS = 3;

const broken = () => new DatabaseUnavailable(undefined, { ambiguous: true });

/**
 * PostgreSQL with a synchronous standby. A commit that writes is seen by others at once, and is answered when the standby has it; one
 * that writes nothing waits for nothing. A standby is promoted with what it has. The lock of the writer belongs to a session.
 */
export class Cluster<State> {
  /** By the place in the log at which they were reached. */
  private states: State[];
  private replicated = 0;
  private waiting: Waiting[] = [];
  private primaryIsSecond = false;
  private timeline = 1;
  private downUntilMs = 0;
  private pausedUntilMs = 0;
  private isReplicating = false;
  private sessions = 0;
  private holder: Session | undefined;
  private readonly life: Life;
  /** What happened to it. */
  readonly happened = { failOvers: 0, lostCommits: 0, terminated: 0, pauses: 0, conflicts: 0 };

  constructor(
    readonly name: string,
    first: State,
    private readonly scheduler: Scheduler,
    private readonly network: Network,
    private readonly chance: () => number,
  ) {
    this.states = [first];
    this.life = new Life(name);
  }

  /** As the primary has it, acknowledged or not. */
  get state(): State {
    return this.states.at(-1)!;
  }

  /** What the standby has: after the loss of the primary there is nothing else. */
  get safeState(): State {
    return this.states[this.replicated]!;
  }

  /** One statement, or one transaction, committed by itself. */
  run<T>(from: Life, label: string, work: (state: State) => Effect<State, T>, target: Target = 'primary'): Promise<T> {
    const { timeline } = this;
    return this.network.call({
      from,
      to: this.life,
      label,
      broken,
      work: () => {
        this.demandUp(timeline);
        const isStandby = target === 'second' && !this.primaryIsSecond;
        const { value, next } = work(isStandby ? this.safeState : this.state);
        if (next === undefined) return value;
        if (isStandby) throw new DatabaseReadOnly();
        return this.commit(next).then(() => value);
      },
    });
  }

  /** A commit that writes and changes nothing. */
  reach(from: Life, target: Target = 'primary'): Promise<void> {
    return this.run(from, 'reach_standbys', (state) => ({ value: undefined, next: state }), target);
  }

  /** Begins a session that has the lock; undefined where it cannot be had. */
  takeLock(from: Life, target: Target): Promise<{ isStandby: boolean; session: Session | undefined }> {
    return this.run(
      from,
      'take the lock',
      (): Effect<State, { isStandby: boolean; session: Session | undefined }> => {
        const isStandby = target === 'second' && !this.primaryIsSecond;
        if (isStandby || this.isLive(this.holder)) return { value: { isStandby, session: undefined } };
        const pid = ++this.sessions;
        const session = {
          pid,
          since: String(pid),
          timeline: this.timeline,
          heardMs: this.scheduler.nowMs,
          isOver: false,
        };
        this.holder = session;
        return { value: { isStandby, session } };
      },
      target,
    );
  }

  heartbeat(from: Life, session: Session): Promise<void> {
    return this.run(from, 'heartbeat', () => {
      if (!this.isLive(session)) throw new DatabaseUnavailable();
      session.heardMs = this.scheduler.nowMs;
      return { value: undefined };
    });
  }

  /** The server hears of it when a process gives the lock back, or ends. */
  endSession(session: Session): void {
    session.isOver = true;
  }

  /** Whether the session that has the lock is this one, and is not over. */
  isHeldBy(session: { pid: number } | undefined): boolean {
    return session !== undefined && this.holder?.pid === session.pid && this.isLive(this.holder);
  }

  /** The standby receives nothing for a while. */
  pauseReplication(forMs: number): void {
    this.happened.pauses++;
    this.pausedUntilMs = this.scheduler.nowMs + forMs;
  }

  /** Ends the sessions that wait for the standby: their commits stay. */
  terminateWaiting(): number {
    const ended = this.waiting.splice(0);
    for (const { break: end } of ended) end();
    this.happened.terminated += ended.length;
    return ended.length;
  }

  /** The primary is gone, and the standby is promoted after a while. */
  failOver(downMs: number): void {
    this.happened.failOvers++;
    this.happened.lostCommits += this.states.length - 1 - this.replicated;
    for (const { break: end } of this.waiting.splice(0)) end();
    this.states.length = this.replicated + 1;
    this.timeline++;
    this.primaryIsSecond = !this.primaryIsSecond;
    this.downUntilMs = this.scheduler.nowMs + downMs;
    this.pausedUntilMs = Math.max(this.pausedUntilMs, this.downUntilMs);
    this.scheduler.note(`${this.name} fails over`);
  }

  heal(): void {
    this.pausedUntilMs = 0;
    this.replicateSoon();
  }

  private demandUp(timeline: number): void {
    if (this.downUntilMs > this.scheduler.nowMs) throw new DatabaseUnavailable();
    // It went to the server that is gone.
    if (timeline !== this.timeline) throw broken();
  }

  private isLive(session: Session | undefined): boolean {
    if (!session || session.isOver || session.timeline !== this.timeline) return false;
    return this.scheduler.nowMs - session.heardMs < SILENCE_MS;
  }

  private commit(next: State): Promise<void> {
    const lsn = this.states.push(next) - 1;
    this.replicateSoon();
    return new Promise((resolve, reject) => {
      this.waiting.push({ lsn, commit: resolve, break: () => reject(broken()) });
    });
  }

  private replicateSoon(): void {
    if (this.isReplicating || this.replicated === this.states.length - 1) return;
    this.isReplicating = true;
    const delayMs = Math.max(this.chance() * REPLICATION_MS, this.pausedUntilMs - this.scheduler.nowMs);
    this.scheduler.after(delayMs, this.life, 'replicates', () => this.replicate());
  }

  private replicate(): void {
    this.isReplicating = false;
    if (this.pausedUntilMs <= this.scheduler.nowMs) {
      this.replicated = this.states.length - 1;
      const reached = this.waiting.filter(({ lsn }) => lsn <= this.replicated);
      this.waiting = this.waiting.filter(({ lsn }) => lsn > this.replicated);
      for (const { commit } of reached) commit();
    }
    this.replicateSoon();
  }
}
