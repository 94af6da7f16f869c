/**
 * Releases at most `batchSize` waiting callers per iteration of the event loop, first come, first served. Events from the
 * database and from other threads are handled between two batches, so they wait for the work of one batch at most.
 */
export class EventLoopBatches {
  private waiting: (() => void)[] = [];

  constructor(private readonly batchSize: number) {}

  /** Resolves when the caller's batch is released. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.waiting.length === 1) setImmediate(this.release);
    });
  }

  private readonly release = (): void => {
    const batch = this.waiting.slice(0, this.batchSize);
    this.waiting = this.waiting.slice(this.batchSize);
    if (this.waiting.length > 0) setImmediate(this.release);
    for (const resume of batch) resume();
  };
}
