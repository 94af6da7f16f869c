import { Clock } from '@app/kernel';
import { parseAddress } from '@app/wallet';
import { InvalidPolicy, PolicyMoved } from '../declarations.errors.js';
import { DaysInZone } from '../model/day-in-zone.js';
import type { ZakatPolicy } from '../model/zakat-policy.js';
import { type PolicyVersion, ZakatPolicies } from '../ports/zakat-policies.js';

export const MOST_APPROVALS = 10;
export const MOST_EXCLUDED = 1_000;
/** More than anything that is owed. */
const MOST_UNITS = 10n ** 18n;
const MOST_PARTS = 1_000_000n;

/** Puts another policy in force, as a new version. */
export class SetZakatPolicy {
  constructor(
    private readonly policies: ZakatPolicies,
    private readonly clock: Clock,
  ) {}

  /**
   * @param order `replaces`: the version that the author has seen
   * @throws InvalidPolicy · InvalidTimeZone · InvalidAddress · PolicyMoved
   */
  async execute({
    policy,
    replaces,
    author,
  }: {
    policy: ZakatPolicy;
    replaces: number;
    author: string;
  }): Promise<PolicyVersion> {
    refuseUnreasonable(policy);
    const { timeZone } = new DaysInZone(policy.timeZone);
    const excluded = [...new Set(policy.excluded.map((address) => parseAddress(address)))].sort();
    const version = {
      version: replaces + 1,
      policy: { ...policy, timeZone, excluded },
      author,
      createdAtMs: this.clock.nowMs(),
    };
    if (!(await this.policies.append(version))) throw new PolicyMoved();
    return version;
  }
}

function refuseUnreasonable({ minimumDeduction, amilinCap, approvals, excluded }: ZakatPolicy): void {
  const { numerator, denominator } = amilinCap;
  if (minimumDeduction < 0n || minimumDeduction > MOST_UNITS) throw new InvalidPolicy('minimum_deduction');
  if (numerator < 0n || denominator < 1n || numerator > denominator || denominator > MOST_PARTS)
    throw new InvalidPolicy('amilin_cap');
  if (approvals < 1 || approvals > MOST_APPROVALS) throw new InvalidPolicy('approvals');
  if (excluded.length > MOST_EXCLUDED) throw new InvalidPolicy('excluded');
}
