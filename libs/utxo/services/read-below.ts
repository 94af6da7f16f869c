import { type BlockStore, type ChainTip, DamagedStore } from '@app/chain';
import { BlocksLost, type KnownBlock } from '../utxo.errors.js';

/**
 * Reads what is below `tip` of a store that may go back meanwhile: blocks of two servers contradict each other, though neither of
 * them is damaged.
 * @param lost what is known to be gone when `tip` is
 * @throws BlocksLost in place of DamagedStore, unless `tip` is still stored
 */
export async function readBelow<T>(
  store: BlockStore,
  { tip: { header, hash }, lost }: { tip: ChainTip; lost: readonly KnownBlock[] },
  read: () => Promise<T>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DamagedStore) || (await store.heightOf(hash)) === header.height) throw error;
    throw new BlocksLost(lost);
  }
}
