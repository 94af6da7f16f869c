import type { Day } from './day.js';
import type { HawlStanding, HeldWealth } from './held-wealth.js';
import type { HijriCalendar } from './hijri-calendar.js';

/** Units that came on one day and have not been spent. */
interface Lot {
  units: bigint;
  /** When its year began: the day on which it came, or that of the last charge. */
  since: Day;
}

/**
 * Each receipt has a year of its own, as the Shafi'i school has it of wealth that is gained in the course of a year. What a
 * day adds to the closing balance is a lot, and what it takes is spent from the lots that came first; so change that a
 * wallet pays to itself is no receipt, nor is money that comes and goes within a day. A charge starts the year of the lots
 * that were ripe then anew, where they stand in the order of spending.
 */
export function hawlOfLots(wealth: HeldWealth): HawlStanding {
  const lots = lotsOf(wealth);
  const ripe = lots.filter(({ isRipe }) => isRipe);
  const told = ripe.length > 0 ? ripe : lots;
  const first = earliest(told.map(({ since }) => since));
  const isComplete = ripe.length > 0;
  return {
    hawl: first === undefined ? undefined : { from: first, until: wealth.calendar.lunarYearAfter(first), isComplete },
    next: earliest(lots.flatMap(({ isRipe, until }) => (isRipe ? [] : [until]))),
    ripe: ripe.reduce((total, { units }) => total + units, 0n),
  };
}

/** Units that came on one day and have not been spent, as they stand on the valuation date. */
export interface WealthLot {
  readonly units: bigint;
  readonly since: Day;
  /** When a lunar year has passed over it. */
  readonly until: Day;
  readonly isRipe: boolean;
}

/** What {@link hawlOfLots} reckons with, in the order of spending. */
export function lotsOf({ closings, charges, calendar, valuation }: HeldWealth): WealthLot[] {
  const lots = new Lots(calendar);
  const due = [...charges].sort((a, b) => a - b);
  let balance = 0n;
  for (const closing of closings) {
    if (closing.day > valuation) break;
    // What was charged on a day was assessed as that day closed: the charge comes before the next closing.
    while (due.length > 0 && due[0]! < closing.day) lots.restart(due.shift()!);
    lots.change(closing.balance - balance, closing.day);
    balance = closing.balance;
  }
  for (const day of due) if (day <= valuation) lots.restart(day);
  return lots.on(valuation);
}

function earliest(days: readonly Day[]): Day | undefined {
  return days.length === 0 ? undefined : Math.min(...days);
}

class Lots {
  private lots: Lot[] = [];

  constructor(private readonly calendar: HijriCalendar) {}

  change(units: bigint, day: Day): void {
    if (units > 0n) this.lots.push({ units, since: day });
    else this.spend(-units);
  }

  restart(charged: Day): void {
    for (const lot of this.lots) if (this.isRipe(lot, charged)) lot.since = charged;
  }

  on(valuation: Day): WealthLot[] {
    return this.lots.map(({ units, since }) => {
      const until = this.calendar.lunarYearAfter(since);
      return { units, since, until, isRipe: until <= valuation };
    });
  }

  private isRipe({ since }: Lot, day: Day): boolean {
    return this.calendar.lunarYearAfter(since) <= day;
  }

  private spend(units: bigint): void {
    let left = units;
    let emptied = 0;
    for (const lot of this.lots) {
      const taken = lot.units < left ? lot.units : left;
      lot.units -= taken;
      left -= taken;
      if (lot.units > 0n) break;
      emptied += 1;
    }
    this.lots = this.lots.slice(emptied);
  }
}
