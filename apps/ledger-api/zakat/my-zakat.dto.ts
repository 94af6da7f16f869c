import {
  type HijriCalendar,
  type MyZakat,
  printDay,
  printHijriDate,
  type WealthLot,
  type ZakatEstimate,
} from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { UNITS } from '../presentation/units.js';
import { AssessedWealthResponse, assessedWealthJson } from './assessment-lines.dto.js';
import { DebtResponse, debtJson } from './debts.dto.js';
import { ExemptionResponse, exemptionJson } from './exemptions.dto.js';
import { NisabResponse, nisabJson } from './nisab.dto.js';
import { PolicyResponse, policyJson } from './policy.dto.js';
import { ReceiptLineResponse, receiptLineJson } from './receipts.dto.js';

/** Lots that are shown, in the order of spending: of a wallet that receives something every day, a season. */
const MOST_LOTS = 100;

export class MyHawlResponse {
  /** How the policy reads the year. */
  mode!: 'both_ends' | 'continuous' | 'per_lot' | 'none';

  /** @example "2026-02-18" */
  since!: string;

  /** @example "1447-09-01" */
  since_hijri!: string;

  /**
   * The day on which it is complete.
   * @example "2027-02-08"
   */
  until!: string;

  /** @example "1448-09-01" */
  until_hijri!: string;

  /** Whether that day has come. */
  complete!: boolean;

  /**
   * Days of it that have passed, at most all of them.
   * @example 282
   */
  @ApiProperty({ type: 'integer' })
  days_done!: number;

  /**
   * Days until it is complete; 0 when it is.
   * @example 73
   */
  @ApiProperty({ type: 'integer' })
  days_left!: number;
}

/** What came on one day and has not been spent. */
export class MyLotResponse {
  /** @example 15000 */
  @ApiProperty(UNITS)
  units!: number;

  /**
   * When its year began: the day on which it came, or for which it was charged last.
   * @example "2026-02-18"
   */
  since!: string;

  /** @example "2027-02-08" */
  until!: string;

  /** Whether its year is over, so that zakat is due on it. */
  complete!: boolean;
}

/** What an assessment of a date would have of you, should nothing come or go until then. */
export class ZakatEstimateResponse extends AssessedWealthResponse {
  /** @example "2027-02-08" */
  valuation_date!: string;

  /** @example "1448-09-01" */
  hijri_date!: string;

  /**
   * The Hijri year of that day. Who was charged for this period owes nothing more for it.
   * @example "1448"
   */
  period!: string;
}

export class MyReceiptResponse extends ReceiptLineResponse {
  /**
   * Where the whole receipt is; with `.pdf` behind it, to print.
   * @example "/api/v1/zakat/receipts/MZ-1448-000017-2"
   */
  href!: string;
}

export class MyZakatResponse {
  /** Hex. */
  wallet_address!: string;

  /** What zakat is reckoned by at present. */
  policy!: PolicyResponse;

  /** The nisab that is in force today; null while none of the policy's standard is recorded. Then nothing can be reckoned. */
  @ApiProperty({ type: NisabResponse, nullable: true })
  nisab!: NisabResponse | null;

  /**
   * The last lunar year that is complete, else the one that runs, whether you are exempt or not; null when none runs, or the policy
   * asks for none.
   */
  @ApiProperty({ type: MyHawlResponse, nullable: true })
  hawl!: MyHawlResponse | null;

  /** When the policy gives each receipt its own year: the first 100, those first that are spent first. Else none. */
  lots!: MyLotResponse[];

  /** Lots beyond those. */
  @ApiProperty({ type: 'integer' })
  lots_left_out!: number;

  /** Of today. */
  @ApiProperty({ type: ZakatEstimateResponse, nullable: true })
  now!: ZakatEstimateResponse | null;

  /** Of the next day on which a year is complete; null when none runs. */
  @ApiProperty({ type: ZakatEstimateResponse, nullable: true })
  next_anniversary!: ZakatEstimateResponse | null;

  /** In the order in which they were declared, settled ones included. */
  debts!: DebtResponse[];

  /** In the order in which they were entered, ended ones included. */
  exemptions!: ExemptionResponse[];

  /** The newest 20, newest first. All are at `/me/zakat/receipts`. */
  receipts!: MyReceiptResponse[];
}

export function myZakatJson(walletAddress: string, mine: MyZakat) {
  const { policy, now, atAnniversary } = mine;
  const lots = now?.lots ?? [];
  return {
    wallet_address: walletAddress,
    policy: policyJson(policy),
    nisab: now ? nisabJson(now.nisab) : null,
    hawl: now ? hawlJson(now, mine) : null,
    lots: lots.slice(0, MOST_LOTS).map(lotJson),
    lots_left_out: Math.max(0, lots.length - MOST_LOTS),
    now: now ? estimateJson(now) : null,
    next_anniversary: atAnniversary ? estimateJson(atAnniversary) : null,
    debts: mine.debts.map(debtJson),
    exemptions: mine.exemptions.map(exemptionJson),
    receipts: mine.receipts.map((receipt) => {
      const line = receiptLineJson(receipt);
      return { ...line, href: `/api/v1/zakat/receipts/${line.number}` };
    }),
  };
}

function hawlJson({ standing: { hawl }, valuation }: ZakatEstimate, { policy, calendar }: MyZakat) {
  if (!hawl) return null;
  const { from, until, isComplete } = hawl;
  return {
    mode: policy.policy.hawl,
    since: printDay(from),
    since_hijri: hijriOf(from, calendar),
    until: printDay(until),
    until_hijri: hijriOf(until, calendar),
    complete: isComplete,
    days_done: Math.min(valuation, until) - from,
    days_left: Math.max(until - valuation, 0),
  };
}

function lotJson({ units, since, until, isRipe }: WealthLot) {
  return { units, since: printDay(since), until: printDay(until), complete: isRipe };
}

function estimateJson({ valuation, hijriDate, period, line }: ZakatEstimate) {
  return {
    valuation_date: printDay(valuation),
    hijri_date: printHijriDate(hijriDate),
    period,
    ...assessedWealthJson(line),
  };
}

function hijriOf(day: number, calendar: HijriCalendar): string {
  return printHijriDate(calendar.toHijri(day));
}
