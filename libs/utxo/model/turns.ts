/**
 * Lets so many callers go on in each turn of the event loop, in the order in which they came. What arrives from a database
 * or from another thread is looked at between two turns, so it waits no longer than the work of so many takes.
 */
export class Turns {
  private waiting: (() => void)[] = [];

  constructor(private readonly perTurn: number) {}

  /** Resolves when it is the caller's turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) setImmediate(this.letGo);
    });
  }

  private readonly letGo = (): void => {
    const now = this.waiting.slice(0, this.perTurn);
    this.waiting = this.waiting.slice(this.perTurn);
    if (this.waiting.length > 0) setImmediate(this.letGo);
    for (const goOn of now) goOn();
  };
}
