import type { AssessmentTerms } from '../model/assess-wallet.js';
import type { Day } from '../model/day.js';
import { DaysInZone } from '../model/day-in-zone.js';
import type { HijriDate } from '../model/hijri-date.js';
import { NisabHistory } from '../model/nisab.js';
import { NisabSnapshots, type RecordedNisab } from '../ports/nisab-snapshots.js';
import { type ChainDays, WealthRecords } from '../ports/wealth-records.js';
import { NisabNotSet, NoBlockSoOld } from '../zakat.errors.js';
import { FindPool } from './find-pool.js';
import { ReadZakatTerms } from './read-zakat-terms.js';

/** In either calendar; Hijri dates are those of the calendar with its overrides. */
export type ValuationDate = { readonly day: Day } | { readonly hijri: HijriDate };

/** What wallets are assessed by on a date. */
export interface AssessmentBasis {
  readonly terms: AssessmentTerms;
  readonly zone: DaysInZone;
  readonly chain: ChainDays;
  /** The end of the valuation date: wallets that were registered later are not assessed. */
  readonly registeredBeforeMs: number;
  readonly nisab: RecordedNisab;
  readonly policyVersion: number;
  readonly calendarVersion: number;
}

/** Reads what is in force now, for an assessment and for an owner's estimate alike. */
export class ReadAssessmentBasis {
  constructor(
    private readonly terms: ReadZakatTerms,
    private readonly nisab: NisabSnapshots,
    private readonly wealth: WealthRecords,
    private readonly findPool: FindPool,
  ) {}

  /** @throws OutsideHijriCalendar · NisabNotSet · NoBlockSoOld */
  async execute(asked: ValuationDate): Promise<AssessmentBasis> {
    const { policy, version: policyVersion } = await this.terms.policy();
    const { calendar, version: calendarVersion } = await this.terms.calendar();
    const valuation = 'day' in asked ? asked.day : calendar.toDay(asked.hijri);
    // It and the year that follows must lie within the calendar.
    calendar.lunarYearAfter(valuation);
    const history = new NisabHistory(await this.nisab.ofStandard(policy.nisabStandard));
    const nisab = history.inForceOn(valuation);
    if (!nisab) throw new NisabNotSet();
    const zone = new DaysInZone(policy.timeZone);
    const chain = await this.wealth.chainUntil(valuation, zone);
    if (!chain) throw new NoBlockSoOld();
    // One can assess before there is a pool.
    const poolAddress = await this.findPool.address();
    return {
      terms: { policy, calendar, nisab: history, valuation, poolAddress },
      zone,
      chain,
      registeredBeforeMs: zone.startOf(valuation + 1) * 1000,
      nisab,
      policyVersion,
      calendarVersion,
    };
  }
}
