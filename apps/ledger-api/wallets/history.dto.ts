import { type TransactionType, toHex } from '@app/chain';
import { InvalidCursor } from '@app/infrastructure/http/cursor.js';
import { IsOneOf, IsText } from '@app/infrastructure/http/validation/index.js';
import { InvalidTime } from '@app/kernel';
import type { TellingLine } from '@app/reporting';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { IsLimit } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

const TYPES = ['reward', 'send', 'zakat_deduction'] as const satisfies TransactionType[];

/** From when to when. */
export class TimeQuery {
  /**
   * Only what is of this time or later: a day of UTC, or a moment with its offset
   * @example "2026-11-01"
   */
  @IsOptional()
  @IsText({}, () => InvalidTime.at('from'))
  from?: string;

  /**
   * Only what is of this day of UTC or earlier, the day included; or before this moment, which is not included
   * @example "2026-11-30"
   */
  @IsOptional()
  @IsText({}, () => InvalidTime.at('to'))
  to?: string;
}

export class HistoryLinesQuery extends TimeQuery {
  /** Only transactions of this type */
  @IsOptional()
  @IsOneOf(TYPES, {}, () => new InvalidParameter(`type must be one of: ${TYPES.join(', ')}`, { field: 'type' }))
  type?: TransactionType;

  /** `next_cursor` of the page before. It belongs to this query: with another wallet, time or type it is refused */
  @IsOptional()
  @IsText({}, () => new InvalidCursor())
  cursor?: string;

  /** Most lines of a page */
  @IsOptional()
  @IsLimit({ default: 100 })
  limit?: number;
}

export class HistoryLineResponse {
  /**
   * Of its block, UTC.
   * @example "2026-11-21T20:15:00.000Z"
   */
  time!: string;

  @ApiProperty({ enum: TYPES })
  type!: TransactionType;

  /** `self`: a transfer to oneself, which changes nothing */
  @ApiProperty({ enum: ['in', 'out', 'self'] })
  direction!: 'in' | 'out' | 'self';

  /**
   * Address of the other wallet as recorded: who paid, or the first that was paid. Null for a reward, and where the record names
   * this wallet alone.
   */
  counterparty!: string | null;

  /** What came or went, change given back left out. */
  @ApiProperty({ ...UNITS, minimum: 0 })
  units!: number;

  /** What the wallet holds after the transaction. */
  @ApiProperty({ ...UNITS, minimum: 0 })
  balance_after!: number;

  /** Hex. */
  txid!: string;

  /** @example 812 */
  height!: number;

  /**
   * What the payer wrote to the payee, where there is something, and only for the two.
   * @example "for the lunch"
   */
  note?: string;
}

export class HistoryResponse {
  /** The newest first. */
  lines!: HistoryLineResponse[];

  /** Leads to the next page; null at the end. A page may have few lines, or none, although others follow */
  next_cursor!: string | null;
}

/** @param notes that may be told, by the IDs of their transactions */
export function historyLineJson(line: TellingLine, notes: ReadonlyMap<string, string> = new Map()) {
  const { time, type, direction, counterparty = null, units, balanceAfter, txid, height } = line;
  const [id, note] = [toHex(txid), notes.get(toHex(txid))];
  const shown = { time, type, direction, counterparty, units, balance_after: balanceAfter, txid: id, height };
  return note === undefined ? shown : { ...shown, note };
}
