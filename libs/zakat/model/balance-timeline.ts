import type { Day } from './day.js';
import type { NisabHistory } from './nisab.js';

/** What a wallet held when a day on which it changed came to its end. Whatever happened within the day counts as this. */
export interface DayClosing {
  readonly day: Day;
  /** Units. */
  readonly balance: bigint;
}

/** Days, from `day` to the next stretch, that all close alike. */
export interface Stretch extends DayClosing {
  /** Units of the snapshot that is in force. */
  readonly nisab: bigint;
}

/**
 * Closing balance and nisab of every day up to the valuation date, as stretches: a new one begins when either changes, as
 * a fall of the price of silver can make a wallet reach nisab that receives nothing.
 */
export class BalanceTimeline {
  private readonly stretches: readonly Stretch[];

  /** @param closings by day, oldest first; those after `valuation` do not count */
  constructor(
    closings: readonly DayClosing[],
    nisab: NisabHistory,
    private readonly valuation: Day,
  ) {
    this.stretches = stretchesOf(closings, nisab, valuation);
  }

  /** Undefined before the first closing. */
  on(day: Day): Stretch | undefined {
    return this.stretches.findLast((stretch) => stretch.day <= day);
  }

  /** The first day, of `from` or after it and not after the valuation date, that closes as `is` says. */
  firstDay(from: Day, is: (stretch: Stretch) => boolean): Day | undefined {
    for (const [place, stretch] of this.stretches.entries()) {
      const last = (this.stretches[place + 1]?.day ?? this.valuation + 1) - 1;
      const day = Math.max(from, stretch.day);
      if (day <= last && is(stretch)) return day;
    }
    return undefined;
  }
}

function stretchesOf(closings: readonly DayClosing[], nisab: NisabHistory, valuation: Day): Stretch[] {
  const [first] = closings;
  if (!first) return [];
  const moved = nisab.snapshots.map(({ asOf }) => asOf).filter((day) => day > first.day);
  const days = [...new Set([...closings.map(({ day }) => day), ...moved])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  let place = -1;
  for (const day of days) {
    if (day > valuation) break;
    while (closings[place + 1] && closings[place + 1]!.day <= day) place += 1;
    stretches.push({ day, balance: closings[place]!.balance, nisab: nisab.unitsOn(day) });
  }
  return stretches;
}
