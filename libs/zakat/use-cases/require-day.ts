import type { Day } from '../model/day.js';
import { HijriCalendar } from '../model/hijri-calendar.js';

const ummAlQura = new HijriCalendar();

/** Every day that zakat deals with has a date in both calendars. @throws OutsideHijriCalendar */
export function refuseDayOutsideCalendar(day: Day): void {
  ummAlQura.toHijri(day);
}
