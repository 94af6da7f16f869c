import { AppMode } from '@app/kernel';
import { defaultZakatPolicy, type ZakatPolicy } from '../model/zakat-policy.js';
import { ZakatPolicies } from '../ports/zakat-policies.js';

/** Finds what the policy in force says of vouchers. Until one is set: one approval in a demo, two in production. */
export class FindVoucherTerms {
  constructor(
    private readonly policies: ZakatPolicies,
    private readonly mode: AppMode,
  ) {}

  async execute(): Promise<Pick<ZakatPolicy, 'approvals' | 'amilinCap'>> {
    const set = await this.policies.latest();
    return set?.policy ?? defaultZakatPolicy(this.mode.isProduction ? 2 : 1);
  }
}
