import type { Block } from '../model/block.js';
import type { TransactionOutput } from '../model/transaction.js';
import type { ParentBlock } from '../model/verify-block.js';

/** verifyBlock away from the thread that answers requests: verifying a full block takes a good part of a second. */
export abstract class BlockVerifier {
  /**
   * `spends` holds, by outpointKey, the outputs unspent before the block that its inputs refer to.
   * @throws RuleBroken
   */
  abstract verify(
    block: Block,
    parent: ParentBlock | undefined,
    spends: ReadonlyMap<string, TransactionOutput>,
  ): Promise<void>;
}
