import type { CoinOutpoint } from '../ports/flopcoin-payments.js';
import type { SendingHindrance } from './sending-conditions.js';

/**
 * `created`: reserved, nothing signed. `signed`: hex and txid are stored, and it may be on its way. `broadcast`: Core has
 * it and the money has left the books. `confirmed`: deep enough in the chain, or a book entry between two nodes.
 * `failed`: given up before anything was signed, or proven dead by a confirmed spend of one of its coins.
 */
export type PaymentState = 'created' | 'signed' | 'broadcast' | 'confirmed' | 'failed';

export const PAYMENT_STATES = [
  'created',
  'signed',
  'broadcast',
  'confirmed',
  'failed',
] as const satisfies readonly PaymentState[];

export interface Payment {
  readonly id: bigint;
  readonly walletId: bigint;
  readonly kind: 'send' | 'internal';
  readonly recipientAddress: string;
  readonly amountUnits: bigint;
  /** The most that the fee may be; what is not needed goes back. */
  readonly reservedFeeUnits: bigint;
  /** Known from `signed` on. */
  readonly feeUnits: bigint | undefined;
  readonly state: PaymentState;
  /** Of a book entry: `internal-` and a UUID. */
  readonly txid: string | undefined;
  readonly hex: string | undefined;
  readonly inputs: readonly CoinOutpoint[];
  /** The tip when its coins were chosen: what spends them otherwise comes after it. */
  readonly builtOn: string | undefined;
  readonly blockHeight: number | undefined;
  readonly confirmations: number;
  /** A conflicting transaction is in a block, not deep enough to be the last word. */
  readonly conflicted: boolean;
  readonly failure: PaymentFailure | undefined;
  /** Core's refusals of its bytes since it was last with Core. */
  readonly refusal?: PaymentRefusal | undefined;
  /** Core refused its bytes each time that they were offered, so the network does not have them. */
  readonly neverLeft?: boolean;
  readonly createdAtMs: number;
  /** The caller waits until then; a payment still not signed is given up. */
  readonly deadlineAtMs: number;
  readonly confirmedAtMs: number | undefined;
}

export interface PaymentRefusal {
  /** Core's number, of the last one. */
  readonly coreCode: number;
  /** Since the payment was signed. */
  readonly times: number;
  readonly sinceMs: number;
  readonly sinceHeight: number;
}

/**
 * Why a payment is `failed`. All but `dead` and `refused` mean that nothing was ever signed. `refused`: Core would not take
 * its bytes, and the network has never had them.
 */
export type PaymentFailure =
  | 'core_unavailable'
  | 'core_timeout'
  | 'core_refused'
  | 'wrong_chain_or_wallet'
  | 'wallet_locked'
  | 'keypool_empty'
  | SendingHindrance
  | 'invalid_recipient'
  | 'coins_not_ready'
  | 'fee_above_reserve'
  | 'expired'
  | 'dead'
  | 'refused';

/** Where a transaction stands, as one look at Core told. */
export interface ChainPlace {
  /** Negative when a conflicting transaction is that deep. */
  readonly confirmations: number;
  readonly blockHeight: number | undefined;
}
