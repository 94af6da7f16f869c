import { abandonedOn } from '../calls/abandoned-on.js';

/** The end of the last work on each wallet, by the ledger that it is on. */
const ends = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Does `work` when all earlier work on the same wallet has ended, however it ended. Transfers of one wallet are prepared from
 * the same coins, so at the same time all but one would be refused.
 * @throws what `work` throws, and the reason of `signal` when it ends the wait
 */
export async function oneAtATime<Result>(
  ledger: object,
  wallet: string,
  signal: AbortSignal | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  const wallets = ends.get(ledger) ?? new Map<string, Promise<unknown>>();
  ends.set(ledger, wallets);
  const earlier = wallets.get(wallet);
  const result = abandonedOn(signal, earlier).then(work);
  const end = Promise.allSettled([earlier, result]);
  wallets.set(wallet, end);
  try {
    return await result;
  } finally {
    if (wallets.get(wallet) === end) wallets.delete(wallet);
  }
}
