import { createHash, randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import { NotWriting, type ProduceBlocks, type RequestClaim } from '@app/utxo';
import type { AssessmentTerms } from '../model/assess-wallet.js';
import { type Assessment, CountedLines, canonicalLine } from '../model/assessment.js';
import { printDay } from '../model/day.js';
import { printHijriDate } from '../model/hijri-date.js';
import type { ZakatPeriod } from '../model/zakat-period.js';
import { Assessments } from '../ports/assessments.js';
import { AssessmentTurn } from '../services/assessment-turn.js';
import { type AssessmentScope, AssessWallets } from './assess-wallets.js';
import { type MadeOnce, MakeOnce } from './make-once.js';
import { type AssessmentBasis, ReadAssessmentBasis, type ValuationDate } from './read-assessment-basis.js';
import { SweepAssessments } from './sweep-assessments.js';

export interface AssessmentOrder {
  readonly period: ZakatPeriod;
  readonly valuation: ValuationDate;
  /** As in the audit trail. */
  readonly author: string;
  /** The key that the caller gave, if any, and whose it is: see KeyedRequest. */
  readonly idempotency: { key: string; caller: string } | undefined;
}

/**
 * Reckons what every registered wallet owes on a date, and keeps the lines with their hash. Nothing is charged. One is made
 * at a time: each reads what all wallets did.
 */
export class AssessZakat {
  constructor(
    private readonly basis: ReadAssessmentBasis,
    private readonly assessWallets: AssessWallets,
    private readonly assessments: Assessments,
    private readonly once: MakeOnce,
    private readonly turn: AssessmentTurn,
    private readonly sweep: SweepAssessments,
    private readonly producer: Pick<ProduceBlocks, 'producing'>,
    private readonly clock: Clock,
  ) {}

  /**
   * @throws DatabaseNotConfigured · IdempotencyKeyReused · RequestInFlight · AssessmentInProgress · NotWriting ·
   *   OutsideHijriCalendar · NisabNotSet · NoBlockSoOld
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
    this.requireWriting();
    await this.sweep.execute();
    const id = randomUUID();
    try {
      const basis = await this.basis.execute(order.valuation);
      const assessment = await this.assess(id, order, basis);
      this.requireWriting();
      await this.assessments.close(assessment, claim);
      return id;
    } catch (error) {
      // The first failure is the one to tell of.
      await this.assessments.discard(id).catch(() => undefined);
      throw error;
    }
  }

  private async assess(id: string, { period, author }: AssessmentOrder, basis: AssessmentBasis): Promise<Assessment> {
    const { terms, zone, chain, registeredBeforeMs } = basis;
    const { valuation } = terms;
    const createdAtMs = this.clock.nowMs();
    const { hash, totals } = await this.keepLines(id, terms, { chain, period, registeredBeforeMs });
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
    for await (const lines of this.assessWallets.execute(terms, scope)) {
      await this.assessments.addLines(id, position, lines);
      position += lines.length;
      for (const line of lines) {
        counted.add(line);
        hash.update(canonicalLine(line));
      }
    }
    return { hash: hash.digest('hex'), totals: counted.totals };
  }

  /** One is made where blocks are, so that what is not closed is known to have been cut off: see SweepAssessments. */
  private requireWriting(): void {
    if (!this.producer.producing) throw new NotWriting();
  }
}
