import { returnOf, type ZakatReturn } from '../model/zakat-return.js';
import { ZakatReturns } from '../ports/zakat-returns.js';
import { PeriodNotCharged } from '../voucher.errors.js';

/** The return of a period. */
export class ReportPeriod {
  constructor(private readonly returns: ZakatReturns) {}

  /** @throws PeriodNotCharged when nothing was, and no run was begun */
  async execute(period: string): Promise<ZakatReturn> {
    const found = await this.returns.sums(period);
    if (found.assessments === 0 && found.sums.size === 0) throw new PeriodNotCharged();
    return returnOf(period, found);
  }
}
