import { IsInteger, IsNested, IsOneOf, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import { MOST_APPROVALS, MOST_EXCLUDED, type PolicyInForce, type PolicyVersion, type ZakatPolicy } from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { IsAddressList } from '../presentation/address-list.js';
import { invalidBody } from '../presentation/invalid-request.js';
import { UNITS } from '../presentation/units.js';

const RATES = ['lunar', 'solar'];
const HAWL_MODES = ['both_ends', 'continuous', 'per_lot', 'none'];
export const STANDARDS = ['silver', 'gold', 'fixed'];
const DEBT_MODES = ['none', 'next_instalment', 'twelve_months', 'all'];

/** What collectors may have of what a period collected. */
@RefusedAs(invalidBody)
export class AmilinCap {
  /** @example 1 */
  @IsInteger({ minimum: 0, maximum: 1_000_000 })
  numerator = 0n;

  /** @example 8 */
  @IsInteger({ minimum: 1, maximum: 1_000_000 })
  denominator = 0n;
}

@RefusedAs(invalidBody)
export class PolicyRequest {
  /**
   * `lunar`: 1/40 for a lunar year; `solar`: 73/2832 for a solar year.
   * @example "lunar"
   */
  @IsOneOf(RATES)
  rate!: ZakatPolicy['rate'];

  /**
   * How wealth must be held for a lunar year. `both_ends`: at nisab when the year begins and when it ends; `continuous`: at no
   * day below nisab; `per_lot`: each receipt has its own year; `none`: what is held on the valuation date.
   * @example "both_ends"
   */
  @IsOneOf(HAWL_MODES)
  hawl!: ZakatPolicy['hawl'];

  /**
   * What nisab is measured by.
   * @example "silver"
   */
  @IsOneOf(STANDARDS)
  nisab_standard!: ZakatPolicy['nisabStandard'];

  /**
   * Which declared debts are deducted: none, what falls due next, what falls due within a lunar year, or all.
   * @example "none"
   */
  @IsOneOf(DEBT_MODES)
  debts!: ZakatPolicy['debts'];

  /**
   * Whose days count: a name of the IANA time zone database.
   * @example "Asia/Karachi"
   */
  @IsText()
  time_zone!: string;

  /**
   * Addresses that are never assessed, such as a treasury's.
   * @example []
   */
  @IsAddressList(MOST_EXCLUDED)
  excluded!: string[];

  /**
   * Units. What is less is not deducted.
   * @example 0
   */
  @IsInteger({ ...UNITS, minimum: 0 })
  minimum_deduction!: bigint;

  @IsNested(() => AmilinCap)
  amilin_cap!: AmilinCap;

  /**
   * How many different administrators must approve an assessment.
   * @example 2
   */
  @IsInteger({ minimum: 1, maximum: MOST_APPROVALS })
  approvals!: bigint;
}

export class RatioResponse {
  /** @example 1 */
  @ApiProperty({ type: 'integer' })
  numerator!: number;

  /** @example 8 */
  @ApiProperty({ type: 'integer' })
  denominator!: number;
}

export class PolicyResponse {
  /**
   * Counts from 1. 0 is the policy of a server on which none was set.
   * @example 3
   */
  @ApiProperty({ type: 'integer' })
  version!: number;

  rate!: 'lunar' | 'solar';

  hawl!: 'both_ends' | 'continuous' | 'per_lot' | 'none';

  nisab_standard!: 'silver' | 'gold' | 'fixed';

  debts!: 'none' | 'next_instalment' | 'twelve_months' | 'all';

  /** @example "Asia/Karachi" */
  time_zone!: string;

  /** Lower-case addresses, in alphabetical order. */
  excluded!: string[];

  /**
   * Units.
   * @example 0
   */
  @ApiProperty(UNITS)
  minimum_deduction!: number;

  amilin_cap!: RatioResponse;

  /** @example 2 */
  @ApiProperty({ type: 'integer' })
  approvals!: number;

  /**
   * When it was set, RFC 3339. Version 0 has none.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at?: string;
}

export class PolicyVersionResponse extends PolicyResponse {
  /**
   * Who set it, as in the audit trail.
   * @example "administrator:amina"
   */
  author!: string;
}

export function policyOf(request: PolicyRequest): ZakatPolicy {
  return {
    rate: request.rate,
    hawl: request.hawl,
    nisabStandard: request.nisab_standard,
    debts: request.debts,
    timeZone: request.time_zone,
    excluded: request.excluded,
    minimumDeduction: request.minimum_deduction,
    amilinCap: { numerator: request.amilin_cap.numerator, denominator: request.amilin_cap.denominator },
    approvals: Number(request.approvals),
  };
}

export function policyJson({ version, policy, createdAtMs }: PolicyInForce) {
  return {
    version,
    rate: policy.rate,
    hawl: policy.hawl,
    nisab_standard: policy.nisabStandard,
    debts: policy.debts,
    time_zone: policy.timeZone,
    excluded: policy.excluded,
    minimum_deduction: policy.minimumDeduction,
    amilin_cap: policy.amilinCap,
    approvals: policy.approvals,
    ...(createdAtMs !== undefined && { created_at: new Date(createdAtMs).toISOString() }),
  };
}

export function policyVersionJson(version: PolicyVersion) {
  return { ...policyJson(version), author: version.author };
}
