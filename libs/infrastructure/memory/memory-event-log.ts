import { EncodedTransaction } from '@app/chain';
import {
  CursorAheadOfLog,
  EventLog,
  type EventNews,
  type EventPage,
  type EventQuery,
  type LoggedEvent,
  type NewsQuery,
} from '@app/kernel';
import {
  blockCreated,
  EVENT_SLOTS,
  type EventPlace,
  keyBehind,
  orderMined,
  partsOf,
  placeOf,
  requestPaid,
  transactionMined,
  walletChanged,
} from '@app/reporting';
import { TREASURY_COMPANION } from '@app/treasury';
import { REQUEST_COMPANION } from '@app/wallet';
import type { MemoryChainStore, StoredTransaction } from './memory-chain-store.js';
import type { MemoryTreasuryOrders } from './memory-treasury-orders.js';

const NEWS_SPAN = 1_000;

/** The events of a chain in memory, where zakat is not kept. */
export class MemoryEventLog extends EventLog {
  constructor(
    private readonly chain: MemoryChainStore,
    private readonly orders: Pick<MemoryTreasuryOrders, 'proposed'>,
  ) {
    super();
  }

  override async end(): Promise<bigint> {
    return placeOf(this.chain.transactions.length - 1, EVENT_SLOTS.last);
  }

  override async page({ after, limit, types, subject }: EventQuery): Promise<EventPage> {
    const end = await this.end();
    if (after > end) throw new CursorAheadOfLog();
    const source = subject === undefined ? this.ofChain(partsOf(after)) : this.ofWallet(subject, partsOf(after));
    const events: LoggedEvent[] = [];
    for (const event of source) {
      if (event.place <= after || !types.has(event.type)) continue;
      if (events.length === limit) return { events, next: events.at(-1)!.place, hasMore: true };
      events.push(event);
    }
    return { events, next: after > end ? after : end, hasMore: false };
  }

  override async news({ after, subjects }: NewsQuery): Promise<EventPage<EventNews>> {
    const end = await this.end();
    const from = partsOf(after);
    const hasMore = from.key + NEWS_SPAN < this.chain.transactions.length;
    const next = hasMore ? placeOf(from.key + NEWS_SPAN - 1, EVENT_SLOTS.last) : end;
    const news = new Map<bigint, EventNews & { subjects: string[] }>();
    const own: EventNews[] = [];
    for (const event of upTo(next, this.ofChain(from))) news.set(event.place, { ...event, subjects: [] });
    for (const address of subjects) {
      for (const event of upTo(next, this.ofWallet(address, from))) {
        const told = news.get(event.place);
        if (told) told.subjects.push(address);
        else own.push({ ...event, subjects: [address], isOwn: true });
      }
    }
    const events = [...news.values(), ...own].sort((one, other) => Number(one.place - other.place));
    return { events, next: after > next ? after : next, hasMore };
  }

  private *ofChain(from: EventPlace): Generator<LoggedEvent> {
    for (let key = keyBehind(from, EVENT_SLOTS.last); key < this.chain.transactions.length; key += 1) {
      const transaction = this.chain.transactions[key]!;
      if (transaction.position === 0) yield this.blockOf(transaction);
      yield this.minedOf(transaction);
      yield* this.requestOf(transaction);
      yield* this.orderOf(transaction);
    }
  }

  private *ofWallet(address: string, from: EventPlace): Generator<LoggedEvent> {
    const first = keyBehind(from, EVENT_SLOTS.last);
    for (const line of this.chain.histories.get(address) ?? []) {
      if (line.key < first) continue;
      const transaction = this.chain.transactions[line.key]!;
      yield this.minedOf(transaction);
      const changed = walletChanged(this.placed(transaction), { address, ...line });
      if (changed) yield changed;
      for (const told of [...this.requestOf(transaction), ...this.orderOf(transaction)])
        if (told.data.address === address) yield told;
    }
  }

  /** None, or that of the request which the transaction paid. */
  private requestOf(transaction: StoredTransaction): LoggedEvent[] {
    const values = transaction.effects.companions.find(({ kind }) => kind === REQUEST_COMPANION)?.values;
    const payments = values && this.chain.requestPayments.get(values.request_id!);
    const payment = payments?.find(({ key }) => key === transaction.key);
    if (!values || !payment || payment.total < payment.requested) return [];
    const { request_id: requestId = '', address = '', reference } = values;
    const { requested, total: paid } = payment;
    return [
      requestPaid(this.placed(transaction), { requestId, address, requested, paid, reference: reference || null }),
    ];
  }

  /** None, or that of the treasury's order which the transaction carried out. */
  private orderOf(transaction: StoredTransaction): LoggedEvent[] {
    const values = transaction.effects.companions.find(({ kind }) => kind === TREASURY_COMPANION)?.values;
    const order = values && this.orders.proposed(values.order_id!);
    return order ? [orderMined(this.placed(transaction), { orderId: values.order_id!, ...order })] : [];
  }

  private placed({ key, bytes, height }: StoredTransaction) {
    const timeMs = this.chain.blocks[height]!.header.timestamp * 1000;
    return { key, txid: new EncodedTransaction(bytes).id, timeMs };
  }

  private minedOf(transaction: StoredTransaction): LoggedEvent {
    const { height, position, effects } = transaction;
    return transactionMined({ ...this.placed(transaction), height, position, record: effects.record });
  }

  private blockOf({ key, height }: StoredTransaction): LoggedEvent {
    const { header, hash, transactions } = this.chain.blocks[height]!;
    const { timestamp } = header;
    return blockCreated({ height, timestamp, hash, transactionCount: transactions.length, firstKey: key });
  }
}

function* upTo(last: bigint, events: Iterable<LoggedEvent>): Generator<LoggedEvent> {
  for (const event of events) {
    if (event.place > last) return;
    yield event;
  }
}
