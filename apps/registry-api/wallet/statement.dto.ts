import { streamCsv } from '@app/infrastructure/http/csv-stream.js';
import { streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import type { JsonNumber } from '@app/infrastructure/http/json-value.js';
import { IsText } from '@app/infrastructure/http/validation/index.js';
import { formatFlop, type NodeStatement, type NodeStatementLine } from '@app/node-wallet';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { FLOP, flopJson, UNITS } from './flop-json.js';

const EMPTY = '';

export class StatementQuery {
  /**
   * Only what was booked at this time or later: a day of UTC, or a moment with its offset
   * @example "2026-11-01"
   */
  @IsOptional()
  @IsText()
  from?: string;

  /**
   * Only what was booked on this day of UTC or earlier, the day included; or before this moment, which is not included
   * @example "2026-11-30"
   */
  @IsOptional()
  @IsText()
  to?: string;
}

export class NodeStatementLineResponse {
  @ApiProperty({ format: 'date-time' })
  time!: string;

  /** Of the books; grows. */
  @ApiProperty({ type: 'integer' })
  entry!: number;

  /** As the books name it. */
  type!: string;

  @ApiProperty({ enum: ['in', 'out'] })
  direction!: string;

  /** Where the money went; of a deposit, the node’s own address. Null for what the operator booked. */
  @ApiProperty({ type: String, nullable: true })
  address!: string | null;

  @ApiProperty({ type: String, nullable: true })
  txid!: string | null;

  @ApiProperty(FLOP)
  amount!: JsonNumber;

  @ApiProperty(UNITS)
  amount_units!: string;

  @ApiProperty(FLOP)
  balance_after!: JsonNumber;

  @ApiProperty(UNITS)
  balance_after_units!: string;
}

export class NodeStatementResponse {
  /** @example "node_001" */
  node_id!: string;

  /** @example "my_wallet" */
  wallet_name!: string;

  /** From this moment on; null from the beginning. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  from!: string | null;

  /** Up to this moment, which is not included; null up to now. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  until!: string | null;

  /** Held before the first line, in units of 10⁻⁸ FLOP, as all sums here. */
  @ApiProperty(UNITS)
  opening_units!: string;

  /** In the order of the books. */
  lines!: NodeStatementLineResponse[];

  @ApiProperty(UNITS)
  total_in_units!: string;

  @ApiProperty(UNITS)
  total_out_units!: string;

  /** Held after the last line: opening + in − out. */
  @ApiProperty(UNITS)
  closing_units!: string;

  /** Hex SHA-256 over the canonical form of the statement. */
  digest!: string;
}

export function streamNodeStatement(statement: NodeStatement) {
  const { wallet, from = null, until = null, opening } = statement;
  return streamJsonObject({
    node_id: wallet.nodeId,
    wallet_name: wallet.walletName,
    from,
    until,
    opening_units: String(opening),
    lines: printed(statement),
    total_in_units: () => String(statement.foot().totalIn),
    total_out_units: () => String(statement.foot().totalOut),
    closing_units: () => String(statement.foot().closing),
    digest: () => statement.foot().digest,
  });
}

async function* printed(statement: NodeStatement) {
  for await (const line of statement.lines()) yield lineJson(line);
}

function lineJson({ time, entry, type, direction, address, txid, units, balanceAfter }: NodeStatementLine) {
  return {
    ...{ time, entry, type, direction, address: address ?? null, txid: txid ?? null },
    amount: flopJson(units),
    amount_units: String(units),
    balance_after: flopJson(balanceAfter),
    balance_after_units: String(balanceAfter),
  };
}

const COLUMNS = ['time', 'type', 'direction', 'address', 'flop_in', 'flop_out', 'balance_after', 'entry', 'txid'];

export function streamNodeStatementCsv(statement: NodeStatement) {
  return streamCsv(`statement-${statement.wallet.nodeId}.csv`, rowsOf(statement));
}

async function* rowsOf(statement: NodeStatement): AsyncGenerator<readonly unknown[]> {
  const { from, until, opening } = statement;
  yield COLUMNS;
  yield [from, 'opening', EMPTY, EMPTY, EMPTY, EMPTY, formatFlop(opening), EMPTY, EMPTY];
  for await (const { time, type, direction, address, units, balanceAfter, entry, txid } of statement.lines()) {
    const [came, went] = direction === 'in' ? [formatFlop(units), EMPTY] : [EMPTY, formatFlop(units)];
    yield [time, type, direction, address, came, went, formatFlop(balanceAfter), entry, txid];
  }
  const { totalIn, totalOut, closing, digest } = statement.foot();
  yield [until, 'closing', EMPTY, EMPTY, formatFlop(totalIn), formatFlop(totalOut), formatFlop(closing), EMPTY, EMPTY];
  yield [EMPTY, 'digest', EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, digest];
}
