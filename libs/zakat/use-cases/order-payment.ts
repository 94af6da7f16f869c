import { Clock } from '@app/kernel';
import { type Coin, LeadChain, selectCoins, UtxoIndex } from '@app/utxo';
import { type PreparedTransfer, parseTransfer, unsignedTransfer } from '@app/wallet';
import type { Voucher } from '../model/voucher.js';
import { PaymentOrders } from '../ports/payment-orders.js';
import { PaymentOrderTaken } from '../voucher.errors.js';

/**
 * Prepares the payment of a voucher for the holder of the pool's key. As long as the coins of the last one are unspent the same
 * transaction is given again, and a new one spends other coins only when that one can never be mined: so a voucher cannot be
 * paid twice by signing twice.
 */
export class OrderPayment {
  constructor(
    private readonly orders: PaymentOrders,
    private readonly index: UtxoIndex,
    private readonly leadership: LeadChain,
    private readonly clock: Clock,
  ) {}

  /** @throws InsufficientFunds · TooManyCoins · PaymentOrderTaken */
  async execute({ id, poolAddress, beneficiary, amountUnits }: Voucher, actor: string): Promise<PreparedTransfer> {
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
    const coins = outpoints?.map((outpoint) => this.index.find(pool, outpoint));
    return coins?.every((coin) => coin !== undefined) ? coins : undefined;
  }
}
