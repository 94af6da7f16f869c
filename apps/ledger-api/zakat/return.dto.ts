import { printCsv } from '@app/infrastructure/http/csv-stream.js';
import { IsText, Must } from '@app/infrastructure/http/validation/index.js';
import { EXEMPTION_REASONS, InvalidPeriod, type ZakatReturn } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
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

/** Wallets that are exempt and were not charged, and the units that they held, less debts. */
export class ReturnExemptResponse {
  EXEMPT_NON_MUSLIM!: ReturnSumResponse;

  EXEMPT_NON_CITIZEN!: ReturnSumResponse;

  EXEMPT_CZ50!: ReturnSumResponse;

  EXEMPT_NOT_SAHIB_E_NISAB!: ReturnSumResponse;
}

export class ReturnResponse {
  /** @example "1448" */
  period!: string;

  /**
   * Assessments of the period whose run was begun.
   * @example 1
   */
  @ApiProperty({ type: 'integer' })
  assessments!: number;

  /** Wallets that these found due, and what was due of them: those that a run of them charged, and those that are left. */
  assessed!: ReturnSumResponse;

  /** Deductions without an assessment, by `POST /zakat/run`. */
  unassessed!: ReturnSumResponse;

  /** Deductions, with an assessment or without. */
  charged!: ReturnSumResponse;

  /** Wallets that held less than was due when the run came to them. */
  outstanding!: ReturnSumResponse;

  /** Wallets that cannot be charged: the key does not open, or the coins are too many. */
  failed!: ReturnSumResponse;

  /** Wallets that the run has not come to yet. */
  pending!: ReturnSumResponse;

  /** By reason. */
  exempt!: ReturnExemptResponse;

  /** Paid vouchers of the kind `refund`. */
  refunded!: ReturnSumResponse;

  /**
   * Units that were charged, less what was refunded.
   * @example 650
   */
  @ApiProperty(UNITS)
  net!: number;
}

/** In the order of the sheet. */
const SUMS = ['assessed', 'unassessed', 'charged', 'outstanding', 'failed', 'pending'] as const;

export function returnJson({ period, assessments, assessed, unassessed, ...of }: ZakatReturn) {
  const { charged, outstanding, failed, pending, exempt, refunded, net } = of;
  const left = { outstanding, failed, pending };
  return { period, assessments, assessed, unassessed, charged, ...left, exempt, refunded, net };
}

/** A line for each item, as on the form. Spreadsheets run a cell that begins like a formula, which a period cannot today. */
export function returnCsv(of: ZakatReturn): string {
  const rows = [
    ['period', 'item', 'number', 'units'],
    ...SUMS.map((item) => [of.period, item, of[item].number, of[item].units]),
    ...EXEMPTION_REASONS.map((reason) => [of.period, reason, of.exempt[reason].number, of.exempt[reason].units]),
    [of.period, 'refunded', of.refunded.number, of.refunded.units],
    [of.period, 'net', '', of.net],
  ];
  return printCsv(rows);
}
