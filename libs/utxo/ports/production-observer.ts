import type { BlocksLost } from '../utxo.errors.js';

/**
 * What a process is to the chain: it writes; or reads after the one that writes; or reads a hot standby of the database; or none
 * of these, since the lease or the chain cannot be read.
 */
export type ChainRole = 'writer' | 'follower' | 'standby' | 'none';

/** Told what the block producer does, for metrics and the process log. Calls must be cheap and must not throw. */
export abstract class ProductionObserver {
  abstract blockCommitted(facts: { transactions: number; sealMs: number; commitMs: number }): void;

  /** `waiting`: requests not yet in a block; `uncommitted`: transactions in blocks that are not stored yet. */
  abstract queueChanged(waiting: number, uncommitted: number): void;

  /** Called when it is decided first, and at each change. */
  abstract roleChanged(role: ChainRole): void;

  /** The store lacks blocks that callers were told of, and a second look says the same: this process cannot go on. */
  abstract blocksLost(loss: BlocksLost): void;

  /** Taking, keeping or giving back the writer's lease failed; it is tried again every second. */
  abstract leadershipFailed(error: unknown): void;
}
