import type { HeldCheck, LedgerTypes } from 'mizan-client';
import { ledger } from '../shell/ledger-client.js';

/** A check of the client, or ours: that the block is the one which the page names. */
export type Step = HeldCheck | 'shown';

/** In the order in which they are made. */
export const STEPS: readonly Step[] = ['transaction_id', 'signature', 'block_hash', 'proof', 'work', 'shown'];

export interface Verdict {
  readonly held: readonly Step[];
  /** Which check failed, where one did: one of the steps, or `form`. */
  readonly failed?: string;
  readonly bits?: number;
}

/**
 * Verifies the answer that the page shows, and no other: the content is not asked for a second time, when it could be another.
 * Cryptography is loaded now.
 * @throws MizanError when the proof cannot be had
 */
export async function verifyShown(id: string, shown: LedgerTypes.TransactionDetailResponse): Promise<Verdict> {
  const { DishonestServer, verifyTransaction } = await import('mizan-client/crypto');
  const held: Step[] = [];
  const asked = {
    getTransaction: async () => shown,
    getTransactionProof: ledger.getTransactionProof,
    getBlockHeader: ledger.getBlockHeader,
  };
  try {
    const { blockHash, height, bits, txid } = await verifyTransaction(asked, id, { onHeld: (step) => held.push(step) });
    const isShown = blockHash === shown.block_hash && height === shown.height && txid === shown.txid;
    if (!isShown) return { held, failed: 'shown' };
    return { held: [...held, 'shown'], bits };
  } catch (error) {
    if (error instanceof DishonestServer) return { held, failed: error.code };
    throw error;
  }
}
