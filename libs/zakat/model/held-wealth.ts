import type { DayClosing } from './balance-timeline.js';
import type { Day } from './day.js';
import type { HijriCalendar } from './hijri-calendar.js';
import type { NisabHistory } from './nisab.js';

/** The lunar year that wealth was held for, or is being held for. */
export interface Hawl {
  readonly from: Day;
  /** The day on which it ends: on it, and not before, zakat is due. */
  readonly until: Day;
  readonly isComplete: boolean;
}

/** What a hawl is read from. */
export interface HeldWealth {
  /** By day, oldest first; those after the valuation date do not count. */
  readonly closings: readonly DayClosing[];
  /** Valuation dates on which zakat was charged. Those after the valuation date do not count. */
  readonly charges: readonly Day[];
  readonly nisab: NisabHistory;
  readonly calendar: HijriCalendar;
  readonly valuation: Day;
}

/** How a wallet stands on the valuation date. */
export interface HawlStanding {
  /** The last complete year, else the running one; undefined when there is none, or none is asked for. */
  readonly hawl: Hawl | undefined;
  /** The first day after the valuation date on which a year ends; undefined when none runs. */
  readonly next: Day | undefined;
  /** Units that zakat is due on, before debts. */
  readonly ripe: bigint;
}
