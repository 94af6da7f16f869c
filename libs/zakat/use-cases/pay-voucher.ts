import { SignatureScheme } from '@app/chain';
import { Clock, KeyVault, SystemLog } from '@app/kernel';
import { type BlockIntent, type KeyedRequest, ProduceOnce } from '@app/utxo';
import { type PreparedTransfer, parseTransfer, planTransfer } from '@app/wallet';
import type { Voucher } from '../model/voucher.js';
import { poolKeySeal } from '../ports/pool-wallets.js';
import { Vouchers } from '../ports/vouchers.js';
import { VouchersInHand } from '../services/vouchers-in-hand.js';
import { VoucherNotApproved, VoucherNotFound, VoucherOfOtherPool } from '../voucher.errors.js';
import { FindPool } from './find-pool.js';
import { OrderPayment } from './order-payment.js';

/** The kind of the row that is stored with the payment of a voucher, in the same database transaction. */
export const VOUCHER_COMPANION = 'zakat_voucher';

export interface VoucherPaymentRequest {
  readonly id: string;
  /** Who asks, as in the audit trail. */
  readonly actor: string;
  readonly ip: string;
  /** The key that the caller gave, if any, and whose it is: see KeyedRequest. */
  readonly idempotency?: { key: string; caller: string } | undefined;
}

export interface PaidVoucher {
  readonly voucher: Voucher;
  /** What the holder of the pool's key is to sign; undefined when the voucher is paid. */
  readonly unsigned: PreparedTransfer | undefined;
  /** True when it was paid by an earlier request, and this one changed nothing. */
  readonly isReplay: boolean;
}

/**
 * Pays an approved voucher, once. That it is paid is stored in one database transaction with the block, under a constraint of one
 * payment per voucher: wherever it is interrupted, it has happened whole or not at all.
 */
export class PayVoucher {
  constructor(
    private readonly vouchers: Vouchers,
    private readonly order: OrderPayment,
    private readonly inHand: VouchersInHand,
    private readonly findPool: FindPool,
    private readonly once: ProduceOnce,
    private readonly vault: KeyVault,
    private readonly scheme: SignatureScheme,
    private readonly clock: Clock,
    private readonly log: SystemLog,
  ) {}

  /**
   * One that is paid is answered as it was, with a key or without. Where somebody else holds the pool's key, nothing is paid: the
   * voucher is when a block brings the transaction that is answered here, signed.
   * @throws VoucherNotFound · VoucherNotApproved · ZakatPoolNotSet · VoucherOfOtherPool · VoucherInHand, what OrderPayment and ProduceOnce
   *   throw
   */
  async execute(request: VoucherPaymentRequest): Promise<PaidVoucher> {
    const voucher = await this.payable(request);
    if (voucher.payment) return { voucher, unsigned: undefined, isReplay: true };
    const pool = await this.findPool.execute();
    if (pool.address !== voucher.poolAddress) throw new VoucherOfOtherPool();
    if (pool.sealedPrivateKey) return this.pay(request, pool.sealedPrivateKey);
    const unsigned = await this.order.execute(voucher, request.actor);
    // The payment that was given before may have been mined since the voucher was read: then there is nothing to sign.
    const current = await this.payable(request);
    return current.payment
      ? { voucher: current, unsigned: undefined, isReplay: true }
      : { voucher: current, unsigned, isReplay: false };
  }

  private async payable(request: VoucherPaymentRequest): Promise<Voucher> {
    const keyed = keyedPayment(request);
    if (keyed) await this.once.earlier(keyed);
    const voucher = await this.vouchers.find(request.id);
    if (!voucher) throw new VoucherNotFound();
    if (voucher.state !== 'approved' && !voucher.payment) throw new VoucherNotApproved();
    return voucher;
  }

  private async pay(request: VoucherPaymentRequest, sealedPrivateKey: Uint8Array): Promise<PaidVoucher> {
    const release = this.inHand.take(request.id);
    let intent: BlockIntent;
    try {
      // Within the mark: who had it before has let go of it, and what they did is stored.
      const voucher = await this.payable(request);
      if (voucher.payment) {
        release();
        return { voucher, unsigned: undefined, isReplay: true };
      }
      const privateKey = await this.vault.open(sealedPrivateKey, poolKeySeal(voucher.poolAddress));
      intent = this.intentOf(voucher, request.actor, privateKey, release);
    } catch (error) {
      release();
      throw error;
    }
    const { isReplay = false } = await this.once.execute(intent, keyedPayment(request));
    const voucher = (await this.vouchers.find(request.id))!;
    if (!isReplay) await this.report(voucher, request.ip);
    return { voucher, unsigned: undefined, isReplay };
  }

  private intentOf(voucher: Voucher, actor: string, privateKey: Uint8Array, release: () => void): BlockIntent {
    const { id, poolAddress, beneficiary, amountUnits } = voucher;
    const transfer = parseTransfer({ from: poolAddress, to: beneficiary.address, amount: amountUnits });
    const signer = { privateKey, publicKey: this.scheme.publicKeyOf(privateKey) };
    const values = { voucher_id: id, paid_by: actor, created_at: new Date(this.clock.nowMs()).toISOString() };
    return {
      plan: (coins) => ({
        ...planTransfer(coins, transfer, { type: 'send', signer }),
        companions: [{ kind: VOUCHER_COMPANION, values }],
      }),
      settled: () => {
        privateKey.fill(0);
        // Not when the caller is answered: after "the outcome is unknown" the payment may still be stored.
        release();
      },
    };
  }

  private report({ id, amountUnits }: Voucher, ip: string): Promise<void> {
    const message = `voucher ${id} of ${amountUnits} units was paid`;
    return this.log.record({ level: 'info', type: 'zakat_voucher_paid', message, ip });
  }
}

function keyedPayment({ id, idempotency }: VoucherPaymentRequest): KeyedRequest | undefined {
  return idempotency && { route: 'voucher payment', ...idempotency, meaning: [id] };
}
