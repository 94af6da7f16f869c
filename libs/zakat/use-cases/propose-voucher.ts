import { randomUUID } from 'node:crypto';
import { Clock, IdempotencyKeyReused, KeyVault } from '@app/kernel';
import { claimOf, type RequestClaim } from '@app/utxo';
import { AmountNotPositive, parsePayee } from '@app/wallet';
import { maskCnics } from '../model/declared-note.js';
import { parseReceiptNumber } from '../model/receipt-number.js';
import { type Asnaf, refuseUnfounded, type Voucher, type VoucherKind, type VoucherOrder } from '../model/voucher.js';
import { VoucherLimits, Vouchers } from '../ports/vouchers.js';
import { ZakatReceipts } from '../ports/zakat-receipts.js';
import {
  InvalidBeneficiary,
  InvalidNote,
  PeriodNotCharged,
  VoucherExceedsCap,
  VoucherExceedsReceipt,
} from '../voucher.errors.js';
import { ReceiptNotFound } from '../zakat.errors.js';
import { FindPool } from './find-pool.js';
import { ReadZakatTerms } from './read-zakat-terms.js';

/** A voucher as it is asked for. */
export interface VoucherProposal {
  readonly kind: VoucherKind;
  readonly asnaf: Asnaf | undefined;
  /** Of a distribution; undefined is the last that was charged. */
  readonly period: string | undefined;
  readonly beneficiary: { readonly name: string; readonly address: string };
  readonly amount: bigint;
  /** Number of the receipt that gives back. */
  readonly receipt: string | undefined;
  readonly note: string;
}

export interface ProposedVoucher {
  readonly voucher: Voucher;
  /** True when an earlier request with the key proposed it. */
  readonly isReplay: boolean;
}

const LONGEST_NAME = 200;
const LONGEST_NOTE = 1_000;

/** Proposes a payment out of the pool. */
export class ProposeVoucher {
  constructor(
    private readonly vouchers: Vouchers,
    private readonly limits: VoucherLimits,
    private readonly receipts: ZakatReceipts,
    private readonly terms: ReadZakatTerms,
    private readonly findPool: FindPool,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /**
   * @param actor who asks, as in the audit trail
   * @throws ZakatPoolNotSet · AsnafRequired · ReceiptRequired · InvalidAddress · InvalidBeneficiary · AmountNotPositive · InvalidNote ·
   *   ReceiptNotFound · PeriodNotCharged · VoucherExceedsReceipt · VoucherExceedsCap · IdempotencyKeyReused
   */
  async execute(
    proposal: VoucherProposal,
    { actor, idempotency }: { actor: string; idempotency?: { key: string; caller: string } | undefined },
  ): Promise<ProposedVoucher> {
    const pool = await this.findPool.execute();
    const asked = readProposal(proposal, pool.address);
    const claim = idempotency && this.claim(proposal, idempotency);
    const earlier = claim && (await this.earlier(claim));
    if (earlier) return { voucher: earlier, isReplay: true };
    const order = { ...asked, ...(await this.source(proposal)), poolAddress: pool.address };
    await this.refuseExcess(order);
    const id = randomUUID();
    const proposed = { by: actor, atMs: this.clock.nowMs() };
    const isNew = await this.vouchers.propose({ ...order, id, proposed, claim });
    const voucher = isNew ? await this.vouchers.find(id) : await this.earlier(claim!);
    return { voucher: voucher!, isReplay: !isNew };
  }

  /** What it comes out of: a receipt, whose period it has, or a period. */
  private async source({ receipt, period }: VoucherProposal): Promise<Pick<VoucherOrder, 'receipt' | 'period'>> {
    if (receipt !== undefined) {
      const place = parseReceiptNumber(receipt);
      const found = place && (await this.receipts.find(place));
      if (!found) throw new ReceiptNotFound();
      return { receipt: { key: found.key, number: receipt }, period: found.series };
    }
    if (period !== undefined && !(await this.limits.hasPeriod(period))) throw new PeriodNotCharged();
    const latest = period ?? (await this.limits.latestPeriod());
    return { receipt: undefined, period: latest ?? `_${new Date(this.clock.nowMs()).getUTCFullYear()}` };
  }

  /** What it asks for may be gone by the last approval, which looks again. */
  private async refuseExcess(order: VoucherOrder): Promise<void> {
    const { amilinCap } = (await this.terms.policy()).policy;
    const room = await this.limits.room(order, amilinCap);
    if (room === undefined || order.amountUnits <= room) return;
    throw order.receipt ? new VoucherExceedsReceipt() : new VoucherExceedsCap();
  }

  private claim(proposal: VoucherProposal, { key, caller }: { key: string; caller: string }): RequestClaim {
    const { kind, asnaf = '', period = '', beneficiary, amount, receipt = '', note } = proposal;
    const meaning = [kind, asnaf, period, beneficiary.name, beneficiary.address, String(amount), receipt, note];
    return claimOf({ route: 'voucher', caller, key, meaning }, this.vault, this.clock.nowMs());
  }

  private async earlier({ keyHash, requestHash }: RequestClaim): Promise<Voucher | undefined> {
    const found = await this.vouchers.ofKey(keyHash);
    if (found && !found.requestHash.equals(requestHash)) throw new IdempotencyKeyReused();
    return found && this.vouchers.find(found.id);
  }
}

function readProposal(proposal: VoucherProposal, poolAddress: string) {
  refuseUnfounded(proposal);
  const { kind, asnaf, amount, note } = proposal;
  const name = maskCnics(proposal.beneficiary.name.trim());
  const address = parsePayee(proposal.beneficiary.address, 'beneficiary.address');
  if (name === '' || name.length > LONGEST_NAME || address === poolAddress) throw new InvalidBeneficiary();
  if (amount <= 0n) throw new AmountNotPositive();
  if (note.length > LONGEST_NOTE) throw new InvalidNote();
  return { kind, asnaf, beneficiary: { name, address }, amountUnits: amount, note: maskCnics(note) };
}
