/** Told what the block producer does, for metrics and the process log. Calls must be cheap and must not throw. */
export abstract class ProductionObserver {
  abstract blockCommitted(facts: { transactions: number; sealMs: number; commitMs: number }): void;

  /** `waiting`: requests not yet in a block; `uncommitted`: transactions in blocks that are not stored yet. */
  abstract queueChanged(waiting: number, uncommitted: number): void;

  /** Taking, keeping or giving back the writer's lease failed; it is tried again every second. */
  abstract leadershipFailed(error: unknown): void;
}
