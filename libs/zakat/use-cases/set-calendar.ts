import { Clock } from '@app/kernel';
import { CalendarMoved, MonthGivenTwice } from '../declarations.errors.js';
import { HijriCalendar, type MonthOverride } from '../model/hijri-calendar.js';
import { printHijriMonth } from '../model/hijri-date.js';
import { CalendarOverrides, type CalendarVersion } from '../ports/calendar-overrides.js';

/** Puts another set of overrides in force, as a new version of the calendar. */
export class SetCalendar {
  constructor(
    private readonly calendars: CalendarOverrides,
    private readonly clock: Clock,
  ) {}

  /**
   * @param order `replaces`: the version that the author has seen
   * @throws MonthGivenTwice · OutsideHijriCalendar · ImpossibleMonth · CalendarMoved
   */
  async execute(order: {
    overrides: readonly MonthOverride[];
    replaces: number;
    author: string;
  }): Promise<CalendarVersion> {
    const { replaces, author } = order;
    const byMonth = new Map(order.overrides.map((override) => [printHijriMonth(override.month), override]));
    if (byMonth.size < order.overrides.length) throw new MonthGivenTwice();
    const overrides = [...byMonth.keys()].sort().map((month) => byMonth.get(month)!);
    new HijriCalendar(overrides);
    const version = { version: replaces + 1, overrides, author, createdAtMs: this.clock.nowMs() };
    if (!(await this.calendars.append(version))) throw new CalendarMoved();
    return version;
  }
}
