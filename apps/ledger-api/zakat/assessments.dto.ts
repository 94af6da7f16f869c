import { IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import {
  AssessmentNotFound,
  type AssessmentStanding,
  InvalidDay,
  InvalidHijriDate,
  InvalidPeriod,
  printDay,
  printHijriDate,
} from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';
import { ReceiptNisabResponse } from './receipts.dto.js';

const ASSESSMENT_ID = { format: 'uuid', example: '7d1c3c1e-8d0f-4b1c-9a53-0c5a3f0f6a11' };

@RefusedAs(invalidBody)
export class AssessmentRequest {
  /**
   * What the assessment is for, such as a Hijri year: 1 to 32 letters, digits, dots, dashes and underscores. Wallets that were
   * charged in this period are told as `ALREADY_CHARGED`.
   * @example "1447"
   */
  @IsText({ pattern: '^[A-Za-z0-9._-]{1,32}$' }, () => new InvalidPeriod())
  period!: string;

  /**
   * The day for which is reckoned, in the time zone of the policy. Either it or `hijri_date` is given.
   * @example "2026-02-18"
   */
  @IsOptional()
  @IsText({ format: 'date' }, () => new InvalidDay())
  valuation_date?: string;

  /**
   * The same in the Hijri calendar, with the months that an administrator moved.
   * @example "1447-09-01"
   */
  @IsOptional()
  @IsText({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' }, () => new InvalidHijriDate())
  hijri_date?: string;
}

export class AssessmentPath {
  /** Of the assessment */
  @IsText(ASSESSMENT_ID, () => new AssessmentNotFound())
  id = '';
}

export class AssessedAtResponse {
  /**
   * The last block that counts.
   * @example 42
   */
  height!: number;

  /** Hex. */
  block_hash!: string;
}

export class AssessmentNisabResponse extends ReceiptNisabResponse {
  @ApiProperty(ASSESSMENT_ID)
  id!: string;
}

export class AssessmentTotalsResponse {
  /**
   * Wallets that were assessed.
   * @example 100000
   */
  wallets!: number;

  /**
   * Those that owe.
   * @example 61234
   */
  due_count!: number;

  /**
   * Units that they owe together.
   * @example 771548400
   */
  @ApiProperty(UNITS)
  due_units!: number;

  /**
   * Wallets of each reason, those with none included.
   * @example { "DUE": 61234, "BELOW_NISAB": 38765, "POOL_WALLET": 1 }
   */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  by_reason!: Record<string, number>;
}

export class ApprovalResponse {
  /** @example "administrator:amina" */
  by!: string;

  /** @example "2026-02-19T08:00:00.000Z" */
  at!: string;
}

export class AssessmentResponse {
  @ApiProperty(ASSESSMENT_ID)
  id!: string;

  /**
   * SHA-256 of the lines, hex: each is the columns of `lines.csv` from `wallet_address` on without `name` and `cnic_masked`, with
   * commas between and a line feed behind. The same chain, policy and declarations give the same hash on any database.
   */
  hash!: string;

  /** @example "1447" */
  period!: string;

  /** @example "2026-02-18" */
  valuation_date!: string;

  /** @example "1447-09-01" */
  hijri_date!: string;

  /** Whether the date had not come when it was made: a forecast on the blocks of that time. */
  provisional!: boolean;

  as_of!: AssessedAtResponse;

  /**
   * Version of the policy; 0 before the first was set.
   * @example 3
   */
  policy_version!: number;

  nisab!: AssessmentNisabResponse;

  calendar!: AssessmentCalendarResponse;

  totals!: AssessmentTotalsResponse;

  /** `forecast` is never charged; `assessed` waits for approval, `approved` for its run; `run` has one. */
  state!: 'forecast' | 'assessed' | 'approved' | 'run';

  /** Who has approved it, oldest first. */
  approvals!: ApprovalResponse[];

  /**
   * How many different administrators must approve it.
   * @example 2
   */
  approvals_needed!: number;

  /** Of the run that charges it; null before it began. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  run_id!: string | null;

  /**
   * Who made it.
   * @example "administrator:amina"
   */
  author!: string;

  /** @example "2026-02-19T05:00:00.000Z" */
  created_at!: string;
}

export class AssessmentCalendarResponse {
  /** @example "umm_al_qura" */
  name!: string;

  /**
   * Version of the overrides; 0 before the first was set.
   * @example 1
   */
  version!: number;

  /** @example "Asia/Karachi" */
  time_zone!: string;
}

export function assessmentJson(standing: AssessmentStanding) {
  const { assessment, approvals, needed, runId } = standing;
  const { nisab, totals } = assessment;
  return {
    id: assessment.id,
    hash: assessment.hash,
    period: assessment.period,
    valuation_date: printDay(assessment.valuation),
    hijri_date: printHijriDate(assessment.hijriDate),
    provisional: assessment.isProvisional,
    as_of: { height: assessment.height, block_hash: assessment.blockHash },
    policy_version: assessment.policyVersion,
    nisab: {
      id: nisab.id,
      standard: nisab.standard,
      grams: nisab.grams ?? null,
      price: nisab.pricePerGram ?? null,
      units: nisab.units,
      source: nisab.source,
      as_of: printDay(nisab.asOf),
    },
    calendar: { name: 'umm_al_qura', version: assessment.calendarVersion, time_zone: assessment.timeZone },
    totals: {
      wallets: totals.wallets,
      due_count: totals.dueCount,
      due_units: totals.dueUnits,
      by_reason: totals.byReason,
    },
    state: stateOf(standing),
    approvals: approvals.map(({ by, atMs }) => ({ by, at: new Date(atMs).toISOString() })),
    approvals_needed: needed,
    run_id: runId ?? null,
    author: assessment.author,
    created_at: new Date(assessment.createdAtMs).toISOString(),
  };
}

function stateOf({ assessment, approvals, needed, runId }: AssessmentStanding): AssessmentResponse['state'] {
  if (assessment.isProvisional) return 'forecast';
  if (runId !== undefined) return 'run';
  return approvals.length < needed ? 'assessed' : 'approved';
}
