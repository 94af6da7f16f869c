import { BURN_ADDRESS, type CompanionRow, fromHex, issueText } from '@app/chain';
import { Clock, SystemLog } from '@app/kernel';
import { type BlockIntent, ProduceBlocks } from '@app/utxo';
import { parseAddress, planTransfer } from '@app/wallet';
import { type Order, TREASURY_COMPANION } from '../model/order.js';
import { TreasuryOrders } from '../ports/treasury-orders.js';
import { OrdersInHand } from '../services/orders-in-hand.js';
import { TreasuryWallet } from '../services/treasury-wallet.js';
import { OrderClosed, OrderNotFound } from '../treasury.errors.js';

/**
 * Carries an approved order out, once. That it is mined is stored in one database transaction with the block, under a constraint
 * of one transaction per order: wherever it is interrupted, it has happened whole or not at all. The transaction of an issue has
 * the hash of its order in it, so the chain itself takes it once; that of a redemption is known by the order that it settled.
 */
export class CarryOutOrder {
  constructor(
    private readonly orders: TreasuryOrders,
    private readonly inHand: OrdersInHand,
    private readonly wallet: TreasuryWallet,
    private readonly producer: ProduceBlocks,
    private readonly clock: Clock,
    private readonly log: SystemLog,
  ) {}

  /**
   * @throws OrderInHand · OrderNotFound · OrderClosed · SupplyExhausted · InsufficientFunds · TooManyCoins, and what
   *   ProduceBlocks.submit throws
   */
  async execute(
    id: string,
    { actor, ip }: { actor: string; ip: string },
  ): Promise<{ order: Order; isReplay: boolean }> {
    const release = this.inHand.take(id);
    let intent: BlockIntent;
    try {
      // Within the mark: who had it before has let go of it, and what they did is stored.
      const order = await this.find(id);
      if (order.mined) {
        release();
        return { order, isReplay: true };
      }
      if (order.state !== 'approved') throw new OrderClosed();
      intent = order.kind === 'issue' ? this.issue(order, actor, release) : this.redemption(order, actor, release);
    } catch (error) {
      release();
      throw error;
    }
    await this.producer.submit(intent);
    const order = await this.find(id);
    await this.report(order, ip);
    return { order, isReplay: false };
  }

  private async find(id: string): Promise<Order> {
    const order = await this.orders.find(id);
    if (!order) throw new OrderNotFound();
    return order;
  }

  private issue(order: Order, actor: string, release: () => void): BlockIntent {
    const { address, amount, hash } = order;
    return {
      plan: () => ({
        inputs: [],
        outputs: [{ value: amount, pubKeyHash: fromHex(address, 32)! }],
        owners: [],
        coinbaseText: issueText(fromHex(hash, 32)!),
        record: { type: 'reward', sender: undefined, receiver: address, amount },
        companions: [this.companion(order, actor)],
      }),
      // Not when the caller is answered: after "the outcome is unknown" the block may still be stored.
      settled: release,
    };
  }

  /** Change goes back to the treasury; the output to the address that no key has is spent as soon as it is made. */
  private redemption(order: Order, actor: string, release: () => void): BlockIntent {
    // The key comes from the store that the order is in; a block that another key has signed would be no block.
    if (order.address !== this.wallet.address)
      throw new Error('the order names another wallet than that of the treasury');
    const transfer = { from: order.address, to: parseAddress(BURN_ADDRESS), amount: order.amount };
    const signer = this.wallet.signer();
    return {
      plan: (coins) => ({
        ...planTransfer(coins, transfer, { type: 'send', signer }),
        companions: [this.companion(order, actor)],
      }),
      settled: () => {
        signer.privateKey.fill(0);
        release();
      },
    };
  }

  private companion({ id }: Order, actor: string): CompanionRow {
    const values = { order_id: id, settled_by: actor, created_at: new Date(this.clock.nowMs()).toISOString() };
    return { kind: TREASURY_COMPANION, values };
  }

  private report({ id, kind, amount, address }: Order, ip: string): Promise<void> {
    const message = `${kind} ${id} of ${amount} units at ${address} was carried out`;
    return this.log.record({ level: 'info', type: `treasury_${kind}`, message, ip });
  }
}
