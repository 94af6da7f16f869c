import { fromHex, type TransactionType, toHex } from '@app/chain';
import type { TimeSpan } from '@app/kernel';
import { type HistoryLine, type HistorySpan, type LinesPage, type LinesQuery, WalletLines } from '@app/reporting';
import { type Columns, type RowOf, read, type Statements } from '../statement.js';

/** Lines that are looked at for one page, however few of them are wanted. */
const SCANNED_LINES = 2_000;

const WALLET = '(SELECT id FROM addresses WHERE hash = $1)';
/** Above every key. */
const NO_KEY = Number.MAX_SAFE_INTEGER;

const keyAt = (time: string, otherwise: string) => `coalesce(
          (SELECT b.first_transaction FROM blocks b WHERE b."timestamp" >= ${time} ORDER BY b."timestamp", b.height LIMIT 1),
          ${otherwise})`;
const heldBefore = (key: string) => `coalesce(
          (SELECT h.balance FROM wallet_history h WHERE h.address = ${WALLET} AND h.transaction_key < ${key}
           ORDER BY h.transaction_key DESC LIMIT 1), 0)`;

/** In one statement, so that all of it is as of one block. No block is older than the one below it. */
export const HISTORY_SPAN = read('history_span', {
  parameters: { address: 'bytea', from_time: 'bigint', to_time: 'bigint' },
  columns: { first_key: 'bigint', end_key: 'bigint', opening: 'bigint', closing: 'bigint', height: 'bigint' },
  sql: `SELECT span.first_key, span.end_key, ${heldBefore('span.first_key')} AS opening, ${heldBefore('span.end_key')} AS closing,
               span.height
        FROM (SELECT ${keyAt('$2', 'tip.next_key')} AS first_key, ${keyAt('$3', 'tip.next_key')} AS end_key, tip.height
              FROM (SELECT height, first_transaction + transaction_count AS next_key FROM blocks ORDER BY height DESC LIMIT 1) AS tip
             ) AS span`,
});

const LINE = {
  key: 'bigint null',
  txid: 'bytea null',
  height: 'bigint null',
  timestamp: 'bigint null',
  type: 'text null',
  sender: 'bytea null',
  receiver: 'bytea null',
  credited: 'bigint null',
  debited: 'bigint null',
  balance: 'bigint null',
} as const satisfies Columns;

/**
 * Each row has where the looking ended, beside a line; where none was found there is one row without a line. The
 * planner of a database without statistics would otherwise sort the whole history for each page, and read whole tables: pairs are
 * compared as they stand in the index, and each line looks its transaction up by key.
 */
const lines = (order: 'asc' | 'desc') =>
  read(`wallet_lines_${order}`, {
    parameters: {
      address: 'bytea',
      first_key: 'bigint',
      end_key: 'bigint',
      type: 'text null',
      scanned: 'integer',
      row_limit: 'integer',
    },
    columns: { scanned: 'bigint', last_key: 'bigint null', ...LINE },
    sql: `WITH scanned AS (
            SELECT h.transaction_key, h.credited, h.debited, h.balance FROM wallet_history h
            WHERE (h.address, h.transaction_key) >= (${WALLET}, $2) AND (h.address, h.transaction_key) < (${WALLET}, $3)
            ORDER BY h.address ${order}, h.transaction_key ${order} LIMIT $5
          ), found AS (
            SELECT t.key, t.txid, t.height, (SELECT b."timestamp" FROM blocks b WHERE b.height = t.height) AS "timestamp", t.type,
                   (SELECT s.hash FROM addresses s WHERE s.id = t.sender) AS sender,
                   (SELECT r.hash FROM addresses r WHERE r.id = t.receiver) AS receiver, l.credited, l.debited, l.balance
            FROM scanned l CROSS JOIN LATERAL (SELECT * FROM transactions WHERE key = l.transaction_key LIMIT 1) AS t
            WHERE $4::text IS NULL OR t.type = $4::text
            ORDER BY t.key ${order} LIMIT $6
          )
          SELECT looked.scanned, looked.last_key, found.*
          FROM (SELECT count(*) AS scanned, ${order === 'asc' ? 'max' : 'min'}(transaction_key) AS last_key FROM scanned) AS looked
            LEFT JOIN found ON true
          ORDER BY found.key ${order}`,
  });

export const WALLET_LINES = { asc: lines('asc'), desc: lines('desc') };
type LineRow = RowOf<(typeof WALLET_LINES)['asc']['columns']>;

export class SqlWalletLines extends WalletLines {
  constructor(private readonly statements: Statements) {
    super();
  }

  override async span(address: string, { fromMs, toMs }: TimeSpan): Promise<HistorySpan> {
    const [row] = await this.statements.run(HISTORY_SPAN, {
      address: fromHex(address, 32)!,
      from_time: secondsOf(fromMs) ?? 0,
      to_time: secondsOf(toMs) ?? NO_KEY,
    });
    return {
      firstKey: Number(row!.first_key),
      endKey: Number(row!.end_key),
      opening: BigInt(row!.opening),
      closing: BigInt(row!.closing),
      height: Number(row!.height),
    };
  }

  override async page({ address, firstKey, endKey, order, type, limit }: LinesQuery): Promise<LinesPage> {
    const scanned = type === undefined ? limit + 1 : Math.max(SCANNED_LINES, limit + 1);
    const rows = await this.statements.run(WALLET_LINES[order], {
      address: fromHex(address, 32)!,
      first_key: firstKey,
      end_key: endKey,
      type: type ?? null,
      scanned,
      row_limit: limit + 1,
    });
    const found = rows.filter(({ key }) => key !== null).map(lineOf);
    const shown = found.slice(0, limit);
    const [looked] = rows;
    if (found.length > limit) return { lines: shown, lastKey: shown.at(-1)!.key };
    return { lines: shown, lastKey: Number(looked!.scanned) === scanned ? Number(looked!.last_key) : undefined };
  }
}

/** A block is of a whole second, so it is at or behind a part of one when it is of the next. */
function secondsOf(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.ceil(ms / 1000);
}

function lineOf(row: LineRow): HistoryLine {
  return {
    key: Number(row.key),
    txid: row.txid!,
    height: Number(row.height),
    timestamp: Number(row.timestamp),
    type: row.type as TransactionType,
    sender: row.sender ? toHex(row.sender) : undefined,
    receiver: toHex(row.receiver!),
    credited: BigInt(row.credited!),
    debited: BigInt(row.debited!),
    balance: BigInt(row.balance!),
  };
}
