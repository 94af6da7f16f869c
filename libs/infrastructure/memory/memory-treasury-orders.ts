import {
  type ChainTip,
  EncodedTransaction,
  type SettledOrder,
  type SupplyOrders,
  type SupplyTotals,
  toHex,
} from '@app/chain';
import { type Slice, sliceOf } from '@app/kernel';
import {
  type ApprovalOutcome,
  type NewOrder,
  type Order,
  type OrderAct,
  type OrderApproval,
  type OrderQuery,
  type OrderState,
  type ProposalOutcome,
  type RejectionOutcome,
  TreasuryOrders,
} from '@app/treasury';
import type { MemoryChainStore } from './memory-chain-store.js';

type Kept = Omit<Order, 'state' | 'approvals' | 'rejection' | 'mined'> & {
  state: Exclude<OrderState, 'mined'>;
  approvals: OrderAct[];
  needed: number;
  approvedAtMs: number | undefined;
  rejection: Order['rejection'];
};

const DAY_MS = 86_400_000;

/** Orders for the life of the process; what carries them out is read off the chain in memory. */
export class MemoryTreasuryOrders extends TreasuryOrders implements SupplyOrders {
  private readonly orders = new Map<string, Kept>();
  /** Of the settlements that were counted: no sum is added up from the beginning for each caller. */
  private readonly counted = { settlements: 0, issued: 0n, redeemed: 0n };
  private readonly byKey = new Map<string, { id: string; requestHash: Buffer }>();

  constructor(private readonly chain: MemoryChainStore) {
    super();
  }

  override async propose({ claim, ...order }: NewOrder, perDay: bigint): Promise<ProposalOutcome> {
    const key = claim?.keyHash.toString('hex');
    if (key !== undefined && this.byKey.has(key)) return 'repeated';
    const open = [...this.orders.values()].filter(({ kind, state }) => kind === order.kind && state !== 'rejected');
    if (open.some(({ reference }) => reference === order.reference)) return 'reference_taken';
    const today = open.filter(({ proposed }) => isSameDay(proposed.atMs, order.proposed.atMs));
    if (sumOf(today) + order.amount > perDay) return 'excessive';
    const undecided = { approvals: [], needed: 0, approvedAtMs: undefined, rejection: undefined };
    this.orders.set(order.id, { ...order, ...undecided, number: this.orders.size + 1, state: 'proposed' });
    if (key !== undefined) this.byKey.set(key, { id: order.id, requestHash: claim!.requestHash });
    return 'proposed';
  }

  override async ofKey(keyHash: Buffer): Promise<{ requestHash: Buffer; id: string } | undefined> {
    return this.byKey.get(keyHash.toString('hex'));
  }

  override async find(id: string): Promise<Order | undefined> {
    const kept = this.orders.get(id);
    return kept && this.told(kept);
  }

  /** What was proposed under this ID, whatever became of it. */
  proposed(id: string): Pick<Order, 'kind' | 'address' | 'amount' | 'reference'> | undefined {
    return this.orders.get(id);
  }

  override async page({ kind, state, beforeNumber, limit }: OrderQuery): Promise<Slice<Order>> {
    const rows = [...this.orders.values()]
      .toReversed()
      .filter((kept) => kept.kind === kind && kept.number < (beforeNumber ?? Infinity))
      .map((kept) => this.told(kept))
      .filter((order) => state === undefined || order.state === state);
    return sliceOf(rows.slice(0, limit + 1), limit);
  }

  override async approve({ id, act, needed, perDay }: OrderApproval): Promise<ApprovalOutcome> {
    const kept = this.orders.get(id);
    if (!kept) return 'missing';
    if (kept.state === 'rejected') return 'closed';
    if (kept.state === 'approved') return 'approved';
    if (kept.approvals.some(({ by }) => by === act.by)) return 'repeated';
    const isLast = kept.approvals.length + 1 >= needed;
    if (isLast && this.approvedOn(act.atMs, kept.kind) + kept.amount > perDay) return 'excessive';
    kept.approvals.push(act);
    if (!isLast) return 'counted';
    Object.assign(kept, { state: 'approved', needed, approvedAtMs: act.atMs });
    return 'approved';
  }

  override async reject(id: string, act: OrderAct, reason: string): Promise<RejectionOutcome> {
    const kept = this.orders.get(id);
    if (!kept) return 'missing';
    if (this.told(kept).mined || kept.state === 'rejected') return 'closed';
    Object.assign(kept, { state: 'rejected', rejection: { ...act, reason } });
    return 'rejected';
  }

  async atTip(): Promise<{ tip: ChainTip; totals: SupplyTotals } | undefined> {
    const { counted, chain } = this;
    if (chain.settlements.size > counted.settlements) {
      const added = [...chain.settlements.keys()].slice(counted.settlements).map((id) => this.orders.get(id)!);
      for (const { kind, amount } of added) counted[kind === 'issue' ? 'issued' : 'redeemed'] += amount;
      counted.settlements = chain.settlements.size;
    }
    const tip = chain.currentTip;
    return tip && { tip, totals: { issued: counted.issued, redeemed: counted.redeemed } };
  }

  async totals(nextTransactionKey: number): Promise<SupplyTotals> {
    const totals = { issued: 0n, redeemed: 0n };
    for (const [id, { key }] of this.chain.settlements) {
      if (key >= nextTransactionKey) continue;
      const { kind, amount } = this.orders.get(id)!;
      totals[kind === 'issue' ? 'issued' : 'redeemed'] += amount;
    }
    return totals;
  }

  async settledBy(txids: readonly Uint8Array[]): Promise<ReadonlyMap<string, SettledOrder>> {
    const settled = new Map<string, SettledOrder>();
    const keys = new Map(txids.map((txid) => [this.chain.storedTransaction(txid)?.key, toHex(txid)]));
    for (const [id, { key }] of this.chain.settlements) {
      const txid = keys.get(key);
      if (txid === undefined) continue;
      const { hash, approvals, ...order } = this.orders.get(id)!;
      settled.set(txid, { ...order, hash: Buffer.from(hash, 'hex'), approvals: approvals.length });
    }
    return settled;
  }

  private approvedOn(atMs: number, kind: Order['kind']): bigint {
    const approved = [...this.orders.values()].filter((kept) => kept.kind === kind && kept.state === 'approved');
    return sumOf(approved.filter(({ approvedAtMs }) => isSameDay(approvedAtMs!, atMs)));
  }

  private told({ needed: _needed, approvedAtMs: _approvedAtMs, ...kept }: Kept): Order {
    const mined = this.minedOf(kept.id);
    return { ...kept, approvals: [...kept.approvals], state: mined ? 'mined' : kept.state, mined };
  }

  private minedOf(id: string): Order['mined'] {
    const settlement = this.chain.settlements.get(id);
    if (!settlement) return undefined;
    const { bytes, blockHash, height } = this.chain.transactions[settlement.key]!;
    const { by, atMs } = settlement;
    return { by, atMs, txid: toHex(new EncodedTransaction(bytes).id), blockHash: toHex(blockHash), height };
  }
}

function isSameDay(one: number, other: number): boolean {
  return Math.floor(one / DAY_MS) === Math.floor(other / DAY_MS);
}

function sumOf(orders: readonly Kept[]): bigint {
  return orders.reduce((sum, { amount }) => sum + amount, 0n);
}
