import { MalformedTransaction } from '@app/chain';
import type { Logger } from 'pino';

/** So many are named in the log, each once; the counter has them all. */
const MOST_NAMED = 1_000;

/** Stored transactions whose bytes cannot be read. Lists leave them out, so that one does not hide all the others. */
export class UnreadableTransactions {
  private readonly named = new Set<number>();

  /** @param count told of each time that one is left out */
  constructor(
    private readonly log: Logger,
    private readonly count: () => void,
  ) {}

  /** What `print` makes of a transaction at `height`, or undefined where that fails because of its bytes. */
  setAside<Printed>({ key, height }: { key: number; height: number }, print: () => Printed): Printed | undefined {
    try {
      return print();
    } catch (error) {
      if (!(error instanceof MalformedTransaction)) throw error;
      this.count();
      if (this.named.size >= MOST_NAMED || this.named.has(key)) return undefined;
      this.named.add(key);
      const why = error.message;
      this.log.error(
        { key, height, why },
        'a stored transaction cannot be read and is left out; run mizan verify-chain',
      );
      return undefined;
    }
  }
}
