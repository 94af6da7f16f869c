import { language } from './language.js';

/** Digits of Urdu, and its words; months of both calendars. */
const LOCALES = { en: 'en-GB', ur: 'ur-PK-u-nu-arabext' } as const;

const made = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function numbers(): Intl.NumberFormat {
  const locale = LOCALES[language.value];
  const found = made.get(locale) ?? new Intl.NumberFormat(locale);
  made.set(locale, found);
  return found as Intl.NumberFormat;
}

function decimals(): Intl.NumberFormat {
  const key = `${language.value} decimal`;
  const found = made.get(key) ?? new Intl.NumberFormat(LOCALES[language.value], { maximumFractionDigits: 8 });
  made.set(key, found);
  return found as Intl.NumberFormat;
}

function dates(calendar: 'gregory' | 'islamic-umalqura', options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language.value} ${calendar} ${JSON.stringify(options)}`;
  const found = made.get(key) ?? new Intl.DateTimeFormat(LOCALES[language.value], { calendar, ...options });
  made.set(key, found);
  return found as Intl.DateTimeFormat;
}

/** A count, or units to the last one: a bigint is never made a double. */
export function formatNumber(value: bigint | number): string {
  return numbers().format(value);
}

/** An exact decimal, such as an amount of FLOP: its text is formatted, so it never is a double. */
export function formatDecimal(text: string): string {
  return decimals().format(text as Intl.StringNumericLiteral);
}

const DAY = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const SHORT_DAY = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;

/** Day and time of the reader's place, of the Gregorian calendar. */
export function formatTime(time: Date): string {
  return dates('gregory', { ...SHORT_DAY, ...CLOCK }).format(time);
}

export function formatDay(time: Date): string {
  return dates('gregory', DAY).format(time);
}

/** Hours and minutes alone. */
export function formatClock(time: Date): string {
  return dates('gregory', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(time);
}

/** The day alone, in few letters. */
export function formatShortDay(time: Date): string {
  return dates('gregory', { day: 'numeric', month: 'short' }).format(time);
}

/** The day in the calendar of Umm al-Qura. */
export function formatHijriDay(time: Date): string {
  return dates('islamic-umalqura', DAY).format(time);
}

/** A hash or an address by both of its ends. */
export function shortened(hex: string): string {
  return hex.length > 20 ? `${hex.slice(0, 8)}…${hex.slice(-8)}` : hex;
}
