import { VoucherInHand } from '../voucher.errors.js';

/**
 * The vouchers that this process pays or rejects at the moment. The store refuses a payment that contradicts a decision, but
 * with it the whole block; this keeps it from coming to that.
 */
export class VouchersInHand {
  private readonly ids = new Set<string>();

  /** Marks a voucher until the returned function is called. @throws VoucherInHand */
  take(id: string): () => void {
    if (this.ids.has(id)) throw new VoucherInHand();
    this.ids.add(id);
    return () => this.ids.delete(id);
  }
}
