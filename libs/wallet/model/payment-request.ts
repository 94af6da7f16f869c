import type { SealContext } from '@app/kernel';
import type { Address } from './address.js';

/** A wish of a wallet's owner to be paid, as it is stored and as the chain says what became of it. */
export interface PaymentRequest {
  /** In the order in which they were made. */
  readonly number: number;
  /** UUID, which cannot be guessed: who knows it may see the request and pay it. */
  readonly id: string;
  readonly userId: string;
  readonly address: Address;
  /** Units. */
  readonly amount: bigint;
  readonly sealedNote: Uint8Array | undefined;
  /** The owner's own name for it, which only they are shown. */
  readonly reference: string | undefined;
  readonly createdAtMs: number;
  readonly expiresAtMs: number | undefined;
  readonly cancelledAtMs: number | undefined;
  /** Units that transfers for it have paid. */
  readonly paidUnits: bigint;
  /** The transfer with which it was paid. */
  readonly paid: { readonly txid: Uint8Array; readonly height: number; readonly timestamp: number } | undefined;
}

export const REQUEST_STATES = ['open', 'underpaid', 'paid', 'overpaid', 'expired', 'cancelled'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

type Fate = Pick<PaymentRequest, 'amount' | 'paidUnits' | 'expiresAtMs' | 'cancelledAtMs'>;

/** What became of it. What was paid is paid, also when it was cancelled at the same moment. */
export function stateOf({ amount, paidUnits, expiresAtMs, cancelledAtMs }: Fate, nowMs: number): RequestState {
  if (paidUnits >= amount) return paidUnits === amount ? 'paid' : 'overpaid';
  if (cancelledAtMs !== undefined) return 'cancelled';
  if (expiresAtMs !== undefined && expiresAtMs <= nowMs) return 'expired';
  return paidUnits > 0n ? 'underpaid' : 'open';
}

/** The kind of the row that is stored with a transaction that pays for a request. */
export const REQUEST_COMPANION = 'request_payment';

/** Requests of one owner that can be paid. */
export const MOST_LIVE_REQUESTS = 1_000;

/** Where the note of a request is sealed to. */
export function requestNoteSeal(id: string): SealContext {
  return { table: 'payment_requests', column: 'sealed_note', row: id };
}
