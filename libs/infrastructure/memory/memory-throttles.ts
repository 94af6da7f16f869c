import { Throttles, type Turn } from '@app/identity';

/** Counts kept at most; beyond it the oldest is forgotten, so that callers cannot fill the memory. */
const MOST_COUNTS = 100_000;

/** Counts for the life of the process. */
export class MemoryThrottles extends Throttles {
  private readonly taken = new Map<string, number[]>();

  override async take(turns: readonly Turn[], nowMs: number): Promise<number> {
    const counted = turns.map(({ limit, key }) => {
      const name = `${limit.name} ${Buffer.from(key).toString('hex')}`;
      const kept = (this.taken.get(name) ?? []).filter(
        (turn) => turn > nowMs - limit.windowMs && turn <= nowMs + 60_000,
      );
      const waitMs =
        kept.length < limit.most ? 0 : Math.max(1, kept[kept.length - limit.most]! + limit.windowMs - nowMs);
      return { name, kept, waitMs };
    });
    const waitMs = Math.max(0, ...counted.map((count) => count.waitMs));
    if (waitMs === 0) for (const { name, kept } of counted) this.keep(name, [...kept, nowMs]);
    return waitMs;
  }

  private keep(name: string, turns: number[]): void {
    this.taken.delete(name);
    if (this.taken.size >= MOST_COUNTS) this.taken.delete(this.taken.keys().next().value!);
    this.taken.set(name, turns);
  }
}
