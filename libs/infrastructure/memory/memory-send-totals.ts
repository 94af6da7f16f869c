import { type CountedSend, type CountedSender, SendTotals } from '@app/identity';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Senders kept at most; beyond it the one who has not sent for longest is forgotten. */
const MOST_SENDERS = 100_000;

interface Totals {
  readonly hour: number;
  readonly hourTotal: bigint;
  readonly day: number;
  readonly dayTotal: bigint;
}

/** Totals for the life of the process. */
export class MemorySendTotals extends SendTotals {
  private readonly totals = new Map<string, Totals>();

  override async add({ amount, senders }: CountedSend, atMs: number): Promise<string | undefined> {
    const refusing = senders.find((sender) => passes(sender, this.current(sender.id, atMs), amount));
    if (refusing) return refusing.id;
    for (const { id } of senders) this.keep(id, this.current(id, atMs), amount);
    return undefined;
  }

  override async takeOff({ amount, senders }: CountedSend, atMs: number): Promise<void> {
    for (const { id } of senders) {
      const kept = this.totals.get(id);
      if (!kept) continue;
      const isOf = { hour: kept.hour === Math.floor(atMs / HOUR_MS), day: kept.day === Math.floor(atMs / DAY_MS) };
      this.totals.set(id, {
        ...kept,
        hourTotal: isOf.hour ? without(kept.hourTotal, amount) : kept.hourTotal,
        dayTotal: isOf.day ? without(kept.dayTotal, amount) : kept.dayTotal,
      });
    }
  }

  private current(id: string, atMs: number): Totals {
    const [hour, day] = [Math.floor(atMs / HOUR_MS), Math.floor(atMs / DAY_MS)];
    const kept = this.totals.get(id);
    return {
      hour,
      hourTotal: kept?.hour === hour ? kept.hourTotal : 0n,
      day,
      dayTotal: kept?.day === day ? kept.dayTotal : 0n,
    };
  }

  private keep(id: string, totals: Totals, amount: bigint): void {
    this.totals.delete(id);
    if (this.totals.size >= MOST_SENDERS) this.totals.delete(this.totals.keys().next().value!);
    this.totals.set(id, {
      ...totals,
      hourTotal: totals.hourTotal + amount,
      dayTotal: totals.dayTotal + amount,
    });
  }
}

function without(total: bigint, amount: bigint): bigint {
  return total > amount ? total - amount : 0n;
}

function passes({ perHour, perDay }: CountedSender, { hourTotal, dayTotal }: Totals, amount: bigint): boolean {
  return (
    (perHour !== undefined && hourTotal + amount > perHour) || (perDay !== undefined && dayTotal + amount > perDay)
  );
}
