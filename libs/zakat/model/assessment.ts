import { ASSESSMENT_REASONS, type AssessmentLine, type AssessmentReason } from './assess-wallet.js';
import { type Day, printDay } from './day.js';
import type { HijriDate } from './hijri-date.js';
import type { NisabSnapshot } from './nisab.js';
import type { ZakatPeriod } from './zakat-period.js';

/** What all registered wallets owed on a date, as it was reckoned once. It does not change any more. */
export interface Assessment {
  /** UUID. */
  readonly id: string;
  /** Hex SHA-256 of the lines: see {@link canonicalLine}. */
  readonly hash: string;
  readonly period: ZakatPeriod;
  readonly valuation: Day;
  readonly hijriDate: HijriDate;
  /** Whether the valuation date had not come: then it is a forecast, and nothing is charged by it. */
  readonly isProvisional: boolean;
  /** The last block that counts. */
  readonly height: number;
  /** Hex. */
  readonly blockHash: string;
  /** 0 for the policy before the first version. */
  readonly policyVersion: number;
  readonly timeZone: string;
  /** 0 for Umm al-Qura as it is computed. */
  readonly calendarVersion: number;
  readonly nisab: NisabSnapshot & { readonly id: string };
  readonly totals: AssessmentTotals;
  /** As in the audit trail. */
  readonly author: string;
  readonly createdAtMs: number;
}

export interface AssessmentTotals {
  readonly wallets: number;
  readonly dueCount: number;
  readonly dueUnits: bigint;
  /** Wallets of each reason, 0 included. */
  readonly byReason: Readonly<Record<AssessmentReason, number>>;
}

/**
 * A line as it is hashed: the columns of `lines.csv` that do not name a person, with commas between and a line feed behind.
 * Lines are hashed in the order of their addresses, so the same chain, policy and declarations give the same hash anywhere.
 */
export function canonicalLine(line: AssessmentLine): string {
  const { walletAddress, balance, debts, net, nisab, hawlFrom, hawlUntil, due, reason, daysLeft } = line;
  const days = [hawlFrom, hawlUntil].map((day) => (day === undefined ? '' : printDay(day)));
  return `${[walletAddress, balance, debts, net, nisab, ...days, due, reason, daysLeft ?? ''].join(',')}\n`;
}

/** Adds up lines. */
export class CountedLines {
  private readonly byReason = new Map<AssessmentReason, number>();
  private wallets = 0;
  private dueUnits = 0n;

  add({ reason, due }: AssessmentLine): void {
    this.wallets += 1;
    this.dueUnits += due;
    this.byReason.set(reason, (this.byReason.get(reason) ?? 0) + 1);
  }

  get totals(): AssessmentTotals {
    const counts = ASSESSMENT_REASONS.map((reason) => [reason, this.byReason.get(reason) ?? 0]);
    const byReason: Record<AssessmentReason, number> = Object.fromEntries(counts);
    return { wallets: this.wallets, dueCount: byReason.DUE, dueUnits: this.dueUnits, byReason };
  }
}
