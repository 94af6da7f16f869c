import type { Outpoint } from '@app/chain';
import type { VoucherAct } from '../model/voucher.js';

/** A payment that the holder of the pool's key was asked to sign. */
export interface PaymentOrder {
  readonly voucherId: string;
  /** ID of the unsigned transaction, which signing does not change. */
  readonly txid: Uint8Array;
  /** What it spends. */
  readonly outpoints: readonly Outpoint[];
  readonly asked: VoucherAct;
}

/** Payments that wait for a signature. The store pays the voucher when a block brings the transaction, no matter who submits it. */
export abstract class PaymentOrders {
  /** What the holder was asked to sign last for a voucher. */
  abstract latest(voucherId: string): Promise<readonly Outpoint[] | undefined>;

  /** @returns false, and adds nothing, when the same transaction would pay another voucher that is approved */
  abstract add(order: PaymentOrder): Promise<boolean>;
}
