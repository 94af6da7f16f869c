/** One run charges wallets at a time, whichever route began it. There is one writer, so this process is the only one that charges. */
export class RunTurns {
  /** Settles when the last turn asked for has ended; never rejects. */
  private last: Promise<unknown> = Promise.resolve();

  /** Does `work` when all turns that were asked for earlier have ended. */
  take<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
