import { type CompanionRow, fromHex, issueText } from '@app/chain';
import { Clock, SystemLog } from '@app/kernel';
import { type BlockIntent, ProduceBlocks } from '@app/utxo';
import { type Order, TREASURY_COMPANION } from '../model/order.js';
import { TreasuryOrders } from '../ports/treasury-orders.js';
import { OrdersInHand } from '../services/orders-in-hand.js';
import { OrderClosed, OrderNotFound } from '../treasury.errors.js';

/**
 * Carries an approved order out, once. That it is mined is stored in one database transaction with the block, under a constraint
 * of one transaction per order: wherever it is interrupted, it has happened whole or not at all. The transaction of an issue has
 * the hash of its order in it, so the chain itself takes it once.
 */
export class CarryOutOrder {
  constructor(
    private readonly orders: TreasuryOrders,
    private readonly inHand: OrdersInHand,
    private readonly producer: ProduceBlocks,
    private readonly clock: Clock,
    private readonly log: SystemLog,
  ) {}

  /** @throws OrderInHand · OrderNotFound · OrderClosed · SupplyExhausted, and what ProduceBlocks.submit throws */
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
      intent = this.issue(order, actor, release);
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

  private companion({ id }: Order, actor: string): CompanionRow {
    const values = { order_id: id, settled_by: actor, created_at: new Date(this.clock.nowMs()).toISOString() };
    return { kind: TREASURY_COMPANION, values };
  }

  private report({ id, kind, amount, address }: Order, ip: string): Promise<void> {
    const message = `${kind} ${id} of ${amount} units at ${address} was carried out`;
    return this.log.record({ level: 'info', type: `treasury_${kind}`, message, ip });
  }
}
