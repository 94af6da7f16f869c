import { BalanceTimeline, type Stretch } from './balance-timeline.js';
import type { Day } from './day.js';
import { hawlOfLots } from './hawl-of-lots.js';
import type { Hawl, HawlStanding, HeldWealth } from './held-wealth.js';
import type { HawlMode } from './zakat-policy.js';

/** Zakat is due on wealth when a year has passed over it (hadith of Ali, Abu Dawud 1573). How is the policy's mode. */
export function readHawl(mode: HawlMode, wealth: HeldWealth): HawlStanding {
  switch (mode) {
    case 'both_ends':
      return standingOf(bothEnds(wealth), wealth);
    case 'continuous':
      return standingOf(continuous(wealth), wealth);
    case 'per_lot':
      return hawlOfLots(wealth);
    case 'none':
      return { hawl: undefined, next: undefined, ripe: closingBalance(wealth) };
  }
}

const reachesNisab = ({ balance, nisab }: Stretch) => balance >= nisab;
const isEmpty = ({ balance }: Stretch) => balance === 0n;

/**
 * Hanafi practice (al-Hidaya, book of zakat: nisab at both ends of the year; a dip between them does no harm): it starts on
 * the first day that closes at nisab or above. A day that closes at 0 ends it, and an anniversary on which the balance does
 * not reach nisab; it starts anew on the next day that does.
 */
function bothEnds(wealth: HeldWealth): Years | undefined {
  const timeline = timelineOf(wealth);
  let start = timeline.firstDay(lastCharge(wealth), reachesNisab);
  while (start !== undefined) {
    const empty = timeline.firstDay(start, isEmpty);
    const failed = failedAnniversary(start, timeline, wealth);
    if (empty === undefined && failed === undefined) return yearsSince(start, wealth);
    const end = Math.min(empty ?? Number.POSITIVE_INFINITY, failed ?? Number.POSITIVE_INFINITY);
    start = timeline.firstDay(end + 1, reachesNisab);
  }
  return undefined;
}

/** The Shafi'i and Hanbali schools: nisab is held all year, so any day that closes below it ends the hawl. */
function continuous(wealth: HeldWealth): Years | undefined {
  const timeline = timelineOf(wealth);
  let start = timeline.firstDay(lastCharge(wealth), reachesNisab);
  while (start !== undefined) {
    const end = timeline.firstDay(start, (stretch) => !reachesNisab(stretch));
    if (end === undefined) return yearsSince(start, wealth);
    start = timeline.firstDay(end + 1, reachesNisab);
  }
  return undefined;
}

function timelineOf({ closings, nisab, valuation }: HeldWealth): BalanceTimeline {
  return new BalanceTimeline(closings, nisab, valuation);
}

/** A charge restarts the hawl on its date, whatever came before. */
function lastCharge({ charges, valuation }: HeldWealth): Day {
  return Math.max(Number.NEGATIVE_INFINITY, ...charges.filter((day) => day <= valuation));
}

function failedAnniversary(
  start: Day,
  timeline: BalanceTimeline,
  { calendar, valuation }: HeldWealth,
): Day | undefined {
  const date = calendar.toHijri(start);
  for (let years = 1; ; years++) {
    const day = calendar.anniversary(date, years);
    if (day > valuation) return undefined;
    if (!reachesNisab(timeline.on(day)!)) return day;
  }
}

/** Of the years since `start` the last that is complete, else the first; and when the one ends that runs. */
type Years = Pick<HawlStanding, 'next'> & { readonly hawl: Hawl };

function yearsSince(start: Day, { calendar, valuation }: HeldWealth): Years {
  const date = calendar.toHijri(start);
  let from = start;
  let until = calendar.anniversary(date, 1);
  for (let years = 2; ; years++) {
    const next = calendar.anniversary(date, years);
    const isComplete = until <= valuation;
    if (next > valuation) return { hawl: { from, until, isComplete }, next: isComplete ? next : until };
    [from, until] = [until, next];
  }
}

function standingOf(years: Years | undefined, wealth: HeldWealth): HawlStanding {
  const ripe = years?.hawl.isComplete ? closingBalance(wealth) : 0n;
  return { hawl: years?.hawl, next: years?.next, ripe };
}

function closingBalance({ closings, valuation }: HeldWealth): bigint {
  return closings.findLast(({ day }) => day <= valuation)?.balance ?? 0n;
}
