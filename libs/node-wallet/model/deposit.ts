import type { ConfirmationPolicy } from './spending-policy.js';

/** `pending`: seen, and the owner cannot spend it yet. `credited`: available. `reversed`: booked back, as it was double-spent or vanished. */
export type DepositState = 'pending' | 'credited' | 'reversed';

/** An output that pays one of our addresses; its identity is (`txid`, `vout`). */
export interface Deposit {
  readonly id: bigint;
  readonly txid: string;
  readonly vout: number;
  /** `undefined` for what is the operator's: freshly mined coins, and addresses of no node. */
  readonly walletId: bigint | undefined;
  readonly amountUnits: bigint;
  readonly state: DepositState;
  readonly confirmations: number;
}

/** What Core says about a deposit now. */
export interface DepositSighting {
  /** 0 when it is in no block; negative when it was double-spent that many blocks ago. */
  readonly confirmations: number;
  readonly blockHeight: number | undefined;
  /** False when it waits in no block and no mempool: Core's balance does not count it. */
  readonly isThere: boolean;
}

/**
 * Where a deposit goes from here. Once credited it stays so while it is anywhere on the chain or on its way back there:
 * a reorganisation that only moves it takes nothing from anybody. What Core no longer counts is taken back at once, and
 * comes again as pending if it returns.
 */
export function nextDepositState(state: DepositState, seen: DepositSighting, policy: ConfirmationPolicy): DepositState {
  if (!seen.isThere || seen.confirmations < 0) return 'reversed';
  if (seen.confirmations >= policy.required) return 'credited';
  return state === 'credited' ? 'credited' : 'pending';
}

/** Deep enough, in the chain or under a conflict, that it need not be looked at again. */
export function isFinalDeposit(seen: DepositSighting, policy: ConfirmationPolicy): boolean {
  return Math.abs(seen.confirmations) >= policy.final;
}
