import { InvalidDay } from '../zakat.errors.js';

/** A calendar day: whole days since 1970-01-01, in the Gregorian calendar. Days are compared and subtracted as numbers. */
export type Day = number;

const MS_PER_DAY = 86_400_000;

/**
 * @param text `2026-02-19`, a day that exists
 * @throws InvalidDay
 */
export function parseDay(text: string): Day {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / MS_PER_DAY : Number.NaN;
  // Some engines take 30 February for 2 March.
  if (!Number.isInteger(day) || printDay(day) !== text) throw new InvalidDay();
  return day;
}

/** `2026-02-19` */
export function printDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}
