import { IsOneOf } from '@app/infrastructure/http/validation/index.js';
import {
  ASSESSMENT_REASONS,
  type AssessmentLine,
  type AssessmentReason,
  type Day,
  type NamedLine,
  printDay,
} from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { InvalidParameter } from '../presentation/invalid-request.js';
import { PageQuery } from '../presentation/page-query.dto.js';
import { UNITS } from '../presentation/units.js';

export class AssessmentLinesQuery extends PageQuery {
  /** Only lines of this reason */
  @IsOptional()
  @IsOneOf(ASSESSMENT_REASONS, {}, () => new InvalidParameter('reason must be one of the reasons of an assessment'))
  reason?: AssessmentReason;
}

/** What a wallet holds, and owes of it. */
export class AssessedWealthResponse {
  /**
   * Units at the end of the valuation date.
   * @example 15000
   */
  @ApiProperty(UNITS)
  balance!: number;

  /**
   * Units of debts that the policy deducts.
   * @example 0
   */
  @ApiProperty(UNITS)
  debts!: number;

  /**
   * Balance less debts, and never less than 0.
   * @example 15000
   */
  @ApiProperty(UNITS)
  net!: number;

  /**
   * What it must reach.
   * @example 10000
   */
  @ApiProperty(UNITS)
  nisab!: number;

  /**
   * The first day of the last complete lunar year, or of the one that runs; null where there is none, or none was looked at.
   * @example "2025-03-01"
   */
  @ApiProperty({ type: String, nullable: true })
  hawl_from!: string | null;

  /**
   * The day on which that year is complete.
   * @example "2026-02-18"
   */
  @ApiProperty({ type: String, nullable: true })
  hawl_until!: string | null;

  /**
   * Units that are owed; 0 unless the reason is `DUE`.
   * @example 375
   */
  @ApiProperty(UNITS)
  due!: number;

  /** Why, the first that holds in this order. */
  @ApiProperty({ enum: ASSESSMENT_REASONS })
  reason!: AssessmentReason;

  /** Days until the hawl is complete, when the reason is `HAWL_INCOMPLETE`. */
  days_left?: number;
}

export class AssessmentLineResponse extends AssessedWealthResponse {
  /** Hex. */
  wallet_address!: string;

  /** @example "Amina Khan" */
  name!: string;

  /**
   * National identity number, masked.
   * @example "35202-*******-1"
   */
  cnic_masked!: string;
}

export function assessmentLineJson(line: NamedLine) {
  return {
    wallet_address: line.walletAddress,
    name: line.fullName,
    cnic_masked: line.maskedCnic,
    ...assessedWealthJson(line),
  };
}

export function assessedWealthJson(line: AssessmentLine) {
  return {
    balance: line.balance,
    debts: line.debts,
    net: line.net,
    nisab: line.nisab,
    hawl_from: dayOrNull(line.hawlFrom),
    hawl_until: dayOrNull(line.hawlUntil),
    due: line.due,
    reason: line.reason,
    ...(line.daysLeft !== undefined && { days_left: line.daysLeft }),
  };
}

function dayOrNull(day: Day | undefined): string | null {
  return day === undefined ? null : printDay(day);
}
