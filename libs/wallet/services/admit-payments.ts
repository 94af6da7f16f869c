import { Clock } from '@app/kernel';
import type { AdmittedPayment } from '../model/payment-of-request.js';
import { REQUEST_COMPANION, stateOf } from '../model/payment-request.js';
import { RequestClosed, RequestInHand, RequestMismatch, RequestNotFound } from '../payment-request.errors.js';
import { PaymentRequests } from '../ports/payment-requests.js';

/** A transfer that is to pay for a request. */
export interface RequestPayment {
  /** As the caller wrote it. */
  readonly requestId: string;
  readonly payer: string;
  /** What it pays to an address. */
  unitsTo(address: string): bigint;
}

/**
 * Lets one transfer at a time pay for a request. The store refuses a payment for what is paid, but with it the whole block;
 * this keeps it from coming to that. Another process does not write.
 */
export class AdmitPayments {
  private readonly inHand = new Set<string>();

  constructor(
    private readonly requests: PaymentRequests,
    private readonly clock: Clock,
  ) {}

  /** @throws RequestInHand · RequestNotFound · RequestMismatch · RequestClosed */
  async execute({ requestId, payer, unitsTo }: RequestPayment): Promise<AdmittedPayment> {
    const id = requestId.toLowerCase();
    if (this.inHand.has(id)) throw new RequestInHand();
    this.inHand.add(id);
    const release = () => void this.inHand.delete(id);
    try {
      // Within the mark: who had it before has let go of it, and what they paid is stored.
      const request = await this.requests.find(id);
      if (!request) throw new RequestNotFound();
      const units = unitsTo(request.address);
      if (units <= 0n || payer === request.address) throw new RequestMismatch();
      const state = stateOf(request, this.clock.nowMs());
      if (state !== 'open' && state !== 'underpaid') throw new RequestClosed(state);
      const { address, amount, reference = '' } = request;
      const values = { request_id: id, amount: String(units), requested: String(amount), address, reference };
      return { companion: { kind: REQUEST_COMPANION, values }, release };
    } catch (error) {
      release();
      throw error;
    }
  }
}
