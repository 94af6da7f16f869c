import type { AssessmentLine } from '../model/assess-wallet.js';
import type { Day } from '../model/day.js';
import { readHawl } from '../model/hawl.js';
import { lotsOf, type WealthLot } from '../model/hawl-of-lots.js';
import type { HawlStanding } from '../model/held-wealth.js';
import type { HijriDate } from '../model/hijri-date.js';
import type { RecordedNisab } from '../ports/nisab-snapshots.js';
import { NisabNotSet, NoBlockSoOld } from '../zakat.errors.js';
import { AssessWallets } from './assess-wallets.js';
import { ReadAssessmentBasis } from './read-assessment-basis.js';

/** What an assessment of a date would have of a wallet. */
export interface ZakatEstimate {
  readonly valuation: Day;
  readonly hijriDate: HijriDate;
  /** The Hijri year, which stands for the period: a wallet that was charged in it counts as charged. */
  readonly period: string;
  readonly line: AssessmentLine;
  readonly nisab: RecordedNisab;
  /** Of the wallet itself, also where an assessment does not look at it: when its owner is exempt, say. */
  readonly standing: Pick<HawlStanding, 'hawl' | 'next'>;
  /** In the order of spending; none unless the policy gives each lot a year of its own. */
  readonly lots: readonly WealthLot[];
}

/** Reckons for one wallet what an assessment reckons for all, from the same records and by the same rules. */
export class EstimateZakat {
  constructor(
    private readonly basis: ReadAssessmentBasis,
    private readonly assessWallets: AssessWallets,
  ) {}

  /** Undefined while nothing can be assessed: no nisab is recorded, or the wallet is not registered. */
  async execute(address: string, valuation: Day): Promise<ZakatEstimate | undefined> {
    try {
      return await this.estimate(address, valuation);
    } catch (error) {
      if (error instanceof NisabNotSet || error instanceof NoBlockSoOld) return undefined;
      throw error;
    }
  }

  private async estimate(address: string, valuation: Day): Promise<ZakatEstimate | undefined> {
    const { terms, nisab, ...scope } = await this.basis.execute({ day: valuation });
    const hijriDate = terms.calendar.toHijri(valuation);
    const period = String(hijriDate.year);
    const assessed = await this.assessWallets.one(address, terms, { ...scope, period });
    if (!assessed) return undefined;
    const wealth = { ...assessed.wallet, ...terms };
    const lots = terms.policy.hawl === 'per_lot' ? lotsOf(wealth) : [];
    const standing = readHawl(terms.policy.hawl, wealth);
    return { valuation, hijriDate, period, line: assessed.line, nisab, standing, lots };
  }
}
