import { Clock } from '@app/kernel';
import { type ChainDay, ChainDays, type ChainTotals } from '../ports/chain-days.js';

const MS_PER_DAY = 86_400_000;

/** Supply, wallets, transactions and volume of each of the last days, also of those without blocks. */
export class ReportDays {
  constructor(
    private readonly chainDays: ChainDays,
    private readonly clock: Clock,
  ) {}

  /** @param count of days, today (UTC) included; fewer where the chain is younger */
  async execute(count: number): Promise<ChainTotals> {
    const today = Math.floor(this.clock.nowMs() / MS_PER_DAY);
    const first = today - count + 1;
    const totals = await this.chainDays.since(first);
    return { ...totals, days: everyDay(totals.days, first, today) };
  }
}

function everyDay(stored: readonly ChainDay[], first: number, today: number): ChainDay[] {
  const byDay = new Map(stored.map((day) => [day.day, day]));
  const last = Math.max(today, stored.at(-1)?.day ?? today);
  const days: ChainDay[] = [];
  let before = stored.find(({ day }) => day < first);
  for (let day = first; day <= last; day += 1) {
    const had = byDay.get(day) ?? (before && { ...before, day, blocks: 0, transactions: 0, volume: 0n });
    if (had) days.push(had);
    before = had;
  }
  return days;
}
