import type { MinedTransaction } from '../model/block-intent.js';

/** A keyed request that has had its effect. */
export interface ClaimedRequest {
  readonly requestHash: Buffer;
  /** The transaction that it made. */
  readonly mined: MinedTransaction;
}

/** The keys that stand for a transaction. They are stored with it, by BlockStore. */
export abstract class ClaimedRequests {
  /** `keyHash`: see RequestClaim. Undefined also when the key has expired by `nowMs`. */
  abstract find(keyHash: Buffer, nowMs: number): Promise<ClaimedRequest | undefined>;
}
