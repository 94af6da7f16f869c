import { Clock } from '@app/kernel';
import { DebtNotFound, DebtSettled, InvalidSettlement } from '../declarations.errors.js';
import type { Day } from '../model/day.js';
import { Debts, type DeclaredDebt } from '../ports/debts.js';
import { ReadZakatTerms } from './read-zakat-terms.js';

export interface DebtSettlement {
  readonly id: string;
  /** Whose debt alone it may be; any wallet's for administrators. */
  readonly walletAddress: string | undefined;
  /** Today where the policy counts days, when undefined. */
  readonly settledOn: Day | undefined;
  readonly settledBy: string;
}

/** Says that a debt is no longer owed. The debt stays, and counts for the days before. */
export class SettleDebt {
  constructor(
    private readonly debts: Debts,
    private readonly terms: ReadZakatTerms,
    private readonly clock: Clock,
  ) {}

  /**
   * Once more, with the same day or none, changes nothing.
   * @throws DebtNotFound · InvalidSettlement for a day in the future · DebtSettled on another day
   */
  async execute({ id, walletAddress, settledOn, settledBy }: DebtSettlement): Promise<DeclaredDebt> {
    const debt = await this.find(id, walletAddress);
    const today = await this.terms.today();
    if (settledOn !== undefined && settledOn > today) throw new InvalidSettlement();
    if (debt.settledOn === undefined) {
      const settlement = { settledOn: settledOn ?? today, settledBy, settledAtMs: this.clock.nowMs() };
      await this.debts.settle(id, settlement);
    }
    const settled = await this.find(id, walletAddress);
    if (settledOn !== undefined && settled.settledOn !== settledOn) throw new DebtSettled();
    return settled;
  }

  private async find(id: string, walletAddress: string | undefined): Promise<DeclaredDebt> {
    const debt = await this.debts.find(id);
    if (!debt || (walletAddress !== undefined && debt.walletAddress !== walletAddress)) throw new DebtNotFound();
    return debt;
  }
}
