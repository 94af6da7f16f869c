import type { Slice } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import type { PaymentRequest } from '../model/payment-request.js';

export type NewPaymentRequest = Omit<PaymentRequest, 'number' | 'cancelledAtMs' | 'paidUnits' | 'paid'>;

export interface RequestsOfUser {
  readonly userId: string;
  /** Number of the last one of the page before; undefined for the first page. */
  readonly beforeNumber: number | undefined;
  readonly limit: number;
}

/** Payment requests. What is paid for them is stored with the blocks that pay it. */
export abstract class PaymentRequests {
  /**
   * Stores a request. Of two with one claim the second changes nothing.
   * @returns what was asked for under the claim, when it was there before
   * @throws TooManyRequestsOpen
   */
  abstract make(request: NewPaymentRequest, claim: RequestClaim | undefined): Promise<Buffer | undefined>;

  abstract find(id: string): Promise<PaymentRequest | undefined>;

  abstract findByKey(keyHash: Buffer): Promise<{ request: PaymentRequest; requestHash: Buffer } | undefined>;

  /** Newest first. */
  abstract page(query: RequestsOfUser): Promise<Slice<PaymentRequest>>;

  /** Changes nothing for one that is cancelled or paid, or is another user's. */
  abstract cancel(id: string, userId: string, nowMs: number): Promise<void>;
}
