import { abandonedOn } from './abandoned-on.js';

/** What ends a wait. */
export interface Limits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What a timer can hold: a longer one would ring at once. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Waits for `work` until the time is over or the caller gives up. The work is told by its signal, and is waited for no
 * longer, whether it listens or not.
 *
 * @param late makes what is thrown when the time is over
 * @throws the reason of the signal, and what `work` throws
 */
export async function within<Result>(
  { timeoutMs, signal }: Limits,
  late: () => unknown,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  const stop = () => controller.abort(signal?.reason);
  signal?.addEventListener('abort', stop, { once: true });
  const timer = setTimeout(() => controller.abort(late()), Math.min(timeoutMs, LONGEST_MS));
  try {
    return await abandonedOn(controller.signal, work(controller.signal));
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}
