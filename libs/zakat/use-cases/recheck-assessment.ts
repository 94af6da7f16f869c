import { createHash } from 'node:crypto';
import { type Assessment, canonicalLine } from '../model/assessment.js';
import { DaysInZone } from '../model/day-in-zone.js';
import { HijriCalendar } from '../model/hijri-calendar.js';
import { NisabHistory } from '../model/nisab.js';
import { CalendarOverrides } from '../ports/calendar-overrides.js';
import { NisabSnapshots } from '../ports/nisab-snapshots.js';
import { WealthRecords } from '../ports/wealth-records.js';
import { ZakatPolicies } from '../ports/zakat-policies.js';
import { AssessmentTurn } from '../services/assessment-turn.js';
import { AssessmentIsOtherwise } from '../zakat.errors.js';
import { AssessWallets } from './assess-wallets.js';
import { FindPool } from './find-pool.js';
import { DefaultPolicy } from './read-zakat-terms.js';

/** Reckons an assessment again, by its own policy and calendar and the declarations of now. */
export class RecheckAssessment {
  constructor(
    private readonly policies: ZakatPolicies,
    private readonly nisab: NisabSnapshots,
    private readonly calendars: CalendarOverrides,
    private readonly wealth: WealthRecords,
    private readonly assessWallets: AssessWallets,
    private readonly turn: AssessmentTurn,
    private readonly initial: DefaultPolicy,
    private readonly findPool: FindPool,
  ) {}

  /** @throws AssessmentIsOtherwise when its lines would not be the same · AssessmentInProgress */
  async execute(assessment: Assessment): Promise<void> {
    await this.turn.take(async () => {
      if ((await this.hashNow(assessment)) !== assessment.hash) throw new AssessmentIsOtherwise();
    });
  }

  private async hashNow({ period, valuation, ...made }: Assessment): Promise<string | undefined> {
    const policy = await this.policies.version(made.policyVersion);
    const calendar = await this.calendars.version(made.calendarVersion);
    const terms = {
      policy: policy?.policy ?? this.initial.policy,
      calendar: new HijriCalendar(calendar?.overrides),
      nisab: new NisabHistory(await this.nisab.ofStandard(made.nisab.standard)),
      valuation,
      poolAddress: await this.findPool.address(),
    };
    const zone = new DaysInZone(made.timeZone);
    const chain = await this.wealth.chainUntil(valuation, zone);
    if (!chain) return undefined;
    const hash = createHash('sha256');
    const scope = { chain, period, registeredBeforeMs: zone.startOf(valuation + 1) * 1000 };
    for await (const lines of this.assessWallets.execute(terms, scope))
      for (const line of lines) hash.update(canonicalLine(line));
    return hash.digest('hex');
  }
}
