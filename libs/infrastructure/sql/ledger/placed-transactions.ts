import type { PlacedTransaction } from '@app/chain';
import { SLICE_BYTES, type Slice } from '@app/kernel';
import type { Columns, RowOf } from '../statement.js';

/** What {@link PLACED_COLUMNS} select. */
export const PLACED = {
  key: 'bigint',
  bytes: 'bytea',
  height: 'bigint',
  block_hash: 'bytea',
  position: 'bigint',
} as const satisfies Columns;
export type PlacedRow = RowOf<typeof PLACED>;

/** What a slice of transactions selects beside them. */
export const SLICED = { ...PLACED, found: 'bigint' } as const satisfies Columns;

/**
 * Cuts `rows` (SQL for some transactions, as `t`) off at {@link SLICE_BYTES}, but behind the first of them. The length of what
 * is stored elsewhere is known without reading it, so what is cut off costs nothing.
 */
export function slicedSql(rows: string, order: 'asc' | 'desc'): string {
  return `(SELECT * FROM (SELECT t.*, count(*) OVER () AS found, row_number() OVER so_far AS place,
                         sum(octet_length(t.bytes)) OVER so_far AS total_bytes
                  FROM ${rows} WINDOW so_far AS (ORDER BY t.key ${order} ROWS UNBOUNDED PRECEDING)) AS measured
           WHERE place = 1 OR total_bytes <= ${SLICE_BYTES})`;
}

/** Of rows that were asked for with a limit of one more. */
export function slice<Row extends { found: string }, Result>(
  rows: readonly Row[],
  limit: number,
  print: (row: Row) => Result,
): Slice<Result> {
  const shown = rows.slice(0, limit);
  return { rows: shown.map(print), hasMore: shown.length < Number(rows[0]?.found ?? 0) };
}

/** Selects what {@link placedTransaction} reads; `t` is transactions, `b` its block. */
export const PLACED_COLUMNS = 't.key, t.bytes, t.height, b.hash AS block_hash, t.key - b.first_transaction AS position';

export function placedTransaction(row: PlacedRow): PlacedTransaction {
  return {
    key: Number(row.key),
    bytes: row.bytes,
    height: Number(row.height),
    blockHash: row.block_hash,
    position: Number(row.position),
  };
}
