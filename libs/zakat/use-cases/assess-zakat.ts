import { createHash, randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import type { RequestClaim } from '@app/utxo';
import type { AssessmentTerms } from '../model/assess-wallet.js';
import { type Assessment, CountedLines, canonicalLine } from '../model/assessment.js';
import { type Day, printDay } from '../model/day.js';
import { DaysInZone } from '../model/day-in-zone.js';
import { type HijriDate, printHijriDate } from '../model/hijri-date.js';
import { NisabHistory } from '../model/nisab.js';
import type { ZakatPeriod } from '../model/zakat-period.js';
import { Assessments } from '../ports/assessments.js';
import { NisabSnapshots, type RecordedNisab } from '../ports/nisab-snapshots.js';
import { type ChainDays, WealthRecords } from '../ports/wealth-records.js';
import { AssessmentTurn } from '../services/assessment-turn.js';
import { NisabNotSet, NoBlockSoOld } from '../zakat.errors.js';
import { type AssessmentScope, AssessWallets } from './assess-wallets.js';
import { FindPool } from './find-pool.js';
import { type MadeOnce, MakeOnce } from './make-once.js';
import { ReadZakatTerms } from './read-zakat-terms.js';

export interface AssessmentOrder {
  readonly period: ZakatPeriod;
  /** In either calendar; Hijri dates are those of the calendar with its overrides. */
  readonly valuation: { readonly day: Day } | { readonly hijri: HijriDate };
  /** As in the audit trail. */
  readonly author: string;
  /** The key that the caller gave, if any, and whose it is: see KeyedRequest. */
  readonly idempotency: { key: string; caller: string } | undefined;
}

/** What an assessment is made by. */
interface Basis {
  readonly terms: AssessmentTerms;
  readonly chain: ChainDays;
  readonly nisab: RecordedNisab;
  readonly policyVersion: number;
  readonly calendarVersion: number;
}

/**
 * Reckons what every registered wallet owes on a date, and keeps the lines with their hash. Nothing is charged. One is made
 * at a time: each reads what all wallets did.
 */
export class AssessZakat {
  constructor(
    private readonly terms: ReadZakatTerms,
    private readonly nisab: NisabSnapshots,
    private readonly wealth: WealthRecords,
    private readonly assessments: Assessments,
    private readonly once: MakeOnce,
    private readonly turn: AssessmentTurn,
    private readonly clock: Clock,
    private readonly findPool: FindPool,
  ) {}

  /**
   * @throws DatabaseNotConfigured · IdempotencyKeyReused · RequestInFlight · AssessmentInProgress · OutsideHijriCalendar ·
   *   NisabNotSet · NoBlockSoOld
   */
  async execute(order: AssessmentOrder): Promise<MadeOnce<Assessment>> {
    this.assessments.available();
    const { period, valuation, idempotency } = order;
    const date = 'day' in valuation ? printDay(valuation.day) : `${printHijriDate(valuation.hijri)} AH`;
    const request = idempotency && { route: 'zakat-assessment', ...idempotency, meaning: [period, date] };
    return this.once.execute(request, {
      make: (claim) => this.turn.take(() => this.make(order, claim)),
      find: (id) => this.assessments.find(id),
    });
  }

  private async make(order: AssessmentOrder, claim: RequestClaim | undefined): Promise<string> {
    const id = randomUUID();
    try {
      const basis = await this.basisOf(order);
      await this.assessments.close(await this.assess(id, order, basis), claim);
      return id;
    } catch (error) {
      // The first failure is the one to tell of.
      await this.assessments.discard(id).catch(() => undefined);
      throw error;
    }
  }

  private async basisOf({ valuation: asked }: AssessmentOrder): Promise<Basis> {
    const { policy, version: policyVersion } = await this.terms.policy();
    const { calendar, version: calendarVersion } = await this.terms.calendar();
    const valuation = 'day' in asked ? asked.day : calendar.toDay(asked.hijri);
    // It and the year that follows must lie within the calendar.
    calendar.lunarYearAfter(valuation);
    const history = new NisabHistory(await this.nisab.ofStandard(policy.nisabStandard));
    const nisab = history.inForceOn(valuation);
    if (!nisab) throw new NisabNotSet();
    const chain = await this.wealth.chainUntil(valuation, new DaysInZone(policy.timeZone));
    if (!chain) throw new NoBlockSoOld();
    // One can assess before there is a pool.
    const poolAddress = await this.findPool.address();
    return {
      terms: { policy, calendar, nisab: history, valuation, poolAddress },
      chain,
      nisab,
      policyVersion,
      calendarVersion,
    };
  }

  private async assess(id: string, { period, author }: AssessmentOrder, basis: Basis): Promise<Assessment> {
    const { terms, chain } = basis;
    const { valuation } = terms;
    const zone = new DaysInZone(terms.policy.timeZone);
    const createdAtMs = this.clock.nowMs();
    const scope = { chain, period, registeredBeforeMs: zone.startOf(valuation + 1) * 1000 };
    const { hash, totals } = await this.keepLines(id, terms, scope);
    return {
      id,
      hash,
      period,
      valuation,
      hijriDate: terms.calendar.toHijri(valuation),
      isProvisional: valuation > zone.dayOf(Math.floor(createdAtMs / 1000)),
      height: chain.height,
      blockHash: chain.blockHash,
      policyVersion: basis.policyVersion,
      timeZone: zone.timeZone,
      calendarVersion: basis.calendarVersion,
      nisab: basis.nisab,
      totals,
      author,
      createdAtMs,
    };
  }

  private async keepLines(id: string, terms: AssessmentTerms, scope: AssessmentScope) {
    const hash = createHash('sha256');
    const counted = new CountedLines();
    let position = 0;
    for await (const lines of new AssessWallets(this.wealth).execute(terms, scope)) {
      await this.assessments.addLines(id, position, lines);
      position += lines.length;
      for (const line of lines) {
        counted.add(line);
        hash.update(canonicalLine(line));
      }
    }
    return { hash: hash.digest('hex'), totals: counted.totals };
  }
}
