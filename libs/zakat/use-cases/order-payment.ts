import { Clock } from '@app/kernel';
import { type Coin, LeadChain, selectCoins, UtxoIndex } from '@app/utxo';
import { type PreparedTransfer, parseTransfer, unsignedTransfer } from '@app/wallet';
import type { Voucher } from '../model/voucher.js';
import { PaymentOrders } from '../ports/payment-orders.js';
import { PaymentOrderTaken, VoucherInHand } from '../voucher.errors.js';

/**
 * Prepares the payment of a voucher for the holder of the pool's key. As long as the coins of the last one are unspent the same
 * transaction is given again, and a new one spends other coins only when that one can never be mined: so a voucher cannot be
 * paid twice by signing twice.
 */
export class OrderPayment {
  /** By voucher: calls at once get one order. */
  private readonly ordering = new Map<string, Promise<PreparedTransfer>>();

  constructor(
    private readonly orders: PaymentOrders,
    private readonly index: UtxoIndex,
    private readonly leadership: LeadChain,
    private readonly clock: Clock,
  ) {}

  /** @throws InsufficientFunds · TooManyCoins · PaymentOrderTaken · VoucherInHand while a block with the coins of the last one is stored */
  execute(voucher: Voucher, actor: string): Promise<PreparedTransfer> {
    const under = this.ordering.get(voucher.id);
    if (under) return under;
    const ordered = this.order(voucher, actor).finally(() => this.ordering.delete(voucher.id));
    this.ordering.set(voucher.id, ordered);
    return ordered;
  }

  private async order(
    { id, poolAddress, beneficiary, amountUnits }: Voucher,
    actor: string,
  ): Promise<PreparedTransfer> {
    const transfer = parseTransfer({ from: poolAddress, to: beneficiary.address, amount: amountUnits });
    await this.leadership.catchUp();
    const coins = (await this.coinsOfLatest(id, transfer.from)) ?? selectCoins(this.index, transfer.from, amountUnits);
    const prepared = unsignedTransfer(coins, transfer);
    const isAdded = await this.orders.add({
      voucherId: id,
      txid: prepared.transaction.id,
      outpoints: coins,
      asked: { by: actor, atMs: this.clock.nowMs() },
    });
    if (!isAdded) throw new PaymentOrderTaken();
    return prepared;
  }

  private async coinsOfLatest(id: string, pool: string): Promise<Coin[] | undefined> {
    const outpoints = await this.orders.latest(id);
    // Most likely the payment itself is being mined. If its block cannot be stored, it can still be mined later.
    if (outpoints?.some((outpoint) => this.index.isTaken(outpoint))) throw new VoucherInHand();
    const coins = outpoints?.map((outpoint) => this.index.find(pool, outpoint));
    return coins?.every((coin) => coin !== undefined) ? coins : undefined;
  }
}
