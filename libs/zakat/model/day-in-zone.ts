import { InvalidTimeZone } from '../zakat.errors.js';
import type { Day } from './day.js';

const DAY_SECONDS = 86_400;
/** Every offset from UTC of our time is a multiple of it, and so is every moment at which one changes. */
const QUARTER_HOUR = 900;
/** No place is further from UTC (14 hours) than this. */
const FURTHEST = 16 * 3_600;

/** The days of a time zone. A change of the clocks makes one shorter or longer, and a place that changed sides of the date line skipped one. */
export class DaysInZone {
  private readonly format: Intl.DateTimeFormat;

  /**
   * @param timeZone a name of the IANA database, such as `Asia/Karachi`
   * @throws InvalidTimeZone
   */
  constructor(readonly timeZone: string) {
    this.format = formatOf(timeZone);
  }

  /** The day there at the Unix time `seconds`. */
  dayOf(seconds: number): Day {
    const parts = this.format.formatToParts(seconds * 1000);
    const part = (type: string) => Number(parts.find((found) => found.type === type)!.value);
    return Date.UTC(part('year'), part('month') - 1, part('day')) / (DAY_SECONDS * 1000);
  }

  /** The Unix time, in seconds, at which `day` begins there: midnight, or the first moment after one that the clocks skip. */
  startOf(day: Day): number {
    let before = day * DAY_SECONDS - FURTHEST;
    let after = day * DAY_SECONDS + FURTHEST;
    while (after - before > QUARTER_HOUR) {
      const middle = before + Math.floor((after - before) / (2 * QUARTER_HOUR)) * QUARTER_HOUR;
      if (this.dayOf(middle) >= day) after = middle;
      else before = middle;
    }
    return after;
  }
}

/** To make a formatter costs a hundred times as much as to use it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = makeFormat(timeZone);
  // Names differ in case only by a few spellings that work, so that what callers send cannot fill the map.
  formats.set(made.resolvedOptions().timeZone, made);
  return made;
}

function makeFormat(timeZone: string): Intl.DateTimeFormat {
  // Newer engines take offsets such as `+05:00` as well: a place has a name, and its offset may change.
  if (!/^[A-Za-z]/.test(timeZone)) throw new InvalidTimeZone();
  const numeric = 'numeric';
  try {
    return new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      year: numeric,
      month: numeric,
      day: numeric,
    });
  } catch {
    throw new InvalidTimeZone();
  }
}
