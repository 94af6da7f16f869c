import { streamJsonObject } from '@app/infrastructure/http/json-stream.js';
import type { Statement } from '@app/reporting';
import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from '../presentation/units.js';
import { HistoryLineResponse, historyLineJson } from '../wallets/history.dto.js';

const SUM = { ...UNITS, minimum: 0 } as const;

export class StatementResponse {
  address!: string;

  /**
   * From this moment on; null from the beginning.
   * @example "2026-11-01T00:00:00.000Z"
   */
  from!: string | null;

  /**
   * Up to this moment, which is not included; null up to the tip.
   * @example "2026-12-01T00:00:00.000Z"
   */
  until!: string | null;

  /**
   * Of the tip as of which the statement is.
   * @example 812
   */
  height!: number;

  /** Held before the first line. */
  @ApiProperty(SUM)
  opening!: number;

  /** The oldest first. */
  lines!: HistoryLineResponse[];

  @ApiProperty(SUM)
  total_in!: number;

  @ApiProperty(SUM)
  total_out!: number;

  /** Held after the last line: `opening` + `total_in` - `total_out`. */
  @ApiProperty(SUM)
  closing!: number;

  /** Hex SHA-256 over the canonical form of the statement. */
  digest!: string;
}

export function streamStatement(statement: Statement) {
  const { address, from = null, until = null, opening } = statement.head;
  return streamJsonObject({
    address,
    from,
    until,
    height: statement.height,
    opening,
    lines: printed(statement),
    total_in: () => statement.foot().totalIn,
    total_out: () => statement.foot().totalOut,
    closing: () => statement.foot().closing,
    digest: () => statement.foot().digest,
  });
}

async function* printed(statement: Statement) {
  for await (const line of statement.lines()) yield historyLineJson(line);
}
