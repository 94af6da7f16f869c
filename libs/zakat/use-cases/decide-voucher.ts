import { Clock, type Slice } from '@app/kernel';
import { NotWriting, ProduceBlocks } from '@app/utxo';
import { maskCnics } from '../model/declared-note.js';
import type { Voucher } from '../model/voucher.js';
import { type VoucherQuery, Vouchers } from '../ports/vouchers.js';
import { VouchersInHand } from '../services/vouchers-in-hand.js';
import {
  ApprovedAlready,
  VoucherClosed,
  VoucherExceedsCap,
  VoucherExceedsReceipt,
  VoucherNotFound,
} from '../voucher.errors.js';
import { ReadZakatTerms } from './read-zakat-terms.js';

/** Shows vouchers, and approves or rejects them. */
export class DecideVoucher {
  constructor(
    private readonly vouchers: Vouchers,
    private readonly terms: ReadZakatTerms,
    private readonly inHand: VouchersInHand,
    private readonly producer: ProduceBlocks,
    private readonly clock: Clock,
  ) {}

  list(query: VoucherQuery): Promise<Slice<Voucher>> {
    return this.vouchers.page(query);
  }

  /** @throws VoucherNotFound */
  async find(id: string): Promise<Voucher> {
    const voucher = await this.vouchers.find(id);
    if (!voucher) throw new VoucherNotFound();
    return voucher;
  }

  /**
   * Counts the approval of `actor`. The last one that the policy asks for takes the amount from what its receipt, or the cap of
   * the collectors, still holds, so that payments need not look at that again.
   * @throws VoucherNotFound · ApprovedAlready · VoucherClosed · VoucherExceedsReceipt · VoucherExceedsCap
   */
  async approve(id: string, actor: string): Promise<Voucher> {
    const { kind } = await this.find(id);
    const { approvals, amilinCap } = (await this.terms.policy()).policy;
    const act = { by: actor, atMs: this.clock.nowMs() };
    switch (await this.vouchers.approve({ id, act, approvals, amilinCap })) {
      case 'missing':
        throw new VoucherNotFound();
      case 'repeated':
        throw new ApprovedAlready();
      case 'closed':
        throw new VoucherClosed();
      case 'excessive':
        throw kind === 'refund' ? new VoucherExceedsReceipt() : new VoucherExceedsCap();
      case 'counted':
        return this.find(id);
    }
  }

  /**
   * Only where vouchers are paid: elsewhere it is not known whether a payment is under way.
   * @throws NotWriting · VoucherInHand · VoucherNotFound · VoucherClosed
   */
  async reject(id: string, { actor, reason }: { actor: string; reason: string }): Promise<Voucher> {
    await this.find(id);
    if (!this.producer.producing) throw new NotWriting();
    const release = this.inHand.take(id);
    try {
      const outcome = await this.vouchers.reject(id, { by: actor, atMs: this.clock.nowMs() }, maskCnics(reason));
      if (outcome === 'missing') throw new VoucherNotFound();
      if (outcome === 'closed') throw new VoucherClosed();
    } finally {
      release();
    }
    return this.find(id);
  }
}
