interface Waiting {
  readonly owner: string;
  readonly act: () => Promise<void>;
}

/**
 * Lets so many act at once, and so many of one owner, in the order in which they came. One who wants to act again queues
 * behind all others, so that slow ones take places and no others' turn.
 */
export class OwnerTurns {
  private queue: Waiting[] = [];
  private readonly underwayOf = new Map<string, number>();
  private readonly underway = new Set<Promise<void>>();

  constructor(
    private readonly atOnce: number,
    private readonly atOnceOfOwner: number,
  ) {}

  /** @param act never rejects */
  enter(owner: string, act: () => Promise<void>): void {
    this.queue.push({ owner, act });
    this.give();
  }

  /** Drops those who wait, and resolves when those who act have ended. */
  async end(): Promise<void> {
    this.queue = [];
    await Promise.all(this.underway);
  }

  private give(): void {
    while (this.underway.size < this.atOnce) {
      const index = this.queue.findIndex(({ owner }) => this.countOf(owner) < this.atOnceOfOwner);
      const [next] = index < 0 ? [] : this.queue.splice(index, 1);
      if (!next) return;
      this.underwayOf.set(next.owner, this.countOf(next.owner) + 1);
      const acting = next.act().finally(() => {
        this.underway.delete(acting);
        this.leave(next.owner);
        this.give();
      });
      this.underway.add(acting);
    }
  }

  private leave(owner: string): void {
    const count = this.countOf(owner) - 1;
    if (count > 0) this.underwayOf.set(owner, count);
    else this.underwayOf.delete(owner);
  }

  private countOf(owner: string): number {
    return this.underwayOf.get(owner) ?? 0;
  }
}
