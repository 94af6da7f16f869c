import { Readable } from 'node:stream';
import { setImmediate as nextIteration } from 'node:timers/promises';
import { toHex } from '@app/chain';
import type { Statement, TellingLine } from '@app/reporting';
import { StreamableFile } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';

const COLUMNS = [
  'time',
  'type',
  'direction',
  'counterparty',
  'units_in',
  'units_out',
  'balance_after',
  'height',
  'txid',
];
const EMPTY = '';
/** Lines that are printed in one turn of the event loop. */
const CHUNK = 200;

/**
 * A sheet (RFC 4180): the opening, the lines, the closing with the totals, and the digest. Amounts are their digits, and no cell can
 * be taken for a formula.
 */
export function streamStatementCsv(statement: Statement): StreamableFile {
  return new StreamableFile(Readable.from(chunks(statement), { objectMode: false }), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="statement-${statement.head.address.slice(0, 16)}.csv"`,
  });
}

async function* chunks(statement: Statement): AsyncGenerator<Buffer> {
  const { from = EMPTY, until = EMPTY, opening } = statement.head;
  let rows: unknown[][] = [COLUMNS, rowOf('opening', { time: from, balance: opening })];
  for await (const line of statement.lines()) {
    rows.push(cellsOf(line));
    if (rows.length < CHUNK) continue;
    yield printed(rows);
    rows = [];
    await nextIteration();
  }
  const { totalIn, totalOut, closing, digest } = statement.foot();
  const height = statement.height;
  rows.push(rowOf('closing', { time: until, in: totalIn, out: totalOut, balance: closing, height }));
  rows.push(rowOf('digest', { txid: digest }));
  yield printed(rows);
}

interface Cells {
  readonly time?: string;
  readonly in?: bigint;
  readonly out?: bigint;
  readonly balance?: bigint;
  readonly height?: number;
  readonly txid?: string;
}

function rowOf(type: string, { time, in: came, out: went, balance, height, txid }: Cells): unknown[] {
  return [time, type, EMPTY, EMPTY, came, went, balance, height, txid];
}

function cellsOf({ time, type, direction, counterparty, units, balanceAfter, height, txid }: TellingLine): unknown[] {
  const came = direction === 'in' ? units : EMPTY;
  const went = direction === 'out' ? units : EMPTY;
  return [time, type, direction, counterparty, came, went, balanceAfter, height, toHex(txid)];
}

function printed(rows: readonly unknown[][]): Buffer {
  return Buffer.from(
    stringify([...rows], { escape_formulas: true, record_delimiter: 'windows', cast: { bigint: String } }),
  );
}
