import { toHex } from '@app/chain';
import { streamCsv } from '@app/infrastructure/http/csv-stream.js';
import type { Statement, TellingLine } from '@app/reporting';
import type { StreamableFile } from '@nestjs/common';

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

/** A sheet: the opening, the lines, the closing with the totals, and the digest. */
export function streamStatementCsv(statement: Statement): StreamableFile {
  return streamCsv(`statement-${statement.head.address.slice(0, 16)}.csv`, rowsOf(statement));
}

async function* rowsOf(statement: Statement): AsyncGenerator<readonly unknown[]> {
  const { from, until, opening } = statement.head;
  yield COLUMNS;
  yield [from, 'opening', EMPTY, EMPTY, EMPTY, EMPTY, opening, EMPTY, EMPTY];
  for await (const line of statement.lines()) yield cellsOf(line);
  const { totalIn, totalOut, closing, digest } = statement.foot();
  yield [until, 'closing', EMPTY, EMPTY, totalIn, totalOut, closing, statement.height, EMPTY];
  yield [EMPTY, 'digest', EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, digest];
}

function cellsOf({ time, type, direction, counterparty, units, balanceAfter, height, txid }: TellingLine): unknown[] {
  const came = direction === 'in' ? units : EMPTY;
  const went = direction === 'out' ? units : EMPTY;
  return [time, type, direction, counterparty, came, went, balanceAfter, height, toHex(txid)];
}
