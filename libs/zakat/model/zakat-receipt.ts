import { type Day, printDay } from './day.js';
import { DaysInZone } from './day-in-zone.js';
import { HijriCalendar } from './hijri-calendar.js';
import { printHijriDate } from './hijri-date.js';
import type { NisabSnapshot } from './nisab.js';
import type { ReceiptPlace } from './receipt-number.js';
import { defaultZakatPolicy, type Ratio } from './zakat-policy.js';

/** One deduction as it was reckoned and stored. What the old run does not know is undefined: it has neither nisab nor policy. */
export interface ZakatReceipt extends ReceiptPlace {
  /** Orders receipts as the chain orders deductions. */
  readonly key: number;
  readonly userId: string;
  readonly fullName: string;
  /** `#####-*******-#` */
  readonly maskedCnic: string;
  /** Hex. */
  readonly walletAddress: string;
  readonly amountUnits: bigint;
  /** What the wallet held before the deduction. */
  readonly balanceUnits: bigint;
  readonly debtsUnits: bigint | undefined;
  readonly nisab: NisabSnapshot | undefined;
  readonly rate: Ratio;
  readonly policyVersion: number | undefined;
  readonly dates: ReceiptDates;
  readonly chargedAtMs: number;
  /** Hex. */
  readonly txid: string;
  /** Hex. */
  readonly blockHash: string;
  readonly height: number;
}

/** The date that it was reckoned for, in both calendars: `2026-11-27` and `1448-06-17`. */
export interface ReceiptDates {
  readonly gregorian: string;
  readonly hijri: string;
}

/**
 * The dates of a deduction that was made without a valuation date: the day of the charge in Pakistan, and the same day in Umm
 * al-Qura without overrides, so that what was printed once stays true when a month is moved.
 */
export function datesOfCharge(chargedAtMs: number): ReceiptDates {
  const day: Day = new DaysInZone(defaultZakatPolicy(1).timeZone).dayOf(chargedAtMs / 1000);
  return { gregorian: printDay(day), hijri: printHijriDate(new HijriCalendar().toHijri(day)) };
}
