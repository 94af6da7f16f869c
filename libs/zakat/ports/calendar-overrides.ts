import type { MonthOverride } from '../model/hijri-calendar.js';

/** All overrides of the calendar as an administrator set them. */
export interface CalendarVersion {
  /** Counts from 1. */
  readonly version: number;
  /** By month. */
  readonly overrides: readonly MonthOverride[];
  /** As in the audit trail. */
  readonly author: string;
  readonly createdAtMs: number;
}

/** The months that were moved: each set of them a new version, none changed. */
export abstract class CalendarOverrides {
  /** Undefined until the first is set: then the calendar is Umm al-Qura as it is computed. */
  abstract latest(): Promise<CalendarVersion | undefined>;

  abstract version(version: number): Promise<CalendarVersion | undefined>;

  /**
   * Adds the version after the latest one.
   * @returns false, and adds nothing, when another one was added since `version` was to be the next
   */
  abstract append(version: CalendarVersion): Promise<boolean>;
}
