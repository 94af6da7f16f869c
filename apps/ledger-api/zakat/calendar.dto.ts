import { IsListOf, IsText, RefusedAs } from '@app/infrastructure/http/validation/index.js';
import {
  type CalendarInForce,
  type HijriDate,
  InvalidHijriDate,
  type MonthOverride,
  parseDay,
  parseHijriMonth,
  printDay,
  printHijriDate,
  printHijriMonth,
} from '@app/zakat';
import { ApiProperty } from '@nestjs/swagger';
import { invalidBody } from '../presentation/invalid-request.js';

/** A month that begins on another day than Umm al-Qura says. */
@RefusedAs(invalidBody)
export class OverrideFields {
  /**
   * Year and month; 9 is Ramadan.
   * @example "1447-09"
   */
  @IsText({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' })
  month = '';

  /**
   * The Gregorian day of its 1st.
   * @example "2026-02-19"
   */
  @IsText({ format: 'date' })
  first_day = '';
}

@RefusedAs(invalidBody)
export class CalendarRequest {
  /** All of them: those that are left out are taken back. None moves the 1st of a month so that it, or the month before, has not 29 or 30 days. */
  @IsListOf(() => OverrideFields, { maxItems: 600, tooLong: invalidBody })
  overrides!: OverrideFields[];
}

export class OverrideResponse {
  /** @example "1447-09" */
  month!: string;

  /** @example "2026-02-19" */
  first_day!: string;
}

export class CalendarResponse {
  /**
   * Counts from 1. 0 is Umm al-Qura without overrides.
   * @example 2
   */
  @ApiProperty({ type: 'integer' })
  version!: number;

  /** By month. */
  overrides!: OverrideResponse[];

  /**
   * When it was set, RFC 3339. Version 0 has none.
   * @example "2026-11-21T18:00:00.000Z"
   */
  created_at?: string;
}

export class HijriDatePath {
  /** Year, month and day, such as `1447-09-01` */
  @IsText({}, () => new InvalidHijriDate())
  hijri_date = '';
}

export class GregorianResponse {
  /** @example "1447-09-01" */
  hijri_date!: string;

  /** @example "2026-02-19" */
  gregorian_date!: string;

  /**
   * 29 or 30.
   * @example 30
   */
  @ApiProperty({ type: 'integer' })
  days_in_month!: number;

  /**
   * Of the calendar that says so.
   * @example 2
   */
  @ApiProperty({ type: 'integer' })
  calendar_version!: number;
}

/** @throws InvalidHijriDate · InvalidDay */
export function overridesOf({ overrides }: CalendarRequest): MonthOverride[] {
  return overrides.map(({ month, first_day }) => ({ month: parseHijriMonth(month), firstDay: parseDay(first_day) }));
}

export function calendarJson({ version, overrides, createdAtMs }: Omit<CalendarInForce, 'calendar'>) {
  return {
    version,
    overrides: overrides.map(({ month, firstDay }) => ({
      month: printHijriMonth(month),
      first_day: printDay(firstDay),
    })),
    ...(createdAtMs !== undefined && { created_at: new Date(createdAtMs).toISOString() }),
  };
}

/** @throws OutsideHijriCalendar */
export function gregorianJson(date: HijriDate, { version, calendar }: CalendarInForce) {
  return {
    hijri_date: printHijriDate(date),
    gregorian_date: printDay(calendar.toDay(date)),
    days_in_month: calendar.daysIn(date),
    calendar_version: version,
  };
}
