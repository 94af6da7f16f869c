import { fromHex, toHex } from '@app/chain';
import {
  CursorAheadOfLog,
  EventLog,
  type EventNews,
  type EventPage,
  type EventQuery,
  type LoggedEvent,
  type NewsQuery,
} from '@app/kernel';
import { EVENT_SLOTS, type EventPlace, keyBehind, partsOf, placeOf } from '@app/reporting';
import type { Statements } from '../statement.js';
import { chainEventOf, transactionEventsOf, walletEventOf } from './event-rows.js';
import { END_OF_EVENTS, EVENTS_OF_CHAIN, EVENTS_OF_WALLETS } from './event-statements.js';
import { TouchedWallets } from './touched-wallets.js';

/** Transactions that one look at the news covers at most. */
const NEWS_SPAN = 1_000;
/** Lines of a wallet's history that are read for one page, however few of them are wanted. */
const SCANNED_LINES = 1_000;

/** How far the log goes, as the chain and the completed runs behind it were at one moment. */
interface End {
  readonly nextKey: number;
  /** Completed runs behind the last block. */
  readonly completions: number;
}

/** The events of the ledger, read off the records that they are views of. */
export class SqlEventLog extends EventLog {
  constructor(
    private readonly statements: Statements,
    private readonly touched = new TouchedWallets(),
  ) {
    super();
  }

  override async end(): Promise<bigint> {
    return placeOfEnd(await this.readEnd());
  }

  override async page(query: EventQuery): Promise<EventPage> {
    const end = await this.readEnd();
    if (query.after > placeOfEnd(end)) throw new CursorAheadOfLog();
    return query.subject === undefined ? this.pageOfChain(query, end) : this.pageOfWallet(query, query.subject, end);
  }

  override async news({ after, types, subjects }: NewsQuery): Promise<EventPage<EventNews>> {
    const from = partsOf(after);
    const firstKey = keyBehind(from, EVENT_SLOTS.last);
    // Who follows nothing but wallets costs a writer no question while its blocks leave these alone.
    const stored = types.size === 0 ? this.touched.among(subjects, firstKey, Number.POSITIVE_INFINITY) : undefined;
    if (stored?.addresses.length === 0) {
      return { events: [], next: placeOf(stored.untilKey - 1, EVENT_SLOTS.last), hasMore: false };
    }
    const end = await this.readEnd();
    if (placeOfEnd(end) <= after) return { events: [], next: after, hasMore: false };
    const span = Math.min(from.key + NEWS_SPAN, end.nextKey);
    const concerned = this.touched.among(subjects, firstKey, span) ?? { addresses: subjects, untilKey: span };
    const hasMore = concerned.untilKey < end.nextKey;
    const until: End = hasMore ? { nextKey: concerned.untilKey, completions: 0 } : end;
    // All events of the span: four for a transaction at most, and the completed runs.
    const limit = NEWS_SPAN * 8;
    const [chain, lines] = await Promise.all([
      types.size > 0 ? this.ofChain(from, until, types, limit) : [],
      concerned.addresses.length > 0 ? this.linesOf(concerned.addresses, firstKey, until.nextKey, null) : [],
    ]);
    const news = new Map<bigint, EventNews & { subjects: string[] }>();
    for (const event of chain) news.set(event.place, { ...event, subjects: [] });
    const own: EventNews[] = [];
    for (const line of lines) {
      const address = toHex(line.address);
      for (const event of transactionEventsOf(line)) {
        const told = news.get(event.place);
        if (told) told.subjects.push(address);
        else news.set(event.place, { ...event, subjects: [address], isOwn: true });
      }
      const changed = walletEventOf(line);
      if (changed) own.push({ ...changed, subjects: [address], isOwn: true });
    }
    return { events: [...news.values(), ...own].sort(byPlace), next: later(after, placeOfEnd(until)), hasMore };
  }

  private async pageOfChain({ after, limit, types }: EventQuery, end: End): Promise<EventPage> {
    const events = await this.ofChain(partsOf(after), end, types, limit + 1);
    return cut(events, limit, later(after, placeOfEnd(end)));
  }

  private async pageOfWallet({ after, limit, types }: EventQuery, address: string, end: End): Promise<EventPage> {
    const from = partsOf(after);
    const most = types.has('transaction.mined') ? limit : SCANNED_LINES;
    const lines = await this.linesOf([address], keyBehind(from, EVENT_SLOTS.last), end.nextKey, most + 1);
    const shown = lines.slice(0, most);
    const events = shown.flatMap((line) =>
      [...transactionEventsOf(line), walletEventOf(line) ?? []].flat().sort(byPlace),
    );
    const wanted = events.filter(({ type, place }) => types.has(type) && place > after);
    if (lines.length <= most) return cut(wanted, limit, later(after, placeOfEnd(end)));
    const page = cut(wanted, limit, placeOf(Number(shown.at(-1)!.key), EVENT_SLOTS.last));
    return { ...page, hasMore: true };
  }

  private async ofChain(from: EventPlace, end: End, types: ReadonlySet<string>, limit: number): Promise<LoggedEvent[]> {
    const firstOf = (type: string, slot: number) => (types.has(type) ? keyBehind(from, slot) : end.nextKey);
    const rows = await this.statements.run(EVENTS_OF_CHAIN, {
      runs_after_key: types.has('zakat.run.completed') ? from.key : end.nextKey + 1,
      runs_after_ordinal: Math.min(from.slot, EVENT_SLOTS.block),
      blocks_from: firstOf('block.created', EVENT_SLOTS.block),
      mined_from: firstOf('transaction.mined', EVENT_SLOTS.mined),
      deducted_from: firstOf('zakat.deducted', EVENT_SLOTS.deducted),
      paid_from: firstOf('zakat.voucher.paid', EVENT_SLOTS.paid),
      requests_from: firstOf('request.paid', EVENT_SLOTS.request),
      orders_from: firstOf('treasury.order.mined', EVENT_SLOTS.order),
      next_key: end.nextKey,
      completions: end.completions,
      row_limit: limit,
    });
    return rows.map(chainEventOf);
  }

  private linesOf(addresses: readonly string[], fromKey: number, nextKey: number, limit: number | null) {
    return this.statements.run(EVENTS_OF_WALLETS, {
      addresses: addresses.map((address) => fromHex(address, 32)!),
      from_key: fromKey,
      next_key: nextKey,
      row_limit: limit,
    });
  }

  private async readEnd(): Promise<End> {
    const [row] = await this.statements.run(END_OF_EVENTS, {});
    return { nextKey: Number(row!.next_key), completions: row!.completions };
  }
}

function placeOfEnd({ nextKey, completions }: End): bigint {
  return completions > 0 ? placeOf(nextKey, completions) : placeOf(nextKey - 1, EVENT_SLOTS.last);
}

function cut(events: readonly LoggedEvent[], limit: number, end: bigint): EventPage {
  if (events.length <= limit) return { events, next: end, hasMore: false };
  const shown = events.slice(0, limit);
  return { events: shown, next: shown.at(-1)!.place, hasMore: true };
}

function later(one: bigint, other: bigint): bigint {
  return one > other ? one : other;
}

function byPlace(one: LoggedEvent, other: LoggedEvent): number {
  return one.place < other.place ? -1 : one.place > other.place ? 1 : 0;
}
