import { ImpossibleMonth, OutsideHijriCalendar } from '../zakat.errors.js';
import type { Day } from './day.js';
import { type HijriDate, type HijriMonth, printHijriMonth } from './hijri-date.js';
import { FIRST_YEAR, LAST_YEAR, ummAlQuraMonths } from './umm-al-qura.js';

/** Where a month begins on another day than the table says, because the moon was seen later or earlier. */
export interface MonthOverride {
  readonly month: HijriMonth;
  /** The day of its 1st. */
  readonly firstDay: Day;
}

/** Umm al-Qura (see umm-al-qura.ts) with the months that an administrator moved. It covers 1 Muharram 1300 to the last day of 1600 AH. */
export class HijriCalendar {
  /** Days on which months begin, the one after the last month included. */
  private readonly starts: Int32Array;

  /**
   * An override moves the start of its month, and with it the length of the month before.
   * @throws ImpossibleMonth when that leaves a month of a length other than 29 or 30 days
   */
  constructor(overrides: readonly MonthOverride[] = []) {
    this.starts = ummAlQuraMonths().slice();
    for (const { month, firstDay } of overrides) this.starts[placeOf(month)] = firstDay;
    for (const { month } of overrides) {
      this.requireLength(placeOf(month) - 1);
      this.requireLength(placeOf(month));
    }
  }

  /** 29 or 30. */
  daysIn(month: HijriMonth): number {
    return this.lengthAt(placeOf(month));
  }

  /** @throws OutsideHijriCalendar also when the month has no such day */
  toDay({ day, ...month }: HijriDate): Day {
    const place = placeOf(month);
    if (day < 1 || day > this.lengthAt(place)) throw new OutsideHijriCalendar();
    return this.starts[place]! + day - 1;
  }

  /** @throws OutsideHijriCalendar */
  toHijri(day: Day): HijriDate {
    const { starts } = this;
    if (!(day >= starts[0]! && day < starts.at(-1)!)) throw new OutsideHijriCalendar();
    let place = 0;
    for (let end = starts.length - 1; end - place > 1; ) {
      const middle = (place + end) >> 1;
      if (starts[middle]! <= day) place = middle;
      else end = middle;
    }
    return { ...monthAt(place), day: day - starts[place]! + 1 };
  }

  /**
   * The day on which `years` lunar years after `date` end: the same day of the same month, or the last of that month when
   * it has no 30th. Each is counted from `date` itself, so that the 30th comes back in years that have it.
   */
  anniversary({ year, month, day }: HijriDate, years: number): Day {
    const place = placeOf({ year: year + years, month });
    return this.starts[place]! + Math.min(day, this.lengthAt(place)) - 1;
  }

  /** The day on which the lunar year after `day` ends. */
  lunarYearAfter(day: Day): Day {
    return this.anniversary(this.toHijri(day), 1);
  }

  private lengthAt(place: number): number {
    return this.starts[place + 1]! - this.starts[place]!;
  }

  private requireLength(place: number): void {
    if (place < 0) return;
    const days = this.lengthAt(place);
    if (days !== 29 && days !== 30) throw new ImpossibleMonth(printHijriMonth(monthAt(place)), days);
  }
}

function placeOf({ year, month }: HijriMonth): number {
  if (year < FIRST_YEAR || year > LAST_YEAR) throw new OutsideHijriCalendar();
  return (year - FIRST_YEAR) * 12 + month - 1;
}

function monthAt(place: number): HijriMonth {
  return { year: FIRST_YEAR + Math.floor(place / 12), month: (place % 12) + 1 };
}
