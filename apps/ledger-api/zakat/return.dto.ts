import { IsText, Must } from '@app/infrastructure/http/validation/index.js';
import { InvalidPeriod, type PoolPeriod } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { stringify } from 'csv-stringify/sync';
import { UNITS } from '../presentation/units.js';

const PERIOD = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,31}$/;
const invalidPeriod = () => new InvalidPeriod();

export class ReturnPath {
  /** The period, or an underscore and the year for deductions without one, such as `_2026` */
  @Must((period: string) => PERIOD.test(period), invalidPeriod)
  @IsText({}, invalidPeriod)
  period = '';
}

export class ReturnSumResponse {
  /**
   * How many.
   * @example 2
   */
  number!: number;

  /** @example 750 */
  @ApiProperty(UNITS)
  units!: number;
}

export class ReturnResponse {
  /** @example "1448" */
  period!: string;

  /** Deductions. */
  charged!: ReturnSumResponse;

  /** Paid vouchers of the kind `refund`. */
  refunded!: ReturnSumResponse;

  /**
   * Units that were charged, less what was refunded.
   * @example 650
   */
  @ApiProperty(UNITS)
  net!: number;
}

export function returnJson({ period, charged, collected, refunds, refunded }: PoolPeriod) {
  return {
    period,
    charged: { number: charged, units: collected },
    refunded: { number: refunds, units: refunded },
    net: collected - refunded,
  };
}

/** A line for each item, as on the form. Spreadsheets run a cell that begins like a formula, which a period cannot today. */
export function returnCsv(of: PoolPeriod): string {
  const { period, charged, refunded, net } = returnJson(of);
  const rows = [
    ['period', 'item', 'number', 'units'],
    [period, 'charged', charged.number, charged.units],
    [period, 'refunded', refunded.number, refunded.units],
    [period, 'net', '', net],
  ];
  return stringify(rows, { escape_formulas: true, record_delimiter: 'windows', cast: { bigint: String } });
}
