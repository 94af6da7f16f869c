import { InvalidHijriDate } from '../zakat.errors.js';

/** A month of the lunar year; 9 is Ramadan. */
export interface HijriMonth {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
}

export interface HijriDate extends HijriMonth {
  /** 1 to 30; whether a month has a 30th is for the calendar to say. */
  readonly day: number;
}

/**
 * @param text `1447-09-01`
 * @throws InvalidHijriDate
 */
export function parseHijriDate(text: string): HijriDate {
  const [, month, digits] = /^(\d{4}-\d{2})-(\d{2})$/.exec(text) ?? [];
  const day = Number(digits);
  if (month === undefined || day < 1 || day > 30) throw new InvalidHijriDate();
  return { ...parseHijriMonth(month), day };
}

/**
 * @param text `1447-09`
 * @throws InvalidHijriDate
 */
export function parseHijriMonth(text: string): HijriMonth {
  const [, year, digits] = /^(\d{4})-(\d{2})$/.exec(text) ?? [];
  const month = Number(digits);
  if (year === undefined || month < 1 || month > 12) throw new InvalidHijriDate();
  return { year: Number(year), month };
}

/** `1447-09-01` */
export function printHijriDate({ day, ...month }: HijriDate): string {
  return `${printHijriMonth(month)}-${String(day).padStart(2, '0')}`;
}

/** `1447-09` */
export function printHijriMonth({ year, month }: HijriMonth): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`;
}

/** Negative when `a` is earlier than `b`, 0 when they are the same. */
export function compareHijriDates(a: HijriDate, b: HijriDate): number {
  return a.year - b.year || a.month - b.month || a.day - b.day;
}
