import type { Block, BlockTemplate, TransactionTemplate } from '@app/chain';

/**
 * One block on its way. Transactions are added while the block below is still on its way, and may be signed meanwhile.
 * The keys in them belong to the intents, which wipe them: they are read before `add` returns.
 */
export interface BlockInProgress {
  add(transactions: readonly TransactionTemplate[]): void;

  /** Signs what is not signed, mines and verifies, all as sealBlock says. Called at most once, and nothing is added after. */
  seal(place: Pick<BlockTemplate, 'header' | 'parent'>): Promise<Block>;

  /** The block will not be sealed: private keys in it are wiped. */
  abandon(): void;
}

/** Signs, mines and verifies blocks away from the thread that answers requests. */
export abstract class BlockSealer {
  abstract begin(): BlockInProgress;
}
