import { fromHex, type TransactionType, toHex } from '@app/chain';
import type { Slice } from '@app/kernel';
import { type BookedRange, type BookedTransaction, TransactionRecords, type WalletBooks } from '@app/reporting';
import type { ZakatRecord } from '@app/zakat';
import { type Columns, type RowOf, read, type Statements } from '../statement.js';
import { PLACED_COLUMNS, placedTransaction, SLICED, slice, slicedSql } from './placed-transactions.js';

/** What {@link bookedSql} selects. */
const BOOKED = {
  ...SLICED,
  timestamp: 'bigint',
  type: 'text',
  sender: 'bytea null',
  receiver: 'bytea',
  amount: 'bigint',
  balance_change: 'bigint',
} as const satisfies Columns;
type BookedRow = RowOf<typeof BOOKED>;

/** A wallet's transactions are those of its history, which is the index by wallet. */
const HISTORY = `FROM wallet_history h JOIN transactions t ON t.key = h.transaction_key
  CROSS JOIN (SELECT id FROM addresses WHERE hash = $1) AS wallet WHERE h.address = wallet.id`;

function bookedSql(range: string): string {
  const rows = `(SELECT t.*, h.credited - h.debited AS balance_change ${HISTORY} AND ${range}
                 ORDER BY h.transaction_key LIMIT $3) AS t`;
  return `SELECT ${PLACED_COLUMNS}, t.found, b."timestamp", t.type, sender.hash AS sender, receiver.hash AS receiver, t.amount,
                 t.balance_change
          FROM ${slicedSql(rows, 'asc')} AS t
          JOIN blocks b ON b.height = t.height
          LEFT JOIN addresses sender ON sender.id = t.sender JOIN addresses receiver ON receiver.id = t.receiver`;
}

export const BOOKED_TRANSACTIONS = read('booked_transactions', {
  parameters: { address: 'bytea', after_key: 'bigint', row_limit: 'integer', up_to_key: 'bigint' },
  columns: BOOKED,
  sql: `${bookedSql('h.transaction_key > $2 AND h.transaction_key <= $4')} ORDER BY t.key`,
});

type OrNull<C extends Columns> = { [Name in keyof C]: C[Name] extends `${string} null` ? C[Name] : `${C[Name]} null` };

/** The columns of a row that may be missing. */
function orNull<C extends Columns>(columns: C): OrNull<C> {
  const entries = Object.entries(columns).map(([name, type]) => [name, type.endsWith(' null') ? type : `${type} null`]);
  return Object.fromEntries(entries);
}

/**
 * One statement, so that everything in it is as of one block. Each row is one of the page's, with the totals; a page
 * without rows is one row of totals. The first row has the deductions, as parallel arrays.
 */
export const WALLET_BOOKS = read('wallet_books', {
  parameters: { address: 'bytea', after_key: 'bigint', row_limit: 'integer' },
  columns: {
    balance: 'numeric',
    sent: 'numeric',
    received: 'numeric',
    credited: 'numeric',
    debited: 'numeric',
    minted: 'numeric',
    last_key: 'bigint',
    zakat_ids: 'text[] null',
    zakat_users: 'text[] null',
    zakat_amounts: 'text[] null',
    zakat_blocks: 'bytea[] null',
    zakat_times: 'text[] null',
    ...orNull(BOOKED),
  },
  sql: `WITH totals AS (
          SELECT coalesce(sum(h.credited - h.debited), 0) AS balance,
                 coalesce(sum(t.amount) FILTER (WHERE t.sender = wallet.id), 0) AS sent,
                 coalesce(sum(t.amount) FILTER (WHERE t.receiver = wallet.id), 0) AS received,
                 coalesce(sum(h.credited - h.debited) FILTER (WHERE h.credited > h.debited), 0) AS credited,
                 coalesce(sum(h.debited - h.credited) FILTER (WHERE h.debited > h.credited), 0) AS debited,
                 coalesce(sum(h.credited) FILTER (WHERE t.type = 'reward'), 0) AS minted,
                 coalesce(max(h.transaction_key), -1) AS last_key
          ${HISTORY}
        ), deductions AS (
          SELECT array_agg(z.id::text ORDER BY z.transaction_key) AS ids,
                 array_agg(z.user_id::text ORDER BY z.transaction_key) AS users,
                 array_agg(z.amount::text ORDER BY z.transaction_key) AS amounts,
                 array_agg(b.hash ORDER BY z.transaction_key) AS blocks,
                 array_agg(floor(extract(epoch FROM z.created_at) * 1000)::text ORDER BY z.transaction_key) AS times
          FROM zakat_records z JOIN blocks b ON b.height = z.height WHERE z.wallet_address = $1
        ), page AS (${bookedSql('h.transaction_key > $2')})
        SELECT totals.*, deductions.ids AS zakat_ids, deductions.users AS zakat_users, deductions.amounts AS zakat_amounts,
               deductions.blocks AS zakat_blocks, deductions.times AS zakat_times, page.*
        FROM totals LEFT JOIN page ON true
        LEFT JOIN deductions ON page.key IS NULL OR page.key = (SELECT min(key) FROM page)
        ORDER BY page.key`,
});
type BooksRow = RowOf<(typeof WALLET_BOOKS)['columns']>;

export class SqlTransactionRecords extends TransactionRecords {
  constructor(private readonly statements: Statements) {
    super();
  }

  override available(): void {}

  override async books(address: string, { afterKey, limit }: BookedRange): Promise<WalletBooks> {
    const rows = await this.statements.run(WALLET_BOOKS, {
      address: fromHex(address, 32)!,
      after_key: afterKey,
      row_limit: limit + 1,
    });
    const [first] = rows;
    return {
      totals: totalsOf(first!),
      zakatRecords: zakatRecordsOf(first!, address),
      lastKey: Number(first!.last_key),
      transactions: slice(rows.filter(isBooked), limit, bookedTransaction),
    };
  }

  override async page(address: string, { afterKey, upToKey, limit }: BookedRange): Promise<Slice<BookedTransaction>> {
    const rows = await this.statements.run(BOOKED_TRANSACTIONS, {
      address: fromHex(address, 32)!,
      after_key: afterKey,
      row_limit: limit + 1,
      up_to_key: upToKey ?? Number.MAX_SAFE_INTEGER,
    });
    return slice(rows, limit, bookedTransaction);
  }
}

function isBooked(row: BooksRow): row is BooksRow & BookedRow {
  return row.key !== null;
}

function bookedTransaction(row: BookedRow): BookedTransaction {
  return {
    ...placedTransaction(row),
    timestamp: Number(row.timestamp),
    record: {
      type: row.type as TransactionType,
      sender: row.sender ? toHex(row.sender) : undefined,
      receiver: toHex(row.receiver),
      amount: BigInt(row.amount),
    },
    balanceChange: BigInt(row.balance_change),
  };
}

function totalsOf(row: BooksRow): WalletBooks['totals'] {
  return {
    balance: BigInt(row.balance),
    sent: BigInt(row.sent),
    received: BigInt(row.received),
    credited: BigInt(row.credited),
    debited: BigInt(row.debited),
    minted: BigInt(row.minted),
  };
}

function zakatRecordsOf(row: BooksRow, walletAddress: string): ZakatRecord[] {
  return (row.zakat_ids ?? []).map((id, at) => ({
    id,
    userId: row.zakat_users![at]!,
    walletAddress,
    amountUnits: BigInt(row.zakat_amounts![at]!),
    blockHash: toHex(row.zakat_blocks![at]!),
    createdAtMs: Number(row.zakat_times![at]!),
  }));
}
