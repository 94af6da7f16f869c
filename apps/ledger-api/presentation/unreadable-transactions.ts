import { MalformedTransaction } from '@app/chain';
import type { Metrics } from '@app/infrastructure/metrics/metrics.js';
import type { Logger } from 'pino';

/** So many are named in the log, each once; the counter has them all. */
const MOST_NAMED = 1_000;

/** Stored transactions whose bytes cannot be read. Lists leave them out, so that one does not hide all the others. */
export class UnreadableTransactions {
  readonly #named = new Set<number>();
  readonly #count: ReturnType<Metrics['counter']>;

  constructor(
    private readonly log: Logger,
    metrics: Metrics,
  ) {
    this.#count = metrics.counter(
      'mizan_unreadable_transactions_total',
      'Stored transactions that were left out of a list because their bytes cannot be read',
    );
  }

  /** What `print` makes of a transaction at `height`, or undefined where that fails because of its bytes. */
  setAside<Printed>({ key, height }: { key: number; height: number }, print: () => Printed): Printed | undefined {
    try {
      return print();
    } catch (error) {
      if (!(error instanceof MalformedTransaction)) throw error;
      this.#count.add();
      if (this.#named.size >= MOST_NAMED || this.#named.has(key)) return undefined;
      this.#named.add(key);
      const why = error.message;
      this.log.error(
        { key, height, why },
        'a stored transaction cannot be read and is left out; run mizan verify-chain',
      );
      return undefined;
    }
  }
}
