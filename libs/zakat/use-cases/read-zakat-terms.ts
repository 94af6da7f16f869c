import { Clock } from '@app/kernel';
import type { Day } from '../model/day.js';
import { DaysInZone } from '../model/day-in-zone.js';
import { HijriCalendar, type MonthOverride } from '../model/hijri-calendar.js';
import type { ZakatPolicy } from '../model/zakat-policy.js';
import { CalendarOverrides } from '../ports/calendar-overrides.js';
import { type PolicyVersion, ZakatPolicies } from '../ports/zakat-policies.js';

/** The policy of a server on which none was set: its version 0. */
export class DefaultPolicy {
  constructor(readonly policy: ZakatPolicy) {}
}

/** Author and time are undefined for version 0. */
export type PolicyInForce = Pick<PolicyVersion, 'version' | 'policy'> &
  Partial<Pick<PolicyVersion, 'author' | 'createdAtMs'>>;

export interface CalendarInForce {
  /** 0 is Umm al-Qura as it is computed. */
  readonly version: number;
  readonly overrides: readonly MonthOverride[];
  readonly calendar: HijriCalendar;
  /** Undefined for version 0. */
  readonly createdAtMs: number | undefined;
}

/** What zakat is reckoned by at the moment. */
export class ReadZakatTerms {
  constructor(
    private readonly policies: ZakatPolicies,
    private readonly calendars: CalendarOverrides,
    private readonly initial: DefaultPolicy,
    private readonly clock: Clock,
  ) {}

  async policy(): Promise<PolicyInForce> {
    return (await this.policies.latest()) ?? { version: 0, policy: this.initial.policy };
  }

  /** Newest first, those below `beforeVersion`; version 0 is not among them. */
  versions(beforeVersion: number | undefined, limit: number): Promise<PolicyVersion[]> {
    return this.policies.page(beforeVersion, limit);
  }

  async calendar(): Promise<CalendarInForce> {
    const { version, overrides, createdAtMs } = (await this.calendars.latest()) ?? NO_OVERRIDES;
    return { version, overrides, createdAtMs, calendar: new HijriCalendar(overrides) };
  }

  /** The day that it is where the policy counts days. */
  async today(): Promise<Day> {
    const { policy } = await this.policy();
    return new DaysInZone(policy.timeZone).dayOf(Math.floor(this.clock.nowMs() / 1000));
  }
}

const NO_OVERRIDES = { version: 0, overrides: [], createdAtMs: undefined };
