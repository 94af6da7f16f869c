import type { Pauses } from '@app/node-registry';

const LOOK_EVERY_MS = 500;
/** A busy event loop is late by less. */
const NOTICEABLE_MS = 2_000;

/**
 * Notices that the process was stopped (SIGSTOP, a suspended machine) or that the clock was set forward: between two looks more time
 * passed by the clock than can have. Nodes sent heartbeats meanwhile, or their times are of the old clock; so what was missed is
 * forgiven until each of them has had the time to report again.
 */
export class WatchedPauses implements Pauses {
  private readonly timer: NodeJS.Timeout;
  private lastLookMs: number;
  private missedMs = 0;
  private forgivenUntil = 0;
  /** The latest time in which heartbeats could not be stored; what overlaps or follows at once belongs to it. */
  private deaf = { fromMs: 0, untilMs: 0 };

  /**
   * @param forgiveForMs measured by a clock that nothing sets
   * @param nowMs the clock that times are stored by
   */
  constructor(
    private readonly forgiveForMs: number,
    private readonly nowMs: () => number = Date.now,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {
    this.lastLookMs = nowMs();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref();
  }

  /** Looks first: after a pause requests may be worked on before any timer. */
  recentMs(): number {
    this.look();
    return this.missedMs + this.deaf.untilMs - this.deaf.fromMs;
  }

  unheard(fromMs: number, untilMs: number): void {
    if (untilMs - fromMs < NOTICEABLE_MS) return;
    this.look();
    const isContinued = this.deaf.untilMs > 0 && fromMs <= this.deaf.untilMs + this.forgiveForMs;
    this.deaf = isContinued
      ? { fromMs: Math.min(this.deaf.fromMs, fromMs), untilMs: Math.max(this.deaf.untilMs, untilMs) }
      : { fromMs, untilMs };
    this.forgivenUntil = this.monotonicMs() + this.forgiveForMs;
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    const now = this.nowMs();
    const missedMs = now - this.lastLookMs;
    this.lastLookMs = now;
    const monotonic = this.monotonicMs();
    if (monotonic >= this.forgivenUntil) {
      this.missedMs = 0;
      this.deaf = { fromMs: 0, untilMs: 0 };
    }
    if (missedMs < NOTICEABLE_MS) return;
    this.missedMs += missedMs;
    this.forgivenUntil = monotonic + this.forgiveForMs;
  }
}
