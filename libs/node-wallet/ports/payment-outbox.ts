import type { NodeId } from '@app/node-registry';
import type { IdempotencyKey } from '../model/idempotency-key.js';
import type { ChainPlace, Payment, PaymentFailure, PaymentState } from '../model/payment.js';
import type { SpendingPolicy } from '../model/spending-policy.js';
import type { CoinOutpoint, SignedPayment } from './flopcoin-payments.js';

export interface PaymentReservation {
  readonly nodeId: NodeId;
  readonly recipientAddress: string;
  /** The node that the address belongs to: then it is a book entry, done at once and without a fee. */
  readonly recipientWalletId: bigint | undefined;
  readonly amountUnits: bigint;
  readonly policy: SpendingPolicy;
  readonly idempotencyKey: IdempotencyKey | undefined;
  readonly atMs: number;
  /** Given up at this moment unless it is signed. */
  readonly deadlineAtMs: number;
}

export interface Reservation {
  readonly payment: Payment;
  /** The key was used before, for this same order: the answer is the first one's. */
  readonly isReplay: boolean;
}

/** An administrator ends a payment. */
export interface EndingOrder {
  readonly actor: string;
  readonly reason: string;
}

/**
 * Every payment from its reservation to its last confirmation, each step in one transaction with the postings that belong
 * to it. A step that finds the payment in another state than the one it starts from does nothing.
 */
export abstract class PaymentOutbox {
  /**
   * Reserves the money and writes the payment down, one at a time for each wallet.
   * @throws PaymentUndecided when it is not known whether that was done; WalletNotFound, IdempotencyKeyReused, PaymentInFlight, NodeDeregistered, SendsFrozen, NodeSendsFrozen, RateLimitExceeded, InsufficientBalance
   */
  abstract reserve(reservation: PaymentReservation): Promise<Reservation>;

  /**
   * The payment of a key that was used before. It is stored where acknowledged commits are: no fail-over takes it back.
   * @throws IdempotencyKeyReused, PaymentInFlight, PaymentUndecided
   */
  abstract findByKey(walletId: bigint, key: IdempotencyKey): Promise<Payment | undefined>;

  /** What it says of a payment that is not `created` any more is stored where acknowledged commits are. */
  abstract find(id: bigint): Promise<Payment | undefined>;

  /** Oldest first, without those that need no further look. */
  abstract open(states: readonly PaymentState[]): Promise<Payment[]>;

  /** Coins of payments and consolidations that are signed and neither final nor dead. */
  abstract heldInputs(): Promise<CoinOutpoint[]>;

  /** The living payment that spends one of these coins. */
  abstract payingWith(inputs: readonly CoinOutpoint[]): Promise<Payment | undefined>;

  /** created → signed: stores what was signed and gives back what the fee did not need. Undefined when it was given up meanwhile. */
  abstract sign(id: bigint, signed: SignedPayment, builtOn: string, atMs: number): Promise<Payment | undefined>;

  /** created → failed: gives the money back and forgets the idempotency key. False when it is too late. */
  abstract giveUp(id: bigint, failure: PaymentFailure, atMs: number): Promise<boolean>;

  /** signed → broadcast: the money has left. */
  abstract bookOut(id: bigint, atMs: number): Promise<void>;

  /** broadcast ⇄ confirmed, by what Core says now. `final` ends the looking. */
  abstract place(
    id: bigint,
    place: ChainPlace & { state: 'broadcast' | 'confirmed'; final: boolean },
    atMs: number,
  ): Promise<void>;

  /** The same for many at once. */
  abstract placeAll(
    places: readonly (ChainPlace & { id: bigint; state: 'broadcast' | 'confirmed'; final: boolean })[],
    atMs: number,
  ): Promise<void>;

  /** The same payment under another id: somebody changed its form on the way, not its effect. */
  abstract rename(id: bigint, txid: string, hex: string): Promise<void>;

  /** Before the bytes of a signed payment are offered once more. False when it is not signed any more: then they must not be. */
  abstract offering(id: bigint): Promise<boolean>;

  /** Core has refused the bytes: they were not passed on. */
  abstract refused(id: bigint, refusal: { coreCode: number; height: number }, atMs: number): Promise<void>;

  /** signed → failed, if its bytes have never left: the money comes back. False when they may have. */
  abstract withdraw(id: bigint, atMs: number, order?: EndingOrder): Promise<boolean>;

  /**
   * signed, broadcast or confirmed → failed, proven dead: everything comes back, fee included, and pays what the node owes first.
   * @param order whose act it is, for the audit trail; left out when the registry finds out by itself
   */
  abstract drop(id: bigint, atMs: number, order?: EndingOrder): Promise<void>;

  abstract countByState(): Promise<Record<PaymentState, number>>;

  /** Removes idempotency keys that were used before `beforeMs`. */
  abstract forgetKeys(beforeMs: number): Promise<void>;
}
