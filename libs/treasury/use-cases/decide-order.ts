import type { OrderKind } from '@app/chain';
import { Clock, type Slice } from '@app/kernel';
import { NotWriting, ProduceBlocks } from '@app/utxo';
import type { Order } from '../model/order.js';
import { TreasuryPolicy } from '../model/treasury-policy.js';
import { type OrderQuery, TreasuryOrders } from '../ports/treasury-orders.js';
import { OrdersInHand } from '../services/orders-in-hand.js';
import {
  DailyLimitReached,
  InvalidReason,
  OrderApprovedAlready,
  OrderClosed,
  OrderIsOtherwise,
  OrderNotFound,
} from '../treasury.errors.js';
import { CarryOutOrder } from './carry-out-order.js';

const LONGEST_REASON = 1_000;

/** Which order, and who decides, as in the audit trail. */
export interface OrderDecision {
  readonly kind: OrderKind;
  readonly id: string;
  readonly actor: string;
  readonly ip: string;
}

export interface ApprovedOrder {
  readonly order: Order;
  /** True when it was carried out before, and this approval changed nothing. */
  readonly isReplay: boolean;
}

/** Shows orders, and approves or rejects them. The last approval carries an order out. */
export class DecideOrder {
  constructor(
    private readonly orders: TreasuryOrders,
    private readonly policy: TreasuryPolicy,
    private readonly carryOut: CarryOutOrder,
    private readonly inHand: OrdersInHand,
    private readonly producer: ProduceBlocks,
    private readonly clock: Clock,
  ) {}

  list(query: OrderQuery): Promise<Slice<Order>> {
    return this.orders.page(query);
  }

  /** @throws OrderNotFound */
  async find(kind: OrderKind, id: string): Promise<Order> {
    const order = await this.orders.find(id);
    if (order?.kind !== kind) throw new OrderNotFound();
    return order;
  }

  /**
   * Counts the approval of `actor`; the last one that is needed takes the amount from the limit of the day, and has the order
   * carried out. Where that was interrupted, any approval goes on with it. One that was carried out is answered as it is.
   * @param hash of the order that the administrator has seen
   * @throws OrderNotFound · OrderIsOtherwise · NotWriting · OrderClosed · OrderApprovedAlready · DailyLimitReached, and what
   *   CarryOutOrder throws
   */
  async approve({ kind, id, actor, ip }: OrderDecision, hash: string): Promise<ApprovedOrder> {
    const order = await this.find(kind, id);
    if (order.hash !== hash.toLowerCase()) throw new OrderIsOtherwise();
    if (order.mined) return { order, isReplay: true };
    if (!this.producer.producing) throw new NotWriting();
    const act = { by: actor, atMs: this.clock.nowMs() };
    const { approvals: needed } = this.policy;
    switch (await this.orders.approve({ id, act, needed, perDay: this.policy.limitOf(kind) })) {
      case 'missing':
        throw new OrderNotFound();
      case 'repeated':
        throw new OrderApprovedAlready();
      case 'closed':
        throw new OrderClosed();
      case 'excessive':
        throw new DailyLimitReached();
      case 'counted':
        return { order: await this.find(kind, id), isReplay: false };
      case 'approved':
        return this.carryOut.execute(id, { actor, ip });
    }
  }

  /**
   * For good, as long as it is not carried out. Only where orders are: elsewhere it is not known whether one is under way.
   * @throws OrderNotFound · InvalidReason · NotWriting · OrderInHand · OrderClosed
   */
  async reject({ kind, id, actor }: OrderDecision, reason: string): Promise<Order> {
    await this.find(kind, id);
    if (reason.trim() === '' || reason.length > LONGEST_REASON) throw new InvalidReason();
    if (!this.producer.producing) throw new NotWriting();
    const release = this.inHand.take(id);
    try {
      const outcome = await this.orders.reject(id, { by: actor, atMs: this.clock.nowMs() }, reason);
      if (outcome === 'missing') throw new OrderNotFound();
      if (outcome === 'closed') throw new OrderClosed();
    } finally {
      release();
    }
    return this.find(kind, id);
  }
}
