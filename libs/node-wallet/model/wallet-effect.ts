import type { WalletTransaction } from '../ports/flopcoin-wallet.js';

/** What is known of a transaction besides what the wallet says of it. */
export interface Whereabouts {
  readonly isInMempool: boolean;
  /** Another transaction of the wallet spends one of its coins, and is in a block or the mempool. */
  readonly hasLivingRival: boolean;
}

/** How much of a transaction Core's totals contain. `spends`: its coins count as spent, and what it pays back does not count yet. */
export type Weight = 'whole' | 'spends' | 'nothing';

/**
 * Core's own rules (wallet.cpp: IsSpent, IsTrusted): a transaction in a block or in the mempool counts as a whole. One that is
 * in neither keeps its coins spent until it is abandoned, or another spend of them is in a block or replaces it.
 */
export function weightOf(
  { confirmations, abandoned, debitUnits }: Pick<WalletTransaction, 'confirmations' | 'abandoned' | 'debitUnits'>,
  { isInMempool, hasLivingRival }: Whereabouts,
): Weight {
  if (confirmations > 0 || isInMempool) return 'whole';
  if (confirmations < 0 || abandoned || hasLivingRival || debitUnits === 0n) return 'nothing';
  return 'spends';
}

/** What Core's totals have gained by the transaction; negative when they have lost. */
export function effectUnits({ creditUnits, debitUnits }: WalletTransaction, weight: Weight): bigint {
  if (weight === 'nothing') return 0n;
  return weight === 'whole' ? creditUnits - debitUnits : -debitUnits;
}
